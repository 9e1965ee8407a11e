"""The process that opens a stranger's file: `python -m registry.workbook.child`, limits on the command line, the file
on standard input, rows as JSON lines on standard output.

It has no database, no keys and no network of ours, and the operating system holds it to memory and time.
"""

import gc
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from .cells import ILLEGIBLE
from .formats import read
from .problems import Problem

AT_ONCE = 500


def main() -> None:
    """Read the workbook and print its rows, or one line that says what is wrong with it."""
    limits = orjson.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    gc.disable()  # millions of cells and no cycles among them
    try:
        for line in packed(read(sys.stdin.buffer.read(), limits), limits["text"]):
            sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    except Problem as problem:
        sys.stdout.buffer.write(orjson.dumps({"problem": problem.code, "details": problem.details}))
    except MemoryError:
        sys.stdout.buffer.write(orjson.dumps({"problem": "memory", "details": {}}))


class Numbering(dict[Any, int]):
    """A number for each different cell: a workbook says the same things over and over, so each goes over once."""

    def __init__(self, max_text: int) -> None:
        super().__init__({"": 0, None: 0})
        self.fresh: list[Any] = []
        self.last = 0
        self.max_text = max_text

    def __missing__(self, cell: Any) -> int:
        if isinstance(cell, str) and len(cell) > self.max_text:
            raise Problem("text_too_long", limit=self.max_text)
        # Hardly any text has something to be left out, and there are hundreds of thousands.
        self.fresh.append(cell if isinstance(cell, str) and cell.isprintable() else legible(cell))
        self.last = self[cell] = self.last + 1
        return self.last


def legible(cell: Any) -> Any:
    """A cell without what cannot be written anywhere; the text of a formula or an error too."""
    if isinstance(cell, tuple):
        return tuple(map(legible, cell))
    return ILLEGIBLE.sub("", cell) or None if isinstance(cell, str) else cell


def packed(lines: Iterable[list[Any]], max_text: int) -> Iterator[dict[str, Any]]:
    """The sheets' names, and their rows by the hundred: the cells that are new, and rows of numbers of cells."""
    numbers, rows, sheet = Numbering(max_text), list[list[int]](), ""
    for number, *cells in lines:
        if number > 0:
            try:
                rows.append([number, *map(numbers.__getitem__, cells)])
            except Problem as problem:
                raise Problem(problem.code, sheet=sheet, row=number, **problem.details) from None
        if rows and (number <= 0 or len(rows) == AT_ONCE):
            yield {"fresh": numbers.fresh, "rows": rows}
            numbers.fresh, rows = [], []
        if number == 0:
            sheet, *marks = cells
            yield {"sheet": legible(sheet) or "", "marks": marks}
    yield {"end": True}


if __name__ == "__main__":
    main()
