"""Villages, recodings, campaigns and parameters of a synthetic case."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from .case_world import Setting, Window
from .parameters import LEAF_ITEMS

COUNTIES = ("430121", "430124", "433124", "433127")
VILLAGES = [f"{county}{town}{village}" for county in COUNTIES for town in (101, 205) for village in range(200, 206)]
OUTSIDE = ["522628100200", "500243101201"]


def recodings(rng: Random, villages: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The villages that are valid at the cut, and the others with their successors: a tenth, every third in a chain."""
    codes = list(villages)
    if len(codes) < 4:
        return codes, {}
    rng.shuffle(codes)
    kept = len(codes) - max(2, len(codes) // 10)
    valid, old = codes[:kept], codes[kept:]
    recoded: dict[str, str] = {}
    for index, code in enumerate(old):
        recoded[code] = old[index - 1] if index % 3 == 1 else rng.choice(valid)
    return sorted(valid), recoded


def windows(rng: Random, villages: Sequence[str], outside: Sequence[str], year: int) -> list[Window]:
    """Campaigns for areas of every length, some that list no removal, one of a single day, one of last year."""
    spring, autumn = (date(year, 3, 1), date(year, 6, 30)), (date(year, 8, 15), date(year, 10, 31))
    one_day, whole = (date(year, 9, 9), date(year, 9, 9)), (date(year, 1, 1), date(year, 12, 31))
    over_new_year, last_year = (date(year, 12, 1), date(year + 1, 1, 31)), (date(year - 1, 3, 1), date(year - 1, 9, 30))

    def area(*digits: int) -> tuple[str, ...]:
        return tuple(sorted({rng.choice(villages)[:length] for length in digits}))

    planned = [
        (whole, "remove correction", area()),
        (whole, "correction", area()),
        (spring, "remove", area()),
        (last_year, "remove", area()),
        (autumn, "remove", area(2)),
        (whole, "", area(2)),
        (autumn, "correction remove", area(4)),
        (one_day, "remove", area(4)),
        (whole, "remove", area(6)),
        (over_new_year, "remove", area(6)),
        (spring, "remove correction", area(9)),
        (autumn, "remove", area(9)),
        (whole, "remove", area(12)),
        (autumn, "remove", area(12)),
        (spring, "remove", area(12)),
        (whole, "remove", area(6, 9, 12, 12)),
        *((whole, "remove", (code[:2],)) for code in outside[:1]),
    ]
    return [Window(number, *span, allows, areas) for number, (span, allows, areas) in enumerate(planned, start=1)]


def parameter(name: str, value: object, year: int | str = "", province: str = "") -> dict[str, str]:
    return {"year": str(year), "province": province, "name": name, "value": str(value)}


def setting(seed: int, villages: Sequence[str], outside: Sequence[str], year: int) -> Setting:
    """By the seed: which of the lines is the larger, which items are stable, whether serious insurance is required."""
    rng = Random(f"setting {seed}")
    province = villages[0][:2]
    valid, recoded = recodings(rng, villages)
    own_line = [None, Decimal(3335), Decimal("2800.50"), Decimal("2952.01")][seed % 4]
    stable = LEAF_ITEMS if seed % 3 == 0 else tuple(item for item in LEAF_ITEMS if item != LEAF_ITEMS[seed % 10])
    since = [None, year - 1, year, year + 1][seed // 2 % 4]
    other = "52" if province != "52" else "43"
    rows = [
        parameter("line_nbs", 2952, year),
        parameter("line_nbs", 9999, year - 1),
        parameter("line_provincial", 9999, year + 1, province),
        parameter("line_provincial", 9999, year, other),
        parameter("serious_illness_from", year - 3, "", other),
        parameter("stable_items", "wage", "", other),
    ]
    if own_line is not None:
        rows.append(parameter("line_provincial", own_line, year, province))
    if stable != LEAF_ITEMS:
        rows.append(parameter("stable_items", " ".join(stable), "", province))
    if since is not None:
        rows.append(parameter("serious_illness_from", since, "", province))
    return Setting(
        rng=rng,
        year=year,
        province=province,
        villages=valid,
        recoded=recoded,
        outside=list(outside),
        line=max(Decimal(2952), own_line or Decimal(0)),
        stable=stable,
        serious_required=since is not None and since <= year,
        windows=windows(rng, valid, outside, year),
        parameters=rows,
    )
