"""农户: the list with its conditions, its order and the columns chosen."""

from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.permissions import Permission
from registry.forms.filters import HouseholdFilter
from registry.queries.columns import COLUMNS, Kind, columns_of
from registry.queries.finding import filtered, sortable
from registry.queries.household_lines import household_lines
from registry.queries.searching import sought
from registry.refusal import Refused

from .listing import Asked, Column, Listed, Listing

CHUNK = 2_000
WIDE = {"address": 36, "extras": 30, "other_causes": 20, "attribute": 18, "last4": 22}


def _read(asked: Asked) -> Listed:
    form = HouseholdFilter(asked.query, viewer=asked.viewer)
    if not form.is_valid():
        raise Refused(_("查询条件有误，请改正后再导出"))
    hit = sought(asked.viewer, asked.words) if asked.words else None
    chosen = form.chosen(hit)
    sort = asked.query.get("sort", "") if sortable(asked.viewer, chosen) else ""
    permission = Permission.HOUSEHOLD_REVEAL if asked.whole else Permission.HOUSEHOLD_VIEW
    found = filtered(asked.viewer, chosen, asked.year, sort=sort, permission=permission)
    keys = [column.key for column in columns_of(asked.columns)]
    told = [f"{chip.label} {chip.words}" for chip in form.chips]
    if hit is not None:
        told.insert(0, _("按%s查找") % hit.key)
    known = found.values_list("pk", "village_code")
    return Listed(
        known,
        _columns(keys),
        rows=lambda ids: household_lines(ids, keys, asked.year, whole=asked.whole),
        region=chosen.region,
        conditions="；".join(told),
        chunk=CHUNK,
        whole_of=lambda: known.iterator(chunk_size=CHUNK),
    )


def _columns(keys: list[str]) -> list[Column]:
    by_key = {column.key: column for column in COLUMNS}
    return [Column(gettext_lazy("户主"), itemgetter(0))] + [
        Column(
            by_key[key].label,
            itemgetter(place),
            WIDE.get(key, 12),
            number=by_key[key].kind in (Kind.NUMBER, Kind.YUAN),
        )
        for place, key in enumerate(keys, 1)
    ]


HOUSEHOLDS = Listing("households", gettext_lazy("农户"), Permission.HOUSEHOLD_VIEW, _read, whole=True)
