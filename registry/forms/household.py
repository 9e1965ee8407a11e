"""Forms of the household, its members and its year."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.actions.entries import Correction, HouseholdEntry, MemberEntry, YearEntry
from registry.actions.members import NewHead
from registry.choices import Attribute, Cause, Ethnicity, Health, IdType, Joining, Leaving, Relation, Sex
from registry.models import Household, Membership, MemberYear, Person, Statement, Survey
from registry.regions.choices import Level
from registry.rules.identity import Unreadable, read_id
from registry.rules.income import COST, ITEMS
from registry.rules.members import MemberLine, member_problems

from .fields import ModelFieldsForm, RegionField

# The programme began in 2014 (domain.md §5.4).
FIRST_YEAR, LAST_YEAR = 2014, 2099
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
POOR_ATTRIBUTES = [
    (attribute.value, attribute.label)
    for attribute in (
        Attribute.ORDINARY_POOR,
        Attribute.DIBAO_POOR,
        Attribute.DESTITUTE_POOR,
        Attribute.DIBAO_DESTITUTE_POOR,
    )
]
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


class HouseholdForm(ModelFieldsForm):
    """基本情况."""

    model = Household
    model_fields = (
        "group",
        "address",
        "attribute",
        "main_cause",
        "other_causes",
        "standard",
        "planned_exit_year",
        "one_child",
        "two_daughters",
        "martyr_family",
        "relocation",
    )
    other_causes = forms.MultipleChoiceField(
        label=_("其他致贫原因"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_exit_year"].validators += [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("请填 11 位手机号，或带区号的座机号"))
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        main, others = data.get("main_cause"), data.get("other_causes") or []
        if len(others) > 2:  # noqa: PLR2004 the form's own number (L3: 0–2)
            self.add_error("other_causes", _("其他致贫原因最多选两项"))
        if main and main in others:
            self.add_error("other_causes", _("其他致贫原因不能与主要致贫原因相同"))
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
        self.order_fields(["village", "group", "address", "phone", "attribute", "main_cause"])


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


class MemberForm(MemberYearForm):
    """A member with the open year."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(
        label=_("证件号码"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    relation = forms.ChoiceField(label=_("与户主关系"), choices=[("", _("请选择")), *Relation.choices])
    id_type = forms.ChoiceField(label=_("证件类型"), choices=IdType.choices, initial=IdType.CITIZEN)
    ethnicity = forms.ChoiceField(label=_("民族"), choices=[("", _("未填")), *Ethnicity.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "id_number", "relation", "id_type", "ethnicity"])

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the number beside its field; the action reads it again."""
        data = super().clean() or {}
        if data.get("id_number") and data.get("id_type"):
            try:
                self.reading = read_id(data["id_number"], data["id_type"], today=timezone.localdate())
            except Unreadable as unreadable:
                self.add_error("id_number", [*unreadable.messages])
        return data

    @property
    def line(self) -> MemberLine:
        """As the rules about members see it; only of a valid form."""
        data = self.cleaned_data
        sex = self.reading.sex or Sex.UNKNOWN
        return MemberLine(data["name"], data["relation"], sex, self.reading.key, self.reading.born)

    @property
    def entry(self) -> MemberEntry:
        """For the action."""
        own = ("name", "id_number", "relation", "id_type", "ethnicity")
        return MemberEntry(**{name: self.cleaned_data[name] for name in own}, year=self.values)


class MembersTogether(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """The members of one household: what must hold among them is said with everything else."""

    def clean(self) -> None:
        standing = [form for form in self.forms if form not in self.deleted_forms]
        if all(form.is_valid() for form in standing):
            problems = member_problems([form.line for form in standing])
            if problems:
                raise forms.ValidationError(problems)


MOST_MEMBERS = 30
MemberFormSet = forms.formset_factory(
    MemberForm,
    MembersTogether,
    extra=0,
    min_num=1,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_MEMBERS + 1,
    validate_min=True,
    validate_max=True,
    can_delete=True,
)


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


class Reason(forms.Form):
    """Why somebody does what must be accounted for."""

    reason = forms.CharField(max_length=200)


class Version(forms.Form):
    """The version of the row that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CorrectionForm(ModelFieldsForm):
    """更正成员资料."""

    model = Person
    model_fields = ("name", "ethnicity", "politics", "id_type")
    relation = forms.ChoiceField(label=_("与户主关系"), choices=Relation.choices)
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("空着表示不改"),
    )
    reason = forms.CharField(label=_("更正原因"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "relation", "id_type", "id_number", "ethnicity", "politics", "reason"])

    @property
    def correction(self) -> Correction:
        """For the action."""
        own = ("name", "relation", "ethnicity", "politics", "id_type", "id_number")
        return Correction(**{name: self.cleaned_data[name] for name in own})


class JoinForm(MemberForm):
    """增人."""

    reason = forms.ChoiceField(
        label=_("增加原因"), choices=[(r.value, r.label) for r in Joining if r.code and r != Joining.OMITTED]
    )
    joined_on = forms.DateField(label=_("增加日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["reason", "joined_on", "name", "id_number", "relation", "id_type", "ethnicity"])
        others = [choice for choice in Relation.choices if choice[0] != Relation.HEAD]
        self.fields["relation"].choices = [("", _("请选择")), *others]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """减人. Who stays has a field for the relation to a new head, needed only when the head leaves."""

    membership = forms.TypedChoiceField(label=_("减少的成员"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("减少原因"), choices=[(r.value, r.label) for r in Leaving if r.code])
    left_on = forms.DateField(label=_("减少日期"), widget=forms.DateInput)
    new_head = forms.TypedChoiceField(label=_("新户主"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staying = [member for member in members if member.relation != Relation.HEAD]
        choices = [(member.pk, f"{member.person.name}（{member.get_relation_display()}）") for member in members]
        self.fields["membership"].choices = choices  # type: ignore[attr-defined]
        others = [(member.pk, member.person.name) for member in self.staying]
        self.fields["new_head"].choices = [("", _("户主不变")), *others]  # type: ignore[attr-defined]
        relations = [("", _("户主离开时填")), *Relation.choices[1:]]
        for member in self.staying:
            label = _("%s 与新户主关系") % member.person.name
            self.fields[f"relation_{member.pk}"] = forms.ChoiceField(label=label, choices=relations, required=False)

    @property
    def new_head_entry(self) -> NewHead | None:
        """For the action."""
        chosen = self.cleaned_data["new_head"]
        relations = {member.pk: self.cleaned_data[f"relation_{member.pk}"] for member in self.staying}
        return NewHead(chosen, relations) if chosen is not None else None


def new_entry(
    household: NewHouseholdForm, members: Any, statement: StatementForm, survey: SurveyForm
) -> HouseholdEntry:
    """For the action that registers a household."""
    entries = tuple(form.entry for form in members.forms if form not in members.deleted_forms)
    return HouseholdEntry(
        village=household.cleaned_data["village"],
        fields=household.values,
        phone=household.cleaned_data["phone"],
        members=entries,
        year=year_entry(statement, survey),
    )


def edit_entry(shown: Household, form: HouseholdForm) -> HouseholdEntry:
    """For the action that edits a household; the village stays."""
    return HouseholdEntry(village=shown.village, fields=form.values, phone=form.cleaned_data["phone"])
