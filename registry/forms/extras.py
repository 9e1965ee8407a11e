"""Defining a province's own fields, and entering their values beside the national ones."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from registry.choices import ExtraKind, ExtraSubject
from registry.models import ExtraField
from registry.rules.extras import KEY, Definition, stored

from .fields import DATES, AmountField, ModelFieldsForm

FIRST_YEAR, LAST_YEAR = 2014, 2099
PREFIX = "extra_"


class ExtraFieldForm(forms.Form):
    """自定义项."""

    subject = forms.ChoiceField(label=_("所属"), choices=ExtraSubject.choices)
    label = forms.CharField(label=_("名称"), max_length=30)
    key = forms.RegexField(
        label=_("标识"),
        regex=rf"^{KEY.pattern}$",
        max_length=30,
        help_text=_("用于导入导出，建立后不变，如 cattle"),
        error_messages={"invalid": _("须以小写字母开头，只含小写字母、数字和下划线")},
    )
    kind = forms.ChoiceField(label=_("类型"), choices=ExtraKind.choices)
    options = forms.CharField(
        label=_("选项"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("单选时填，一行一个")
    )
    unit = forms.CharField(label=_("单位"), max_length=10, required=False)
    required = forms.BooleanField(label=_("必填"), required=False)
    from_year = forms.IntegerField(label=_("起始年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    until_year = forms.IntegerField(
        label=_("终止年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, help_text=_("留空为一直使用")
    )
    position = forms.IntegerField(label=_("顺序"), min_value=0, max_value=999, initial=0)
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号"))

    def __init__(self, *args: Any, field: ExtraField | None = None, **kwargs: Any) -> None:
        if field is not None:
            names = (*self.base_fields, "options")
            kwargs["initial"] = {name: getattr(field, name) for name in names} | {"options": "\n".join(field.options)}
        super().__init__(*args, **kwargs)
        if field is not None:
            for name in ("subject", "key", "kind", "from_year"):
                self.fields[name].disabled = True

    @property
    def definition(self) -> Definition:
        """For the action."""
        data = self.cleaned_data
        options = tuple(line.strip() for line in data["options"].splitlines() if line.strip())
        return Definition(**{**data, "options": options})


class WithExtras(ModelFieldsForm):
    """A yearly form with the province's own fields behind the national ones; their values go into `extra`."""

    def __init__(self, *args: Any, extras: Sequence[ExtraField] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extras = extras
        instance = kwargs.get("instance")
        self.kept = dict(instance.extra) if instance is not None else {}
        for field in extras:
            self.fields[PREFIX + field.key] = entry_field(field)
            self.initial[PREFIX + field.key] = self.kept.get(field.key)

    @property
    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The national fields as the paper groups them, then the province's own."""
        own = {PREFIX + field.key for field in self.extras}
        for title, bounds in super().grouped:
            national = [bound for bound in bounds if bound.name not in own]
            if national:
                yield title, national
        if own:
            yield say("本省自定义项"), self.extra_fields

    @property
    def extra_fields(self) -> list[BoundField]:
        """The province's own."""
        return [self[PREFIX + field.key] for field in self.extras]

    def clean(self) -> dict[str, Any]:
        """A form on which something was typed has all that the province requires."""
        data = super().clean() or {}
        for field in self.extras if self.has_changed() else ():
            name = PREFIX + field.key
            if field.required and name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, say("本省要求填写%s") % field.label)
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What was entered; values of fields that are no longer asked stay."""
        asked = {field.key: self.cleaned_data[PREFIX + field.key] for field in self.extras}
        others = {key: value for key, value in self.kept.items() if key not in asked}
        return {**super().values, "extra": {**others, **stored(asked)}}

    @property
    def filled(self) -> bool:
        """Whether anything at all was entered."""
        return any(value not in (None, "", [], {}) for value in self.values.values())


def entry_field(field: ExtraField) -> forms.Field:
    """The form field that takes a value of `field`. What must be filled is asked for once something was typed."""
    label = f"{field.label}（{field.unit}）" if field.unit else field.label
    shown: dict[str, Any] = {"label": label, "required": False, "help_text": _("必填") if field.required else ""}
    match field.kind:
        case ExtraKind.NUMBER:
            return AmountField(max_digits=14, decimal_places=2, **shown)
        case ExtraKind.DATE:
            return forms.DateField(input_formats=DATES, **shown)
        case ExtraKind.YES_NO:
            choices = [("", _("未填")), ("true", _("是")), ("false", _("否"))]
            return forms.TypedChoiceField(
                choices=choices, coerce=lambda word: word == "true", empty_value=None, **shown
            )
        case ExtraKind.CHOICE:
            return forms.ChoiceField(choices=[("", _("未填")), *((one, one) for one in field.options)], **shown)
        case _:
            return forms.CharField(max_length=100, **shown)
