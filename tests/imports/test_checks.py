"""Bad rows: each with its place and its reason, all of them at once, and only their own household refused."""

from typing import Any

import pytest

from registry.cipher import unseal
from tests.factories import HouseholdFactory, MembershipFactory, PersonFactory, Tree, household_of, id_number

from .conftest import Desk, faults, verdicts
from .workbooks import ADULT, daughter, household, member, workbook

pytestmark = pytest.mark.django_db


def with_household(**cells: Any) -> bytes:
    return workbook([household(**cells)])


def with_head(**cells: Any) -> bytes:
    return workbook(None, [member(**cells), daughter()])


GOOD = id_number(ADULT, "male", 0)
WRONG_CHECK = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")


def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    data = workbook(
        [household(低保金=-1, 解决安全饮用水="基本", 行政村="无名村")],
        [member(证件号码=WRONG_CHECK, 文化程度="大学"), daughter(出生日期="2006-09-03")],
    )
    codes = sorted(code for _sheet, _row, _column, code in faults(desk.upload(data)))
    assert codes == ["choice", "choice", "disagrees", "id_number", "negative", "village"]


def test_two_heads_are_both_marked(desk: Desk) -> None:
    batch = desk.upload(workbook(None, [member(), member(number=1)]))
    assert faults(batch) == [("成员", 2, "与户主关系", "head"), ("成员", 3, "与户主关系", "head")]
    assert "石大零（2）、石大一（3）" in batch.faults.all()[0].message


def test_a_person_twice_in_a_file_names_both_rows(desk: Desk) -> None:
    data = workbook([household("1"), household("2"), household("3")], [member("1"), member("2"), member("3", 3)])
    batch = desk.upload(data)
    assert faults(batch) == [("成员", 2, "证件号码", "twice"), ("成员", 3, "证件号码", "twice")]
    assert "第 2、3 行" in batch.faults.all()[0].message
    assert verdicts(batch) == {"1": "refused", "2": "refused", "3": "new"}


def test_a_person_as_id_card_and_as_disability_certificate_is_one_person(desk: Desk) -> None:
    data = workbook(
        [household("1"), household("2")], [member("1"), member("2", 证件号码=GOOD + "43", 证件类型="残疾人证")]
    )
    assert [code for *_place, code in faults(desk.upload(data))] == ["twice", "twice"]


def test_a_person_of_another_county_is_refused_and_nothing_but_the_county_is_told(desk: Desk, tree: Tree) -> None:
    elsewhere = household_of(1, village=tree.neighbour_village)
    person = elsewhere.memberships.get().person
    assert person.id_sealed is not None
    data = workbook(None, [member(证件号码=unseal(person.id_sealed)), daughter()])
    (fault,) = desk.upload(data).faults.filter(code="elsewhere")
    assert "保靖县" in fault.message
    for secret in (tree.neighbour_village.name, str(elsewhere.pk), person.name):
        assert secret not in fault.message


def test_a_person_known_but_in_no_household_may_come(desk: Desk) -> None:
    PersonFactory(number=GOOD, name="石大零")
    assert verdicts(desk.upload(workbook())) == {"1": "new"}


def test_a_number_that_is_known_under_another_name_is_refused(desk: Desk) -> None:
    PersonFactory(number=GOOD, name="向小满")
    assert faults(desk.upload(workbook())) == [("成员", 2, "姓名", "elsewhere")]


def test_a_key_twice_refuses_both_rows_and_all_their_members(desk: Desk) -> None:
    data = workbook([household("1"), household("1"), household("2")], [member("1"), daughter("1"), member("2", 2)])
    batch = desk.upload(data)
    assert faults(batch) == [("农户", 2, "户标识", "key_twice"), ("农户", 3, "户标识", "key_twice")]
    assert verdicts(batch) == {"1": "refused", "2": "new"}


def test_two_rows_that_are_one_household_of_the_register_are_refused(desk: Desk, tree: Tree) -> None:
    stored = HouseholdFactory(village=tree.village, status="candidate", attribute="ordinary_poor")
    MembershipFactory(household=stored, person__number=GOOD, person__name="石大零")
    data = workbook([household("1"), household("2", 户编号=stored.pk)], [member("1"), member("2", 5)])
    assert [code for *_place, code in faults(desk.upload(data)) if code == "key_twice"] == ["key_twice"] * 2


def test_a_refused_household_takes_its_members_with_it_and_nothing_else(desk: Desk) -> None:
    data = workbook(
        [household(str(number), 低保金=-1 if number == 1 else 10) for number in range(3)],
        [row for number in range(3) for row in (member(str(number), number), daughter(str(number), number))],
    )
    batch = desk.upload(data)
    assert verdicts(batch) == {"0": "new", "1": "refused", "2": "new"}
    assert batch.counts["refused"] == {"households": 1, "rows": 3}


def test_every_row_of_the_file_is_accounted_for(desk: Desk) -> None:
    data = workbook(
        [household("1"), household("2", 低保金=-1), household("2"), household("3")],
        [member("1"), daughter("1"), member("2", 2), member("9", 4), daughter("", 5)],
    )
    batch = desk.upload(data)
    assert batch.rows == 9
    assert sum(counted["rows"] for counted in batch.counts.values()) == 9


WARNINGS = {
    "an unknown column": (with_household(备注="走访过"), "column"),
    "the status": (with_household(脱贫属性="返贫"), "ignored"),
    "an old number": (with_head(证件号码=GOOD[:6] + GOOD[8:17]), "notice"),
    "a total alone": (with_household(工资性收入=None, 转移性收入=100), "sum"),
}


@pytest.mark.parametrize(("data", "code"), WARNINGS.values(), ids=WARNINGS.keys())
def test_a_warning_refuses_nothing(desk: Desk, data: bytes, code: str) -> None:
    batch = desk.upload(data)
    assert list(batch.faults.values_list("code", "warning")) == [(code, True)]
    assert verdicts(batch) == {"1": "new"}


def test_an_unknown_word_is_answered_with_the_nearest_ones(desk: Desk) -> None:
    fault = desk.upload(with_head(文化程度="初中毕业")).faults.get()
    assert "可填：初中" in fault.message
