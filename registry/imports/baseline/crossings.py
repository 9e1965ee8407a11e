"""People whom the file puts into several households: transfers where one ends as the other begins, else a fault."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from django.utils.translation import gettext as _

from registry.choices import Joining, Kind, Leaving
from registry.imports.checks import GONE
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.people import LABELS

from .members import Inmate, Stay
from .statuses import Standing


def join_up(
    people: Mapping[int, list[Inmate]], standings: Mapping[int, Standing], closed: list[int], findings: Findings
) -> None:
    """Make transfers of what ends and begins in one year, and report who belongs to two households at a time."""
    found: dict[str, list[Inmate]] = defaultdict(list)
    for inmates in people.values():
        for inmate in inmates:
            if inmate.latest.key:
                found[inmate.latest.key].append(inmate)
    for several in found.values():
        if len(several) > 1:
            _order(several, standings, closed, findings)


def _order(several: list[Inmate], standings: Mapping[int, Standing], closed: list[int], findings: Findings) -> None:
    stays = sorted(((stay.since, n, stay) for n, inmate in enumerate(several) for stay in inmate.stays), key=_by_year)
    for (__, one, before), (__, other, after) in pairwise(stays):
        if one == other:
            continue
        gone = standings[several[one].dossier.number].now in GONE
        if before.until is None and gone and after.since >= max(standings[several[one].dossier.number].by_year):
            before.end(after.since, on=after.joined_on, reason=Leaving.REREGISTERED.value, kind=Kind.TRANSFER.value)
        if before.until == after.since:
            _transfer(before, after)
        elif shared := [year for year in (*closed, closed[-1] + 1) if before.here(year) and after.here(year)]:
            _report(several[one], several[other], shared, closed, findings)


def _by_year(found: tuple[int, int, Stay]) -> tuple[int, int]:
    return found[0], found[1]


def _transfer(before: Stay, after: Stay) -> None:
    before.kind_out = Kind.TRANSFER.value
    if before.reason_out == Leaving.OTHER:
        before.reason_out = Leaving.MERGE.value
    if after.reason_in == Joining.OTHER:
        after.reason_in = Joining.MERGE.value
    # Who is registered with a household comes from nowhere: it had no opening (domain.md §13.2).
    if after.reason_in != Joining.REGISTRATION:
        after.kind_in = Kind.TRANSFER.value


def _report(one: Inmate, other: Inmate, years: Iterable[int], closed: list[int], findings: Findings) -> None:
    """Two at once in the last closed year or now cannot be taken; of earlier years the file's word stands."""
    shared = list(years)
    for inmate, second in ((one, other), (other, one)):
        words = {
            "who": inmate.latest.shown,
            "years": "、".join(map(str, shared)),
            "key": second.dossier.group.key,
            "row": second.line.row,
        }
        message = _("%(who)s在 %(years)s 年同时属于户编号 %(key)s 的户（%(row)d 行）") % words
        add = findings.fault if shared[-1] >= closed[-1] else findings.warn
        add(inmate.dossier.number, inmate.line, LABELS["id_number"], FaultKind.TWO_HOUSEHOLDS, message)
