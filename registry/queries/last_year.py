"""Last year's rows beside this year's: what was carried forward, and what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from registry.models import Household, Membership, MemberYear, Statement, Survey
from registry.rules.income import COST, ITEMS, net_income

from .wording import NOTHING, in_words


@dataclass(frozen=True)
class Beside:
    """A field this year and last year, in words; `before` is None where last year knows nothing of it."""

    label: str
    now: str
    before: str | None

    @property
    def changed(self) -> bool:
        """Whether it is another than last year."""
        return self.before is not None and self.before != self.now


@dataclass(frozen=True)
class Sheet:
    """A part of the record as it is read: income, conditions, or somebody's year."""

    title: str
    confirmed: bool | None
    lines: list[Beside]


def last_survey(household: Household, year: int) -> Survey | None:
    """The conditions of the year before `year`."""
    return household.surveys.filter(year=year - 1).first()


def last_member_years(person_ids: Iterable[int], year: int) -> dict[int, MemberYear]:
    """The person-years of the year before `year`, by person."""
    rows = MemberYear.objects.filter(person__in=list(person_ids), year=year - 1)
    return {row.person_id: row for row in rows}


def beside(
    row: models.Model | None, last: models.Model | None, names: Iterable[str], model: Any, nothing: str = ""
) -> list[Beside]:
    """The fields that say something in either year; `nothing` is what an empty one says."""
    nothing = nothing or _("未填")
    lines = []
    for name in names:
        column = model._meta.get_field(name)
        now = in_words(row, column, nothing) if row is not None else nothing
        before = in_words(last, column, nothing) if last is not None else None
        if {now, before} - {nothing, None}:
            lines.append(Beside(str(column.verbose_name), now, before))
    return lines


def record_beside_last(
    household: Household, members: Iterable[tuple[Membership, MemberYear | None]], year: int
) -> list[Sheet]:
    """The whole record of a year as the one who checks it reads it."""
    own = list(members)
    statements = {row.year: row for row in household.statements.filter(year__in=(year - 1, year))}
    surveys = {row.year: row for row in household.surveys.filter(year__in=(year - 1, year))}
    last = last_member_years([member.person_id for member, _row in own], year)
    sheets = [
        Sheet(_("收入"), None, _income(statements.get(year), statements.get(year - 1))),
        Sheet(
            _("生产生活条件"),
            _confirmed(surveys.get(year)),
            _lines(Survey, surveys.get(year), surveys.get(year - 1)),
        ),
    ]
    for member, row in own:
        title = f"{member.person.name}（{member.get_relation_display()}）"
        sheets.append(Sheet(title, _confirmed(row), _lines(MemberYear, row, last.get(member.person_id))))
    return sheets


def _income(row: Statement | None, last: Statement | None) -> list[Beside]:
    """The items that say something, and what they come to."""
    names = [column.name for column in Statement._meta.concrete_fields if column.name not in SILENT | PERIOD]
    # An empty item is 0: where nobody entered the year at all, it is not filled in.
    lines = beside(row, last, names, Statement, NOTHING if row is not None else "")
    if row is None:
        return lines
    return [*lines, Beside(_("纯收入"), _net(row), _net(last) if last is not None else None)]


def _net(row: Statement) -> str:
    return f"{net_income({item: getattr(row, item) for item in (*ITEMS, COST)}):,.2f}"


SILENT = frozenset({"id", "household", "person", "year", "village_code", "confirmed", "version"})
# Came with old records; no form asks for it.
PERIOD = frozenset({"period_start", "period_end"})


def _lines(model: type[models.Model], row: models.Model | None, last: models.Model | None) -> list[Beside]:
    names = [column.name for column in model._meta.concrete_fields if column.name not in SILENT]
    return beside(row, last, names, model)


def _confirmed(row: Survey | MemberYear | None) -> bool | None:
    return row.confirmed if row is not None else None
