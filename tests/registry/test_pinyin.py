"""Whole pinyin, as somebody types it."""

import pytest

from registry.rules.pinyin import initials_of_syllables, is_spelled


@pytest.mark.parametrize(
    ("text", "initials"),
    [("zhangsan", "zs"), ("zhangs", "zs"), ("shanqingming", "sqm"), ("lvbu", "lb"), ("xian", "x"), ("xian", "xa")],
)
def test_syllables_have_the_initials_of_the_name(text: str, initials: str) -> None:
    assert initials in initials_of_syllables(text)


@pytest.mark.parametrize("text", ["zs", "abc", "z", ""])
def test_letters_without_a_syllable_are_initials_and_nothing_else(text: str) -> None:
    assert initials_of_syllables(text) == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [("张三", "zhangsan"), ("张三丰", "zhangs"), ("单清明", "shanqing"), ("尉迟恭", "yuchigong"), ("吕布", "lvbu")],
)
def test_a_name_is_spelled_in_any_reading_whole_or_unfinished(name: str, text: str) -> None:
    assert is_spelled(name, text)


@pytest.mark.parametrize(("name", "text"), [("张三", "zhangsi"), ("张", "zhangsan"), ("章山", "zhangsanx")])
def test_another_spelling_is_another_name(name: str, text: str) -> None:
    assert not is_spelled(name, text)
