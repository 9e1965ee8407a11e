"""The list of households in the browser's hands: search by every key, chips, order, columns, totals, cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import cipher
from registry.accounts.models import User
from registry.models import Household
from registry.queries import finding, searching
from registry.queries.columns import COLUMNS
from tests.cast import Cast
from tests.factories import (
    HouseholdFactory,
    MembershipFactory,
    PersonFactory,
    Tree,
    closed_run,
    enter_year,
    household_of,
)

SignedIn = Callable[[User], Client]
Answer = Any  # the test client's response, which carries the context
LIST = "/households/"
PHONE, LANDLINE = "13907431234", "0743-7221234"


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    """石清明's, with a mobile; 石晴's stands beside it, with a landline."""
    made = household_of(
        2, village=tree.village, head={"name": "石清明"}, phone_index=cipher.blind_index(PHONE), status="poor"
    )
    twin = household_of(
        1, village=tree.village, head={"name": "石晴"}, phone_index=cipher.blind_index(LANDLINE), status="exited"
    )
    enter_year(made)
    enter_year(twin)
    return made


@pytest.fixture
def clerk(cast: Cast, signed_in_as: SignedIn) -> Client:
    return signed_in_as(cast.county_clerk)


def numbers(answer: Answer) -> list[int]:
    """The households listed, in order."""
    return [line.household.pk for line, _cells in answer.context["lines"]]


def find(client: Client, words: str) -> Answer:
    answer: Answer = client.post(reverse("registry:find"), {"words": words}, follow=True)
    return answer


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("石清明", "姓名"),
        ("石清", "姓名"),
        ("sqm", "拼音"),
        ("SQM", "拼音"),
        ("shiqingming", "拼音"),
        ("shiqingm", "拼音"),
    ],
)
def test_a_name_lists_its_own_and_says_by_which_key(clerk: Client, household: Household, words: str, key: str) -> None:
    answer = find(clerk, words)
    assert numbers(answer) == [household.pk]
    assert f"按{key}查找“{words}”的结果" in answer.content.decode()


def test_who_was_found_is_said_where_it_is_not_the_head(clerk: Client, household: Household) -> None:
    MembershipFactory(household=household, person=PersonFactory(name="石大勇"), relation="son")
    answer = find(clerk, "石大勇")
    assert numbers(answer) == [household.pk]
    assert "成员：石大勇" in answer.content.decode()
    assert "成员：" not in find(clerk, "石清明").content.decode()


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("words", ["石", "shi", "sq", "s"])
def test_the_beginning_of_a_name_lists_all_who_bear_it(clerk: Client, words: str) -> None:
    assert len(numbers(find(clerk, words))) == 2


def test_the_last_four_digits_list_whoever_has_them(clerk: Client, household: Household) -> None:
    answer = find(clerk, household.memberships.get(relation="head").person.id_last4)
    assert numbers(answer) == [household.pk]
    assert "按证件号码后四位查找" in answer.content.decode()


@pytest.mark.parametrize("key", ["household number", "phone", "ID number"])
def test_a_number_that_is_one_households_opens_it(clerk: Client, household: Household, key: str) -> None:
    sealed = household.memberships.get(relation="head").person.id_sealed
    words = {"household number": str(household.pk), "phone": PHONE, "ID number": cipher.unseal(bytes(sealed or b""))}
    answer = clerk.post(reverse("registry:find"), {"words": words[key]})
    assert answer.headers["Location"] == reverse("registry:household", args=[household.pk])


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("typed", ["07437221234", "0743-7221234", " 0743 7221234"])
def test_a_landline_is_found_however_it_is_written(clerk: Client, typed: str) -> None:
    answer = clerk.post(reverse("registry:find"), {"words": typed}, follow=True)
    assert "石晴" in answer.content.decode()


@pytest.mark.usefixtures("household")
def test_another_countys_number_opens_nothing(cast: Cast, household: Household, signed_in_as: SignedIn) -> None:
    neighbour = signed_in_as(cast.neighbour_clerk)
    for words in (str(household.pk), PHONE, "石清明", "shiqingming"):
        assert numbers(find(neighbour, words)) == []


def test_of_too_many_of_the_same_name_only_some_are_listed(
    clerk: Client, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FOUND_MOST", 0)
    assert "只列出其中一部分" in find(clerk, "石").content.decode()


def test_words_and_conditions_hold_together(clerk: Client, household: Household) -> None:
    listed = find(clerk, "石")
    address = listed.redirect_chain[-1][0]
    assert numbers(clerk.get(f"{address}&status=poor")) == [household.pk]
    assert numbers(clerk.get(f"{address}&status=relapsed")) == []


@pytest.mark.usefixtures("household")
def test_each_condition_in_use_is_a_chip_that_takes_it_away(clerk: Client) -> None:
    page = clerk.get(LIST, {"status": "poor", "members_from": "2", "guarantee": "water"}).content.decode()
    assert "状态：未脱贫" in page
    assert "两不愁三保障：饮水未达标" in page
    assert 'href="?status=poor&amp;members_from=2"' in page


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"members_from": "5", "members_to": "2"}, "不能小于前面的数"),
        ({"exit_year": "20x5"}, "整数"),
        ({"status": "rich"}, "rich"),
        ({"region": "999999999"}, "选择"),
    ],
)
def test_a_wrong_condition_is_named_and_lists_nobody(clerk: Client, query: dict[str, str], problem: str) -> None:
    answer = clerk.get(LIST, query)
    assert answer.status_code == 200
    assert numbers(answer) == []
    assert problem in answer.content.decode()
    assert "查询条件有误" in answer.content.decode()


@pytest.mark.usefixtures("household")
def test_what_reads_every_households_year_wants_a_county(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    province = signed_in_as(cast.provincial_administrator)
    wide = province.get(LIST, {"member": "disabled"})
    assert "请先选到一个县" in wide.content.decode()
    near = province.get(LIST, {"member": "disabled", "region": str(tree.county.pk)})
    assert near.context["form"].is_valid()
    assert len(numbers(province.get(LIST, {"status": "poor"}))) == 1


def test_the_list_is_sorted_by_a_column_both_ways_and_what_is_unknown_comes_last(clerk: Client, tree: Tree) -> None:
    small, large = household_of(1, village=tree.village), household_of(4, village=tree.village)
    enter_year(small)
    assert numbers(clerk.get(LIST, {"sort": "size"})) == [small.pk, large.pk]
    assert numbers(clerk.get(LIST, {"sort": "-size"})) == [large.pk, small.pk]
    for order in ("income", "-income"):
        assert numbers(clerk.get(LIST, {"sort": order})) == [small.pk, large.pk]
    assert numbers(clerk.get(LIST, {"sort": "no_such"})) == [small.pk, large.pk]


def test_a_province_is_not_sorted_but_what_was_found_by_name_is(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    province = signed_in_as(cast.provincial_administrator)
    assert "sort=size" not in province.get(LIST, {"sort": "-size"}).content.decode()
    address = find(province, "石").redirect_chain[-1][0]
    assert len(numbers(province.get(f"{address}&sort=size"))) == 2
    assert numbers(province.get(f"{address}&sort=-size"))[0] == household.pk


def test_columns_density_and_length_are_kept(clerk: Client, tree: Tree) -> None:
    for _ in range(21):
        HouseholdFactory(village=tree.village, group="3组")
    chosen = {"columns": ["group", "size"], "density": "compact", "size": "50", "conditions": "status=poor&page=2"}
    answer = clerk.post(reverse("registry:households_display"), chosen)
    assert answer.headers["Location"] == f"{LIST}?status=poor"
    listed = clerk.get(LIST)
    assert [column.key for column in listed.context["columns"]] == ["group", "size"]
    assert len(numbers(listed)) == 21
    assert "list-compact" in listed.content.decode()
    assert "3组" in listed.content.decode()


def test_nonsense_in_the_cookies_shows_the_usual(clerk: Client, household: Household) -> None:
    for name in ("list_columns", "list_density", "list_size"):
        clerk.cookies[name] = "no.such"
    assert len(clerk.get(LIST).context["columns"]) == 10


def test_every_column_can_be_shown(clerk: Client, household: Household) -> None:
    household_of(1, village=household.village, other_causes=["land"], relocation=True)
    MembershipFactory(
        household=HouseholdFactory(village=household.village),
        person=PersonFactory(village_code=household.village_code, number=None),
        relation="son",
    )
    every = [column.key for column in COLUMNS]
    clerk.post(reverse("registry:households_display"), {"columns": every, "density": "usual", "size": "20"})
    page = clerk.get(LIST).content.decode()
    assert all(text in page for text in ("缺土地", "（无户主）", "国家标准", "全部达标"))


@pytest.mark.usefixtures("household")
def test_a_list_too_long_says_so_and_counts_only_when_asked(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding.found_in, "__defaults__", (1,))
    page = clerk.get(LIST).content.decode()
    assert "超过 1 户" in page
    assert "数出总数" in page
    total = clerk.get(reverse("registry:households_count")).content.decode()
    assert "共 2 户 · 3 人" in total


@pytest.mark.usefixtures("household")
def test_further_conditions_come_when_they_are_unfolded_and_go_along_before(clerk: Client) -> None:
    asked = {"status": "poor", "members_from": "2"}
    page = clerk.get(LIST, asked).content.decode()
    assert '<input type="hidden" name="members_from" value="2"' in page
    assert 'name="members_to"' not in page
    unfolded = clerk.get(reverse("registry:households_conditions"), asked).content.decode()
    assert 'name="members_from" value="2"' in unfolded
    assert 'name="members_to"' in unfolded
    assert 'name="status"' not in unfolded


@pytest.mark.usefixtures("household")
def test_further_conditions_that_are_wrong_stand_open_with_what_is_wrong(clerk: Client) -> None:
    page = clerk.get(LIST, {"members_from": "3", "members_to": "2"}).content.decode()
    assert "data-open" in page
    assert "不能小于前面的数" in page


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_is_not_there_shows_one_that_is(clerk: Client, household: Household, page: str) -> None:
    assert household.pk in numbers(clerk.get(LIST, {"page": page}))


@pytest.mark.parametrize("query", ["", "sort=income&guarantee=any&member=disabled&collection=none&doubted=no"])
def test_a_page_costs_the_same_number_of_queries_however_long_and_whatever_is_asked(
    clerk: Client, tree: Tree, household: Household, query: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            clerk.get(f"{LIST}?{query}")
        return len(queries)

    clerk.get(LIST)
    few = cost()
    for _ in range(12):
        enter_year(household_of(3, village=tree.sibling_village))
    assert cost() <= few + 3  # member years and parameters, where an empty page needs none
    assert cost() <= 28
