"""Workbooks that somebody's program, disk or hand has spoilt: the same for the same seed. Some are still whole, some
are read with faults, most are sent back; which of it is not said here."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

from .mutated_sheets import spoilt_by_hand

Chance = random.Random
HALF, MOSTLY, SELDOM = 0.5, 0.85, 0.2
ODD_WORDS = ("-1", "0", "", "99999999999999999999", "1.5", "abc", "A0", "XFD1048577", "1e308", "true", "&#0;", "&#x1F;")
ODD_BYTES = (
    *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"&", b"&#0;", b"&x;", b"<", b"]]>"),
    *(b"<?x?>", b"<!DOCTYPE x>", b"_x0000_"),
)
CELL_TYPES = (b"s", b"b", b"d", b"e", b"n", b"z", b"str", b"inlineStr")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
TAG = re.compile(rb"<[^<>]+>")
SHARED = re.compile(rb"<v>\d+</v>")
TYPE = re.compile(rb' t="\w+"')


def mutated(data: bytes, seed: int) -> bytes:
    """The file after one to four mutations: of what a person sees in it, then of its parts, then of its bytes."""
    chance = Chance(seed)
    by_hand = zipfile.is_zipfile(io.BytesIO(data)) and b"xl/workbook.xml" in data and chance.random() < HALF
    if by_hand:
        data = spoilt_by_hand(data, chance)
    times = chance.choice((0, 0, 1, 2) if by_hand else (1, 1, 2, 3))
    for _time in range(times):
        whole = zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < MOSTLY
        try:
            data = chance.choice((_member, _member, _container) if whole else _bytes_of_any)(data, chance)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, ValueError, OSError, zlib.error):
            break  # already so bad that its parts cannot be taken out
    return data


# Of any file


def _flip(data: bytes, chance: Chance) -> bytes:
    spoilt = bytearray(data)
    for _time in range(chance.choice((1, 3, 30)) if spoilt else 0):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _cut(data: bytes, chance: Chance) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 50, 2000))]
    return data[:start] + piece * chance.choice((0, 2, 20)) + data[start + len(piece) :]


_bytes_of_any = (_flip, _cut, _repeat)

# Of a zip file's members


def _member(data: bytes, chance: Chance) -> bytes:
    """A member with other bytes or other XML in it."""
    members = _unpacked(data)
    name = chance.choice(sorted(members))
    sheets = [name for name in members if "sheet" in name or name == "content.xml"]
    if sheets and chance.random() < HALF:
        name = chance.choice(sheets)
    spoilers = (*_bytes_of_any, _attribute, _attribute, _tag, _tag, _types, _shared, _insert)
    members[name] = chance.choice(spoilers)(members[name], chance)
    return _packed(list(members.items()), chance)


def _container(data: bytes, chance: Chance) -> bytes:
    """A member that lacks, stands there twice, or holds what is another's."""
    members = list(_unpacked(data).items())
    one, other = chance.randrange(len(members)), chance.randrange(len(members))
    way = chance.choice(("drop", "twice", "swap", "rename"))
    if way == "drop":
        del members[one]
    elif way == "twice":
        members.append((members[one][0], members[other][1]))
    elif way == "swap":
        members[one], members[other] = (members[one][0], members[other][1]), (members[other][0], members[one][1])
    else:
        members[one] = (chance.choice(("../x", "/etc/passwd", "XL/WORKBOOK.XML", "xl\\workbook.xml")), members[one][1])
    return _packed(members, chance)


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def _packed(members: Sequence[tuple[str, bytes]], chance: Chance) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as container:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = container.compression
            container.NameToInfo.pop(name, None)  # which would warn of a name that is there twice
            container.writestr(info, content)
    return out.getvalue()


def _somewhere(
    pattern: re.Pattern[bytes], xml: bytes, chance: Chance, told: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """Replace one of the matches, or all of them."""
    found = list(pattern.finditer(xml))
    if not found:
        return xml
    if chance.random() < SELDOM:
        return pattern.sub(told, xml)
    match = chance.choice(found)
    return xml[: match.start()] + told(match) + xml[match.end() :]


def _attribute(xml: bytes, chance: Chance) -> bytes:
    word = chance.choice(ODD_WORDS).encode()
    return _somewhere(ATTRIBUTE, xml, chance, lambda match: match[1] + b'="' + word + b'"')


def _tag(xml: bytes, chance: Chance) -> bytes:
    ways = (b"", b"%s%s", b"<x>%s</x>", b"<!-- %s -->", b"<![CDATA[%s]]>", b"<row/>%s")
    way = chance.choice(ways)
    return _somewhere(TAG, xml, chance, lambda match: way.replace(b"%s", match[0]))


def _types(xml: bytes, chance: Chance) -> bytes:
    kind = chance.choice(CELL_TYPES)
    return _somewhere(TYPE, xml, chance, lambda _match: b' t="' + kind + b'"')


def _shared(xml: bytes, chance: Chance) -> bytes:
    number = chance.choice((b"-1", b"999999", b"99999999999999999999", b"1.5", b"x", b"", b" 1 ", b"0x1"))
    return _somewhere(SHARED, xml, chance, lambda _match: b"<v>" + number + b"</v>")


def _insert(xml: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(xml) + 1)
    return xml[:at] + chance.choice(ODD_BYTES) + xml[at:]
