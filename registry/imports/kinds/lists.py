"""Workbooks that are lists: a row, or the rows that belong together, is taken or refused by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.batch_lists import Content, merge_list
from registry.choices import RowVerdict
from registry.cipher import unseal_bytes
from registry.excel import Table
from registry.imports.checking import Checked, notice_version, remark_columns, remark_sheets
from registry.imports.error_workbook import refused_rows
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.judging import Judged
from registry.imports.layout import FileRefused, Layout, match_sheets
from registry.imports.lines import Group, Line, read_lines
from registry.imports.staging import opened, sealed, to_merge
from registry.imports.template import Local, empty_workbook
from registry.imports.words import compact
from registry.models import Batch
from registry.workbook.cells import CSV, Sheet
from registry.workbook.reading import read_workbook


@dataclass(frozen=True)
class Listing:
    """The sheets of such a workbook, of which any may lack, and the version of its template."""

    tables: tuple[Table, ...]
    version: str

    def layouts(self, batch: Batch, findings: Findings | None = None) -> list[Layout]:
        """The sheets that the file has. Raises `FileRefused` when it has none of them, or none has a row."""
        sheets = read_workbook(unseal_bytes(batch.file_sealed))
        layouts = [layout for layout in match_sheets(sheets, self._present(sheets)) if layout.head]
        if findings is not None:
            remark_sheets(sheets, layouts, findings)
            for layout in layouts:
                remark_columns(layout, findings)
            notice_version(sheets, self.version, findings)
        return layouts

    def _present(self, sheets: Sequence[Sheet]) -> Sequence[Table]:
        names = {compact(sheet.name) for sheet in sheets}
        present = [table for table in self.tables if names & {compact(name) for name in (table.name, *table.aliases)}]
        return self.tables if compact(CSV) in names else present or self.tables[:1]

    def read(self, batch: Batch, latest: date) -> "Listed":
        """The rows of the file; its dates must not lie after `latest`."""
        listed = Listed()
        for layout in self.layouts(batch, listed.findings):
            listed.tables[layout.name] = layout.table
            listed.lines += read_lines(layout, latest, clears=False)
        if not listed.lines:
            raise FileRefused([_("工作簿里没有数据；模板中的示例行不算")])
        return listed

    def template(self, local: Local) -> bytes:
        """An empty workbook to fill in."""
        return empty_workbook(self.tables, self.version, local)

    def errors(self, batch: Batch) -> bytes:
        """The workbook of the refused rows."""
        return refused_rows(batch, ((layout.name, layout) for layout in self.layouts(batch)), self.version)


@dataclass
class Listed:
    """The rows of a file, the table that each sheet is, and what was found wrong."""

    lines: list[Line] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    def groups(self, key: Callable[[Line], str]) -> list[Group]:
        """Rows of one key together, in the order of the file; what is wrong in their cells is found."""
        groups: list[Group] = []
        by_key: dict[str, Group] = {}
        for line in self.lines:
            own = "" if line.remark else key(line)
            group = by_key.get(own) if own else None
            if group is None:
                group = Group(len(groups) + 1, own[:64], remark=line.remark)
                groups.append(group)
            if own:
                by_key[own] = group
            group.households.append(line)
        for group in groups:
            self._check_cells(group)
        return groups

    def fault(self, group: Group, line: Line, column: str, message: str, code: str = FaultKind.RULE) -> None:
        """An error in a row: its group is refused."""
        self.findings.fault(group.number, line, column, code, message)

    def _check_cells(self, group: Group) -> None:
        for line in group.households:
            for label, wrong in line.wrong:
                self.findings.fault(group.number, line, label, wrong.code, wrong.message)
            told = {label for label, _wrong in line.wrong}
            for column in () if line.remark else self.tables[line.sheet].columns:
                if column.required and column.label not in told and column.name not in line.parts[column.part]:
                    self.fault(group, line, column.label, _("%s没有填") % column.label, FaultKind.MISSING)

    def checked(self, judged: Iterable[Judged]) -> Checked:
        """With the verdicts, which are all found here."""
        return Checked(len(self.lines), iter(list(judged)), self.findings)

    def refused(self, group: Group, name: str = "") -> Judged:
        """A group that is not taken."""
        return Judged(group, RowVerdict.REFUSED, name, None, _content(group))

    def taken(
        self, group: Group, verdict: RowVerdict, name: str, content: Mapping[str, Any], household_id: int | None = None
    ) -> Judged:
        """A group that would be written, unless something was found wrong with it; `differences` for the preview."""
        if group.number in self.findings.refused:
            return self.refused(group, name)
        return Judged(group, verdict, name, household_id, _content(group) | dict(content))


def _content(group: Group) -> dict[str, Any]:
    rows: dict[str, list[int]] = {}
    for line in group.households:
        rows.setdefault(line.sheet, []).append(line.row)
    return {"rows": rows, "differences": []}


# Writes one item for a batch; gives the id of what it made, if that is to be found again.
WriteOne = Callable[[Content, Batch, User], int | None]


def merging(write: WriteOne) -> Callable[[Batch, User], Batch]:
    """The merge of a kind: one item after the other, each by the action that its page would call."""

    def merge(batch: Batch, by: User) -> Batch:
        def one(content: Content) -> bytes:
            return sealed(content | {"made": write(content, batch, by)})

        return merge_list(batch_id=batch.pk, items=to_merge(batch), write=one, by=by)

    return merge


def made_by(batch: Batch) -> list[int]:
    """The ids of what a merged batch made."""
    written = batch.staged.filter(merged=True).order_by("number")
    made = [opened(kept).get("made") for kept in written.values_list("content_sealed", flat=True)]
    return [number for number in made if number]
