"""What is said of provinces and counties from when to when (domain.md §1.3–1.5): lists with their sources in `data/`.

`province_zones.csv` names the zone of each province; `county_lists.csv` the published lists of counties, each giving
one flag from a day on; `county_kinds.csv` who is on which. A county of an old list stands under its present code.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .choices import Level
from .models import CountyKind, ProvinceZone, Region
from .spans import pad

ZONES, LISTS, KINDS = "province_zones.csv", "county_lists.csv", "county_kinds.csv"


def load_designations(folder: Path) -> None:
    """Bring zones and county kinds to what the files in `folder` say. Raises LookupError for an unknown code."""
    provinces, counties = _ids(Level.PROVINCE), _ids(Level.COUNTY)
    lists = {row["list"]: row for row in _lines(folder / LISTS)}
    zones = [
        ProvinceZone(region_id=_id(provinces, row), zone=row["zone"], **_dated(row)) for row in _lines(folder / ZONES)
    ]
    kinds = [
        CountyKind(
            region_id=_id(counties, row),
            flag=lists[row["list"]]["flag"],
            destitute_area=row["destitute_area"] or None,
            **_dated(lists[row["list"]]),
        )
        for row in _lines(folder / KINDS)
    ]
    ProvinceZone.objects.bulk_create(
        zones,
        update_conflicts=True,
        unique_fields=["region", "valid_from"],
        update_fields=["zone", "valid_to", "source"],
    )
    CountyKind.objects.bulk_create(
        kinds,
        update_conflicts=True,
        unique_fields=["region", "flag", "valid_from"],
        update_fields=["destitute_area", "valid_to", "source"],
    )


def _ids(level: Level) -> dict[int, int]:
    return dict(Region.objects.filter(level=level).values_list("code", "pk"))


def _id(ids: dict[int, int], row: dict[str, str]) -> int:
    code = pad(row["code"])
    if code not in ids:
        raise LookupError(f"{row['code']} {row['name']}: no such division in this edition")
    return ids[code]


def _dated(row: dict[str, str]) -> dict[str, date | str | None]:
    until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return {"valid_from": date.fromisoformat(row["valid_from"]), "valid_to": until, "source": row["source"]}


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
