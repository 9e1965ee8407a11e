"""Forms of members as they are entered with their household."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.actions.entries import MemberEntry
from registry.choices import Ethnicity, IdType, NumberMissing, Politics, Relation, Sex
from registry.rules.identity import IdReading, Unreadable, read_id
from registry.rules.members import MemberLine, member_problems

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
    no_namesake = forms.BooleanField(label=_("确认不是同一人"), required=False)
    own = ("name", "id_number", "id_type", "number_missing", "born", "sex", "relation", "ethnicity", "politics")
    sections = ((_("身份"), own), *MEMBER_YEAR_SECTIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.own])
        # Without a number there must be a reason why; with a reason there is no number.
        self.fields["id_number"].required = not self["number_missing"].data
        # Whether it is another one of the same name and birth is asked only of somebody without a number.
        if not self["number_missing"].data:
            del self.fields["no_namesake"]
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
        own = {name: self.cleaned_data[name] for name in self.own}
        return MemberEntry(**own, no_namesake=self.cleaned_data.get("no_namesake", False), year=self.values)


class MembersTogether(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """The members of one household: what must hold among them is said with everything else."""

    def clean(self) -> None:
        standing = [form for form in self.forms if form not in self.deleted_forms]
        if all(form.is_valid() for form in standing):
            problems = member_problems([form.line for form in standing])
            if problems:
                raise forms.ValidationError(problems)


MOST_MEMBERS = 30
# Rows added and taken away again count as well; those beyond would be dropped without a word.
MOST_ROWS = 4 * MOST_MEMBERS
MemberFormSet = forms.formset_factory(
    MemberForm,
    MembersTogether,
    extra=0,
    min_num=1,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_ROWS,
    validate_min=True,
    validate_max=True,
    can_delete=True,
)
