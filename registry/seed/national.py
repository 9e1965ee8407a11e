"""A population in the national layout: the register as it stands, and a sheet of households and one of members for each
closed year, as a county brings them when it comes in for the first time."""

from collections.abc import Iterator
from dataclasses import replace

from registry.choices import Attribute, Joining, Kind, Leaving, Relation, Standing, Status
from registry.excel import NATIONAL, Column
from registry.workbook.writing import write_rows

from .bad_rows import Row, Value
from .cases import Drive
from .days import day
from .numbers import workbook_lots
from .paths import Timeline
from .people import Home, Stay
from .plans import Ids, Plan, cut
from .states import NULL
from .streams import Stream, Teller
from .workbooks import cells_of, lines_by, row_of_home, row_of_person
from .writing import texts_of

LEFT_OUT = frozenset(
    {"row.year", "row.valid", "row.household_id", "total.property", "total.transfer", "total.gross", "ignored.head_id"}
)


def make_national_workbook(plan: Plan) -> bytes:
    """The plan's households with all their closed years. Nothing befalls them in the open year, which is collected."""
    return write_national(national_streams(plan), plan.time)


def national_streams(plan: Plan) -> list[Stream]:
    """The streams of such a workbook."""
    whole = cut(replace(plan, wrong=0, decisions=0))
    return whole.streams(Ids(), workbook_lots(plan.seed), dict.fromkeys(Drive, 0), scripted=False, quiet=True)


def write_national(streams: list[Stream], time: Timeline) -> bytes:
    """The sheets of these streams."""
    rows: dict[tuple[str, int], list[Row]] = {}
    for stream in streams:
        for name, year, row in _rows(stream):
            rows.setdefault((name, year), []).append(row)
    sheets = []
    for table in (NATIONAL.households, NATIONAL.members):
        columns = [column for column in table.columns if column.field not in LEFT_OUT and column.part != "ignored"]
        for year in (time.open, *reversed(time.closed)):
            name = table.name if year == time.open else f"{table.name}{year}"
            sheets.append(
                (name, [column.label for column in columns], _cells(rows.get((table.name, year), []), columns))
            )
    return write_rows(sheets)


def _cells(rows: list[Row], columns: list[Column]) -> Iterator[list[Value]]:
    return ([row.get(column.field) for column in columns] for row in rows)


def _rows(stream: Stream) -> Iterator[tuple[str, int, Row]]:
    """Table, year and row of everything that is told, read back from the lines for COPY."""
    told = Teller(stream).tell()
    texts = texts_of(told, stream)
    households = lines_by(texts, "registry_household", "id")
    persons = lines_by(texts, "registry_person", "id")
    yearly = {
        part: lines_by(texts, f"registry_{part.replace('_', '')}", owner, "year")
        for part, owner in (("statement", "household_id"), ("survey", "household_id"), ("member_year", "person_id"))
    }
    closings = lines_by(texts, "registry_closing", "household_id", "year")
    for home in told.homes:
        number, time = str(home.id), stream.time
        own = households[number]
        years = range(max(home.path.identified or time.open, time.baseline), home.last_year + 1)
        for year in years:
            parts = {
                "household": own,
                **{part: yearly[part].get(f"{number} {year}") for part in ("statement", "survey")},
            }
            row = row_of_home(home) | cells_of(NATIONAL.households, parts) | _standing(home, own)
            yield NATIONAL.households.name, year, row | _closed(closings.get(f"{number} {year}"))
            for stay in home.stays:
                if not stay.counted_from <= year <= (stay.counted_until or year):
                    continue
                person = str(stay.person.id)
                said = yearly["member_year"].get(f"{person} {year}") if year <= stay.rows_until else None
                cells = cells_of(NATIONAL.members, {"person": persons[person], "member_year": said})
                first = year == years[0]
                yield (
                    NATIONAL.members.name,
                    year,
                    cells | row_of_person(stay.person) | _of_stay(home, stay, year, first),
                )


def _standing(home: Home, own: dict[str, str]) -> Row:
    return {
        "row.status": str(Status(own["status"]).label),
        "row.identified": f"{own['first_identified']}年12月" if home.path.identified else None,
        "row.split_from": str(home.split_from.id) if home.split_from else None,
    }


def _closed(row: dict[str, str] | None) -> Row:
    """What a closed year says otherwise than now."""
    if row is None:
        return {}
    found: Row = {
        "row.status": str(Status(row["closing_status"]).label),
        "household.attribute": str(Attribute(row["attribute"]).label),
        "row.size": int(row["members_closing"]),
    }
    for column, name in (("total.net", "net_income"), ("total.per_head", "income_per_head")):
        found[column] = None if row[name] == NULL else float(row[name])
    return found


def _of_stay(home: Home, stay: Stay, year: int, first: bool) -> Row:
    standing = Standing.CAME if stay.counted_from == year and not first else Standing.STAYED
    row: Row = {
        "row.key": str(home.id),
        "membership.relation": str(Relation(stay.relation).label),
        "membership.reason_in": str(Joining(stay.reason_in).label),
        "membership.joined_on": day(stay.joined_on).iso,
    }
    if stay.counted_until == year:
        standing = Standing.STRUCK if stay.kind_out == Kind.CORRECTION else Standing.LEFT
        row["membership.reason_out"] = str(Leaving(stay.reason_out).label)
        row["membership.left_on"] = day(stay.left_on).iso
    return row | {"row.standing": str(standing.label)}
