"""Forms of members: entered with their household, joining, leaving, corrected."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.actions.entries import Correction, MemberEntry
from registry.actions.members import NewHead
from registry.choices import Ethnicity, IdType, Joining, Leaving, NumberMissing, Politics, Relation, Sex
from registry.models import Membership, Person
from registry.rules.identity import IdReading, Unreadable, read_id
from registry.rules.members import MemberLine, member_problems

from .fields import ModelFieldsForm
from .years import MEMBER_YEAR_SECTIONS, MemberYearForm


class MemberForm(MemberYearForm):
    """A member with the open year. `reading` is what the number says, None where there is none."""

    checked_as = "member"
    reading: IdReading | None = None
    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(
        label=_("证件号码"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    relation = forms.ChoiceField(label=_("与户主关系"), choices=[("", _("请选择")), *Relation.choices])
    id_type = forms.ChoiceField(label=_("证件类型"), choices=IdType.choices, initial=IdType.CITIZEN)
    number_missing = forms.ChoiceField(
        label=_("暂无号码的原因"), choices=[("", _("有号码")), *NumberMissing.choices], required=False
    )
    born = forms.DateField(label=_("出生日期"), widget=forms.DateInput, required=False)
    sex = forms.ChoiceField(label=_("性别"), choices=[("", _("未填")), *Sex.choices], required=False)
    ethnicity = forms.ChoiceField(label=_("民族"), choices=[("", _("未填")), *Ethnicity.choices], required=False)
    politics = forms.ChoiceField(label=_("政治面貌"), choices=[("", _("未填")), *Politics.choices], required=False)
    own = ("name", "id_number", "id_type", "number_missing", "born", "sex", "relation", "ethnicity", "politics")
    sections = ((_("身份"), own), *MEMBER_YEAR_SECTIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.own])
        # Without a number there must be a reason why; with a reason there is no number.
        self.fields["id_number"].required = not self["number_missing"].data
        # The number tells these; who types passes them by where it does.
        for name in ("id_type", "number_missing", "born", "sex"):
            self.fields[name].widget.attrs["data-told"] = name

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the number beside its field; the action reads it again."""
        data = super().clean() or {}
        if data.get("number_missing"):
            self._clean_missing(data)
        elif data.get("id_number") and data.get("id_type"):
            try:
                self.reading = read_id(data["id_number"], data["id_type"], today=timezone.localdate())
            except Unreadable as unreadable:
                self.add_error("id_number", [*unreadable.messages])
        return data

    def _clean_missing(self, data: dict[str, Any]) -> None:
        if data.get("id_number"):
            self.add_error("id_number", _("有证件号码就不选“暂无号码的原因”；没有就把号码空着"))
        if not data.get("born"):
            self.add_error("born", _("没有证件号码，请填出生日期"))
        elif data["born"] > timezone.localdate():
            self.add_error("born", _("出生日期晚于今天"))
        if data.get("sex") not in (Sex.MALE, Sex.FEMALE):
            self.add_error("sex", _("没有证件号码，请填性别"))

    @property
    def line(self) -> MemberLine:
        """As the rules about members see it; only of a valid form."""
        data = self.cleaned_data
        if self.reading is None:
            return MemberLine(data["name"], data["relation"], data["sex"], "", data["born"])
        sex = self.reading.sex or data["sex"] or Sex.UNKNOWN
        return MemberLine(data["name"], data["relation"], sex, self.reading.key, self.reading.born or data["born"])

    @property
    def entry(self) -> MemberEntry:
        """For the action."""
        return MemberEntry(**{name: self.cleaned_data[name] for name in self.own}, year=self.values)


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
        self.order_fields(["reason", "joined_on", *self.own])
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
