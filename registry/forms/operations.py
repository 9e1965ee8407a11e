"""Forms of named operations: each with its reason, date and paper (domain.md §5.2, §5.3)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import Viewer
from registry.actions.entries import Correction, Grounds
from registry.actions.members import NewHead
from registry.choices import Joining, Leaving, OperationKind, Relation
from registry.models import Membership, Person
from registry.queries.operations import is_head_of
from registry.queries.registered import belongs_in_view
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.identity import IdReading, Unreadable, read_id

from .fields import ModelFieldsForm, RegionField
from .members import MemberForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ANY_RELATION = [("", _("请选择")), *Relation.choices]
TO_ANOTHER_HEAD = [choice for choice in ANY_RELATION if choice[0] != Relation.HEAD]
CHOOSE = ("", _("请选择"))
JOINING = [CHOOSE, *((reason.value, reason.label) for reason in Joining if reason.code and reason != Joining.OMITTED)]
# A household that is split off and stays in the register is 分户, an operation of its own.
OWN_LABELS = {Leaving.SPLIT: _("分户（新户不在册）")}
LEAVING = [CHOOSE, *((reason.value, OWN_LABELS.get(reason, reason.label)) for reason in Leaving if reason.code)]


def _day(label: "_StrPromise") -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput)


def _document() -> forms.CharField:
    return forms.CharField(label=_("文号或材料"), max_length=60, required=False, help_text=_("批文、证明或户口簿页"))


class GroundsForm(forms.Form):
    """Why, when, on which paper."""

    happened_on = _day(_("发生日期"))
    reason = forms.CharField(label=_("原因"), max_length=200)
    document_number = _document()

    @property
    def grounds(self) -> Grounds:
        """For the action."""
        return Grounds(**{name: self.cleaned_data[name] for name in ("reason", "happened_on", "document_number")})


class JoinForm(MemberForm):
    """增人."""

    reason = forms.ChoiceField(label=_("增加原因"), choices=JOINING)
    joined_on = _day(_("增加日期"))
    document_number = _document()
    transfer = forms.BooleanField(
        label=_("从原户转入"),
        required=False,
        help_text=_("此人现在是辖区内另一户的成员，保存时同时从原户减少"),
    )
    operation = ("reason", "joined_on", "document_number", "transfer")
    sections = ((_("增加"), operation), *MemberForm.sections)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.operation, *self.own])
        self.fields["relation"].choices = TO_ANOTHER_HEAD  # type: ignore[attr-defined]

    @property
    def grounds(self) -> Grounds:
        """For the action."""
        data = self.cleaned_data
        return Grounds(data["reason"], data["joined_on"], data["document_number"])

    def could_transfer(self, viewer: Viewer) -> bool:
        """Whether the box was left empty for somebody whose household the viewer may see."""
        return (
            self.reading is not None and not self.cleaned_data["transfer"] and belongs_in_view(viewer, self.reading.key)
        )


class LeaveForm(forms.Form):
    """减人. Who stays has a field for the relation to a new head, needed only when the head leaves."""

    membership = forms.TypedChoiceField(label=_("减少的成员"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("减少原因"), choices=LEAVING)
    left_on = _day(_("减少日期"))
    document_number = _document()
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
    def grounds(self) -> Grounds:
        """For the action."""
        data = self.cleaned_data
        return Grounds(data["reason"], data["left_on"], data["document_number"])

    @property
    def new_head_entry(self) -> NewHead | None:
        """For the action."""
        chosen = self.cleaned_data["new_head"]
        relations = {member.pk: self.cleaned_data[f"relation_{member.pk}"] for member in self.staying}
        return NewHead(chosen, relations) if chosen is not None else None


class CorrectionForm(ModelFieldsForm):
    """更正成员资料."""

    model = Person
    model_fields = ("name", "ethnicity", "politics", "id_type")
    reading: IdReading | None = None
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
    def correction(self) -> Correction:
        """For the action."""
        own = ("name", "relation", "ethnicity", "politics", "id_type", "id_number")
        return Correction(**{name: self.cleaned_data[name] for name in own})


class RelationsForm(GroundsForm):
    """An operation in which every member's relation to the head is entered anew."""

    relations_label: "_StrPromise" = _("新的与户主关系")
    relation_choices: Sequence[tuple[str, Any]] = ANY_RELATION

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"relation_{member.pk}"] = forms.ChoiceField(
                label=self.relations_label, choices=self.relation_choices, widget=forms.Select(attrs={"data-row": ""})
            )

    @property
    def relations(self) -> dict[int, str]:
        """For the action, by membership."""
        return {member.pk: self.cleaned_data[f"relation_{member.pk}"] for member in self.members}

    @property
    def rows(self) -> Iterable[tuple[Membership, list[BoundField]]]:
        """Each member with the fields that speak of them."""
        return [(member, self._fields_of(member)) for member in self.members]

    @property
    def own_fields(self) -> list[BoundField]:
        """The fields that speak of the whole."""
        of_members = {bound.name for _member, several in self.rows for bound in several}
        return [bound for bound in self if bound.name not in of_members]

    def _fields_of(self, member: Membership) -> list[BoundField]:
        return [self[f"relation_{member.pk}"]]


class HeadForm(RelationsForm):
    """户主变更."""


class SplitForm(RelationsForm):
    """分户: who goes, and everybody's relation to the head of the household in which they will be."""

    relations_label = _("分户后与户主关系")
    STAYS, GOES = "stays", "goes"

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, members=members, **kwargs)
        for member in members:
            self.fields[f"part_{member.pk}"] = forms.ChoiceField(
                label=_("去向"),
                choices=[(self.STAYS, _("留在原户")), (self.GOES, _("分到新户"))],
                widget=forms.RadioSelect,
                initial=self.STAYS,
            )
            self.initial.setdefault(f"relation_{member.pk}", member.relation)

    @property
    def going(self) -> set[int]:
        """Memberships of those who go."""
        return {member.pk for member in self.members if self.cleaned_data[f"part_{member.pk}"] == self.GOES}

    def _fields_of(self, member: Membership) -> list[BoundField]:
        return [self[f"part_{member.pk}"], self[f"relation_{member.pk}"]]


class MergeForm(RelationsForm):
    """合户: into which household, and everybody's relation to its head.

    One of the village is chosen; one of another village is named by its number and, against slips, by its head.
    """

    into = forms.TypedChoiceField(label=_("并入本村的户"), coerce=int, empty_value=None, required=False)
    elsewhere = forms.IntegerField(label=_("或外村户编号"), required=False, help_text=_("在您的辖区内"))
    head = forms.CharField(label=_("外村户的户主"), max_length=50, required=False)
    relations_label = _("与并入户户主的关系")
    relation_choices = TO_ANOTHER_HEAD

    def __init__(self, *args: Any, choices: list[tuple[int, str]], viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["into"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        self.order_fields(["into", "elsewhere", "head"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        chosen, named = data["into"], data["elsewhere"]
        if (chosen is None) == (named is None):
            self.add_error("into", _("请选择本村的一户，或填写外村户的户编号，只填一处"))
        elif named is not None and not is_head_of(self.viewer, named, data["head"]):
            self.add_error("elsewhere", _("您的辖区内没有这个编号和户主的建档立卡户，请核对"))
        return data

    @property
    def into_id(self) -> int:
        """The household that takes the members."""
        number: int = self.cleaned_data["into"] or self.cleaned_data["elsewhere"]
        return number


class MoveForm(forms.Form):
    """户籍变更: any village of the nation may be chosen, for the other side decides as well."""

    to_village = RegionField(label=_("迁入村"), level=Level.VILLAGE)
    moved_on = _day(_("户籍变更日期"))
    reason = forms.CharField(label=_("原因"), max_length=200)
    document_number = _document()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        village = self.fields["to_village"]
        if isinstance(village, RegionField):
            village.open_to_all()

    @property
    def to(self) -> Region:
        """The village that is to take the household."""
        village: Region = self.cleaned_data["to_village"]
        return village

    @property
    def grounds(self) -> Grounds:
        """For the action."""
        data = self.cleaned_data
        return Grounds(data["reason"], data["moved_on"], data["document_number"])


class MoveAnswer(forms.Form):
    """Accepting, declining or withdrawing a move: the version that was shown, and words where one has any."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=200, required=False)


class OperationFilter(forms.Form):
    """The query form above one's own operations."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *OperationKind.choices])
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)


class MoveFilter(forms.Form):
    """The query form above the moves."""

    waiting = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[("", _("全部")), ("yes", _("等我答复")), ("out", _("迁出")), ("in", _("迁入"))],
    )
