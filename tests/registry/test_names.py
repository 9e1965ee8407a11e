"""Names as stored, as matched, and by pinyin initials."""

import pytest

from registry.rules.names import clean_name, initials, name_key


@pytest.mark.parametrize("typed", ["买买提·艾力", "买买提•艾力", "买买提‧艾力", "买买提．艾力", " 买买提 · 艾力 "])
def test_the_middle_dots_are_made_one(typed: str) -> None:
    assert clean_name(typed) == "买买提·艾力"


def test_matching_leaves_the_dot_out() -> None:
    assert name_key("买买提·艾力") == name_key("买买提艾力")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("张三", "zs"), ("单雄信", "sxx"), ("仇和", "qh"), ("曾国强", "zgq"), ("尉迟敬德", "ycjd"), ("解小平", "xxp")],
)
def test_surnames_are_read_as_surnames(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_full_width_letters_become_half_width() -> None:
    assert clean_name("Ａｎｎａ　Ｌｉ") == "Anna Li"
