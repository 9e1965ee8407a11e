"""Doubts at entry: opened when a household is looked at again, closed when it was corrected, kept when explained."""

from datetime import date

import pytest
from django.db import transaction

from registry.actions.doubts import look_again, settle_doubt
from registry.audit.acts import act
from registry.choices import DoubtOutcome, Sex, Status
from registry.models import Doubt, Household, Statement
from registry.parameters.actions import set_parameter
from registry.parameters.choices import Name
from registry.queries.seen import households_seen
from tests.cast import Cast
from tests.factories import PersonFactory, Tree, closed_run, enter_year, household_of


@pytest.fixture
def household(tree: Tree) -> Household:
    closed_run(2015)
    household = household_of(2, village=tree.village)
    enter_year(household, wage=12000)
    return household


def look(household: Household, cast: Cast) -> set[str]:
    with transaction.atomic(), act("year.save", by=cast.county_clerk, target=household):
        return {doubt.rule for doubt in look_again(household, 2016, by=cast.county_clerk)}


def earn(household: Household, wage: int) -> None:
    Statement.objects.filter(household=household).update(wage=wage)


@pytest.fixture
def too_little(household: Household, cast: Cast) -> Doubt:
    with transaction.atomic(), act("year.save", by=cast.county_clerk, target=household):
        earn(household, 100)
    assert "Q-INC-5" in look(household, cast)
    return household.doubts.get(rule="Q-INC-5")


def test_what_a_rule_finds_stands_as_a_doubt_with_what_it_saw(too_little: Doubt, household: Household) -> None:
    assert (too_little.year, too_little.village_code, too_little.outcome) == (2016, household.village_code, "")
    assert too_little.words == ["100.00，不到 300 元"]
    assert too_little.rule_label == "工资性收入过低或过高"


def test_looking_twice_opens_one_doubt(too_little: Doubt, household: Household, cast: Cast) -> None:
    look(household, cast)
    assert household.doubts.filter(rule="Q-INC-5").count() == 1


def test_an_open_doubt_that_is_found_no_more_was_corrected(too_little: Doubt, household: Household, cast: Cast) -> None:
    with transaction.atomic(), act("year.save", by=cast.county_clerk, target=household):
        earn(household, 9000)
    assert "Q-INC-5" not in look(household, cast)
    too_little.refresh_from_db()
    assert (too_little.outcome, too_little.checked_by_name) == (DoubtOutcome.CORRECTED, cast.county_clerk.name)


def test_what_was_explained_is_not_asked_again(too_little: Doubt, household: Household, cast: Cast) -> None:
    settle_doubt(doubt_id=too_little.pk, outcome=DoubtOutcome.TRUE, explanation="只做了一天", by=cast.county_clerk)
    assert "Q-INC-5" not in look(household, cast)


def test_an_explanation_does_not_hold_for_other_values(too_little: Doubt, household: Household, cast: Cast) -> None:
    settle_doubt(doubt_id=too_little.pk, outcome=DoubtOutcome.TRUE, explanation="只做了一天", by=cast.county_clerk)
    with transaction.atomic(), act("year.save", by=cast.county_clerk, target=household):
        earn(household, 200)
    assert "Q-INC-5" in look(household, cast)


def test_a_removed_household_is_not_looked_at(too_little: Doubt, household: Household, cast: Cast) -> None:
    household.status = Status.REMOVED
    assert look(household, cast) == set()
    too_little.refresh_from_db()
    assert too_little.outcome == DoubtOutcome.CORRECTED


def test_a_namesake_born_on_the_same_day_is_seen_only_of_somebody_without_a_number(
    household: Household, tree: Tree, cast: Cast
) -> None:
    child = household.memberships.get(relation="spouse").person
    PersonFactory(village_code=tree.village.code, name=child.name, sex=Sex.FEMALE, born=child.born or date(1972, 3, 15))
    assert "Q-ID-6" not in look(household, cast)
    with transaction.atomic(), act("member.correct", by=cast.county_clerk, target=household):
        child.id_index = child.id_sealed = None
        child.save()
    assert {"Q-ID-5", "Q-ID-6"} <= look(household, cast)


def test_any_number_of_households_is_read_in_as_many_queries(
    household: Household, tree: Tree, django_assert_max_num_queries: object
) -> None:
    others = [household_of(3, village=tree.village) for _ in range(4)]
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        seen = households_seen([household, *others], 2016)
    assert [len(seen[other.pk].members) for other in others] == [3, 3, 3, 3]


def test_a_province_sets_where_a_rule_begins_from_a_year_on(household: Household, cast: Cast) -> None:
    assert "Q-INC-5" not in look(household, cast)
    set_parameter(
        name=Name.HIGHEST_WAGE,
        value=10_000,
        from_year=2016,
        source="湘扶办发〔2016〕9号",
        province_code=430000000000,
        by=cast.provincial_administrator,
    )
    with transaction.atomic(), act("year.save", by=cast.county_clerk, target=household):
        earn(household, 10_001)
    assert "Q-INC-5" in look(household, cast)
    assert households_seen([household], 2015)[household.pk].thresholds.highest_wage == 300_000
