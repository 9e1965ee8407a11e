"""The query form above the list of households."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import (
    POOR_STOCK,
    REGISTERED,
    Attribute,
    Cause,
    CollectionState,
    Ethnicity,
    Guarantee,
    HousingGrade,
    Standard,
    Status,
    WaterSource,
)
from registry.queries.conditions import ANY, DANGEROUS, NOT_BEGUN
from registry.queries.finding import Filter, too_wide
from registry.queries.own_conditions import fields_to_ask
from registry.queries.progress import COLLECTED_STATUSES
from registry.queries.searching import Sought

from .fields import RegionField
from .filter_fields import FLAGS, GUARANTEES, MEMBERS, WATER, YES, choice, text, whole, year, yes_no, yuan
from .own_fields import OWN, asked_of, fields_for, keys_in, ranges_of

if TYPE_CHECKING:
    from django.forms import BoundField

    from .own_fields import Range

STATUS_GROUPS = {"poor_stock": POOR_STOCK, "collected": COLLECTED_STATUSES, "registered": REGISTERED}
CLOSED = "closed"
OLDEST, LARGEST = 120, 30


@dataclass(frozen=True)
class Chip:
    """A condition in use, in words; taken away by leaving `names` out of the address."""

    label: str
    words: str
    names: tuple[str, ...]


class HouseholdFilter(forms.Form):
    """Everything but names and numbers of persons, which never stand in an address."""

    region = RegionField(label=gettext_lazy("所在地"), required=False)
    status = choice(
        gettext_lazy("状态"),
        [
            ("poor_stock", gettext_lazy("未脱贫与返贫")),
            ("collected", gettext_lazy("应采集户")),
            ("registered", gettext_lazy("全部建档立卡户")),
            *Status.choices,
        ],
        gettext_lazy("全部"),
    )
    main_cause = choice(gettext_lazy("主要致贫原因"), Cause.choices, gettext_lazy("全部"))
    attribute = choice(gettext_lazy("户属性"), Attribute.choices, gettext_lazy("全部"))

    natural_village = text(gettext_lazy("自然村"), 50)
    group = text(gettext_lazy("村民小组"), 20)
    other_cause = choice(gettext_lazy("其他原因"), Cause.choices)
    standard = choice(gettext_lazy("识别标准"), Standard.choices)
    first_identified = year(gettext_lazy("首次识别"))
    planned_exit = yes_no(gettext_lazy("本年预脱贫"))
    planned_exit_year = year(gettext_lazy("计划脱贫年度"))
    exit_year = year(gettext_lazy("脱贫年度"))
    relapse_year = year(gettext_lazy("返贫年度"))
    relocation = yes_no(gettext_lazy("搬迁户"))
    flag = choice(gettext_lazy("特征"), FLAGS)

    collected = yes_no(gettext_lazy("年度采集"))
    collection = choice(gettext_lazy("采集状态"), [(NOT_BEGUN, gettext_lazy("未录入")), *CollectionState.choices])
    unconfirmed = yes_no(gettext_lazy("沿用上年、未确认"))
    doubted = yes_no(gettext_lazy("有疑点"))
    income_from = yuan(gettext_lazy("人均收入从"))
    income_to = yuan(gettext_lazy("人均收入到"))
    guarantee = choice(gettext_lazy("保障项目"), GUARANTEES)
    guarantee_state = choice(gettext_lazy("达标情况"), Guarantee.choices)
    guarantee_at = choice(gettext_lazy("保障口径"), [(CLOSED, gettext_lazy("上年末结账"))], gettext_lazy("本年现在"))
    housing_grade = choice(
        gettext_lazy("住房等级"), [(DANGEROUS, gettext_lazy("C级和D级（危房）")), *HousingGrade.choices]
    )
    safe_water = choice(gettext_lazy("饮水安全"), WATER)
    water_source = choice(gettext_lazy("饮水情况"), WaterSource.choices)

    members_from = whole(gettext_lazy("人口从"), 0, LARGEST)
    members_to = whole(gettext_lazy("人口到"), 0, LARGEST)
    member = choice(gettext_lazy("成员中有"), MEMBERS)
    ethnicity = choice(gettext_lazy("成员民族"), Ethnicity.choices)
    age_from = whole(gettext_lazy("成员年龄从"), 0, OLDEST)
    age_to = whole(gettext_lazy("成员年龄到"), 0, OLDEST)

    # The fields behind 更多条件, under their titles; the others stand in the first row.
    sections = (
        (gettext_lazy("户"), "natural_village", "flag"),
        (gettext_lazy("本年"), "collected", "water_source"),
        (gettext_lazy("成员（几项条件指同一名成员，年龄按年末算）"), "members_from", "age_to"),
    )
    # Three fields that say one thing.
    guarantees = ("guarantee", "guarantee_state", "guarantee_at")
    answers = ("planned_exit", "relocation", "collected", "unconfirmed", "doubted")
    ranges: "tuple[Range, ...]" = (
        ("income_from", "income_to", gettext_lazy("人均收入")),
        ("members_from", "members_to", gettext_lazy("人口")),
        ("age_from", "age_to", gettext_lazy("成员年龄")),
    )

    def __init__(self, *args: Any, viewer: Viewer, whole: bool = False, **kwargs: Any) -> None:
        """`whole` with all that the province adds; otherwise only where one of these is asked for."""
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        named = keys_in(self.data)
        self.extras = fields_to_ask(viewer, named) if whole or named else []
        for extra in self.extras:
            self.fields |= fields_for(extra)
        self.ranges = (*self.ranges, *ranges_of(self.extras))
        region = self.fields["region"]
        if isinstance(region, RegionField):
            region.limit_to(viewer, Permission.HOUSEHOLD_VIEW)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for low, high, _label in self.ranges:
            if None not in (data.get(low), data.get(high)) and data[low] > data[high]:
                self.add_error(high, _("不能小于前面的数"))
        if "region" in data and too_wide(self.viewer, data["region"], self.conditions):
            self.add_error("region", _("按收入、保障、成员或自定义项查询时，请先选到一个县（市、区）或更小的范围"))
        return data

    @property
    def conditions(self) -> dict[str, Any]:
        """What is asked, by the names of queries.conditions."""
        asked = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        asked.pop("region", None)
        own = {name: asked.pop(name) for name in list(asked) if name.startswith(f"{OWN}.")}
        asked |= {name: asked[name] == YES for name in self.answers if name in asked}
        if status := asked.get("status"):
            asked["status"] = STATUS_GROUPS.get(status, (status,))
        which, state, at = (asked.pop(name, "") for name in self.guarantees)
        if which or state:
            asked["guarantee"] = (which or ANY, state or Guarantee.UNMET.value, at == CLOSED)
        return asked | asked_of(self.extras, own)

    def chosen(self, sought: Sought | None = None) -> Filter:
        """The conditions, once the form is valid."""
        return Filter(self.cleaned_data["region"], self.conditions, sought)

    @property
    def chips(self) -> list[Chip]:
        """The conditions in use, each with its way out."""
        used = self._used()
        chips = [Chip(str(self.fields[n].label), self._words(n), (n,)) for n in used if n not in self.guarantees]
        if {"guarantee", "guarantee_state"} & set(used):
            which, state, closed = self.conditions["guarantee"]
            words = (dict(GUARANTEES)[which], Guarantee(state).label, _("（上年末）") if closed else "")
            chips.append(Chip(_("两不愁三保障"), "".join(map(str, words)), self.guarantees))
        return chips

    def groups(self) -> Iterator[tuple[str, list[tuple["BoundField", "BoundField | None", str]]]]:
        """The further fields by subject; a range is its two fields and a label."""
        names = list(self.fields)
        # Two days do not fit into the room of one field.
        narrow = [each for each in self.ranges if not isinstance(self.fields[each[0]], forms.DateField)]
        upper = {low: (self[high], str(label)) for low, high, label in narrow}
        highs = {high for _low, high, _label in narrow}
        for title, first, last in self.sections:
            between = names[names.index(first) : names.index(last) + 1]
            yield str(title), [(self[name], *upper.get(name, (None, ""))) for name in between if name not in highs]
        own = [name for name in names if name.startswith(f"{OWN}.") and name not in highs]
        if own:
            yield _("本省自定义项"), [(self[name], *upper.get(name, (None, ""))) for name in own]

    def _used(self) -> list[str]:
        if not self.is_bound:
            return []
        self.is_valid()
        return [name for name in self.fields if self.cleaned_data.get(name) not in (None, "")]

    def _words(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(field, forms.ChoiceField):
            labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]  # never a callable here
            return str(labels.get(value, value))
        return str(value)


class Find(forms.Form):
    """The box that finds people."""

    words = forms.CharField(max_length=50)
