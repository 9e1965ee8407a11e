"""A second look at an .xls file (and .et of the same make), independent of the reading library: which rows hold
anything, which are hidden, which cells are merged, formulas or errors.

The file is a container of sectors in chains; in it the stream `Workbook` holds one record after another ([MS-CFB],
[MS-XLS]).
"""

import struct
from collections.abc import Iterator

from .counting import SheetCount
from .problems import Problem

HEADER, SECTOR_NUMBERS, IN_HEADER = 512, 76, 109
LAST_SECTOR = 0xFFFFFFFA  # from here on numbers are marks
ENTRY, SHORT_STREAM = 128, 5
STREAMS = ("Workbook", "Book")
BOUND_SHEET, FILE_PASS, BEGIN, END, ROW, MERGED, BOOL_ERROR = 0x85, 0x2F, 0x809, 0x0A, 0x208, 0xE5, 0x205
FORMULA, MANY_NUMBERS = 0x06, 0xBD
TEXTS = frozenset({0xFD, 0x204, 0xD6})
NUMBERS = frozenset({0x203, 0x27E, MANY_NUMBERS, FORMULA, BOOL_ERROR})
IS_HIDDEN = 0x20
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class BinaryCount(SheetCount):
    """`texts` are rows in which nothing but texts was found: those may be blank, which is not looked at here."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[int] = set()


def count_binary(data: bytes) -> list[BinaryCount]:
    """Each sheet in the workbook's order. Raises `Problem` where the file is encrypted or makes no sense."""
    try:
        stream = _stream(data)
        return [_count(stream, place) for place in _places(stream)]
    except (struct.error, IndexError) as error:
        raise Problem("damaged") from error


def _stream(data: bytes) -> bytes:
    """The stream that is the workbook."""
    size, short_size = (1 << shift for shift in struct.unpack_from("<HH", data, 30))
    if size not in (512, 4096) or short_size != 64:  # noqa: PLR2004 - the only sizes there are
        raise Problem("damaged")
    directory, cutoff, short_table = struct.unpack_from("<I4xII", data, 48)
    sectors = _Sectors(data[HEADER if size == HEADER else size :], size, _table(data, size))
    entries = sectors.chained(directory)
    root, found = None, None
    for place in range(0, len(entries) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", entries, place + 64)
        name = entries[place : place + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        start, held = struct.unpack_from("<II", entries, place + 116)
        if kind == SHORT_STREAM:
            root = start
        elif name in STREAMS and found is None:
            found = start, held
    if found is None or root is None:
        raise Problem("not_a_workbook")
    start, held = found
    if held >= cutoff:
        return sectors.chained(start)[:held]
    links = _numbers(sectors.chained(short_table))
    return _Sectors(sectors.chained(root), short_size, links).chained(start)[:held]


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    holders = list(struct.unpack_from(f"<{IN_HEADER}I", data, SECTOR_NUMBERS))
    following, count = struct.unpack_from("<II", data, 68)
    for _number in range(count):
        more = _numbers(data[(following + 1) * size : (following + 2) * size])
        holders += more[:-1]
        following = more[-1]
    links: list[int] = []
    for holder in holders:
        if holder < LAST_SECTOR:
            links += _numbers(data[(holder + 1) * size : (holder + 2) * size])
    return links


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


class _Sectors:
    def __init__(self, data: bytes, size: int, links: list[int]) -> None:
        self.data, self.size, self.links = data, size, links

    def chained(self, number: int) -> bytes:
        """What lies in a chain of sectors. A chain that bites its own tail makes no sense."""
        parts: list[bytes] = []
        while number < LAST_SECTOR:
            if len(parts) > len(self.links):
                raise Problem("damaged")
            parts.append(self.data[number * self.size : (number + 1) * self.size])
            number = self.links[number]
        return b"".join(parts)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record from `place` to the end of its part, parts inside it included."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        yield kind, place, length
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return
        place += length


def _places(stream: bytes) -> list[int]:
    places: list[int] = []
    for kind, at, _length in _records(stream, 0):
        if kind == FILE_PASS:
            raise Problem("encrypted")
        if kind == BOUND_SHEET:
            places += struct.unpack_from("<I", stream, at)
    return places


def _count(stream: bytes, place: int) -> BinaryCount:
    counted, texts, others, hidden = BinaryCount(), set[int](), set[int](), set[int]()
    for kind, at, length in _records(stream, place):
        if kind in TEXTS:
            texts.add(stream[at] + 256 * stream[at + 1] + 1)
        elif kind in NUMBERS:
            row, column = struct.unpack_from("<HH", stream, at)
            others.add(row + 1)
            if kind == FORMULA:
                counted.special[row + 1, column] = None
            elif kind == BOOL_ERROR and stream[at + 7]:
                counted.special[row + 1, column] = ERRORS.get(stream[at + 6], "#?")
        elif kind == ROW and struct.unpack_from("<H", stream, at + 12)[0] & IS_HIDDEN:
            hidden.add(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == MERGED:
            for area in struct.iter_unpack("<4H", stream[at + 2 : at + 2 + (length - 2) // 8 * 8]):
                first, last, left, right = area
                counted.merged.append((first + 1, left, last + 1, right))
    counted.numbers = sorted(texts | others)
    counted.texts = texts - others
    counted.hidden = sorted(hidden.intersection(counted.numbers))
    return counted
