"""From a file to a verdict on each of its households: read, match, check, compare."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registry.excel import HOUSEHOLDS, MEMBERS, NOTES_SHEET, OPTIONS_SHEET, TEMPLATE_VERSION, Kind, Tables
from registry.excel.columns import MODELS
from registry.queries.stored import Namesake, namesakes_in, registered, stored_households, villages_in
from registry.regions.spans import Span
from registry.workbook.cells import Sheet
from registry.workbook.reading import read_workbook

from .contents import Judging, Moment, Sight
from .faults import FaultKind
from .findings import Finding, Findings
from .judging import Judged, judge, refused
from .layout import FileRefused, Layout, match_sheets
from .lines import Group, group_lines, imply_households, read_lines
from .people import Member, read_people
from .placing import Area, Placed, number_of, place_groups

FIELDS = {part: [c.name for table in (HOUSEHOLDS, MEMBERS) for c in table.of(part)] for part in MODELS}
FIELDS["survey"].append("extra")
FIELDS["member_year"].append("extra")


@dataclass(frozen=True)
class Checked:
    """A workbook with a verdict on each household. `rows` are the rows of data in the file.

    `judged` goes through the households one by one; only after it are the `findings` complete, and the `report` on them
    can be made, where the kind has one.
    """

    rows: int
    judged: Iterator[Judged]
    findings: Findings
    report: Callable[[], dict[str, Any]] = dict


def check_workbook(data: bytes, tables: Tables, spans: Sequence[Span], moment: Moment) -> Checked:
    """Check a file against the rules and the register of an area.

    Raises `Unreadable` or `FileRefused` where the file as a whole cannot be taken.
    """
    findings = Findings()
    layouts = _layouts(read_workbook(data), tables, findings)
    households, members = (read_lines(layout, moment.latest, clears=moment.clears) for layout in layouts)
    groups = group_lines(households, members)
    if not households:
        imply_households(groups)
    for group in groups:
        _check_group(group, findings)
    people = read_people((group for group in groups if not group.remark), moment.today, findings)
    judged = _judge_all(groups, people, spans, Sight(tables, moment, findings))
    return Checked(len(households) + len(members), judged, findings)


def _layouts(sheets: list[Sheet], tables: Tables, findings: Findings) -> list[Layout]:
    layouts = match_sheets(sheets, (tables.households, tables.members))
    remark_sheets(sheets, layouts, findings)
    for layout in layouts:
        remark_columns(layout, findings)
    if not any(layout.rows for layout in layouts):
        raise FileRefused([_("工作簿里没有数据")])
    notice_version(sheets, TEMPLATE_VERSION, findings)
    return layouts


def remark_sheets(sheets: Sequence[Sheet], layouts: Sequence[Layout], findings: Findings) -> None:
    """Sheets with content that are not read."""
    read = {OPTIONS_SHEET, NOTES_SHEET, *(layout.name for layout in layouts if layout.head)}
    for sheet in sheets:
        if sheet.rows and sheet.name not in read:
            message = _("没有读取工作表“%s”") % sheet.name
            findings.add(Finding(sheet.name[:40], None, "", FaultKind.NOTICE, message, warning=True))


def remark_columns(layout: Layout, findings: Findings) -> None:
    """Columns that are not read."""
    for header in layout.unknown:
        message = _("不认识的列“%s”，未读取") % header
        findings.add(Finding(layout.name, None, header[:60], FaultKind.COLUMN, message, warning=True))
    for index, column in layout.columns.items():
        if column.kind == Kind.IGNORED and any(len(row) > index and row[index] is not None for _no, row in layout.rows):
            message = _("“%(label)s”不采用：%(hint)s") % {"label": column.label, "hint": column.hint}
            findings.add(Finding(layout.name, None, column.label, FaultKind.IGNORED, message, warning=True))


def notice_version(sheets: list[Sheet], version: str, findings: Findings) -> None:
    """Say so where the file was made from another version of our template."""
    of_ours = version.rstrip("0123456789")
    for sheet in sheets:
        first = sheet.rows[0][1][0] if sheet.name == OPTIONS_SHEET and sheet.rows else None
        if isinstance(first, str) and first.startswith(of_ours) and first != version:
            message = _("这是另一版本的模板，列可能有增减；建议重新下载模板")
            findings.add(Finding(sheet.name, None, "", FaultKind.NOTICE, message, warning=True))


def _check_group(group: Group, findings: Findings) -> None:
    for line in group.lines:
        for label, wrong in line.wrong:
            findings.fault(group.number, line, label, wrong.code, wrong.message)
        if group.remark:
            return
        if not line.own.get("key") and not line.own.get("household_id"):
            findings.fault(group.number, line, "户标识", FaultKind.MISSING, _("户标识和户编号都没有填"))
    if len(group.households) > 1:
        words = {"key": group.key, "rows": "、".join(str(line.row) for line in group.households)}
        for line in group.households:
            message = _("户标识“%(key)s”在第 %(rows)s 行重复") % words
            findings.fault(group.number, line, "户标识", FaultKind.KEY_TWICE, message)
    if not group.households:
        for line in group.members:
            message = _("农户表中没有户标识为“%s”的户") % group.key
            findings.fault(group.number, line, "户标识", FaultKind.NO_HOUSEHOLD, message)


def _judge_all(
    groups: list[Group], people: dict[int, list[Member]], spans: Sequence[Span], sight: Sight
) -> Iterator[Judged]:
    known = registered({member.index for members in people.values() for member in members if member.index})
    whole = [group for group in groups if len(group.households) == 1 and not group.remark]
    numbers = {number_of(group, people[group.number], known) for group in whole} - {None}
    stored = stored_households({number for number in numbers if number}, spans, sight.moment.year, FIELDS)
    placed = place_groups(whole, people, known, stored, Area(villages_in(spans)), sight.findings)
    sight.known, sight.namesakes = known, _namesakes(whole, people, placed)
    return (
        judge(Judging(group, people[group.number], placed[group.number], sight))
        if group.number in placed
        else refused(group)
        for group in groups
    )


def _namesakes(
    groups: list[Group], people: dict[int, list[Member]], placed: Mapping[int, Placed]
) -> dict[tuple[int, str, str], Namesake]:
    """Who is in the register already under the name and birth date of a member without a number, in that village."""
    looked_for = {
        (where.village_code, *member.described)
        for group in groups
        if (where := placed[group.number]).village_code
        for member in people[group.number]
        if member.described
    }
    return namesakes_in(looked_for)
