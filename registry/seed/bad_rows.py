"""Households of a workbook made wrong, each in another way, so that an import has something to refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from registry.rules.identity import CHECK_DIGITS, check_digit

Value: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Value]


@dataclass
class Entry:
    """A household of the workbook: its row and its members' rows, by field of `registry.excel`."""

    household: Row
    members: list[Row]


# Takes the household and another one that is to be wrong too.
BadRow: TypeAlias = Callable[[Entry, Entry], None]


def _household(field: str, value: Value, entry: Entry, other: Entry) -> None:
    entry.household[field] = value


def _member(field: str, value: Value, entry: Entry, other: Entry) -> None:
    entry.members[-1][field] = value


def _number(change: Callable[[str], str], entry: Entry, other: Entry) -> None:
    member = entry.members[-1]
    member["person.id_number"] = change(str(member["person.id_number"]))


def _wrong_check(number: str) -> str:
    right = CHECK_DIGITS.index(number[17])
    return number[:17] + CHECK_DIGITS[(right + 1) % len(CHECK_DIGITS)]


def _checked(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


def _copy_head(entry: Entry, number: str, born: str, relation: str) -> None:
    man: Row = {
        "person.id_number": number,
        "person.born": born,
        "person.sex": "男",
        "membership.relation": relation,
    }
    entry.members.append(entry.members[0] | man)
    entry.household["row.size"] = len(entry.members)


def second_head(entry: Entry, other: Entry) -> None:
    _copy_head(entry, _checked("00000019010203001"), "1901-02-03", "户主")


def no_head(entry: Entry, other: Entry) -> None:
    entry.members[0]["membership.relation"] = "其他"


def twice_at_home(entry: Entry, other: Entry) -> None:
    entry.members.append(entry.members[0] | {"membership.relation": "其他"})
    entry.household["row.size"] = len(entry.members)


def twice_in_file(entry: Entry, other: Entry) -> None:
    entry.members.append(other.members[0] | {"row.key": entry.household["row.key"], "membership.relation": "其他"})
    entry.household["row.size"] = len(entry.members)


def other_sex(entry: Entry, other: Entry) -> None:
    member = entry.members[-1]
    member["person.sex"] = "女" if member["person.sex"] == "男" else "男"


def relation_of_other_sex(entry: Entry, other: Entry) -> None:
    _copy_head(entry, _checked("00000019020304001"), "1902-03-04", "之女")


def unknown_village(entry: Entry, other: Entry) -> None:
    entry.household |= {"row.village_code": None, "row.village": "桃花源村"}


def nobody(entry: Entry, other: Entry) -> None:
    entry.members.clear()


def same_key(entry: Entry, other: Entry) -> None:
    entry.household["row.key"] = other.household["row.key"]
    for member in entry.members:
        member["row.key"] = other.household["row.key"]


BAD_ROWS: Sequence[BadRow] = (
    partial(_number, _wrong_check),
    partial(_member, "person.born", "1901-01-01"),
    second_head,
    twice_in_file,
    partial(_member, "membership.relation", "表亲"),
    partial(_household, "row.village_code", "110101001001"),
    other_sex,
    no_head,
    twice_at_home,
    relation_of_other_sex,
    nobody,
    partial(_number, lambda number: number[:17]),
    partial(_number, lambda number: _checked(number[:10] + "13" + number[12:17])),
    partial(_number, lambda number: _checked("70" + number[2:17])),
    partial(_number, lambda number: number + "43"),
    partial(_number, lambda number: "999999" + number[6:]),
    partial(_member, "person.id_number", None),
    partial(_member, "person.name", None),
    partial(_member, "person.ethnicity", "夜郎族"),
    partial(_member, "person.born", "2016年二月"),
    partial(_member, "member_year.education", "博士后"),
    partial(_member, "member_year.school", "大班"),
    partial(_member, "member_year.health", "健康、亚健康"),
    partial(_member, "member_year.work_months", 13),
    partial(_member, "member_year.resident_insurance", "也许"),
    partial(_household, "household.attribute", "特困大户"),
    partial(_household, "household.attribute", None),
    partial(_household, "household.attribute", "一般脱贫户"),
    partial(_household, "household.main_cause", "因懒"),
    partial(_household, "household.other_causes", "因病、因残、因学"),
    partial(_household, "household.phone", "12345"),
    partial(_household, "household.card", "6222"),
    partial(_household, "household.planned_exit_year", 1998),
    partial(_household, "row.size", 29),
    partial(_household, "row.head_name", "无名氏"),
    unknown_village,
    partial(_household, "statement.wage", -500),
    partial(_household, "statement.business", "一万二"),
    partial(_household, "survey.remedy_on", "2016-02-30"),
    partial(_household, "survey.farmland", "三亩"),
    partial(_household, "survey.food", "大概"),
    same_key,
)


def spoil(entries: Sequence[Entry], count: int) -> None:
    """Make `count` households wrong, spread evenly over the file, the ways one after the other."""
    bad = [entries[number * len(entries) // count] for number in range(min(count, len(entries)))]
    for number, entry in enumerate(bad):
        BAD_ROWS[number % len(BAD_ROWS)](entry, bad[number - 1])
