"""What staging keeps of a household that comes in with its years: its rows of every table, as the merge writes them."""

from typing import Any

from django.utils.translation import gettext as _

from registry.choices import POOR_STOCK, Joining, Status
from registry.imports.contents import Moment
from registry.queries.stored import Village

from .closings import Closer
from .members import Inmate, Stay
from .statuses import Standing


def content_of(closer: Closer, village: Village, closings: list[dict[str, Any]], moment: Moment) -> dict[str, Any]:
    """Everything that would be written."""
    dossier = closer.dossier
    said = dossier.latest("row")
    years: dict[str, dict[str, Any]] = {}
    for year, line in dossier.years.items():
        parts = {part: line.parts[part] for part in ("statement", "survey") if line.parts[part]}
        years[str(year)] = {"village_code": closer.villages[year], **parts}
    return {
        "village_id": village.pk,
        "village_code": village.code,
        "household": _household(closer, moment),
        "split_from": said.get("split_from"),
        "years": years,
        "closings": closings,
        "members": [
            _member(inmate, closer.villages, village.code) for inmate in closer.people if inmate.stays or inmate.rows
        ],
        "differences": [_shown(row) for row in closings],
    }


def _household(closer: Closer, moment: Moment) -> dict[str, Any]:
    standing = closer.standing
    first = min(standing.registered_in, default=None)
    identified, month = standing.identified or (first, None)
    values: dict[str, Any] = closer.dossier.latest("household") | {
        "status": standing.now.value,
        "first_identified": identified,
        "first_identified_month": month,
        "registered_year": identified if first else None,
        "exit_year": standing.exit_year or _year_of(standing, Status.EXITED),
        "relapse_year": standing.relapse_year or _year_of(standing, Status.RELAPSED),
    }
    if standing.planned_exit and standing.now in POOR_STOCK:
        values.setdefault("planned_exit_year", moment.year)
    return values


def _year_of(standing: Standing, status: Status) -> int | None:
    """The year in which it came to be so, where the years show it."""
    return next(
        (
            year
            for year, now in standing.by_year.items()
            if now == status and standing.by_year.get(year - 1, status) != status
        ),
        None,
    )


def _member(inmate: Inmate, villages: dict[int, int], now: int) -> dict[str, Any]:
    years = {year: row.line.parts.get("member_year") for year, row in inmate.rows.items()}
    return {
        "row": inmate.line.row,
        "key": inmate.latest.key,
        "person": inmate.person(),
        "stays": [_stay(stay) for stay in inmate.stays],
        "years": {str(y): {"village_code": villages.get(y, now), **said} for y, said in years.items() if said},
    }


def _stay(stay: Stay) -> dict[str, Any]:
    return {
        "relation": stay.relation,
        "counted_from": stay.since,
        "joined_on": stay.joined_on,
        "reason_in": stay.reason_in or Joining.OTHER.value,
        "kind_in": stay.kind_in,
        "counted_until": stay.until,
        "left_on": stay.left_on,
        "reason_out": stay.reason_out,
        "kind_out": stay.kind_out,
    }


def _shown(row: dict[str, Any]) -> list[str]:
    """A closing row as the preview shows it: the year, and how the household stood before and after."""
    income = _("人均 %s 元") % row["income_per_head"] if row["income_per_head"] else _("没有收入")
    words = {"status": Status(row["closing_status"]).label, "members": row["members_closing"], "income": income}
    before = str(Status(row["opening_status"]).label) if row["opening_status"] else "—"
    return [_("%d 年") % row["year"], _("年末"), before, _("%(status)s，%(members)d 人，%(income)s") % words]
