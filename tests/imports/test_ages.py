"""Ages, relations and schooling that cannot be, hardly are, and are."""

from datetime import date

import pytest

from registry.imports.ages import Aged, age_problems

END = date(2016, 12, 31)
HEAD = Aged(2, "石大山", "head", date(1970, 5, 1), education="junior")
IMPOSSIBLE, ODD = False, True


def born(year: int, relation: str, **schooling: str) -> Aged:
    return Aged(3, "石小山", relation, date(year, 5, 1), **schooling)


def found(*members: Aged) -> list[tuple[str, bool, str]]:
    return [(problem.column, problem.warning, problem.message) for _row, problem in age_problems(members, END)]


@pytest.mark.parametrize(
    ("member", "column", "warning", "words"),
    [
        (born(1969, "son"), "与户主关系", IMPOSSIBLE, "不能是“之子”"),
        (born(1980, "daughter"), "与户主关系", ODD, "只差 10 岁"),
        (born(1972, "father"), "与户主关系", IMPOSSIBLE, "不能是“之父”"),
        (born(1960, "mother"), "与户主关系", ODD, "只差 10 岁"),
        (born(1995, "grandson"), "与户主关系", ODD, "只差 25 岁"),
        (born(1950, "grandfather"), "与户主关系", ODD, "只差 20 岁"),
        (born(2002, "spouse"), "与户主关系", ODD, "配偶 石小山 只有 14 岁"),
        (born(2015, "son", school="primary"), "在校生状况", IMPOSSIBLE, "1 岁，不能在读“小学”"),
        (born(2004, "son", school="senior_1"), "在校生状况", ODD, "12 岁，在读“高中一年级”"),
        (born(1990, "son", school="primary"), "在校生状况", ODD, "26 岁，在读“小学”"),
        (born(2005, "son", school="none"), "在校生状况", ODD, "没有填失学或辍学原因"),
        (born(2011, "son", education="junior"), "文化程度", IMPOSSIBLE, "5 岁，文化程度为“初中”"),
        (born(2000, "son", education="college"), "文化程度", ODD, "16 岁，文化程度为“大专及以上”"),
        (born(2005, "son", education="preschool"), "文化程度", ODD, "11 岁，文化程度为“学龄前儿童”"),
        (born(2005, "son", school="primary", education="primary"), "文化程度", ODD, "在校，文化程度不填"),
    ],
)
def test_what_does_not_agree_is_said(member: Aged, column: str, warning: bool, words: str) -> None:
    ((where, only_odd, message),) = found(HEAD, member)
    assert (where, only_odd) == (column, warning)
    assert words in message


@pytest.mark.parametrize(
    "member",
    [
        born(1995, "son", education="senior", school="none"),
        born(2006, "daughter", school="primary"),
        born(2006, "daughter", school="none", absence="illness"),
        born(1945, "mother", education="illiterate"),
        born(2016, "grandson"),
        born(1972, "spouse"),
        born(1960, "other"),
    ],
)
def test_a_usual_family_is_left_in_peace(member: Aged) -> None:
    assert found(HEAD, member) == []


def test_a_head_of_fifteen_is_odd_and_who_is_not_in_the_file_is_not_looked_at() -> None:
    young = Aged(2, "石小山", "head", date(2001, 5, 1))
    assert [message for _column, _warning, message in found(young)] == ["户主 石小山 只有 15 岁"]
    assert found(Aged(None, "石小山", "head", date(2001, 5, 1))) == []
