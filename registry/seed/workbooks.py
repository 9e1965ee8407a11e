"""The same population as a workbook for import: new households, of other persons than any population has."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from registry.choices import Status
from registry.excel import HOUSEHOLDS, MEMBERS, Column, Kind, Table
from registry.workbook.writing import write_rows

from .bad_rows import Entry, Row, Value, spoil
from .cases import Drive
from .columns import COLUMNS
from .numbers import workbook_lots
from .people import Home, Person
from .plans import Ids, Plan, cut
from .rows import card_of, phone_of
from .states import NULL
from .streams import Stream, Teller
from .writing import texts_of

YES_NO = {"t": "是", "f": "否"}
WRITTEN = ("row", "household", "statement", "survey", "person", "membership", "member_year")
LEFT_OUT = ("row.household_id", "membership.reason_in", "membership.joined_on")  # for households already registered


def make_workbook(plan: Plan, bad_rows: int = 0) -> bytes:
    """A workbook of the plan's size and villages; `bad_rows` of its households are refused, each for another reason.

    Its households are all new ones of the open year. The same seed gives the same persons, another seed other ones.
    """
    whole = cut(replace(plan, wrong=0, decisions=0))
    streams = whole.streams(
        Ids(), workbook_lots(plan.seed), dict.fromkeys(Drive, 0), fates=(Status.CANDIDATE,), scripted=False
    )
    entries = [entry for stream in streams for entry in _entries(stream)]
    if bad_rows:
        spoil(entries, bad_rows)
    return write_rows(
        [
            _sheet(HOUSEHOLDS, (entry.household for entry in entries)),
            _sheet(MEMBERS, (member for entry in entries for member in entry.members)),
        ]
    )


def _sheet(table: Table, rows: Iterable[Row]) -> tuple[str, list[str], Iterator[list[Value]]]:
    columns = [column for column in table.columns if column.part in WRITTEN and column.field not in LEFT_OUT]
    return table.name, [column.label for column in columns], ([row.get(c.field) for c in columns] for row in rows)


def _entries(stream: Stream) -> Iterator[Entry]:
    """The homes as the register would hold them, read back from the lines for COPY."""
    told = Teller(stream).tell()
    texts = texts_of(told, stream)
    households = lines_by(texts, "registry_household", "id")
    statements = lines_by(texts, "registry_statement", "household_id")
    surveys = lines_by(texts, "registry_survey", "household_id")
    persons = lines_by(texts, "registry_person", "id")
    years = lines_by(texts, "registry_memberyear", "person_id")
    for home in told.homes:
        number = str(home.id)
        found = {"household": households[number], "statement": statements.get(number), "survey": surveys.get(number)}
        members = []
        for stay in home.present():
            person = str(stay.person.id)
            parts = {"person": persons[person], "member_year": years[person], "membership": {"relation": stay.relation}}
            members.append({"row.key": number, **cells_of(MEMBERS, parts), **row_of_person(stay.person)})
        if members:
            yield Entry(row_of_home(home) | cells_of(HOUSEHOLDS, found), members)


def lines_by(texts: dict[str, str], table: str, *keys: str) -> dict[str, dict[str, str]]:
    """The lines of a table as rows, by the values of `keys`."""
    rows = (dict(zip(COLUMNS[table], line.split("\t"), strict=True)) for line in texts[table].splitlines())
    return {" ".join(row[key] for key in keys): row for row in rows}


def row_of_home(home: Home) -> Row:
    """What only the workbook says of a household, and what the register keeps sealed."""
    head = home.head()
    return {
        "row.key": str(home.id),
        "row.village_code": str(home.village.code),
        "row.township": home.village.township,
        "row.village": home.village.name,
        "row.head_name": head.person.name.text if head else None,
        "row.head_number": head.person.number if head else None,
        "row.size": len(home.present()),
        "household.phone": phone_of(home) or None,
        "household.card": card_of(home) or None,
    }


def row_of_person(person: Person) -> Row:
    """The whole number."""
    return {"person.id_number": person.number + person.traits.certificate}


def cells_of(table: Table, parts: dict[str, Any]) -> Row:
    """The columns of a sheet from rows of the register, by part."""
    cells: Row = {}
    for column in table.columns:
        row = parts.get(column.part)
        if row and column.name in row:
            cells[column.field] = _cell(column, row[column.name])
    return cells


def _cell(column: Column, text: str) -> Value:
    """What somebody would write for the text of a COPY column."""
    if text in (NULL, ""):
        return None
    if column.kind == Kind.YES_NO:
        return YES_NO[text]
    if column.kind in (Kind.CHOICE, Kind.CHOICES) and column.choices:
        words = text.strip("{}")
        return "、".join(str(column.choices(word).label) for word in words.split(",")) if words else None
    if column.kind in (Kind.NUMBER, Kind.WHOLE):
        return float(text) if "." in text else int(text)
    return text
