"""What does not add up in the years of a household, and the totals by village and year beside what the file says."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import POOR_STOCK, REGISTERED, Kind, Status
from registry.imports.checks import GONE, sum_problems
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.people import LABELS

from .closings import Closer
from .statuses import attribute_in

# In this order the columns of the totals.
COLUMNS = ("households", "persons", "said", "poor_households", "poor_persons", "out_households", "out_persons", "exits")


@dataclass
class Totals:
    """Households and persons by village and year, of the households that are taken; `left_out` were refused."""

    by_place: dict[tuple[int, int], dict[str, int]] = field(default_factory=lambda: defaultdict(_none))
    names: dict[int, str] = field(default_factory=dict)
    left_out: int = 0

    def refuse(self) -> None:
        """Count a household that is not taken."""
        self.left_out += 1

    def add(self, closer: Closer, names: dict[int, str], open_year: int) -> None:
        """Count a household in each of its years."""
        self.names |= names
        for year, line in closer.dossier.years.items():
            status = closer.standing.by_year.get(year) if year < open_year else closer.standing.now
            if status not in REGISTERED:
                continue
            members, cells = closer.members_in(year), self.by_place[closer.villages[year], year]
            poor = status in POOR_STOCK
            left = status == Status.EXITED and closer.standing.by_year.get(year - 1) in POOR_STOCK
            said = line.own.get("size")
            counts = (
                1,
                members,
                members if said is None else said,
                poor,
                members * poor,
                not poor,
                members * (not poor),
            )
            for name, count in zip(COLUMNS, (*counts, left), strict=True):
                cells[name] += int(count)

    def report(self) -> dict[str, Any]:
        """As it is kept with the batch: rows of village, year and the columns."""
        rows = [
            [code, self.names[code], year, *(cells[name] for name in COLUMNS)]
            for (code, year), cells in sorted(self.by_place.items())
        ]
        return {"left_out": self.left_out, "rows": rows}


def _none() -> dict[str, int]:
    return dict.fromkeys(COLUMNS, 0)


def compare_years(closer: Closer, findings: Findings) -> None:
    """Warn of everything in which the household's years disagree with themselves; none of it keeps it out."""
    _compare_counts(closer, findings)
    _compare_income(closer, findings)
    _compare_changes(closer, findings)
    _compare_attributes(closer, findings)
    _name_vanished(closer, findings)


def _compare_counts(closer: Closer, findings: Findings) -> None:
    """家庭人口数 of a year beside the members who have rows in it."""
    for year, line in closer.dossier.years.items():
        said, counted = line.own.get("size"), sum(inmate.here(year) for inmate in closer.people)
        if said is not None and said != counted:
            words = {"year": year, "said": said, "counted": counted}
            message = _("%(year)d 年家庭人口数填了 %(said)d，按成员为 %(counted)d 人") % words
            findings.warn(closer.dossier.number, line, "家庭人口数", FaultKind.COUNT, message)


def _compare_income(closer: Closer, findings: Findings) -> None:
    """The totals of a year, 人均纯收入 among them, beside its items."""
    for year, line in closer.dossier.years.items():
        totals = line.parts.get("total", {})
        for problem in sum_problems(totals, line.parts["statement"], closer.members_in(year)):
            findings.warn(
                closer.dossier.number, line, problem.column, FaultKind.INCOME, f"{year} 年：{problem.message}"
            )


def _compare_changes(closer: Closer, findings: Findings) -> None:
    """首次识别、脱贫、返贫年度 beside what the years show."""
    standing, dossier = closer.standing, closer.dossier
    years = [year for year in standing.by_year if standing.by_year[year] not in GONE]
    if not years:
        return
    first, line = min(years), dossier.years[dossier.last]
    said = (
        ("首次识别时间", standing.identified[0] if standing.identified else None, None),
        ("脱贫年度", standing.exit_year, (Status.EXITED, Status.STABLE)),
        ("返贫年度", standing.relapse_year, (Status.RELAPSED,)),
    )
    for label, year, statuses in said:
        if year is None or (statuses and year < first):
            continue
        wrong = year > first if statuses is None else standing.by_year.get(year) not in statuses
        if wrong:
            shown = "、".join(f"{of} {standing.by_year[of].label}" for of in years)
            message = _("%(label)s填了 %(year)d，各年末为：%(shown)s") % {"label": label, "year": year, "shown": shown}
            findings.warn(dossier.number, line, label, FaultKind.YEAR_OF_CHANGE, message)


def _compare_attributes(closer: Closer, findings: Findings) -> None:
    for year, status in closer.standing.by_year.items():
        line = closer.dossier.years[year]
        for problem in attribute_in(line, status, None)[1]:
            message = f"{year} 年：{problem.message}"
            findings.warn(closer.dossier.number, line, problem.column, FaultKind.ORDER, message)


def _name_vanished(closer: Closer, findings: Findings) -> None:
    """Members of a year who have no row in the next one, without a word why."""
    for inmate in closer.people:
        for stay in inmate.stays:
            left = stay.until
            if left is None or left in inmate.rows or stay.kind_out == Kind.TRANSFER:
                continue
            if closer.standing.by_year.get(left) in GONE:
                continue
            words = {"who": inmate.latest.shown, "before": left - 1, "year": left}
            message = _("%(who)s %(before)d 年末在户，%(year)d 年没有这一行，按自然减少（其他）计") % words
            findings.warn(closer.dossier.number, inmate.line, LABELS["name"], FaultKind.VANISHED, message)
