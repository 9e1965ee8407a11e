"""Checks while typing, drafts, conflicts and neighbours: what the server answers."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.desk import discard_old_drafts, keep_draft
from registry.actions.entries import HouseholdEntry
from registry.actions.households import edit_household
from registry.choices import Sex, Status
from registry.models import Draft, Household
from registry.queries.desk import draft_of
from registry.queries.households import title_of
from registry.queries.neighbours import neighbours
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of, id_number

SignedIn = Callable[[User], Client]
NUMBER = id_number(date(1972, 5, 1), Sex.FEMALE, 2)
CHECK, DRAFT = "/entry/check/", "/entry/draft/"
NEW = "/households/new/"


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(2, village=tree.village, group="1组")


@pytest.fixture
def clerk(cast: Cast, signed_in_as: SignedIn) -> Client:
    return signed_in_as(cast.county_clerk)


def check_member(client: Client, number: str) -> dict[str, Any]:
    """What is answered about a member with this number."""
    answer = client.post(CHECK, {"kind": "member", "id_number": number, "id_type": "citizen"})
    told: dict[str, Any] = answer.json()
    return told


# Checks


def test_a_number_that_can_be_read_tells_birth_date_and_sex(clerk: Client) -> None:
    assert check_member(clerk, NUMBER)["told"] == {"born": "1972-05-01", "sex": "female"}


def test_a_wrong_number_is_answered_in_the_words_of_the_rule(clerk: Client) -> None:
    answer = check_member(clerk, "000000197205010000")
    assert "校验码不对" in answer["errors"]["id_number"][0]
    assert "told" not in answer


def test_of_somebody_elsewhere_the_county_is_told_and_no_more(clerk: Client, tree: Tree) -> None:
    other = household_of(1, village=tree.neighbour_village, head={"name": "吴冬梅", "number": NUMBER})
    (notice,) = check_member(clerk, NUMBER)["notices"]
    assert "已在" in notice
    assert str(other.pk) not in notice


def test_of_somebody_in_ones_own_area_the_household_is_told(clerk: Client, tree: Tree) -> None:
    other = household_of(1, village=tree.village, head={"name": "吴冬梅", "number": NUMBER})
    told = f"此证件号码的人已是{tree.village.name} 吴冬梅 户（户编号 {other.pk}）的成员"
    assert check_member(clerk, NUMBER)["notices"] == [told]
    asked = {"kind": "member", "id_number": NUMBER, "id_type": "citizen", "joined_on": ""}
    assert clerk.post(CHECK, asked).json()["notices"] == [f"{told}；若从该户转入，请勾选“从原户转入”"]


def test_who_left_the_register_may_be_entered_again(clerk: Client, tree: Tree) -> None:
    household_of(1, village=tree.village, status=Status.CLOSED, head={"name": "吴冬梅", "number": NUMBER})
    assert check_member(clerk, NUMBER)["notices"] == []


# Drafts


def keep(client: Client, values: object, form: str = NEW) -> int:
    """The status of the answer."""
    return client.post(DRAFT, {"form": form, "title": "登记新户", "values": json.dumps(values)}).status_code


def test_a_draft_is_sealed_and_comes_back_to_its_owner_alone(clerk: Client, cast: Cast, signed_in_as: SignedIn) -> None:
    assert keep(clerk, [["members-0-id_number", NUMBER]]) == 200
    assert NUMBER.encode() not in bytes(Draft.objects.get().content_sealed)
    assert clerk.get(DRAFT, {"form": NEW}).json()["values"] == [["members-0-id_number", NUMBER]]
    assert "values" not in signed_in_as(cast.township_clerk).get(DRAFT, {"form": NEW}).json()


def test_there_is_one_draft_of_a_form_and_it_can_be_discarded(clerk: Client) -> None:
    keep(clerk, [["address", "一组"]])
    keep(clerk, [["address", "二组"]])
    assert Draft.objects.count() == 1
    assert keep(clerk, []) == 204
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("form", "values"),
    [("/nowhere/", [["a", "b"]]), (NEW, "a"), (NEW, [["a"]]), (NEW, [["a", 1]]), (NEW, [["a", "b"]] * 3001)],
    ids=["no such form", "no list", "no pair", "no text", "too many"],
)
def test_what_is_no_draft_is_not_kept(clerk: Client, form: str, values: object) -> None:
    assert keep(clerk, values, form) == 400
    assert not Draft.objects.exists()


def test_drafts_that_nobody_took_up_are_forgotten_after_thirty_days(cast: Cast) -> None:
    keep_draft(form=NEW, title="登记新户", values=[["a", "b"]], by=cast.county_clerk)
    assert discard_old_drafts(now=timezone.now() + timedelta(days=29), by=SYSTEM) == 0
    assert discard_old_drafts(now=timezone.now() + timedelta(days=31), by=SYSTEM) == 1


def test_saving_forgets_the_draft(clerk: Client, cast: Cast, household: Household) -> None:
    address = reverse("registry:household_edit", args=[household.pk])
    keep_draft(form=address, title="修改", values=[["a", "b"]], by=cast.county_clerk)
    clerk.post(address, {**typed(household), "version": household.version})
    assert draft_of(cast.county_clerk, address) is None


# Two who change the same


def typed(household: Household, **changed: str) -> dict[str, str]:
    """What the form posts of a household as it stands."""
    return {"attribute": household.attribute, "main_cause": household.main_cause, "standard": "national", **changed}


def colleague_saves(household: Household, by: User, **fields: object) -> None:
    edit_household(
        household_id=household.pk,
        version=household.version,
        entry=HouseholdEntry(village=household.village, fields=fields),
        by=by,
    )


def test_the_others_change_stands_beside_what_was_typed(clerk: Client, cast: Cast, household: Household) -> None:
    colleague_saves(household, cast.township_clerk, address="一组村口", bank="农业银行")
    address = reverse("registry:household_edit", args=[household.pk])
    posted = typed(household, group="1组", address="三组大樟树旁", version=str(household.version))
    answer = clerk.post(address, posted)
    lines = {line.name: (line.opened, line.theirs, line.mine, line.touched) for line in answer.context["conflicts"]}
    assert answer.status_code == 409
    assert lines == {
        "address": ("空", "一组村口", "三组大樟树旁", True),
        "bank": ("空", "农业银行", "空", False),
    }
    # What only the other one changed is taken over; what both did stays as typed.
    form = answer.context["form"]
    assert (form["bank"].value(), form["address"].value()) == ("农业银行", "三组大樟树旁")


def test_saving_again_saves_what_stands_on_the_page(clerk: Client, cast: Cast, household: Household) -> None:
    colleague_saves(household, cast.township_clerk, bank="农业银行")
    address = reverse("registry:household_edit", args=[household.pk])
    posted = typed(household, group="1组", bank="农业银行", address="三组", version=str(household.version + 1))
    assert clerk.post(address, posted).status_code == 302
    household.refresh_from_db()
    assert (household.bank, household.address) == ("农业银行", "三组")


# Neighbours


def test_neighbours_go_by_the_natural_order_of_groups_and_leave_out_who_left(
    cast: Cast, tree: Tree, household: Household
) -> None:
    tenth, second = (household_of(1, village=tree.village, group=group) for group in ("10组", "二组"))
    household_of(1, village=tree.village, group="二组", status=Status.CLOSED)
    household_of(1, village=tree.neighbour_village, group="二组")
    found = neighbours(cast.county_clerk, second)
    assert (found.previous, found.next, found.place, found.total) == (household.pk, tenth.pk, 2, 3)
    assert (found.place_in_group, found.total_in_group) == (1, 1)


def test_saving_may_go_on_to_the_next_household(clerk: Client, tree: Tree, household: Household) -> None:
    second = household_of(1, village=tree.village, group="2组")
    address = reverse("registry:household_edit", args=[household.pk])
    answer = clerk.post(address, {**typed(household, group="1组"), "version": household.version, "then": "next"})
    assert answer.headers["Location"] == reverse("registry:household_edit", args=[second.pk])


def test_saving_may_go_on_to_the_next_household_that_is_not_collected(
    clerk: Client, tree: Tree, household: Household
) -> None:
    beyond = household_of(1, village=tree.sibling_village)
    address = reverse("registry:household_edit", args=[household.pk])
    posted = {**typed(household, group="1组"), "version": household.version, "then": "uncollected"}
    answer = clerk.post(address, posted, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("registry:household_edit", args=[beyond.pk])
    said = [str(message) for message in answer.context["messages"]]
    assert said == [
        f"{title_of(household)} 基本情况已保存",
        f"{tree.village.shown_name}已采集完，接着录{tree.sibling_village.shown_name}",
    ]
