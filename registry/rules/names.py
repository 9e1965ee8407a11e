"""Personal names: as stored, as matched, and by pinyin initials."""

import re
import unicodedata
from functools import cache
from itertools import combinations

from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

# Surnames that a dictionary of common readings gets wrong.
SURNAME_INITIALS = {
    "单": "s",
    "解": "x",
    "仇": "q",
    "查": "z",
    "曾": "z",
    "任": "r",
    "区": "o",
    "朴": "p",
    "盖": "g",
    "尉迟": "yc",
    "长孙": "zs",
    "万俟": "mq",
    "覃": "q",
    "翟": "z",
    "缪": "m",
    "瞿": "q",
    "冼": "x",
    "乐": "y",
    "重": "c",
    "种": "c",
    "召": "s",
    "员": "y",
    "黑": "h",
    "折": "s",
    "令狐": "lh",
}
MIDDLE_DOT = "·"
MIDDLE_DOTS = "•‧．∙・･⋅"
MOST_CHARACTERS = 50
# Control characters, and halves of pairs that no font can show.
UNWRITABLE = frozenset({"Cc", "Cs"})
FULL_WIDTH_OFFSET = 0xFEE0
PLAIN = re.compile("[\u4e00-\u9fff]+")


def clean_name(text: str) -> str:
    """As stored: full-width letters made half-width, one kind of middle dot, no spaces between Chinese characters.

    A rare character stays as typed, compatibility ideographs included; what nobody can see is left out.
    """
    if PLAIN.fullmatch(text):  # nearly always
        return text
    name = "".join(char for char in text if unicodedata.category(char) != "Cf")
    for dot in MIDDLE_DOTS:
        name = name.replace(dot, MIDDLE_DOT)
    name = "".join(chr(ord(char) - FULL_WIDTH_OFFSET) if "！" <= char <= "～" else char for char in name)
    words = name.split()
    return (" " if "".join(words).isascii() else "").join(words)


def name_problems(text: str) -> list[str]:
    """What stands in the way of storing a name. Any script and any rare character may be in it, digits may not."""
    name = clean_name(text)
    if len(name) <= MOST_CHARACTERS and PLAIN.fullmatch(name):
        return []
    if not name.strip(MIDDLE_DOT):
        return [_("姓名为空")]
    if len(name) > MOST_CHARACTERS:
        return [_("姓名最长 %(most)d 个字，现为 %(count)d 个") % {"most": MOST_CHARACTERS, "count": len(name)}]
    if any(char.isdecimal() or unicodedata.category(char) in UNWRITABLE for char in name):
        return [_("姓名中不能有数字或看不见的字符")]
    return []


def name_key(text: str) -> str:
    """For matching: `clean_name` without middle dots, in lower case, variants of one character made one."""
    name = clean_name(text)
    return name if PLAIN.fullmatch(name) else unicodedata.normalize("NFKC", name).replace(MIDDLE_DOT, "").lower()


@cache
def initials(text: str) -> str:
    """Pinyin initials: 张三 → zs, 单雄信 → sxx."""
    name = name_key(text)
    for length in (2, 1):
        if name[:length] in SURNAME_INITIALS and len(name) > length:
            return SURNAME_INITIALS[name[:length]] + _plain_initials(name[length:])
    return _plain_initials(name)


def _plain_initials(name: str) -> str:
    parts = (name[start:end] for start, end in combinations(range(len(name) + 1), 2))
    if PLAIN.fullmatch(name) and not any(part in PHRASES_DICT for part in parts):
        return "".join(map(_initial, name))  # no character is read otherwise beside its neighbours
    return "".join(syllable[:1] for syllable in lazy_pinyin(name, style=Style.NORMAL)).lower()


@cache
def _initial(char: str) -> str:
    return "".join(syllable[:1] for syllable in lazy_pinyin(char, style=Style.NORMAL)).lower()
