"""Forms of the household itself."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.actions.entries import HouseholdEntry
from registry.choices import Attribute, Cause
from registry.models import Household
from registry.regions.choices import Level

from .fields import ModelFieldsForm, RegionField
from .years import StatementForm, SurveyForm, year_entry

# The programme began in 2014 (domain.md §5.4).
FIRST_YEAR, LAST_YEAR = 2014, 2099
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
CARD = re.compile(r"\d{12,19}")
# What lies outside is a slip of the pen, most often latitude and longitude exchanged.
CHINA = {"longitude": (73, 136), "latitude": (3, 54)}
POOR_ATTRIBUTES = [
    (attribute.value, attribute.label)
    for attribute in (
        Attribute.ORDINARY_POOR,
        Attribute.DIBAO_POOR,
        Attribute.DESTITUTE_POOR,
        Attribute.DIBAO_DESTITUTE_POOR,
    )
]


class HouseholdForm(ModelFieldsForm):
    """基本情况."""

    model = Household
    checked_as = "household"
    sections = (
        (_("住址和联系"), ("village", "natural_village", "group", "address", "phone", "longitude", "latitude")),
        (_("银行账户"), ("bank", "card")),
        (_("识别"), ("attribute", "main_cause", "other_causes", "standard", "planned_exit_year")),
        (_("家庭"), ("one_child", "two_daughters", "martyr_family")),
        (_("搬迁"), ("relocation", "relocation_willing", "resettlement", "resettlement_address")),
    )
    # What is sealed, and the village, are no plain columns.
    model_fields = tuple(
        name for _title, names in sections for name in names if name not in ("village", "phone", "card")
    )
    other_causes = forms.MultipleChoiceField(
        label=_("其他致贫原因"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    phone = forms.CharField(
        label=_("联系电话"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    card = forms.CharField(
        label=_("银行卡号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_exit_year"].validators += [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
        for name, (low, high) in CHINA.items():
            self.fields[name].validators += [MinValueValidator(low), MaxValueValidator(high)]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("请填 11 位手机号，或带区号的座机号"))
        return phone

    def clean_card(self) -> str:
        card = "".join(self.cleaned_data["card"].split())
        if card and not CARD.fullmatch(card):
            raise forms.ValidationError(_("应为 12 至 19 位数字"))
        return card

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        main, others = data.get("main_cause"), data.get("other_causes") or []
        if len(others) > 2:  # noqa: PLR2004 the form's own number (L3: 0–2)
            self.add_error("other_causes", _("最多选两项"))
        if main and main in others:
            self.add_error("other_causes", _("不能与主要致贫原因相同"))
        return data


class NewHouseholdForm(HouseholdForm):
    """基本情况 of a household that does not exist yet: the village is chosen, the attribute is one of the poor ones."""

    village = RegionField(label=_("所在村"), level=Level.VILLAGE)
    attribute = forms.ChoiceField(label=_("户属性"), choices=POOR_ATTRIBUTES)
    main_cause = forms.ChoiceField(label=_("主要致贫原因"), choices=[("", _("请选择")), *Cause.choices])

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        village = self.fields["village"]
        if isinstance(village, RegionField):
            village.limit_to(viewer, Permission.HOUSEHOLD_CREATE)


class Reason(forms.Form):
    """Why somebody does what must be accounted for."""

    reason = forms.CharField(max_length=200)


class Version(forms.Form):
    """The version of the row that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def new_entry(
    household: NewHouseholdForm, members: Any, statement: StatementForm, survey: SurveyForm
) -> HouseholdEntry:
    """For the action that registers a household."""
    entries = tuple(form.entry for form in members.forms if form not in members.deleted_forms)
    return HouseholdEntry(
        village=household.cleaned_data["village"],
        fields=household.values,
        phone=household.cleaned_data["phone"],
        card=household.cleaned_data["card"],
        members=entries,
        year=year_entry(statement, survey),
    )


def edit_entry(shown: Household, form: HouseholdForm) -> HouseholdEntry:
    """For the action that edits a household; the village stays."""
    data = form.cleaned_data
    return HouseholdEntry(village=shown.village, fields=form.values, phone=data["phone"], card=data["card"])
