"""From a file in the national layout to a verdict on each of its households, and the report on their years."""

from datetime import date

from django.utils.translation import gettext as _

from registry.cipher import unseal_bytes
from registry.excel import NATIONAL, tables_of
from registry.imports.checking import Checked, remark_columns, remark_sheets
from registry.imports.contents import Moment
from registry.imports.findings import Findings
from registry.imports.layout import FileRefused
from registry.imports.placing import Area
from registry.models import Batch
from registry.queries.baselines import closed_years, counties_in, entered_before, shut_counties
from registry.queries.batches import import_spans
from registry.queries.facts import parameters_of
from registry.queries.stored import registered, villages_in
from registry.regions.spans import province_of
from registry.workbook.reading import read_workbook

from .closings import Basis
from .crossings import join_up
from .dossiers import read_dossiers
from .judging import Sight, judge_all
from .members import read_inmates
from .sheets import match_years
from .statuses import read_standing


def check_baseline(batch: Batch, today: date) -> Checked:
    """Check a file. Raises `Unreadable` or `FileRefused` where it as a whole cannot be taken."""
    findings, moment = Findings(), Moment(batch.year, today)
    spans = import_spans(batch)
    counties = counties_in(spans)
    shut = shut_counties(counties, batch.year)
    if counties and len(shut) == len(counties):
        names = "、".join(name for __, name in sorted(shut.items()))
        raise FileRefused([_("%s 已有年末结账，不能再首次建库；请用“农户资料”导入") % names])
    sheets = read_workbook(unseal_bytes(batch.file_sealed))
    book = match_years(sheets, tables_of(batch.region_code, batch.year, NATIONAL))
    layouts = [told.layout for told in (*book.households, *book.members)]
    remark_sheets(sheets, layouts, findings)
    for layout in layouts:
        remark_columns(layout, findings)
    reading = read_dossiers(book, moment, closed_years(batch.region_code), findings)
    people = read_inmates(reading, today, findings)
    standings = {
        dossier.number: read_standing(dossier, reading.closed, findings)
        for dossier in reading.dossiers
        if dossier.years and not dossier.group.remark
    }
    join_up(people, standings, reading.closed, findings)
    sight = Sight(
        moment=moment,
        reading=reading,
        area=Area(villages_in(spans)),
        bases={year: _basis(batch.region_code, year) for year in reading.closed},
        known=registered({inmate.latest.index for some in people.values() for inmate in some if inmate.latest.index}),
        entered=entered_before(batch),
        shut=frozenset(shut),
        people=people,
        standings=standings,
        findings=findings,
    )
    return Checked(reading.rows, judge_all(sight), findings, sight.totals.report)


def _basis(code: int, year: int) -> Basis:
    line, stable, serious = parameters_of(province_of(code), year)
    if line is None:
        raise FileRefused([_("没有 %d 年度的国家扶贫标准，请先由省级维护") % year])
    return Basis(line, stable, serious)
