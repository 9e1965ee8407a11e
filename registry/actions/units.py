"""Keeping the list of poor villages and what is published of units' years. Each is an act with its source as reason."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.models import PoorVillage, UnitYear
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.regions.models import Region
from registry.rules.units import unit_year_problems, village_problems

from .locking import lock

E = TypeVar("E", PoorVillage, UnitYear)

NEW = 0  # the version a page shows of what is not entered yet


@transaction.atomic
def set_poor_village(*, village: Region, version: int, fields: dict[str, Any], by: Viewer) -> PoorVillage:
    """Put a village on the list, or change what the list says of it; an exit year ends its being poor (出列)."""
    demand(by, Permission.UNIT_EDIT, village.code)
    refuse_if(
        village_problems(
            identified_year=fields["identified_year"],
            exit_year=fields["exit_year"],
            this_year=open_year(village.code),
        )
    )
    entry = _locked(PoorVillage.objects.filter(village=village).first(), version)
    entry = entry or PoorVillage(village=village, village_code=village.code, version=NEW)
    with act("unit.village", by=by, target=village, region_code=village.code, reason=fields["source"]):
        _write(entry, fields)
    return entry


@transaction.atomic
def remove_poor_village(*, village: Region, version: int, reason: str, by: Viewer) -> None:
    """Take a village off the list that should never have stood there; one that left poverty gets an exit year."""
    demand(by, Permission.UNIT_EDIT, village.code)
    if not reason.strip():
        raise Refused([_("请写明原因")])
    entry = _locked(PoorVillage.objects.filter(village=village).first(), version)
    if entry is None:
        raise Refused([_("这个村不在名单上")])
    with act("unit.village_remove", by=by, target=village, region_code=village.code, reason=reason):
        entry.delete()


@transaction.atomic
def set_unit_year(*, unit: Region, year: int, version: int, fields: dict[str, Any], by: Viewer) -> UnitYear:
    """Enter or correct what is published of a county's or township's year."""
    demand(by, Permission.UNIT_EDIT, unit.code)
    demand(by, Permission.UNIT_EDIT, unit.last)
    refuse_if(
        unit_year_problems(
            year=year,
            rural_population=fields["rural_population"],
            published_rate=fields["published_rate"],
            this_year=open_year(unit.code),
        )
    )
    entry = _locked(UnitYear.objects.filter(region=unit, year=year).first(), version)
    entry = entry or UnitYear(region=unit, region_code=unit.code, year=year, version=NEW)
    with act("unit.year", by=by, target=unit, region_code=unit.code, reason=fields["source"]):
        _write(entry, fields)
    return entry


def _locked(entry: E | None, version: int) -> E | None:
    """The row that stands there, locked at the version the page showed; none where nothing is entered yet."""
    return lock(type(entry), entry.pk, version) if entry is not None else None


def _write(entry: PoorVillage | UnitYear, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()
