"""Form fields made from model fields, numbers as people type them, and the picker of a region."""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.models import fields_for_model, model_to_dict
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import Viewer
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# As the paper groups them: a title and the names under it.
Section = tuple["_StrPromise", tuple[str, ...]]
DATES = ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class AmountField(forms.DecimalField):
    """A number in a box for text: the browser's own box for numbers drops what is none, and nobody sees it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs})

    def to_python(self, value: Any) -> Any:
        """100,000 and １０００ are numbers as well."""
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
        return super().to_python(value)


def _form_field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DecimalField):
        kwargs["form_class"] = AmountField
    made: forms.Field | None = field.formfield(**kwargs)
    return made


class ModelFieldsForm(forms.Form):
    """A plain form with fields of a model: its labels, choices and limits, but neither its queries nor its saving."""

    model: type[models.Model]
    model_fields: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    # The name under which registry.views.checks reads the form while it is being typed.
    checked_as = ""

    def __init__(self, *args: Any, instance: models.Model | None = None, **kwargs: Any) -> None:
        self.instance = instance
        if instance is not None:
            kwargs["initial"] = model_to_dict(instance, self.model_fields)
        super().__init__(*args, **kwargs)
        self.fields = {**fields_for_model(self.model, self.model_fields, formfield_callback=_form_field), **self.fields}
        for field in self.fields.values():
            _name_the_blank(field)
            if isinstance(field, forms.DateField):
                field.input_formats = DATES

    @property
    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields as the paper groups them; what stands in no section comes first, without a title."""
        titled = {name for _title, names in self.sections for name in names}
        loose = [self[name] for name in self.fields if name not in titled]
        if loose:
            yield "", loose
        for title, names in self.sections:
            yield str(title), [self[name] for name in names if name in self.fields]

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by the names of the model's fields."""
        return {name: self.cleaned_data[name] for name in self.model_fields}

    @property
    def filled(self) -> bool:
        """Whether anything at all was entered."""
        return any(value not in (None, "", []) for value in self.values.values())


def _name_the_blank(field: forms.Field) -> None:
    """An empty choice says what it means instead of a row of hyphens."""
    if isinstance(field, forms.NullBooleanField):
        field.widget = answer = forms.NullBooleanSelect()  # it knows that True is "true"; a plain Select does not
        answer.choices = [("unknown", _("未填")), ("true", _("是")), ("false", _("否"))]
    elif isinstance(field, forms.ChoiceField):
        choices: Any = list(field.choices)  # type: ignore[arg-type]  # never a callable here
        if choices and choices[0][0] == "":
            field.choices = [("", choices[0][1] if str(choices[0][1]).strip("-") else _("未填")), *choices[1:]]


class RegionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A region in the areas where the viewer holds a permission; the picker's text box on the page."""

    def __init__(self, *, level: Level | None = None, **kwargs: Any) -> None:
        self.level = level
        widget = forms.TextInput(attrs={"data-picker": level.value if level else 0})
        super().__init__(queryset=Region.objects.none(), widget=widget, **kwargs)

    def limit_to(self, viewer: Viewer, permission: str) -> None:
        """Only regions inside the viewer's areas may be chosen."""
        regions = Region.objects.filter(within(viewer.spans(permission), "code"), valid_to__isnull=True)
        self.queryset = regions if self.level is None else regions.filter(level=self.level)

    def open_to_all(self) -> None:
        """Any region of the nation: where the choice is only a proposal to whoever works there."""
        self.queryset = Region.objects.filter(valid_to__isnull=True, **({"level": self.level} if self.level else {}))
        self.widget.attrs["data-scope"] = "all"
