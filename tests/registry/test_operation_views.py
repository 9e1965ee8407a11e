"""Pages of named operations: what was typed comes back with the reason, and undoing says first what it would do."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from registry import cipher
from registry.accounts.models import User
from registry.choices import MoveState, OperationKind, Relation, Sex
from registry.models import Household, Move, Operation
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of, id_number, posted

SignedIn = Callable[[User], Client]
GROUNDS = {"happened_on": "2016-05-01", "reason": "分家另过", "document_number": "花民字〔2016〕8号"}


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(3, village=tree.village)


@pytest.fixture
def clerk(cast: Cast, signed_in_as: SignedIn) -> Client:
    return signed_in_as(cast.county_clerk)


def relations(household: Household, *words: str) -> dict[str, str]:
    members = household.memberships.order_by("pk")
    return {f"relation_{member.pk}": word for member, word in zip(members, words, strict=True)}


def test_another_head_is_entered_on_a_page(clerk: Client, household: Household) -> None:
    address = reverse("registry:head_change", args=[household.pk])
    asked = {**GROUNDS, "version": "1", **relations(household, "spouse", "head", "son")}
    refused = clerk.post(address, asked | relations(household, "spouse", "spouse", "son"))
    assert (refused.status_code, "没有户主" in refused.content.decode()) == (409, True)
    assert "花民字〔2016〕8号" in refused.content.decode()
    assert clerk.post(address, asked).status_code == 302
    assert household.memberships.get(relation=Relation.HEAD).person.sex == Sex.FEMALE


def test_a_household_is_split_on_a_page(clerk: Client, household: Household) -> None:
    parts = {name.replace("relation", "part"): "stays" for name in relations(household, "", "", "")}
    parts[list(parts)[-1]] = "goes"
    asked = {**GROUNDS, "version": "1", **relations(household, "head", "spouse", "head"), **parts}
    answer = clerk.post(reverse("registry:split", args=[household.pk]), asked)
    new = Household.objects.get(split_from=household)
    assert answer.headers["Location"] == reverse("registry:household", args=[new.pk])


def test_only_households_of_the_village_are_offered_to_merge_with(
    clerk: Client, tree: Tree, household: Household
) -> None:
    here, elsewhere = household_of(1, village=tree.village), household_of(1, village=tree.sibling_village)
    address = reverse("registry:merge", args=[household.pk])
    page = clerk.get(address).content.decode()
    assert f'value="{here.pk}"' in page
    assert f'value="{elsewhere.pk}"' not in page
    asked = {**GROUNDS, "version": "1", "into": str(here.pk), **relations(household, "son", "other", "grandson")}
    assert clerk.post(address, asked).status_code == 302
    assert here.memberships.filter(counted_until=None).count() == 4


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ({}, "只填一处"),
        ({"elsewhere": "1"}, "没有这个编号和户主"),
        ({"elsewhere": "own", "head": "别人"}, "没有这个编号和户主"),
        ({"elsewhere": "foreign", "head": "石远山"}, "没有这个编号和户主"),
    ],
)
def test_a_household_of_another_village_is_named_by_number_and_head(
    clerk: Client, tree: Tree, household: Household, named: dict[str, str], says: str
) -> None:
    own = household_of(1, village=tree.sibling_village, head={"name": "石远山"})
    foreign = household_of(1, village=tree.neighbour_village, head={"name": "石远山"})
    numbers = {"own": str(own.pk), "foreign": str(foreign.pk)}
    address = reverse("registry:merge", args=[household.pk])
    asked = {**GROUNDS, "version": "1", **relations(household, "son", "other", "grandson")}
    wrong = named | {name: numbers[value] for name, value in named.items() if value in numbers}
    assert says in clerk.post(address, asked | wrong).content.decode()
    right = {"elsewhere": str(own.pk), "head": "石远山"}
    assert clerk.post(address, asked | right).headers["Location"] == reverse("registry:household", args=[own.pk])


def test_a_move_goes_from_one_office_to_the_other(
    clerk: Client, cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    proposing = {
        "to_village": str(tree.neighbour_village.pk),
        "moved_on": "2016-05-01",
        "reason": "投靠",
        "version": "1",
    }
    assert clerk.post(reverse("registry:move_propose", args=[household.pk]), proposing).status_code == 302
    move = Move.objects.get()
    taker = signed_in_as(cast.neighbour_clerk)
    assert "1 户要迁入" in taker.get("/").content.decode()
    assert str(household.pk) in taker.get(reverse("registry:moves"), {"waiting": "yes"}).content.decode()
    assert clerk.post(reverse("registry:move_accept", args=[move.pk]), {"version": "1"}).status_code == 404
    answer = taker.post(reverse("registry:move_accept", args=[move.pk]), {"version": "1"})
    assert answer.headers["Location"] == reverse("registry:household", args=[household.pk])
    assert clerk.get(reverse("registry:household", args=[household.pk])).status_code == 404


def test_a_county_that_refuses_says_why(
    clerk: Client, cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    proposing = {
        "to_village": str(tree.neighbour_village.pk),
        "moved_on": "2016-05-01",
        "reason": "投靠",
        "version": "1",
    }
    clerk.post(reverse("registry:move_propose", args=[household.pk]), proposing)
    decline = reverse("registry:move_decline", args=[Move.objects.get().pk])
    signed_in_as(cast.neighbour_clerk).post(decline, {"version": "1", "reason": "无固定住所"})
    assert Move.objects.get().state == MoveState.DECLINED
    assert "无固定住所" in clerk.get(reverse("registry:moves")).content.decode()


def join(clerk: Client, household: Household, **changed: str) -> int:
    plain = {
        "version": "1",
        "reason": "marriage",
        "joined_on": "2016-05-01",
        "name": "龙霜降",
        "id_type": "citizen",
        "relation": "daughter_in_law",
        "id_number": id_number(date(1995, 4, 4), Sex.FEMALE, 20),
    }
    return clerk.post(reverse("registry:member_join", args=[household.pk]), {**plain, **changed}).status_code


def test_undoing_says_first_what_it_would_take_back(clerk: Client, household: Household) -> None:
    join(clerk, household)
    operation = Operation.objects.get(kind=OperationKind.JOIN)
    assert "龙霜降：婚入" in clerk.get(reverse("registry:operations")).content.decode()
    page = clerk.get(reverse("registry:operation", args=[operation.pk])).content.decode()
    assert "新建的资料将删去" in page
    assert reverse("registry:operation_undo", args=[operation.pk]) in page
    clerk.post(reverse("registry:operation_undo", args=[operation.pk]))
    assert household.memberships.count() == 3
    assert "已撤销" in clerk.get(reverse("registry:operations")).content.decode()


def test_a_colleague_sees_the_operation_and_cannot_undo_it(
    clerk: Client, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    join(clerk, household)
    operation = Operation.objects.get(kind=OperationKind.JOIN)
    colleague = signed_in_as(posted("township_clerk", tree.township))
    assert "只能由本人撤销" in colleague.get(reverse("registry:operation", args=[operation.pk])).content.decode()
    assert colleague.post(reverse("registry:operation_undo", args=[operation.pk])).status_code == 409


def test_who_belongs_elsewhere_in_the_county_is_said_with_a_link(
    clerk: Client, tree: Tree, household: Household
) -> None:
    parents = household_of(4, village=tree.sibling_village)
    enter_year(parents)
    daughter = parents.memberships.get(relation=Relation.DAUGHTER).person
    entered = {"name": daughter.name, "id_number": cipher.unseal(bytes(daughter.id_sealed or b""))}
    address = reverse("registry:member_join", args=[household.pk])
    plain = {"version": "1", "reason": "marriage", "joined_on": "2016-05-01", "id_type": "citizen"}
    page = clerk.post(address, {**plain, **entered, "relation": "daughter_in_law"})
    assert page.status_code == 409
    assert (
        f'<a href="{reverse("registry:household", args=[parents.pk])}">户编号 {parents.pk}</a>' in page.content.decode()
    )
    head = parents.memberships.get(relation=Relation.HEAD).person.name
    assert f"{tree.sibling_village.name} {head} 户" in page.content.decode()
    assert page.context["form"].errors["transfer"] == ["若从原户转入，请勾选"]
    assert join(clerk, household, **entered, transfer="on") == 302


def test_an_old_number_is_upgraded_with_a_notice(clerk: Client, household: Household) -> None:
    address = reverse("registry:member_join", args=[household.pk])
    plain = {"version": "1", "reason": "other", "joined_on": "2016-05-01", "name": "杨老人", "id_type": "citizen"}
    page = clerk.post(address, {**plain, "id_number": "000000491231002", "relation": "mother"}, follow=True)
    assert "15 位旧号码已升为 18 位" in page.content.decode()


def test_who_has_no_number_is_listed_until_it_is_supplied(clerk: Client, household: Household) -> None:
    baby = {"name": "石小雨", "id_number": "", "number_missing": "newborn", "born": "2016-04-20", "sex": "male"}
    assert join(clerk, household, **baby, relation="grandson", reason="birth") == 302
    page = clerk.get(reverse("registry:numbers")).content.decode()
    assert "石小雨" in page
    assert "已超" in page
    assert "1 人临时编号到期" in clerk.get("/").content.decode()


def test_no_browser_keeps_a_whole_number(clerk: Client, household: Household) -> None:
    head = household.memberships.get(relation=Relation.HEAD)
    address = reverse("registry:reveal", args=[household.pk, head.person_id])
    assert "no-store" in clerk.post(address, {"reason": "核对户口簿"}).headers["Cache-Control"]
    assert clerk.post(address, {"reason": " "}).status_code == 302
