"""Forms of entry: all fields of the paper, persons without a number, codes and initials of lists."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from registry.choices import Cause, Health, Resettlement, Sex
from registry.forms.household import HouseholdForm
from registry.forms.members import MemberForm
from registry.forms.years import MemberYearForm, StatementForm, SurveyForm
from registry.models import MemberYear, Statement, Survey
from tests.factories import id_number

NUMBER = id_number(date(1972, 5, 1), Sex.FEMALE, 2)


def member(**words: str) -> MemberForm:
    """A form that is in order but for `words`."""
    return MemberForm({"name": "吴冬梅", "id_number": NUMBER, "id_type": "citizen", "relation": "spouse", **words})


def rendered(name: str, choices: list[Any]) -> str:
    """A list as `{% field %}` writes it."""
    form = type("Form", (forms.Form,), {name: forms.ChoiceField(choices=choices)})()
    return Template("{% load fields %}{% field form." + name + " %}").render(Context({"form": form}))


@pytest.mark.parametrize(
    ("form", "model", "left_out"),
    [
        (MemberYearForm, MemberYear, {"id", "person", "year", "village_code", "confirmed", "extra", "version"}),
        (SurveyForm, Survey, {"id", "household", "year", "village_code", "confirmed", "extra", "version"}),
        (
            StatementForm,
            Statement,
            {"id", "household", "year", "village_code", "period_start", "period_end", "version"},
        ),
    ],
    ids=["member", "survey", "statement"],
)
def test_a_form_of_the_year_asks_for_everything_its_table_holds(
    form: type[MemberYearForm], model: type[MemberYear], left_out: set[str]
) -> None:
    assert {column.name for column in model._meta.concrete_fields} - left_out == set(form.model_fields)


@pytest.mark.parametrize("form", [HouseholdForm(), member(), StatementForm(), SurveyForm()], ids=lambda f: f.checked_as)
def test_every_field_stands_in_one_section(form: HouseholdForm) -> None:
    shown = [bound.name for _title, bounds in form.grouped for bound in bounds]
    assert sorted(shown) == sorted(form.fields)


def test_a_number_tells_birth_and_sex_even_where_they_are_not_typed() -> None:
    form = member()
    assert form.is_valid(), form.errors
    assert (form.line.born, form.line.sex) == (date(1972, 5, 1), Sex.FEMALE)


def test_who_has_no_number_yet_is_entered_with_birth_date_and_sex() -> None:
    form = member(id_number="", number_missing="newborn", born="20160312", sex="male", relation="son")
    assert form.is_valid(), form.errors
    assert (form.entry.number_missing, form.entry.born, form.entry.id_number) == ("newborn", date(2016, 3, 12), "")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"id_number": ""}, "id_number"),
        ({"number_missing": "newborn", "born": "2016-03-12", "sex": "male"}, "id_number"),
        ({"id_number": "", "number_missing": "newborn", "sex": "male"}, "born"),
        ({"id_number": "", "number_missing": "newborn", "born": "2016-03-12"}, "sex"),
        ({"work_months": "13"}, "work_months"),
        ({"health": ["healthy", "chronic"]}, "health"),
    ],
    ids=["no number", "number and reason", "no birth date", "no sex", "13 months", "healthy and ill"],
)
def test_what_contradicts_itself_is_said_beside_the_field(words: dict[str, str], field: str) -> None:
    form = member(**words)
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("card", "6230 9018 0001 2345 678", True),
        ("card", "1234", False),
        ("longitude", "109.482211", True),
        ("longitude", "28.572233", False),
        ("latitude", "109.482211", False),
    ],
)
def test_a_card_and_coordinates_must_be_possible(name: str, value: str, good: bool) -> None:
    form = HouseholdForm({name: value, "attribute": "ordinary_poor", "standard": "national"})
    assert (name not in form.errors) is good


def test_an_area_is_not_negative() -> None:
    assert "farmland" in SurveyForm({"farmland": "-1"}).errors
    assert "farmland" not in SurveyForm({"farmland": "1"}).errors


@pytest.mark.parametrize("typed", ["20160312", "2016-3-12", "2016/03/12", "2016.3.12", "2016年3月12日"])
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    form = SurveyForm({"remedy_on": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["remedy_on"] == date(2016, 3, 12)


def test_a_list_knows_its_national_codes_and_initials() -> None:
    shown = rendered("cause", [("", "请选择"), *Cause.choices])
    assert 'value="skill" data-code="07" data-initials="qjs"' in shown
    assert 'value="other" data-code="99"' in shown


def test_a_list_without_national_codes_is_numbered() -> None:
    shown = rendered("resettlement", [("", "未填"), *Resettlement.choices])
    assert 'value="concentrated" data-code="1" data-initials="jzaz"' in shown


def test_yes_and_no_are_1_and_0() -> None:
    shown = Template("{% load fields %}{% field form.dibao %}").render(Context({"form": MemberYearForm()}))
    assert 'value="true" data-code="1"' in shown
    assert 'value="false" data-code="0"' in shown


def test_chips_of_which_several_may_be_pressed_have_a_box_for_codes() -> None:
    shown = Template("{% load fields %}{% field form.health %}").render(Context({"form": MemberYearForm()}))
    assert "data-codes" in shown
    assert f'data-code="{Health.DISABLED.code}"' in shown


@pytest.mark.parametrize(("typed", "read"), [("100,000", 100000), ("１２００.5", Decimal("1200.5")), ("", None)])
def test_an_amount_is_read_as_people_write_it(typed: str, read: Decimal | None) -> None:
    form = StatementForm({"wage": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wage"] == read


def test_what_is_wrong_is_said_in_our_own_words() -> None:
    assert StatementForm({"wage": "十万"}).errors["wage"] == ["请填数字"]
    assert member(name="", work_months="十").errors == {"name": ["请填写"], "work_months": ["请填整数"]}
    assert HouseholdForm({"longitude": "137"}).errors["longitude"] == ["不能大于 136"]
    assert HouseholdForm({"standard": "x"}).errors["standard"] == ["“x”不在列表中，请重新选择"]
