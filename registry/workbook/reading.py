"""Reading a workbook: in a process of its own, with limits, so that no file can take the application with it."""

import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from .cells import Cell, Sheet, revive

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 2**20
FINISHED = {"end": True}


@dataclass(frozen=True)
class Limits:
    """What a file may cost; sizes in bytes, `text` in characters a cell."""

    members: int = 500
    unpacked: int = 600 * MEGABYTE
    sheets: int = 20
    rows: int = 400_000
    text: int = 2_000
    memory: int = 2048 * MEGABYTE
    seconds: int = 60


LIMITS = Limits()
MESSAGES = {
    "not_a_workbook": _(
        "这不是能读的表格文件（.xlsx、.xls、.et、.ods、.csv）。只改扩展名没有用，"
        "请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”。"
    ),
    "empty_file": _("文件是空的。"),
    "encrypted": _("工作簿设有打开密码，请去掉密码后再上传。"),
    "macros": _("工作簿含有宏，请另存为不带宏的“Excel 工作簿（.xlsx）”后再上传。"),
    "damaged": _("工作簿已损坏或内部格式不规范，请用 Excel 或 WPS 打开并另存后再上传。"),
    "hostile": _("工作簿内含有不允许的外部实体声明，已退回。"),
    "too_many_members": _("工作簿内的部件超过 %(limit)d 个，已退回。"),
    "unpacks_too_large": _("工作簿解压后有 %(size)d MB，超过上限 %(limit)d MB。"),
    "too_many_sheets": _("工作表超过 %(limit)d 个，请删去无关的工作表。"),
    "too_many_rows": _("第 %(row)d 行还有内容，超过上限 %(limit)d 行，请拆成几个文件。"),
    "too_many_columns": _("%(column)s 列还有内容，超过上限（ZZ 列），请删去无关的列。"),
    "text_too_long": _("工作表“%(sheet)s”第 %(row)d 行有一格文字超过 %(limit)d 个字。"),
    "rows_differ": _(
        "两种方法读出的行数不一致（工作表“%(sheet)s”），为免漏行，已退回；请用 Excel 打开并另存后再上传。"
    ),
    "memory": _("工作簿过大，超出读取所允许的内存，请拆成几个文件。"),
    "time": _("读取超过 %(seconds)d 秒，已停止；请拆成几个文件。"),
}


class Unreadable(ValueError):
    """The file as such cannot be taken; `str()` says why, in Chinese. `code` is a key of `MESSAGES`."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(str(MESSAGES[code]) % details)
        self.code = code


def read_workbook(data: bytes, limits: Limits = LIMITS) -> list[Sheet]:
    """All worksheets of a file of any kind of `formats`, hidden ones included. Raises `Unreadable`."""
    command = [sys.executable, "-s", "-m", "registry.workbook.child", orjson.dumps(asdict(limits)).decode()]
    environment = {"PYTHONIOENCODING": "utf-8", "MALLOC_ARENA_MAX": "1"}
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, stdin=pipe, stdout=pipe, stderr=complaints, cwd=ROOT, env=environment
        ) as child,
        _ended_after(child, 2 * limits.seconds),
    ):
        _hand_over(child, data)
        sheets, last = _sheets(child)
        code = child.wait()
        complaints.seek(0)
        if last != FINISHED or code:
            raise _failure(code, last, complaints.read(), limits)
    return sheets


@contextmanager
def _ended_after(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hand_over(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    """Give the file to the child, which reads all of it before it answers."""
    try:
        child.stdin.write(data)  # type: ignore[union-attr]
        child.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        return  # it has died, and its exit code says why


def _sheets(child: "subprocess.Popen[bytes]") -> tuple[list[Sheet], Any]:
    """The sheets as the child names them, and its last line."""
    sheets: list[Sheet] = []
    cells: list[Cell] = [None]
    said: Any = None
    for line in child.stdout or ():
        said = orjson.loads(line)
        if "sheet" in said:
            hidden, merged = said["marks"]
            sheets.append(Sheet(said["sheet"], [], frozenset(hidden), [tuple(area) for area in merged]))
        elif "rows" in said:
            cells += map(revive, said["fresh"])
            sheets[-1].rows.extend((number, [cells[index] for index in row]) for number, *row in said["rows"])
    return sheets, said


def _failure(code: int, last: Any, complaints: bytes, limits: Limits) -> Unreadable:
    """What the child said last; or, when the system ended it, why that will have been."""
    if isinstance(last, dict) and "problem" in last:
        return Unreadable(last["problem"], **last["details"])
    if code in (-signal.SIGKILL, -signal.SIGXCPU):
        return Unreadable("time", seconds=limits.seconds)
    out_of_memory = code == -signal.SIGABRT or b"memory allocation" in complaints or b"MemoryError" in complaints
    return Unreadable("memory" if out_of_memory else "damaged")
