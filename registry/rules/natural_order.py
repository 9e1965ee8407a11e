"""The order in which people count houses: 1组, 2组, 10组, and 三组 between 2组 and 4组."""

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100}
NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十百]+")

# A number comes before a word, as 1组 before 东组; pairs of kind, number and word compare with one another.
Key = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> Key:
    """By which to sort names of groups and addresses. 第 in front of a number says nothing."""
    text = text.strip().replace("第", "")
    parts: list[tuple[int, int, str]] = []
    end = 0
    for found in NUMBER.finditer(text):
        if found.start() > end:
            parts.append((1, 0, text[end : found.start()]))
        parts.append((0, _number(found.group()), ""))
        end = found.end()
    if end < len(text):
        parts.append((1, 0, text[end:]))
    return tuple(parts)


def _number(word: str) -> int:
    """12, 十二, 一百零三; digits in a row as in 二〇一 are read one after the other."""
    if word.isdecimal():
        return int(word)
    if not set(word) & TENS.keys():
        return int("".join(str(DIGITS[char]) for char in word))
    total = digit = 0
    for char in word:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
