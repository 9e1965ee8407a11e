"""Reading a workbook: in a process of its own, with limits, so that no file can take the application with it."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .cells import Cell, Sheet, decode

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 2**20


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
        "这不是 Excel 工作簿（.xlsx）。只改文件扩展名没有用，请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”。"
    ),
    "empty_file": _("文件是空的。"),
    "old_format": _("这是旧版 .xls 或 .et 文件，请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”后再上传。"),
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
    """All worksheets of an .xlsx file, hidden ones included. Raises `Unreadable`."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-s", "-m", "registry.workbook.child", json.dumps(asdict(limits))],
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONIOENCODING": "utf-8", "MALLOC_ARENA_MAX": "1"},
            timeout=2 * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("time", seconds=limits.seconds) from None
    return _sheets(done, limits)


def _sheets(done: "subprocess.CompletedProcess[bytes]", limits: Limits) -> list[Sheet]:
    sheets: list[Sheet] = []
    rows: list[tuple[int, list[Cell]]] = []
    lines = done.stdout.split(b"\n")
    if done.returncode or len(lines) < 2 or lines[-2] != b"[-1]":  # noqa: PLR2004 - the last line and its end
        raise _failure(done, lines, limits)
    for line in lines[:-2]:
        number, *cells = decode(line)
        if number:
            rows.append((number, cells))
        else:
            rows = []
            sheets.append(Sheet(cells[0], rows))
    return sheets


def _failure(done: "subprocess.CompletedProcess[bytes]", lines: list[bytes], limits: Limits) -> Unreadable:
    """What the reading process said last; or, when the system ended it, why that will have been."""
    said: Any = None
    if not done.returncode and len(lines) > 1 and lines[-2].startswith(b"{"):
        said = json.loads(lines[-2])
    if said is not None:
        return Unreadable(said["problem"], **said["details"])
    if -done.returncode in (9, 24):  # SIGKILL and SIGXCPU: the limit on time
        return Unreadable("time", seconds=limits.seconds)
    return Unreadable("memory" if done.returncode == -6 or b"memory allocation" in done.stderr else "damaged")  # noqa: PLR2004 - SIGABRT
