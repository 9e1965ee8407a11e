"""Fields of a province's own: defining, changing, ending them, and entering values beside the national ones."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from registry.actions.extras import change_field, define_field
from registry.choices import ExtraKind, ExtraSubject
from registry.forms.years import SurveyForm
from registry.models import ExtraField, Household, Survey
from registry.queries.collections import gaps_of
from registry.queries.columns import lines_of
from registry.queries.extras import extra_fields, missing_extras, shown_extras
from registry.queries.printing import Order, sheets_of
from registry.queries.records import record_of
from registry.queries.side_by_side import condition_table
from registry.queries.story import member_lines
from registry.refusal import Refused
from registry.rules.extras import Definition, stored, words_of
from tests.cast import Cast
from tests.factories import ExtraFieldFactory, MemberYearFactory, SurveyFactory, Tree, closed_run, household_of

CATTLE = Definition("household", "cattle", "大牲畜", "number", (), "头", False, 2016, None, 0, "湘开发〔2016〕3 号")
HUNAN = 430000000000


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


def test_a_province_adds_a_field_for_the_open_year_on(cast: Cast) -> None:
    field = define_field(province_code=HUNAN, definition=CATTLE, by=cast.provincial_administrator)
    assert extra_fields(433124100200, 2016, ExtraSubject.HOUSEHOLD) == [field]
    assert extra_fields(433124100200, 2015, ExtraSubject.HOUSEHOLD) == []
    assert extra_fields(433124100200, 2016, ExtraSubject.MEMBER) == []
    assert extra_fields(520628100200, 2016, ExtraSubject.HOUSEHOLD) == []


def test_another_province_is_not_there(cast: Cast) -> None:
    with pytest.raises(Http404):
        define_field(province_code=HUNAN, definition=CATTLE, by=cast.foreign_administrator)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"key": "Cattle"}, "标识须以小写字母开头"),
        ({"key": "goats"}, "已经用过"),
        ({"label": "山羊"}, "已有名称"),
        ({"kind": "choice", "options": ("一",)}, "至少要有两个"),
        ({"from_year": 2015}, "不能早于当前年度 2016"),
        ({"until_year": 2015}, "早于起始年度"),
        ({"source": " "}, "依据"),
    ],
)
def test_a_definition_that_will_not_do_is_refused(cast: Cast, changed: dict[str, Any], why: str) -> None:
    ExtraFieldFactory(province_code=HUNAN, key="goats", label="山羊")
    with pytest.raises(Refused, match=why):
        define_field(province_code=HUNAN, definition=replace(CATTLE, **changed), by=cast.provincial_administrator)


def test_a_field_is_renamed_and_ended_but_keeps_key_and_kind(cast: Cast) -> None:
    field = define_field(province_code=HUNAN, definition=CATTLE, by=cast.provincial_administrator)
    ended = replace(CATTLE, label="牛", until_year=2016)
    change_field(field_id=field.pk, definition=ended, by=cast.provincial_administrator)
    assert ExtraField.objects.filter(label="牛", until_year=2016).exists()
    with pytest.raises(Refused, match="建立后不变"):
        change_field(
            field_id=field.pk, definition=replace(ended, kind=ExtraKind.TEXT), by=cast.provincial_administrator
        )


def test_an_option_that_is_in_use_stays(cast: Cast) -> None:
    kinds = replace(CATTLE, kind="choice", options=("黄牛", "水牛"))
    field = define_field(province_code=HUNAN, definition=kinds, by=cast.provincial_administrator)
    with pytest.raises(Refused, match="水牛"):
        change_field(
            field_id=field.pk,
            definition=replace(kinds, options=("黄牛", "牦牛")),
            by=cast.provincial_administrator,
        )


def test_a_form_asks_the_province_s_fields_and_keeps_values_no_longer_asked() -> None:
    field = ExtraFieldFactory(province_code=HUNAN)
    form = SurveyForm({"extra_cattle": "3"}, instance=Survey(extra={"old": "7"}), extras=[field])
    assert form.is_valid(), form.errors
    assert form.values["extra"] == {"old": "7", "cattle": "3"}
    assert str(form.extra_fields[0].label) == "大牲畜（头）"


def test_a_province_s_fields_stand_behind_the_national_ones() -> None:
    groups = list(SurveyForm(extras=[ExtraFieldFactory(province_code=HUNAN)]).grouped)
    assert [bound.name for bound in groups[-1][1]] == ["extra_cattle"]
    assert all("extra_cattle" not in {bound.name for bound in bounds} for _title, bounds in groups[:-1])


def test_a_required_field_of_the_province_is_asked_for_once_something_was_typed() -> None:
    field = ExtraFieldFactory(province_code=HUNAN, required=True)
    assert SurveyForm({}, extras=[field]).errors == {}
    assert SurveyForm({"farmland": "3"}, extras=[field]).errors["extra_cattle"] == ["本省要求填写大牲畜"]


def test_a_record_is_not_whole_while_a_required_field_is_empty(with_cattle: Household) -> None:
    assert missing_extras([with_cattle.pk], 2016) == {}
    ExtraFieldFactory(province_code=HUNAN, key="goats", label="山羊", required=True)
    ExtraFieldFactory(province_code=HUNAN, subject="member", key="skill", label="技能", required=True)
    head = with_cattle.memberships.get(relation="head").person
    assert missing_extras([with_cattle.pk], 2016) == {with_cattle.pk: ["山羊", f"{head.name} 技能"]}
    assert any("山羊" in problem for problem in gaps_of([with_cattle.pk], 2016)[with_cattle.pk].problems)


def test_a_household_is_registered_with_the_province_s_own_fields(cast: Cast, signed_in_as: Any) -> None:
    ExtraFieldFactory(province_code=HUNAN)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:register"))
    assert 'name="survey-extra_cattle"' in page.content.decode()


def test_values_are_stored_as_plain_words() -> None:
    entered = {"a": Decimal("3.50"), "b": date(2016, 3, 1), "c": False, "d": "", "e": None}
    assert stored(entered) == {"a": "3.50", "b": "2016-03-01", "c": False}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [("number", "3", "3 头"), ("yes_no", False, "否"), ("yes_no", True, "是"), ("text", None, "")],
)
def test_values_are_shown_in_words(kind: str, value: object, words: str) -> None:
    assert words_of(kind, "头" if kind == "number" else "", value) == words


def test_a_page_shows_every_field_with_its_label() -> None:
    field = ExtraFieldFactory(province_code=HUNAN)
    assert shown_extras([field], {"cattle": "3"}) == [("大牲畜", "3 头")]


@pytest.fixture
def with_cattle(tree: Tree) -> Household:
    """A household of two with 3 头 this year; its head speaks 流利."""
    ExtraFieldFactory(province_code=HUNAN)
    ExtraFieldFactory(province_code=HUNAN, subject="member", key="mandarin", label="普通话", kind="text", unit="")
    household = household_of(2, village=tree.village)
    SurveyFactory(household=household, year=2016, extra={"cattle": "3"})
    head = household.memberships.get(relation="head").person
    MemberYearFactory(person=head, year=2016, extra={"mandarin": "流利"})
    return household


def test_the_household_s_page_tells_them(with_cattle: Household) -> None:
    record = record_of(with_cattle)
    lines = {line.label: [cell.text for cell in line.cells] for line in condition_table(record).lines}
    assert lines["大牲畜"] == ["3 头"]
    assert [line.extras for line in member_lines(record, 2016)] == [[("普通话", "流利")], [("普通话", "")]]


def test_paper_has_a_line_for_each_of_them(with_cattle: Household) -> None:
    (sheet,) = sheets_of([with_cattle], Order("registration", 2016, lambda pk: f"/{pk}/"))
    told = {item.label: (item.before, item.now) for item in sheet.conditions}
    head = with_cattle.memberships.get(relation="head").person
    assert told["大牲畜"] == ("—", "3 头")
    assert told[f"{head.name} 普通话"] == ("—", "流利")


def test_the_list_can_show_them(with_cattle: Household) -> None:
    (line,) = lines_of([with_cattle], 2016)
    assert line.extras == "大牲畜 3 头"
