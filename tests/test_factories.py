"""The world the other tests stand on: what the factories make is what they say."""

from datetime import date

import pytest

from registry import cipher
from registry.choices import Guarantee, IdType, Relation, Sex
from registry.models import Household, Membership
from registry.queries.facts import facts_of
from registry.queries.years import open_year
from registry.rules.guarantees import checklist
from registry.rules.identity import UNISSUED_AREA, read_id

from .cast import PARTS, POSTS, Cast
from .factories import PersonFactory, Tree, closed_run, enter_year, household_of, id_number

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE])
def test_an_invented_number_is_valid_says_birth_and_sex_and_belongs_to_nobody(sex: Sex) -> None:
    number = id_number(date(1949, 12, 31), sex, 499)
    reading = read_id(number, IdType.CITIZEN, today=date(2016, 12, 31))
    assert (reading.born, reading.sex, number[:6]) == (date(1949, 12, 31), sex, UNISSUED_AREA)


def test_a_person_carries_the_number_sealed_indexed_and_in_four_digits() -> None:
    number = id_number(date(1949, 12, 31))
    person = PersonFactory(number=number)
    assert cipher.unseal(person.id_sealed) == number
    assert (person.id_index, person.id_last4) == (cipher.blind_index(number), number[-4:])


def test_a_person_may_have_no_number() -> None:
    assert PersonFactory(number=None).id_index is None


def test_a_household_of_four_has_a_head_a_spouse_and_two_children(tree: Tree) -> None:
    household = household_of(4, village=tree.village)
    relations = household.memberships.order_by("pk").values_list("relation", flat=True)
    assert list(relations) == [Relation.HEAD, Relation.SPOUSE, Relation.SON, Relation.DAUGHTER]
    assert set(Membership.objects.values_list("village_code", flat=True)) == {tree.village.code}


def test_an_entered_year_meets_everything_but_the_line_nobody_has_set(tree: Tree) -> None:
    household = household_of(4, village=tree.village)
    enter_year(household, 2016)
    [facts] = facts_of([household], 2016).values()
    states = {check.name: check.state for check in checklist(facts)}
    assert states.pop("income") in (Guarantee.UNKNOWN, Guarantee.MET)
    assert set(states.values()) == {Guarantee.MET}


def test_after_a_closed_year_the_next_one_is_open(tree: Tree) -> None:
    closed_run(2015)
    assert open_year(tree.village.code) == 2016


@pytest.mark.parametrize("part", POSTS)
def test_everybody_of_the_cast_holds_the_post_of_their_part(cast: Cast, part: str) -> None:
    [posting] = cast[part].postings_today
    assert (posting.role, posting.region.short_code) == POSTS[part]


def test_nobody_and_the_administrators_see_no_household(cast: Cast, tree: Tree) -> None:
    household_of(1, village=tree.village)
    blind = [
        part
        for part in PARTS
        if part.endswith(("system_administrator", "security_administrator", "audit_administrator"))
    ]
    for part in [*blind, "nobody"]:
        assert not Household.objects.visible_to(cast[part]).exists()
    assert Household.objects.visible_to(cast.county_clerk).count() == 1
