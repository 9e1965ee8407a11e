"""登记表 and 对照表 on paper: who may print what, in which order, on how many leaves, and with whose numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from registry import cipher
from registry.accounts.models import User
from registry.audit.models import Act
from registry.choices import Status
from registry.models import Household
from registry.queries.history import history_of
from registry.queries.printing import ROOM, Order, sheets_of
from registry.views import printing
from tests.cast import Cast
from tests.factories import MembershipFactory, PersonFactory, Tree, closed_run, enter_year, household_of

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def village(tree: Tree) -> list[Household]:
    """Households of three groups, made in no order."""
    groups = ("10组", "2组", "1组", "2组")
    made = [household_of(2, village=tree.village, group=group, address=f"{4 - n} 号") for n, group in enumerate(groups)]
    for household in made:
        enter_year(household)
    return made


def numbers_of(household: Household) -> list[str]:
    people = household.memberships.select_related("person")
    return [cipher.unseal(bytes(membership.person.id_sealed or b"")) for membership in people]


def asked(tree: Tree, **more: Any) -> dict[str, Any]:
    return {"village": tree.village.pk, "kind": "registration", "year": 2016, **more}


def test_a_village_is_printed_group_by_group_and_house_by_house(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    ten, two_b, one, two_a = village
    answer = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree))
    printed = [sheet.record.household.pk for sheet in answer.context["sheets"]]
    assert printed == [one.pk, two_a.pk, two_b.pk, ten.pk]


def test_a_group_is_printed_alone_and_the_groups_are_offered(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    answer = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree, group="2组"))
    assert {sheet.record.household.group for sheet in answer.context["sheets"]} == {"2组"}
    assert answer.context["groups"] == ["1组", "2组", "10组"]


def test_who_is_off_the_register_is_not_printed(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    household_of(1, village=tree.village, status=Status.REMOVED)
    answer = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree))
    assert len(answer.context["sheets"]) == len(village)


def test_another_countys_village_cannot_be_chosen(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    household = household_of(1, village=tree.neighbour_village)
    answer = signed_in_as(cast.county_clerk).get(
        reverse("registry:print"), asked(tree, village=tree.neighbour_village.pk)
    )
    assert "sheets" not in answer.context
    assert str(household.pk) not in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"village": "x"}, {"kind": "x"}, {"year": "1999"}, {"year": "x"}, {"village": ""}], ids=str
)
def test_what_cannot_be_printed_comes_back_with_the_form(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn, wrong: dict[str, str]
) -> None:
    answer = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree, **wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_an_empty_village_says_so(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree)).content.decode()
    assert "这里没有在册的户" in page


def test_a_village_too_large_for_one_go_offers_its_groups(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "AT_ONCE", 3)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:print"), asked(tree)).content.decode()
    assert "请选一个组" in page
    assert "group=2%E7%BB%84" in page


@pytest.mark.parametrize("kind", ["registration", "comparison"])
def test_a_village_costs_the_same_number_of_queries_however_large(
    cast: Cast,
    tree: Tree,
    village: list[Household],
    signed_in_as: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    kind: str,
) -> None:
    client, address = signed_in_as(cast.county_clerk), reverse("registry:print")
    with django_assert_max_num_queries(30) as small:
        client.get(address, asked(tree, kind=kind))
    for _ in range(12):
        enter_year(household_of(4, village=tree.village, group="3组"))
    with django_assert_max_num_queries(len(small)):
        answer = client.get(address, asked(tree, kind=kind))
    assert len(answer.context["sheets"]) == len(village) + 12


@pytest.mark.parametrize(
    ("kind", "members", "leaves"), [("registration", 8, 3), ("comparison", 5, 2), ("comparison", 6, 3)]
)
def test_a_large_household_goes_on_on_another_leaf(
    cast: Cast, tree: Tree, signed_in_as: SignedIn, kind: str, members: int, leaves: int
) -> None:
    household = household_of(1, village=tree.village)
    for sequence in range(members - 1):
        person = PersonFactory(sequence=300 + sequence)
        MembershipFactory(household=household, person=person, relation="grandson")
    address = reverse("registry:household_print", args=[household.pk])
    answer = signed_in_as(cast.county_clerk).get(address, {"kind": kind})
    (sheet,) = answer.context["sheets"]
    assert [leaf.place for leaf in sheet.leaves] == list(range(1, leaves + 1))
    assert [line.place for leaf in sheet.leaves for line in leaf.members] == list(range(1, members + 1))
    assert {len(leaf.members) + len(leaf.blanks) for leaf in sheet.leaves[:-1]} <= {*ROOM[kind]}
    assert f"第 {leaves} 页 共 {leaves} 页" in answer.content.decode()


def test_the_comparison_stands_last_years_values_beside_this_years(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    household = household_of(1, village=tree.village)
    enter_year(household, 2016, wage=7000)
    enter_year(household, 2017, wage=9000)
    closed_run(2016)
    address = reverse("registry:household_print", args=[household.pk])
    answer = signed_in_as(cast.county_clerk).get(address, {"kind": "comparison", "year": "2017"})
    wage = next(item for item in answer.context["sheets"][0].amounts if item.label == "工资性收入")
    assert (wage.before, wage.now) == ("7,000", "9,000")
    page = answer.content.decode()
    for words in ("户主签字", "采集人一", "采集人二", "录入人", "审核人", "村（盖章）", "乡镇（盖章）", "入户日期"):
        assert words in page


def test_the_code_on_paper_opens_the_household_and_says_nothing_else(
    cast: Cast, village: list[Household], signed_in_as: SignedIn
) -> None:
    address = reverse("registry:household_print", args=[village[0].pk])
    answer = signed_in_as(cast.county_clerk).get(address)
    order = Order("registration", 2016, lambda pk: f"http://testserver/households/{pk}/")
    (expected,) = sheets_of([village[0]], order)
    assert answer.context["sheets"][0].qr == expected.qr
    assert expected.qr in answer.content.decode()
    assert expected.qr.startswith("<svg")
    assert "style=" not in expected.qr


# Whole ID numbers


def test_numbers_are_printed_by_their_last_four(cast: Cast, village: list[Household], signed_in_as: SignedIn) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household_print", args=[village[0].pk]))
    for number in numbers_of(village[0]):
        assert number not in page.content.decode()
        assert number[-4:] in page.content.decode()


def test_whole_numbers_are_printed_for_a_reason_by_an_act_that_says_how_many(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    answer = signed_in_as(cast.county_clerk).post(
        reverse("registry:print_numbers"), asked(tree, group="2组", reason="归档")
    )
    page = answer.content.decode()
    ten, two_b, _, two_a = village
    assert all(number in page for household in (two_a, two_b) for number in numbers_of(household))
    whole = Act.objects.get(verb="id.print", parent=None)
    assert whole.reason.endswith("2组 登记表，2 户 4 人：归档")
    assert history_of(two_a)[0].verb == "打印完整证件号码"
    assert "打印完整证件号码" not in {entry.verb for entry in history_of(ten)}


def test_without_a_reason_nothing_is_revealed(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.county_clerk)
    for address, data in (
        (reverse("registry:print_numbers"), asked(tree)),
        (reverse("registry:household_print_numbers", args=[village[0].pk]), {"kind": "registration", "year": 2016}),
    ):
        answer = client.post(address, data, follow=True)
        assert "须" in answer.content.decode()
        assert numbers_of(village[0])[0] not in answer.content.decode()
    assert not Act.objects.filter(verb="id.print").exists()


def test_whole_numbers_of_one_household(cast: Cast, village: list[Household], signed_in_as: SignedIn) -> None:
    address = reverse("registry:household_print_numbers", args=[village[0].pk])
    data = {"kind": "comparison", "year": 2016, "reason": "入户核对"}
    assert numbers_of(village[0])[0] in signed_in_as(cast.county_clerk).post(address, data).content.decode()
    assert signed_in_as(cast.neighbour_clerk).post(address, data).status_code == 404
    assert signed_in_as(cast.township_clerk).post(address, data).status_code == 403


def test_whole_numbers_of_another_countys_village_are_not_to_be_had(
    cast: Cast, tree: Tree, village: list[Household], signed_in_as: SignedIn
) -> None:
    answer = signed_in_as(cast.neighbour_clerk).post(
        reverse("registry:print_numbers"), asked(tree, reason="归档"), follow=True
    )
    assert numbers_of(village[0])[0] not in answer.content.decode()
    assert not Act.objects.filter(verb="id.print").exists()
