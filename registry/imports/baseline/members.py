"""Who was in a household at the end of which year, and the memberships that follow from it (domain.md §13.1, §13.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import Joining, Kind, Leaving, Standing
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.lines import Line
from registry.imports.people import LABELS, Member, read_member

from .dossiers import Dossier, Reading

GONE = (Standing.LEFT, Standing.STRUCK)
TRANSFERS = frozenset({Joining.SPLIT.value, Joining.MERGE.value, Leaving.SPLIT.value, Leaving.MERGE.value})
CORRECTIONS = frozenset({Joining.OMITTED.value, Leaving.WRONG.value})


@dataclass
class Stay:
    """A membership, from and until the accounting years that count; `until` None is open."""

    relation: str
    since: int
    joined_on: str
    reason_in: str
    kind_in: str
    until: int | None = None
    left_on: str | None = None
    reason_out: str = ""
    kind_out: str = ""

    def end(self, year: int, *, on: str, reason: str, kind: str) -> None:
        """Leave in the accounting year `year`."""
        self.until, self.left_on, self.reason_out, self.kind_out = year, on, reason, kind

    def here(self, year: int) -> bool:
        """Whether it counts at the end of a year."""
        return self.since <= year and (self.until is None or self.until > year)


@dataclass
class Inmate:
    """A person of a household over the years: rows by year, the latest of them as `latest`, and the stays."""

    dossier: Dossier
    rows: dict[int, Member] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)

    @property
    def latest(self) -> Member:
        """Their last row."""
        return self.rows[max(self.rows)]

    @property
    def line(self) -> Line:
        """The last row, to report on."""
        return self.latest.line

    def said(self, part: str, name: str, years: Iterable[int]) -> Any:
        """The first word of these years on something."""
        found = (self.rows[year].line.parts.get(part, {}).get(name) for year in years if year in self.rows)
        return next((value for value in found if value not in (None, "")), None)

    def person(self) -> dict[str, Any]:
        """What the rows say of the person: the latest word on everything."""
        person: dict[str, Any] = {}
        for year in sorted(self.rows):
            person |= self.rows[year].person
        return person

    def here(self, year: int) -> bool:
        """Whether they belong to the household at the end of a year."""
        return any(stay.here(year) for stay in self.stays)


def read_inmates(reading: Reading, today: date, findings: Findings) -> dict[int, list[Inmate]]:
    """Everybody who ever was in each household, by its number, with their stays."""
    found = {d.number: _inmates(d, today, findings) for d in reading.dossiers if not d.group.remark}
    for dossier in reading.dossiers:
        years = sorted(dossier.years)
        for inmate in found.get(dossier.number, ()) if years else ():
            inmate.stays = _stays(inmate, years, reading.peopled)
    return found


def _inmates(dossier: Dossier, today: date, findings: Findings) -> list[Inmate]:
    inmates: dict[object, Inmate] = {}
    for year in sorted(dossier.members):
        for line in dossier.members[year]:
            member = read_member(dossier.group, line, today, findings)
            inmate = inmates.setdefault(_identity(member), Inmate(dossier))
            if year in inmate.rows:
                words = {"who": member.shown, "year": year, "row": inmate.rows[year].line.row}
                message = _("%(who)s在 %(year)d 年已有一行（第 %(row)d 行）") % words
                findings.fault(dossier.number, line, LABELS["id_number"], FaultKind.TWICE, message)
                continue
            inmate.rows[year] = member
            for of, beside in dossier.beside.get((line.sheet, line.row), {}).items():
                beside.parts |= {"person": {}, "membership": {}}
                inmate.rows.setdefault(of, replace(member, line=beside))
    return list(inmates.values())


def _identity(member: Member) -> object:
    return member.key or member.described or (member.line.sheet, member.line.row)


def _stays(inmate: Inmate, years: Sequence[int], peopled: frozenset[int]) -> list[Stay]:
    """Stays from what each of the household's years says: whoever has a row belongs to it, unless that says they left.
    For years without rows of members their dates tell."""
    stays: list[Stay] = []
    open_stay: Stay | None = None
    for year in years:
        row = inmate.rows.get(year)
        standing = row.line.own.get("standing") if row else None
        here = standing not in GONE if row and year in peopled else _by_dates(inmate, year)
        if year in peopled and row is None:
            here = False
        if here and open_stay is None:
            open_stay = _begin(inmate, year, years)
            stays.append(open_stay)
        elif not here and open_stay is not None:
            _end(inmate, open_stay, year, standing)
            open_stay = None
        elif not here and standing in GONE:
            passing = _begin(inmate, year, years)
            _end(inmate, passing, year, standing)
            stays.append(passing)
    return stays


def _by_dates(inmate: Inmate, year: int) -> bool:
    """Whether somebody of whom a year has no row belonged to the household by the dates of other years."""
    years = sorted(inmate.rows)
    joined, left = inmate.said("membership", "joined_on", years), inmate.said("membership", "left_on", years)
    born = inmate.person().get("born")
    return not any(day and int(day[:4]) > year for day in (joined, born)) and not (left and int(left[:4]) <= year)


def _begin(inmate: Inmate, year: int, years: Sequence[int]) -> Stay:
    later = [of for of in sorted(inmate.rows) if of >= year]
    reason = inmate.said("membership", "reason_in", later)
    if reason is None:
        first, born = year == years[0], str(inmate.person().get("born", ""))
        known = Joining.REGISTRATION if first else Joining.BIRTH if born.startswith(str(year)) else Joining.OTHER
        reason = known.value
    relation = inmate.said("membership", "relation", reversed(later)) or inmate.latest.relation
    on = inmate.said("membership", "joined_on", later) or f"{year}-12-31"
    return Stay(str(relation), year, str(on), reason, kind_of(reason))


def _end(inmate: Inmate, stay: Stay, year: int, standing: str | None) -> None:
    row = inmate.rows.get(year)
    said = row.line.parts["membership"] if row else {}
    reason = said.get("reason_out", Leaving.WRONG if standing == Standing.STRUCK else Leaving.OTHER)
    kind = Kind.CORRECTION.value if standing == Standing.STRUCK else kind_of(str(reason))
    stay.end(year, on=said.get("left_on", f"{year}-12-31"), reason=str(reason), kind=kind)


def kind_of(reason: str) -> str:
    """The kind of coming or going that a reason is (domain.md §13.1)."""
    kind = Kind.TRANSFER if reason in TRANSFERS else Kind.CORRECTION if reason in CORRECTIONS else Kind.NATURAL
    return kind.value
