"""Members who have no ID number yet: newborns, and who lost their papers."""

from datetime import date
from typing import Any

import pytest

from registry.cipher import unseal
from registry.models import Membership, Person
from tests.factories import MembershipFactory, PersonFactory, Tree, id_number

from .conftest import Desk, faults, verdicts
from .test_merge import stored_household
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db
BORN = date(2016, 3, 4)
NEWBORN: dict[str, Any] = {
    "姓名": "石新生",
    "证件号码": None,
    "暂无号码的原因": "新生儿未上户口",
    "出生日期": BORN,
    "性别": "女",
}


def baby(**cells: Any) -> dict[str, Any]:
    return daughter(**{**NEWBORN, "在校生状况": None, **cells})


def test_a_newborn_comes_in_with_birth_date_and_sex_and_a_year_to_get_a_number(desk: Desk) -> None:
    desk.bring_in(workbook(None, [member(), baby()]))
    person = Person.objects.get(name="石新生")
    assert (person.number_missing, person.number_missing_since, person.born) == ("newborn", BORN, BORN)
    assert (person.sex, person.id_index, person.id_sealed) == ("female", None, None)


def test_who_lost_the_papers_stands_under_a_temporary_number_from_today(desk: Desk) -> None:
    desk.bring_in(
        workbook(None, [member(), baby(暂无号码的原因="证件遗失待补", 出生日期="1950-02-03", 与户主关系="之母")])
    )
    person = Person.objects.get(name="石新生")
    assert person.number_missing == "lost"
    assert person.number_missing_since is not None
    assert person.number_missing_since > BORN


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"出生日期": None}, "须填出生日期"),
        ({"性别": None}, "须选性别"),
        ({"证件号码": id_number(BORN, "female", 4)}, "不能再选"),
        ({"暂无号码的原因": None}, "证件号码没有填"),
    ],
)
def test_what_a_number_would_tell_must_be_filled_in(desk: Desk, cells: dict[str, Any], words: str) -> None:
    batch = desk.upload(workbook(None, [member(), baby(**cells)]))
    assert verdicts(batch) == {"1": "refused"}
    assert words in "".join(batch.faults.values_list("message", flat=True))


def test_the_same_newborn_again_is_the_same_person(desk: Desk) -> None:
    desk.bring_in(workbook(None, [member(), baby()]))
    again = desk.upload(workbook([household("再")], [member("再"), baby(户标识="再")]))
    assert verdicts(again) == {"再": "unchanged"}


def test_a_newborn_who_has_a_number_now_gets_it_and_stays_the_same_person(desk: Desk) -> None:
    desk.bring_in(workbook(None, [member(), baby()]))
    number = id_number(BORN, "female", 6)
    desk.bring_in(
        workbook([household("再")], [member("再"), daughter("再", 姓名="石新生", 证件号码=number, 在校生状况=None)])
    )
    person = Person.objects.get(name="石新生")
    assert unseal(person.id_sealed or b"") == number
    assert (person.number_missing, person.number_missing_since, person.id_last4) == ("", None, number[-4:])
    assert Membership.objects.count() == 2


def test_a_namesake_of_the_village_is_asked_about(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    other = PersonFactory(name="石新生", sex="female", born=BORN, village_code=tree.village.code)
    MembershipFactory(household=stored, person=other, relation="daughter")
    batch = desk.upload(workbook([household()], [member(number=4), baby()]))
    (fault,) = batch.faults.filter(code="elsewhere", warning=False)
    assert str(stored.pk) in fault.message
    assert "同名同日" in fault.message


def test_two_of_one_name_and_birth_date_in_a_household_are_refused(desk: Desk) -> None:
    batch = desk.upload(workbook(None, [member(), baby(), baby()]))
    assert [code for *_place, code in faults(batch)] == ["twice", "twice"]


def test_a_number_that_belongs_to_somebody_dead_is_refused(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    dead = PersonFactory(number=id_number(BORN, "female", 8), name="石小八")
    MembershipFactory(
        household=stored,
        person=dead,
        relation="daughter",
        counted_until=2015,
        kind_out="natural",
        reason_out="death",
        left_on=date(2015, 5, 5),
    )
    data = workbook([household("9")], [member("9", 9), daughter("9", 8, 证件号码=id_number(BORN, "female", 8))])
    assert "已登记死亡" in desk.upload(data).faults.get(code="elsewhere").message


def test_a_name_with_digits_is_refused(desk: Desk) -> None:
    assert ("成员", 2, "姓名", "text") in faults(desk.upload(workbook(None, [member(姓名="石1号"), daughter()])))
