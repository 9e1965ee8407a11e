"""Forms of a year: income, living conditions, and what changes yearly about a person."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from registry.actions.entries import YearEntry
from registry.choices import Health
from registry.models import MemberYear, Statement, Survey
from registry.rules.income import COST, GROUPS, ITEMS

from .extras import WithExtras
from .fields import ModelFieldsForm, Section

MEMBER_YEAR_SECTIONS: tuple[Section, ...] = (
    (_("教育"), ("education", "school", "absence")),
    (_("健康和劳动"), ("health", "labour", "work_area", "work_months")),
    (
        _("保险"),
        (
            "resident_insurance",
            "employee_insurance",
            "serious_insurance",
            "commercial_insurance",
            "accident_insurance",
            "resident_pension",
            "employee_pension",
        ),
    ),
    (_("保障和其他"), ("dibao", "destitute", "soldier", "mandarin", "relocated")),
)
MEMBER_YEAR_FIELDS = tuple(name for _title, names in MEMBER_YEAR_SECTIONS for name in names)
SURVEY_SECTIONS: tuple[Section, ...] = (
    (_("吃穿和饮水"), ("food", "clothing", "safe_water", "water_difficult", "water_source")),
    (_("住房"), ("housing_grade", "housing_remedy", "remedy_on", "housing_structure", "housing_area")),
    (
        _("土地（亩）"),
        ("farmland", "irrigated", "woodland", "returned_forest", "orchard", "pasture", "water_surface"),
    ),
    (
        _("设施"),
        ("production_power", "household_power", "broadcast", "road_distance", "road", "toilet", "fuel"),
    ),
    (_("带动"), ("cooperative", "leading_company", "leading_person")),
)
SURVEY_FIELDS = tuple(name for _title, names in SURVEY_SECTIONS for name in names)


class MemberYearForm(WithExtras):
    """What changes yearly about a person."""

    model = MemberYear
    model_fields = MEMBER_YEAR_FIELDS
    checked_as = "member_year"
    sections = MEMBER_YEAR_SECTIONS
    health = forms.MultipleChoiceField(
        label=_("健康状况"),
        choices=Health.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_months"].validators.append(MaxValueValidator(12))

    def clean_health(self) -> list[str]:
        health: list[str] = self.cleaned_data["health"]
        if "healthy" in health and len(health) > 1:
            raise forms.ValidationError(_("“健康”不能与其他情况同时选"))
        return health


class StatementForm(ModelFieldsForm):
    """收入; what does not count as stable stands apart (domain.md §3.2)."""

    model = Statement
    checked_as = "statement"
    model_fields = (*ITEMS, COST, "excluded", "excluded_note")
    sections = (
        (_("工资性收入"), GROUPS["wage"]),
        (_("生产经营"), (*GROUPS["business"], COST)),
        (_("财产性收入"), GROUPS["property"]),
        (_("转移性收入"), GROUPS["transfer"]),
        (_("另计"), ("excluded", "excluded_note")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*ITEMS, COST, "excluded"):
            self.fields[name].widget.attrs["data-sum"] = name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in (*ITEMS, COST, "excluded"):
            if (data.get(name) or 0) < 0:
                self.add_error(name, _("金额不能是负数"))
        return data


class SurveyForm(WithExtras):
    """生活条件."""

    model = Survey
    model_fields = SURVEY_FIELDS
    checked_as = "survey"
    sections = SURVEY_SECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField):
                field.validators.append(MinValueValidator(0))


def year_entry(statement: StatementForm, survey: SurveyForm) -> YearEntry:
    """For the action: a form left empty enters nothing."""
    return YearEntry(
        statement=statement.values if statement.filled else None, survey=survey.values if survey.filled else None
    )
