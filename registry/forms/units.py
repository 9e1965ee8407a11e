"""Forms of the list of poor villages and of units' years."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import Viewer
from registry.models import Campaign, PoorVillage, UnitYear
from registry.queries.figures_years import areas
from registry.regions.models import Region
from registry.rules.units import FIRST_YEAR, STATES

from .fields import ModelFieldsForm, RegionField

LAST_YEAR = 2100


class VillageFilter(forms.Form):
    """Which villages to list."""

    area = RegionField(label=_("地区"), required=False)
    state = forms.ChoiceField(label=_("村属性"), required=False, choices=list(STATES.items()))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas(viewer)  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Region | None, str]:
        """Area and state; nothing where the form is not valid."""
        return (self.cleaned_data["area"], self.cleaned_data["state"]) if self.is_valid() else (None, "")


class VillageForm(ModelFieldsForm):
    """贫困村 of the list."""

    model = PoorVillage
    model_fields = ("identified_year", "exit_year", "campaign", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identified_year"].min_value = FIRST_YEAR  # type: ignore[attr-defined]
        self.fields["exit_year"].help_text = _("出列公告的年度；没有出列留空")
        self.fields["source"].help_text = _("文件名称和文号")
        campaign = self.fields["campaign"]
        campaign.queryset = Campaign.objects.order_by("-opens")  # type: ignore[attr-defined]
        campaign.empty_label = _("不属专项行动")  # type: ignore[attr-defined]


class YearFilter(forms.Form):
    """Which year of the units to show."""

    area = RegionField(label=_("地区"), required=False)
    year = forms.IntegerField(label=_("年度"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args: Any, viewer: Viewer, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas(viewer)  # type: ignore[attr-defined]
        self.initial = {"year": year}
        self.fields["year"].widget.attrs["placeholder"] = str(year)

    def chosen(self) -> tuple[Region | None, int]:
        """Area and year; nothing and the open year where the form is not valid."""
        asked = self.cleaned_data if self.is_valid() else {"area": None, "year": None}
        return asked["area"], asked["year"] or self.initial["year"]


class UnitYearForm(ModelFieldsForm):
    """年度基础数据 of a county or township."""

    model = UnitYear
    model_fields = ("rural_population", "published_rate", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_rate"].help_text = _("统计部门的抽样调查结果，只作对照；没有公布留空")
        self.fields["source"].help_text = _("统计公报、户籍统计表等的名称和文号")
