"""Personal names: as stored, as matched, and by pinyin initials."""

import unicodedata
from functools import cache

from pypinyin import Style, lazy_pinyin

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
MIDDLE_DOTS = "•‧．∙・"


def clean_name(text: str) -> str:
    """As stored: full-width letters made half-width, one kind of middle dot, no spaces between Chinese characters."""
    name = unicodedata.normalize("NFC", text)
    for dot in MIDDLE_DOTS:
        name = name.replace(dot, MIDDLE_DOT)
    name = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in name)
    name = name.replace("\u3000", " ")
    if name.isascii():
        return " ".join(name.split())
    return "".join(name.split())


def name_key(text: str) -> str:
    """For matching: `clean_name` without middle dots, in lower case."""
    return clean_name(text).replace(MIDDLE_DOT, "").lower()


@cache
def initials(text: str) -> str:
    """Pinyin initials: 张三 → zs, 单雄信 → sxx."""
    name = name_key(text)
    for length in (2, 1):
        if name[:length] in SURNAME_INITIALS and len(name) > length:
            return SURNAME_INITIALS[name[:length]] + _plain_initials(name[length:])
    return _plain_initials(name)


def _plain_initials(name: str) -> str:
    return "".join(syllable[:1] for syllable in lazy_pinyin(name, style=Style.NORMAL)).lower()
