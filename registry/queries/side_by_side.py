"""The years of a household side by side: income, guarantees and outcome, living conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.choices import ExtraSubject, Guarantee
from registry.models import Result, Statement, Survey
from registry.parameters.queries import lines_by_year
from registry.regions.spans import province_of
from registry.rules.guarantees import Check, HouseholdFacts
from registry.rules.income import COST, GROUPS, ITEMS, net_income, total_of

from .extras import field_words, fields_ever
from .facts import amounts_of
from .outcomes import GUARANTEES
from .records import Record
from .wording import NOTHING, in_words

GROUP_LABELS = {
    "wage": gettext_lazy("工资性"),
    "business": gettext_lazy("生产经营性"),
    "property": gettext_lazy("财产性"),
    "transfer": gettext_lazy("转移性"),
}
# What the page shows of the living conditions before somebody asks for all.
MAIN = frozenset(
    {"safe_water", "housing_grade", "housing_remedy", "housing_structure", "housing_area", "farmland", "road", "toilet"}
)
NOT_CONDITIONS = frozenset({"id", "household", "year", "village_code", "confirmed", "extra", "version"})


@dataclass(frozen=True)
class AmountLine:
    """A line of amounts. An `item` is folded under its group; `kind` is sum, line (the standard) or signed."""

    label: str
    amounts: Sequence[Decimal | None]
    item: bool = False
    kind: str = ""


@dataclass(frozen=True)
class IncomeTable:
    """Income of the years: groups with their items, sums, and the line of each year."""

    years: list[int]
    lines: list[AmountLine]

    @property
    def has_items(self) -> bool:
        """Whether there is anything to unfold."""
        return any(line.item for line in self.lines)


@dataclass(frozen=True)
class YearEnd:
    """How a year ended; without a closing row it is the open one, of which only the guarantees can be said."""

    year: int
    states: list[Guarantee]
    closing: Result | None = None


@dataclass(frozen=True)
class Ends:
    """Guarantees and outcome of the years."""

    titles: list[str]
    years: list[YearEnd]

    @property
    def lines(self) -> list[tuple[str, list[Guarantee]]]:
        """A line a guarantee, its state in every year."""
        return [(title, [end.states[place] for end in self.years]) for place, title in enumerate(self.titles)]


@dataclass(frozen=True)
class Condition:
    """A condition in a year, and whether it differs from the year before."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class ConditionLine:
    """A condition through the years."""

    label: str
    cells: list[Condition]
    main: bool


@dataclass(frozen=True)
class ConditionTable:
    """Living conditions of the years; `unconfirmed` are those only carried forward."""

    years: list[int]
    lines: list[ConditionLine]
    unconfirmed: frozenset[int]


def income_table(record: Record, facts: HouseholdFacts) -> IncomeTable:
    """Every statement. Income per head is the one the closing computed; of the year of `facts`, that by members now."""
    years = sorted(record.statements)
    amounts = [amounts_of(record.statements[year]) for year in years]
    in_force = {line.year: line.in_force for line in lines_by_year(province_of(record.household.village_code))}
    standard = [in_force.get(year) for year in years]
    heads = [_per_head(record, facts, year) for year in years]
    lines: list[AmountLine] = []
    for group, items in GROUPS.items():
        lines.append(AmountLine(str(GROUP_LABELS[group]), [total_of(a, items) for a in amounts]))
        if len(items) > 1:
            lines += [AmountLine(_column_label(Statement, i), [a[i] for a in amounts], item=True) for i in items]
    gaps = [None if head is None or line is None else head - line for head, line in zip(heads, standard, strict=True)]
    lines += [
        AmountLine(_("减：经营支出"), [-total_of(a, [COST]) for a in amounts]),
        AmountLine(_("纯收入"), [net_income(a, ITEMS) for a in amounts]),
        AmountLine(_("其中不计入稳定收入"), [record.statements[year].excluded for year in years], item=True),
        AmountLine(_("人均纯收入"), heads, kind="sum"),
        AmountLine(_("国家扶贫标准"), standard, kind="line"),
        AmountLine(_("高于标准"), gaps, kind="signed"),
    ]
    return IncomeTable(years, lines)


def _per_head(record: Record, facts: HouseholdFacts, year: int) -> Decimal | None:
    closing = record.closings.get(year)
    if closing is not None:
        return closing.income_per_head
    return facts.income_per_head if year == facts.year else None


def year_ends(record: Record, checks: Sequence[Check], year: int) -> Ends:
    """Every closed year, and `year` as it stands where it is not closed yet."""
    ends = [
        YearEnd(closing.year, [Guarantee(getattr(closing, name)) for name in GUARANTEES], closing)
        for closing in sorted(record.closings.values(), key=lambda row: row.year)
    ]
    if year not in record.closings:
        ends.append(YearEnd(year, [check.state for check in checks]))
    return Ends([str(label) for label in GUARANTEES.values()], ends)


def condition_table(record: Record) -> ConditionTable:
    """Every survey, with what differs from the one before."""
    years = sorted(record.surveys)
    surveys = [record.surveys[year] for year in years]
    lines = [
        ConditionLine(str(column.verbose_name), _conditions(surveys, column), column.name in MAIN)
        for column in Survey._meta.concrete_fields
        if column.name not in NOT_CONDITIONS
    ]
    unconfirmed = frozenset(survey.year for survey in surveys if not survey.confirmed)
    known = [line for line in lines if line.main or any(cell.text != NOTHING for cell in line.cells)]
    return ConditionTable(years, [*known, *_extra_lines(record, surveys)], unconfirmed)


def _extra_lines(record: Record, surveys: Sequence[Survey]) -> list[ConditionLine]:
    """The province's own fields, those of which any year says something."""
    fields = fields_ever(record.household.village_code, ExtraSubject.HOUSEHOLD) if surveys else []
    told = [(field, [field_words(field, survey.extra) for survey in surveys]) for field in fields]
    return [
        ConditionLine(
            field.label,
            [Condition(word or NOTHING, place > 0 and words[place - 1] != word) for place, word in enumerate(words)],
            main=True,
        )
        for field, words in told
        if any(words)
    ]


def _conditions(surveys: Sequence[Survey], column: "models.Field[object, object]") -> list[Condition]:
    values = [getattr(survey, column.attname) for survey in surveys]
    return [
        Condition(in_words(survey, column), changed=place > 0 and values[place - 1] != values[place])
        for place, survey in enumerate(surveys)
    ]


def _column_label(model: type[models.Model], name: str) -> str:
    column = model._meta.get_field(name)
    return str(column.verbose_name) if isinstance(column, models.Field) else name
