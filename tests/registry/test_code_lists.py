"""Looking codes up."""

import pytest

from registry.choices import CodedChoices, Ethnicity
from registry.queries.code_lists import LISTS, code_lists


def test_every_coded_list_of_the_register_is_there() -> None:
    shown = {choices for _, _, choices in LISTS}
    assert {*CodedChoices.__subclasses__(), Ethnicity} <= shown


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("大病", {"健康状况": ["患有大病"]}),
        ("L9", {"政治面貌": 13}),
        ("l9", {"政治面貌": 13}),
        ("与户主关系", {"与户主关系": 21}),
        ("没有的", {}),
    ],
)
def test_a_word_a_number_or_the_name_of_a_list_finds(words: str, found: dict[str, list[str] | int]) -> None:
    lists = {shown.title: [entry.label for entry in shown.entries] for shown in code_lists(words)}
    assert lists.keys() == found.keys()
    for title, expected in found.items():
        assert (len(lists[title]) if isinstance(expected, int) else lists[title]) == (expected)


def test_a_code_finds_it_in_every_list_and_peoples_by_both_orders() -> None:
    by_code = {shown.title: [entry.label for entry in shown.entries] for shown in code_lists("07")}
    assert by_code["与户主关系"] == ["之孙子"]
    assert by_code["民族"] == ["苗族", "彝族"]
    (miao,) = (entry for shown in code_lists("苗族") for entry in shown.entries)
    assert (miao.code, miao.other) == ("06", "07")


def test_without_a_word_all_lists_are_whole() -> None:
    assert len(code_lists()) == len(LISTS)
