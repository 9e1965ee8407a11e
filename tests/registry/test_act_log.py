"""The log of acts: of the own area, filtered, and silent on citizens to who may not see them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from registry.accounts.models import User
from registry.audit.acts import act
from registry.models import Household
from registry.queries.acts import Wanted, acts, lines
from tests.cast import Cast
from tests.factories import Tree, household_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def household(tree: Tree, cast: Cast) -> Household:
    """With an act whose reason names somebody."""
    made = household_of(1, village=tree.village)
    with transaction.atomic(), act("member.leave", by=cast.county_clerk, target=made, reason="张三去世"):
        pass
    return made


def test_an_auditor_reads_the_reason_and_opens_the_household(household: Household, cast: Cast) -> None:
    (line,) = lines(cast.auditor, acts(cast.auditor, Wanted(verb="member.leave")))
    assert (line.verb, line.reason, line.household) == ("减人", "张三去世", household.pk)
    assert line.target == f"户 {household.pk}"


def test_the_audit_administrator_learns_who_did_what_and_no_citizen(
    household: Household, cast: Cast, signed_in_as: Browser
) -> None:
    (line,) = lines(cast.audit_administrator, acts(cast.audit_administrator, Wanted(verb="member.leave")))
    assert (line.verb, line.target, line.reason, line.household) == ("减人", "户", "", None)
    page = signed_in_as(cast.audit_administrator).get("/acts/").content.decode()
    assert "减人" in page
    assert "张三" not in page
    assert str(household.pk) not in page


def test_an_act_on_a_user_says_the_name(cast: Cast, tree: Tree) -> None:
    for user in (cast.county_clerk, cast.nobody):
        with transaction.atomic(), act("user.disable", by=cast.nobody, target=user, region_code=tree.county.code):
            pass
    told = {line.target for line in lines(cast.auditor, acts(cast.auditor, Wanted(verb="user.disable")))}
    assert told == {f"用户 {cast.county_clerk.name}", f"用户 {cast.nobody.pk}"}


def test_acts_elsewhere_are_not_there(cast: Cast, tree: Tree, household: Household) -> None:
    with transaction.atomic(), act("household.edit", by=cast.nobody, region_code=tree.foreign_village.code):
        pass
    assert not acts(cast.auditor, Wanted(verb="household.edit")).exists()
    assert not acts(cast.county_clerk, Wanted()).exists()


@pytest.mark.parametrize("part", ["who", "number", "region", "first", "last", "address", "target"])
def test_each_condition_narrows(part: str, household: Household, cast: Cast, tree: Tree) -> None:
    today = timezone.localdate()
    right = {
        "who": "county_clerk", "number": str(household.pk), "region": tree.village, "first": today, "last": today,
        "address": "", "target": "household",
    }  # fmt: skip
    wrong = {
        "who": "township_clerk", "number": "1", "region": tree.sibling_village, "first": today + timedelta(days=1),
        "last": date(2016, 1, 1), "address": "10.0.0.1", "target": "user",
    }  # fmt: skip
    leaving = {"verb": "member.leave"}
    assert acts(cast.auditor, Wanted(**leaving, **{part: right[part]})).exists()  # type: ignore[arg-type]
    assert not acts(cast.auditor, Wanted(**leaving, **{part: wrong[part]})).exists()  # type: ignore[arg-type]


def test_a_wrong_condition_is_said_beside_its_field(cast: Cast, signed_in_as: Browser) -> None:
    answer = signed_in_as(cast.auditor).get("/acts/", {"first": "2016-13-01", "address": "x", "verb": "nothing"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"first", "address", "verb"}
