"""The columns that a list of households can show: their labels, what they read, how they sort and stand."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.choices import Attribute, Cause, CollectionState, ExtraSubject, Guarantee, Standard
from registry.models import Collection as Collected
from registry.models import Doubt, Household, Survey
from registry.regions.spans import province_of

from .extras import extra_fields, shown_extras
from .rows import Row, rows_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Line:
    """A row with what other tables say of it."""

    row: Row
    collection: Collected | None = None
    doubts: int = 0
    extras: str = ""

    @property
    def household(self) -> Household:
        return self.row.household


class Kind(Enum):
    """How a cell is written."""

    TEXT = "text"
    NUMBER = "number"
    YUAN = "yuan"
    STATUS = "status"
    MASKED = "masked"
    GUARANTEES = "guarantees"
    COLLECTION = "collection"

    @property
    def numeric(self) -> bool:
        """Whether it stands on the right."""
        return self in (Kind.NUMBER, Kind.YUAN)


@dataclass(frozen=True)
class Column:
    """`sort` is a word of sorting.SORTS; `shown` is the usual choice; the cards on phones leave `minor` ones out."""

    key: str
    label: "str | _StrPromise"
    read: Callable[[Line], Any]
    kind: Kind = Kind.TEXT
    sort: str = ""
    shown: bool = False
    minor: bool = False


@dataclass(frozen=True)
class Cell:
    """What a line shows in a column."""

    column: Column
    value: Any


def _collection(line: Line) -> tuple[bool, str]:
    """Whether it is done, and how far it is."""
    if line.collection is not None:
        return line.collection.state == CollectionState.CHECKED, line.collection.get_state_display()
    return line.row.collected, _("已采集") if line.row.collected else _("未采集")


def _label(words: type[TextChoices], word: str) -> str:
    """The label of a code, without the dictionary that `get_…_display` builds each time."""
    return str(words(word).label) if word else ""


def _other_causes(line: Line) -> str:
    return "、".join(_label(Cause, cause) for cause in line.household.other_causes)


def _guarantees(line: Line) -> tuple[str, str]:
    """The state of all seven, and in words what stands out."""
    first = line.row.first_unmet
    if first is not None:
        return Guarantee.UNMET.value, first.title
    return (Guarantee.MET.value, _("全部达标")) if line.row.all_met else (Guarantee.UNKNOWN.value, _("资料不全"))


def _township(line: Line) -> str:
    above = line.household.village.parent
    return above.name if above else ""


def _guarantee(name: str) -> Callable[[Line], str]:
    """How one of the seven stands."""
    return lambda line: str(next(check.state.label for check in line.row.checks if check.name == name))


def _yes(answer: bool) -> str:
    return _("是") if answer else ""


# The seven guarantees by the names that `checklist` gives them.
SEVEN = {
    "income_met": ("income", gettext_lazy("收入达标")),
    "food": ("food", gettext_lazy("不愁吃")),
    "clothing": ("clothing", gettext_lazy("不愁穿")),
    "water": ("water", gettext_lazy("饮水安全")),
    "housing": ("housing", gettext_lazy("住房安全")),
    "education": ("education", gettext_lazy("义务教育")),
    "medical": ("medical", gettext_lazy("基本医疗")),
}


COLUMNS = (
    Column("number", gettext_lazy("户编号"), lambda line: line.household.pk, sort="number", shown=True, minor=True),
    Column(
        "last4",
        gettext_lazy("证件号码"),
        lambda line: line.row.head.person.id_last4 if line.row.head else "",
        Kind.MASKED,
        shown=True,
    ),
    Column("village", gettext_lazy("村"), lambda line: line.household.village.name, sort="village", shown=True),
    Column("township", gettext_lazy("乡镇"), _township, minor=True),
    Column("natural_village", gettext_lazy("自然村"), lambda line: line.household.natural_village, minor=True),
    Column("group", gettext_lazy("村民小组"), lambda line: line.household.group, sort="group", minor=True),
    Column("size", gettext_lazy("人口"), lambda line: line.row.members, Kind.NUMBER, sort="size", shown=True),
    Column("status", gettext_lazy("状态"), lambda line: line.household.status, Kind.STATUS, sort="status", shown=True),
    Column(
        "attribute",
        gettext_lazy("户属性"),
        lambda line: _label(Attribute, line.household.attribute),
        sort="attribute",
        shown=True,
        minor=True,
    ),
    Column(
        "main_cause",
        gettext_lazy("主要致贫原因"),
        lambda line: _label(Cause, line.household.main_cause),
        sort="main_cause",
        shown=True,
    ),
    Column("other_causes", gettext_lazy("其他原因"), _other_causes, minor=True),
    Column("standard", gettext_lazy("识别标准"), lambda line: _label(Standard, line.household.standard), minor=True),
    Column(
        "income",
        gettext_lazy("人均纯收入（元）"),
        lambda line: line.row.income_per_head,
        Kind.YUAN,
        sort="income",
        shown=True,
    ),
    Column("net_income", gettext_lazy("纯收入（元）"), lambda line: line.row.facts.net_income, Kind.YUAN, minor=True),
    Column("guarantees", gettext_lazy("两不愁三保障"), _guarantees, Kind.GUARANTEES, shown=True),
    *(Column(key, label, _guarantee(name), minor=True) for key, (name, label) in SEVEN.items()),
    Column("collection", gettext_lazy("年度采集"), _collection, Kind.COLLECTION, shown=True, minor=True),
    Column("doubts", gettext_lazy("疑点"), lambda line: line.doubts or "", minor=True),
    Column(
        "planned_exit_year",
        gettext_lazy("计划脱贫年度"),
        lambda line: line.household.planned_exit_year,
        sort="planned_exit_year",
        minor=True,
    ),
    Column(
        "first_identified",
        gettext_lazy("首次识别"),
        lambda line: line.household.first_identified,
        sort="first_identified",
        minor=True,
    ),
    Column("exit_year", gettext_lazy("脱贫年度"), lambda line: line.household.exit_year, sort="exit_year", minor=True),
    Column(
        "relapse_year",
        gettext_lazy("返贫年度"),
        lambda line: line.household.relapse_year,
        sort="relapse_year",
        minor=True,
    ),
    Column("relocation", gettext_lazy("搬迁户"), lambda line: _yes(line.household.relocation), minor=True),
    Column("extras", gettext_lazy("本省自定义项"), lambda line: line.extras, minor=True),
    Column("address", gettext_lazy("家庭住址"), lambda line: line.household.address, minor=True),
)
USUAL_COLUMNS = tuple(column.key for column in COLUMNS if column.shown)


def columns_of(keys: Iterable[str]) -> list[Column]:
    """Those chosen, in the order of the table above; the usual ones where none is."""
    wanted = set(keys) & {column.key for column in COLUMNS} or set(USUAL_COLUMNS)
    return [column for column in COLUMNS if column.key in wanted]


def lines_of(households: Collection[Household], year: int, columns: Iterable[Column] = COLUMNS) -> list[Line]:
    """A page of the list, in a fixed number of queries whatever its length; what no column shows is not read."""
    keys = {column.key for column in columns}
    records = Collected.objects.filter(household__in=households, year=year) if "collection" in keys else ()
    collections = {row.household_id: row for row in records}
    doubts = _doubts(households) if "doubts" in keys else {}
    extras = _extras(households, year) if "extras" in keys else {}
    return [
        Line(row, collections.get(row.household.pk), doubts.get(row.household.pk, 0), extras.get(row.household.pk, ""))
        for row in rows_of(households, year)
    ]


def _doubts(households: Collection[Household]) -> dict[int, int]:
    """Open doubts, by household."""
    counted = Doubt.objects.filter(household__in=households, outcome="").values_list("household")
    return dict(counted.annotate(doubts=Count("pk")).order_by())


def _extras(households: Collection[Household], year: int) -> dict[int, str]:
    """What the provinces ask of their own, in words, by household."""
    provinces = {province_of(household.village_code) for household in households}
    asked = {code: extra_fields(code, year, ExtraSubject.HOUSEHOLD) for code in provinces}
    if not any(asked.values()):
        return {}
    surveys = dict(Survey.objects.filter(household__in=households, year=year).values_list("household", "extra"))
    told = {
        household.pk: shown_extras(asked[province_of(household.village_code)], surveys.get(household.pk, {}))
        for household in households
    }
    return {pk: "；".join(f"{label} {words}" for label, words in pairs if words) for pk, pairs in told.items()}


def cells_of(line: Line, columns: Iterable[Column]) -> list[Cell]:
    """What the line shows."""
    return [Cell(column, column.read(line)) for column in columns]
