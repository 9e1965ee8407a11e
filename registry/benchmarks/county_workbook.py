"""A county's workbook with every field filled in: the same file for the same number of households."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from registry.choices import Attribute, Cause, Health, Relation
from registry.excel import HOUSEHOLDS, MEMBERS, Column, Kind
from registry.queries.stored import Village
from registry.rules.identity import UNISSUED_AREA, check_digit
from registry.workbook.writing import write_rows

MEMBERS_EACH = 3
EARLIEST = date(1930, 1, 1)
DAYS = 365 * 75
SURNAMES = "石麻龙吴杨田向彭张刘"
GIVEN = "春生满仓惊蛰谷雨秋分立夏小满清明冬梅大有"
RELATIONS = ((Relation.HEAD, True), (Relation.SPOUSE, False), (Relation.SON, True))
POOR = (Attribute.ORDINARY_POOR, Attribute.DIBAO_POOR, Attribute.DESTITUTE_POOR)
Made = Callable[[int], object]


def county_workbook(households: int, villages: Sequence[Village]) -> bytes:
    """An .xlsx file of new households with three members each."""
    return write_rows(
        [
            (table.name, [column.label for column in filled], rows)
            for table, filled, rows in (
                (HOUSEHOLDS, _filled(HOUSEHOLDS.columns), _households(households, villages)),
                (MEMBERS, _filled(MEMBERS.columns), _members(households)),
            )
        ]
    )


def _filled(columns: Sequence[Column]) -> list[Column]:
    left_empty = {"row.household_id", "membership.reason_in", "membership.joined_on"}
    return [c for c in columns if c.kind != Kind.IGNORED and c.part != "total" and c.field not in left_empty]


def _households(count: int, villages: Sequence[Village]) -> Iterator[list[object]]:
    own: dict[str, Made] = {
        "row.key": str,
        "row.village_code": lambda n: villages[n % len(villages)].code,
        "row.township": lambda n: villages[n % len(villages)].township,
        "row.village": lambda n: villages[n % len(villages)].name,
        "row.head_name": lambda n: _name(n * MEMBERS_EACH),
        "row.head_number": lambda n: id_number(n * MEMBERS_EACH, male=True),
        "row.size": lambda _: MEMBERS_EACH,
        "household.phone": lambda n: f"138{n:08}",
        "household.card": lambda n: f"6222{n:015}",
        "household.attribute": lambda n: str(POOR[n % len(POOR)].label),
        "household.main_cause": lambda n: str((Cause.ILLNESS, Cause.DISABILITY)[n % 2].label),
        "household.other_causes": lambda _: "缺技术、缺资金",
        "household.planned_exit_year": lambda _: 2018,
    }
    makers = [own.get(column.field) or _maker(column) for column in _filled(HOUSEHOLDS.columns)]
    for number in range(count):
        yield [make(number) for make in makers]


def _members(households: int) -> Iterator[list[object]]:
    def relation(n: int) -> tuple[Relation, bool]:
        return RELATIONS[n % MEMBERS_EACH]

    own: dict[str, Made] = {
        "row.key": lambda n: str(n // MEMBERS_EACH),
        "person.name": _name,
        "person.id_number": lambda n: id_number(n, male=relation(n)[1]),
        "person.id_type": lambda _: "居民身份证",
        "person.sex": lambda n: "男" if relation(n)[1] else "女",
        "person.born": lambda n: _born(n).isoformat(),
        "membership.relation": lambda n: str(relation(n)[0].label),
        "member_year.health": lambda n: str(list(Health)[n % len(Health)].label),
        "member_year.work_months": lambda n: n % 13,
    }
    makers = [own.get(column.field) or _maker(column) for column in _filled(MEMBERS.columns)]
    for number in range(households * MEMBERS_EACH):
        yield [make(number) for make in makers]


def _maker(column: Column) -> Made:
    """Something plausible enough for a column of this kind."""
    labels = [str(entry.label) for entry in column.choices or ()]
    by_kind: dict[Kind, Made] = {
        Kind.CHOICE: lambda n: labels[n % len(labels)],
        Kind.CHOICES: lambda n: labels[n % len(labels)],
        Kind.YES_NO: lambda n: "是" if n % 3 else "否",
        Kind.NUMBER: lambda n: (n * 37 % 9973) / 100,
        Kind.WHOLE: lambda n: n % 5,
        Kind.DATE: lambda n: (date(2016, 1, 1) + timedelta(n % 300)).isoformat(),
        Kind.TEXT: lambda n: f"{n % 40}组",
    }
    return by_kind[column.kind]


def _name(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)] + GIVEN[number // 7 % len(GIVEN)]


def _born(number: int) -> date:
    return EARLIEST + timedelta(number % DAYS)


def id_number(number: int, *, male: bool) -> str:
    """A valid number of the unissued area; another one for each `number` up to 13 million."""
    seventeen = f"{UNISSUED_AREA}{_born(number):%Y%m%d}{number // DAYS * 2 + male:03}"
    return seventeen + check_digit(seventeen)
