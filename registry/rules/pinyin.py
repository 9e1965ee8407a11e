"""Whole pinyin of a name, as somebody types it: zhangsan → 张三, also unfinished (zhangs)."""

from collections.abc import Iterator
from functools import cache

from pypinyin import Style, pinyin

from .names import name_key

ONSETS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
RIMES = frozenset(
    (
        *("a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er", "ong"),
        *("ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong"),
        *("ua", "uo", "ui", "uai", "uan", "un", "uang", "ue", "ve"),
    )
)
LONGEST_RIME = 4
MOST_READINGS = 8


def initials_of_syllables(text: str) -> set[str]:
    """The initials of each way to read a text as syllables: zhangsan → zs, xian → x and xa.

    Nothing where no syllable is spelled out; then the text can only be initials.
    """
    readings = set()
    for syllables in _split(text):
        if len(syllables) < len(text):
            readings.add("".join(syllable[0] for syllable in syllables))
        if len(readings) == MOST_READINGS:
            break
    return readings


def is_spelled(name: str, text: str) -> bool:
    """Whether the name, in any reading of its characters, begins with what was typed."""
    return _begins(_readings(name_key(name)), text)


def _split(text: str) -> Iterator[tuple[str, ...]]:
    if not text:
        yield ()
        return
    for length in _first_syllables(text):
        for rest in _split(text[length:]):
            yield (text[:length], *rest)


def _first_syllables(text: str) -> list[int]:
    """The lengths of what may be the first syllable, the longest first; the last one may be unfinished."""
    onset = next((onset for onset in ONSETS if text.startswith(onset)), "")
    start = len(onset)
    lengths = [
        start + length
        for length in range(min(LONGEST_RIME, len(text) - start), 0, -1)
        if text[start : start + length] in RIMES or (start + length == len(text) and _may_become_rime(text[start:]))
    ]
    return [*lengths, start] if start == len(text) else lengths


def _may_become_rime(text: str) -> bool:
    return any(rime.startswith(text) for rime in RIMES)


@cache
def _readings(name: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(reading) for reading in pinyin(name, style=Style.NORMAL, heteronym=True, v_to_u=False))


def _begins(syllables: tuple[frozenset[str], ...], text: str) -> bool:
    if not text:
        return True
    if not syllables:
        return False
    return any(
        reading.startswith(text) or (text.startswith(reading) and _begins(syllables[1:], text[len(reading) :]))
        for reading in syllables[0]
    )
