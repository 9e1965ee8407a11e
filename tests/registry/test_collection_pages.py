"""Pages of the yearly collection: beside last year, submitted, checked, sent back, listed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward
from registry.audit.acts import act
from registry.choices import CollectionState, RunState
from registry.models import Collection, Household, MemberYear, Survey
from registry.regions.spans import span_of
from tests.cast import Cast
from tests.factories import MemberYearFactory, Tree, closed_run, enter_year, household_of

from .collecting import entered, submitted

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015, state=RunState.FINISHED)


@pytest.fixture
def household(tree: Tree) -> Household:
    made = household_of(2, village=tree.village, group="一组")
    enter_year(made, 2015)
    return made


def test_the_page_of_the_year_confirms_what_is_ticked_or_edited_and_nothing_else(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    head, spouse = household.memberships.order_by("pk")
    client, address = signed_in_as(cast.county_clerk), reverse("registry:household_year", args=[household.pk])
    form = posted_back(client.get(address))
    form |= {f"person-{head.person_id}-same-unchanged": "on", "survey-farmland": "3.5"}
    assert client.post(address, form).status_code == 302
    confirmed = {row.person_id: row.confirmed for row in MemberYear.objects.filter(year=2016)}
    assert confirmed == {head.person_id: True, spouse.person_id: False}
    survey = Survey.objects.get(year=2016)
    assert (survey.confirmed, survey.farmland) == (True, Decimal("3.5"))


def test_the_page_says_what_is_last_years_and_what_has_changed(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Survey.objects.filter(year=2016).update(housing_grade="C")
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household_year", args=[household.pk]))
    assert "沿用 2015 年" in page.content.decode()
    assert (
        page.context["survey_card"].form["housing_grade"].help_text == '<span class="was">2015 年：A级（安全）</span>'
    )


def test_without_last_year_nothing_is_marked(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    made = household_of(1, village=tree.village)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household_year", args=[made.pk])).content.decode()
    assert "沿用" not in page
    assert "data-last" not in page


def test_saving_a_page_on_which_nothing_was_done_leaves_everything(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    client, address = signed_in_as(cast.county_clerk), reverse("registry:household_year", args=[household.pk])
    client.post(address, posted_back(client.get(address)))
    assert not MemberYear.objects.filter(year=2016, confirmed=True).exists()
    assert not Survey.objects.filter(year=2016, confirmed=True).exists()
    assert not Collection.objects.exists()


def posted_back(page: Any) -> dict[str, Any]:
    """What a browser would post of the page as it stands."""
    forms = [page.context[name] for name in ("statement", "survey", "visit", "version")]
    forms += [card.form for _membership, card in page.context["members"]]
    values: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            written = bound.field.widget.format_value(bound.value())
            values[bound.html_name] = "" if written is None else written
    return values


def test_the_two_who_went_are_remembered_for_the_next_house(
    cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    entered(household, cast.county_clerk)
    other = household_of(1, village=tree.village)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household_year", args=[other.pk]))
    assert page.context["visit"]["first_collector"].value() == "石玉兰"


def test_a_clerk_submits_and_a_reviewer_sees_it_on_the_bench_and_checks(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    saved = entered(household, cast.county_clerk)
    clerk, reviewer = signed_in_as(cast.county_clerk), signed_in_as(cast.township_reviewer)
    clerk.post(reverse("registry:collection_submit", args=[saved.pk]), {"version": saved.version})
    assert reviewer.get(reverse("registry:home")).context["bench"].collections_waiting == 1
    (line,) = reviewer.get(reverse("registry:collections")).context["lines"]
    token = f"{line.collection.pk}-{line.collection.version}"
    reviewer.post(reverse("registry:collections_check"), {"chosen": [token]})
    assert Collection.objects.get().state == CollectionState.CHECKED
    assert reviewer.get(reverse("registry:home")).context["bench"].collections_waiting == 0


def test_a_reviewer_sends_back_and_the_clerk_sees_it_on_the_bench(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    record = submitted(household, cast.county_clerk)
    reviewer = signed_in_as(cast.township_reviewer)
    address = reverse("registry:collection_return", args=[household.pk])
    reviewer.post(address, {"version": record.version, "reason": ""})
    assert Collection.objects.get().state == CollectionState.SUBMITTED
    reviewer.post(address, {"version": record.version, "reason": "住房等级与照片不符"})
    assert signed_in_as(cast.county_clerk).get(reverse("registry:home")).context["bench"].collections_returned == 1


def test_the_record_shows_what_changed_against_last_year(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    entered(household, cast.county_clerk, housing_grade="C")
    page = signed_in_as(cast.township_reviewer).get(reverse("registry:collection", args=[household.pk]))
    changed = {line.label: line.before for sheet in page.context["sheets"] for line in sheet.lines if line.changed}
    assert changed["危房等级"] == "A级（安全）"


def test_an_empty_item_of_income_is_nothing_and_what_no_form_asks_is_left_out(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    entered(household, cast.county_clerk)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        household.statements.filter(year=2015).update(period_start="2014-10-01", dibao=900)
        household.statements.filter(year=2016).update(dibao=None)
    page = signed_in_as(cast.township_reviewer).get(reverse("registry:collection", args=[household.pk]))
    income = {line.label: line for line in page.context["sheets"][0].lines}
    assert "核算期起" not in income
    assert (income["低保金"].now, income["低保金"].before, income["低保金"].changed) == ("—", "900", True)
    assert not [line for line in income.values() if line.now == "未填"]


@pytest.mark.parametrize(("kind", "count"), [("", 2), ("surveys", 0)])
def test_the_unconfirmed_are_listed_by_household(
    cast: Cast, household: Household, tree: Tree, signed_in_as: SignedIn, kind: str, count: int
) -> None:
    enter_year(household_of(1, village=tree.neighbour_village), 2015)
    carry_forward(span=span_of("43"), year=2016, by=SYSTEM)
    address = reverse("registry:collections_unconfirmed")
    client = signed_in_as(cast.county_clerk)
    (line,) = client.get(address, {"kind": kind, "group": "一组"}).context["lines"]
    assert (line.household, len(line.members), line.may_confirm) == (household, count, True)
    page = signed_in_as(cast.township_reviewer).get(address, {"kind": kind}).content.decode()
    assert (f"/households/{household.pk}/" in page, "去确认" in page) == (True, False)
    assert client.get(address, {"kind": kind, "group": "二组"}).context["page"].paginator.count == 0


@pytest.mark.parametrize("name", ["collections", "progress", "collections_unconfirmed"])
def test_lists_ask_as_often_whatever_their_length(
    cast: Cast,
    tree: Tree,
    signed_in_as: SignedIn,
    name: str,
) -> None:
    client, address = signed_in_as(cast.county_clerk), reverse(f"registry:{name}")
    client.get(address)
    counts = []
    for more in (1, 5):
        for _ in range(more):
            made = household_of(2, village=tree.village)
            MemberYearFactory(person=made.memberships.all()[0].person, confirmed=False)
            entered(made, cast.county_clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"stage": "all"}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
