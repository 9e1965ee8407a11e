"""What a misspelt name may have been meant to be: names that sound the same, then names that look alike."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from pypinyin import lazy_pinyin

MOST_NEAR = 5
ALIKE = 0.5


def nearest(said: str, names: Iterable[str]) -> list[str]:
    """Up to five of `names`, the nearest first."""
    sharing = [name for name in names if _sound(name) == _sound(said) or not set(name).isdisjoint(said)]
    sounding = [name for name in sharing if _sound(name) == _sound(said)]
    return list(dict.fromkeys([*sounding, *get_close_matches(said, sharing, n=MOST_NEAR, cutoff=ALIKE)]))[:MOST_NEAR]


@lru_cache(maxsize=50_000)
def _sound(name: str) -> str:
    return "".join(lazy_pinyin(name))
