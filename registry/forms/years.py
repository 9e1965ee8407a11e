"""Forms of a year: income, living conditions, and what changes yearly about a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.actions.entries import YearEntry
from registry.choices import Health
from registry.models import MemberYear, Statement, Survey
from registry.rules.income import COST, ITEMS

from .fields import ModelFieldsForm

MEMBER_YEAR_FIELDS = (
    "education",
    "school",
    "absence",
    "labour",
    "work_area",
    "work_months",
    "resident_insurance",
    "serious_insurance",
    "employee_insurance",
    "resident_pension",
    "dibao",
    "soldier",
    "health",
)
SURVEY_FIELDS = (
    "food",
    "clothing",
    "safe_water",
    "water_source",
    "housing_grade",
    "housing_structure",
    "housing_area",
    "housing_remedy",
    "remedy_on",
    "farmland",
    "woodland",
    "household_power",
    "broadcast",
    "road",
    "road_distance",
    "toilet",
    "fuel",
    "cooperative",
)


class MemberYearForm(ModelFieldsForm):
    """What changes yearly about a person."""

    model = MemberYear
    model_fields = MEMBER_YEAR_FIELDS
    health = forms.MultipleChoiceField(
        label=_("健康状况"),
        choices=Health.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_health(self) -> list[str]:
        health: list[str] = self.cleaned_data["health"]
        if "healthy" in health and len(health) > 1:
            raise forms.ValidationError(_("“健康”不能与其他情况同时选"))
        return health


class StatementForm(ModelFieldsForm):
    """收入."""

    model = Statement
    model_fields = (*ITEMS, COST, "excluded", "excluded_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*ITEMS, COST, "excluded"):
            self.fields[name].widget.attrs |= {"min": "0", "data-sum": name}
            self.fields[name].min_value = 0  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in (*ITEMS, COST, "excluded"):
            if (data.get(name) or 0) < 0:
                self.add_error(name, _("金额不能是负数"))
        return data


class SurveyForm(ModelFieldsForm):
    """生活条件."""

    model = Survey
    model_fields = SURVEY_FIELDS


def year_entry(statement: StatementForm, survey: SurveyForm) -> YearEntry:
    """For the action: a form left empty enters nothing."""
    return YearEntry(
        statement=statement.values if statement.filled else None, survey=survey.values if survey.filled else None
    )
