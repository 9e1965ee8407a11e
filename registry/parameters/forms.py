"""Shapes of what is typed on the pages of the parameters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import IncomeItem, LineKind, Name
from .definitions import DEFINITIONS
from .holidays import Period, read_periods
from .shapes import FIRST_YEAR, LAST_YEAR

# A province sets these two; the nation's line comes with the system.
OWN_KINDS = [(kind.value, kind.label) for kind in (LineKind.PROVINCIAL, LineKind.MONITORING)]


def _year(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)


def _source() -> forms.CharField:
    return forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号"))


class LineForm(forms.Form):
    """A line of one's own province."""

    year = _year(_("年度"))
    kind = forms.ChoiceField(label=_("种类"), choices=OWN_KINDS)
    amount = forms.DecimalField(label=_("金额"), max_digits=9, decimal_places=2, min_value=0)
    source = _source()


class ParameterForm(forms.Form):
    """A value of the parameter `name` from a year on; the field fits the value's shape."""

    from_year = _year(_("起始年度"), help_text=_("自这一年度起适用，此前的年度不变"))
    source = _source()

    def __init__(self, *args: Any, name: Name, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": _value_field(name), **self.fields}


class YearFilter(forms.Form):
    """Which year of the calendar; none is a wish for the present one."""

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("年度"), choices=[(year, str(year)) for year in years], coerce=int, required=False, empty_value=None
        )

    @property
    def chosen(self) -> int | None:
        """The year, or None where none that there is was asked for."""
        return self.cleaned_data["year"] if self.is_valid() else None


class CalendarForm(forms.Form):
    """The whole list of a year, as it is copied from the notice."""

    text = forms.CharField(
        label=_("放假和调休安排"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "一行一段：10月1日至10月7日 休息 国庆节；10月9日 上班 国庆节调休。没有列出的，平日上班、周末休息。"
        ),
    )
    source = _source()

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = forms.TypedChoiceField(label=_("年度"), choices=[(year, str(year)) for year in years], coerce=int)
        self.fields = {"year": year, **self.fields}
        self.periods: list[Period] = []

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "year" in data and "text" in data:
            self.periods, problems = read_periods(data["text"], data["year"])
            for problem in problems:
                self.add_error("text", problem)
        return data


def _value_field(name: Name) -> forms.Field:
    match name:
        case Name.STABLE_ITEMS:
            return forms.MultipleChoiceField(
                label=name.label, choices=IncomeItem.choices, widget=forms.CheckboxSelectMultiple
            )
        case Name.SERIOUS_ILLNESS_FROM:
            return _year(name.label, required=False, help_text=_("留空为不作要求"))
        case Name.PERIOD_START:
            return forms.CharField(label=name.label, max_length=5, help_text=_("月-日，如 10-01"))
        case _whole:
            least, most = DEFINITIONS[name].bounds or (None, None)
            return forms.IntegerField(label=name.label, min_value=least, max_value=most)
