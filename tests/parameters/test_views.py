from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.parameters.choices import Name
from registry.parameters.queries import poverty_line, value_of
from tests.cast import Cast
from tests.factories import Tree, closed_run

from .rows import HUNAN

pytestmark = pytest.mark.usefixtures("open_2016")
SignIn = Callable[[User], Client]
OWN = {"year": "2016", "kind": "provincial", "amount": "3000", "source": "湘扶发〔2016〕1号"}
LIST, LINE, CALENDAR = reverse("parameters:list"), reverse("parameters:line"), reverse("parameters:calendar")
EDIT = reverse("parameters:calendar_edit")


@pytest.fixture
def open_2016(tree: Tree) -> None:
    """2015 is closed in the cast's province."""
    closed_run(2015)


def parameter(name: str) -> str:
    return reverse("parameters:parameter", args=[name])


def test_the_list_shows_lines_with_their_sources_and_every_parameter(cast: Cast, signed_in_as: SignIn) -> None:
    page = signed_in_as(cast.county_clerk).get(LIST).content.decode()
    assert "2,952" in page
    assert "云南调查年鉴2017" in page
    assert all(str(name.label) in page for name in Name)


def test_the_list_costs_few_queries(
    cast: Cast, signed_in_as: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in_as(cast.county_clerk)
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_only_administrators_are_offered_changes(cast: Cast, signed_in_as: SignIn) -> None:
    assert LINE in signed_in_as(cast.provincial_administrator).get(LIST).content.decode()
    assert LINE not in signed_in_as(cast.county_clerk).get(LIST).content.decode()


@pytest.mark.parametrize("address", [LIST, CALENDAR])
def test_who_may_not_view_parameters_is_turned_away(cast: Cast, signed_in_as: SignIn, address: str) -> None:
    assert signed_in_as(cast.audit_administrator).get(address).status_code == HTTPStatus.FORBIDDEN
    assert signed_in_as(cast.auditor).get(address).status_code == HTTPStatus.OK


@pytest.mark.parametrize("address", [LINE, parameter("notice_days_1")])
def test_who_may_only_view_cannot_change(cast: Cast, signed_in_as: SignIn, address: str) -> None:
    assert signed_in_as(cast.auditor).post(address, OWN).status_code == HTTPStatus.FORBIDDEN
    assert signed_in_as(cast.provincial_administrator).get(address).status_code == HTTPStatus.OK


def test_an_administrator_sets_the_line_of_the_own_province(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, LIST)
    assert poverty_line(HUNAN, 2016) == 3000


def test_a_line_below_the_floor_comes_back_as_a_refusal(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN | {"amount": "2000"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "低于国家扶贫标准" in answer.content.decode()


def test_the_nation_s_line_cannot_be_chosen(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN | {"kind": "nbs"})
    assert answer.context["form"].errors.keys() == {"kind"}


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        (Name.NOTICE_DAYS_2, "5", 5),
        (Name.STABLE_ITEMS, ["wage", "pension"], ["wage", "pension"]),
        (Name.SERIOUS_ILLNESS_FROM, "2016", 2016),
        (Name.SERIOUS_ILLNESS_FROM, "", None),
        (Name.PERIOD_START, "01-01", "01-01"),
    ],
)
def test_each_parameter_has_a_form_of_its_shape(
    cast: Cast, signed_in_as: SignIn, name: Name, value: Any, stored: Any
) -> None:
    client = signed_in_as(cast.provincial_administrator)
    client.post(parameter(name), {"value": value, "from_year": "2016", "source": "湘扶发〔2016〕2号"})
    assert value_of(name, HUNAN, 2016) == stored


def test_the_form_begins_with_the_latest_value(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).get(parameter("notice_days_1"))
    assert answer.context["form"]["value"].value() == 7


def test_a_parameter_nobody_knows_is_not_found(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).get(parameter("weather"))
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_calendar_shows_the_year_asked_for(cast: Cast, signed_in_as: SignIn) -> None:
    page = signed_in_as(cast.county_clerk).get(CALENDAR, {"year": "2016"}).content.decode()
    assert "春节调休上班" in page
    assert "2016年" in page


def test_the_calendar_answers_a_year_it_does_not_have(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.county_clerk).get(CALENDAR, {"year": "1999"})
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("address", "entry"),
    [(LINE, OWN), (parameter("notice_days_1"), {"value": "5", "from_year": "2016", "source": "湘扶发〔2016〕2号"})],
)
def test_a_closed_year_is_refused_with_its_reason_and_what_was_typed_stays(
    cast: Cast, signed_in_as: SignIn, address: str, entry: dict[str, str]
) -> None:
    year = "year" if address == LINE else "from_year"
    refused = signed_in_as(cast.provincial_administrator).post(address, entry | {year: "2015"})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "2015年度已经截止" in refused.content.decode()
    assert entry["source"] in refused.content.decode()
    assert signed_in_as(cast.provincial_administrator).post(address, entry).status_code == HTTPStatus.FOUND


def test_the_list_shows_what_held_in_another_year(cast: Cast, signed_in_as: SignIn) -> None:
    administrator = signed_in_as(cast.provincial_administrator)
    administrator.post(parameter("notice_days_1"), {"value": "5", "from_year": "2016", "source": "湘扶发〔2016〕2号"})
    words = {
        year: {shown.name: shown.words for shown in administrator.get(LIST, {"year": year}).context["parameters"]}
        for year in ("2015", "2016", "1066")
    }
    assert [words[year][Name.NOTICE_DAYS_1] for year in ("2015", "2016", "1066")] == ["7天", "5天", "5天"]


def test_every_change_of_a_parameter_says_who_what_and_by_which_document(cast: Cast, signed_in_as: SignIn) -> None:
    administrator = signed_in_as(cast.provincial_administrator)
    for days in ("5", "6"):
        entry = {"value": days, "from_year": "2016", "source": f"湘扶发〔2016〕{days}号"}
        administrator.post(parameter("notice_days_1"), entry)
    changes = signed_in_as(cast.county_clerk).get(f"{parameter('notice_days_1')}history/").context["changes"]
    told = [(change.before, change.after, change.source, change.who) for change in changes[:2]]
    name = cast.provincial_administrator.name
    assert told == [("5天", "6天", "湘扶发〔2016〕6号", name), ("", "5天", "湘扶发〔2016〕5号", name)]


def test_the_changes_of_another_province_are_not_told(cast: Cast, signed_in_as: SignIn) -> None:
    signed_in_as(cast.provincial_administrator).post(LINE, OWN)
    address = reverse("parameters:lines")
    told = {
        part: "湘扶发〔2016〕1号" in signed_in_as(cast[part]).get(address).content.decode()
        for part in ("county_clerk", "foreign_administrator")
    }
    assert told == {"county_clerk": True, "foreign_administrator": False}


def test_a_list_of_holidays_is_pasted_and_shown_with_its_change(
    cast: Cast, signed_in_as: SignIn, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-23T12:00:00+08:00")
    administrator = signed_in_as(cast.provincial_administrator)
    entry = {
        "year": "2027",
        "text": "10月1日至10月7日 休息 国庆节\n10月9日 上班 国庆节调休上班",
        "source": "国办发明电〔2026〕7号",
    }
    wrong = administrator.post(EDIT, entry | {"text": "国庆节放假"})
    assert "第1行：看不懂" in wrong.content.decode()
    saved = administrator.post(EDIT, entry, follow=True)
    assert "国庆节调休上班" in saved.content.decode()
    administrator.post(EDIT, entry | {"text": "10月1日至10月6日 休息 国庆节\n10月9日 上班 国庆节调休上班"})
    (change,) = administrator.get(CALENDAR, {"year": "2027"}).context["changes"]
    assert (change.subject, change.before, change.after) == ("10月7日", "休息（国庆节）", "上班")
