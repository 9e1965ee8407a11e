"""The results of a year as a workbook: its sheets, whose rows, and what a sheet would take for a formula."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.audit.models import Act
from registry.models import Membership, Person, Run
from tests.adjustment.test_page import clerk_of
from tests.adjustment.test_run_pages import COUNTY, planned
from tests.adjustment.test_tallies import three_households
from tests.adjustment.worlds import administrator, case_of, close_year, load_case

from .conftest import Browser, Desk

pytestmark = pytest.mark.django_db
Sheets = dict[str, list[tuple[Any, ...]]]
HOUSEHOLDS = ("脱贫", "返贫", "新识别", "稳定脱贫", "错评清退", "销户", "未生效的决定", "疑点")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Two exits in two counties beside a plan, and a refused one; the run is through."""
    made = planned(three_households(lambda **files: load_case(case_of(**files), tmp_path)), c433124000000=(2, 4))
    close_year(made)
    return made


def book_of(run: Run, user: User, signed_in_as: Browser) -> Any:
    desk = Desk(signed_in_as(user))
    return openpyxl.load_workbook(io.BytesIO(desk.fetch(desk.order("run_workbook", f"run={run.pk}"))))


def sheets_of(book: Any) -> Sheets:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_the_province_gets_its_sheets(run: Run, signed_in_as: Browser) -> None:
    book = book_of(run, administrator("first"), signed_in_as)
    sheets = sheets_of(book)
    assert list(sheets) == [
        *("说明", "汇总", "平衡表 未脱贫人口", "平衡表 未脱贫户", "平衡表 在册人口", "平衡表 在册户"),
        *HOUSEHOLDS,
    ]
    assert ("试算摘要", run.digest) in sheets["说明"]
    summary = [dict(zip(sheets["汇总"][0], row, strict=True)) for row in sheets["汇总"][1:]]
    told = ("地区", "脱贫（户）", "未生效的决定（户）", "疑点（条）", "计划脱贫（人）")
    assert [tuple(row[name] for name in told) for row in summary] == [("4331", 2, 1, 2, 4), ("合计", 2, 1, 2, 4)]
    assert sheets["平衡表 未脱贫人口"][-1][-1] == "是"
    assert [len(sheets[name]) - 1 for name in HOUSEHOLDS] == [2, 0, 0, 0, 0, 0, 1, 1]
    assert sheets["未生效的决定"][1][0] == "3"
    assert {prop.name for prop in book.custom_doc_props.props} >= {"ExportedBy", "ExportNumber"}
    assert "内部资料" in book["脱贫"].oddHeader.left.text


def test_a_county_gets_its_own_part(run: Run, signed_in_as: Browser) -> None:
    sheets = sheets_of(book_of(run, clerk_of(COUNTY), signed_in_as))
    assert [row[0] for row in sheets["脱贫"][1:]] == ["1"]
    assert sheets["汇总"][-1][:2] == ("合计", 1)


def test_text_that_looks_like_a_formula_stays_text(run: Run, signed_in_as: Browser) -> None:
    head = Membership.objects.get(household=1).person_id
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Person.objects.filter(pk=head).update(name='=HYPERLINK("x")')
        Membership.objects.filter(household=1).update(relation="head")
    cell = book_of(run, administrator("first"), signed_in_as)["脱贫"]["B2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_a_list_that_is_cut_says_so(run: Run, signed_in_as: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.excel.run_sheets.LISTED", 1)
    rows = sheets_of(book_of(run, administrator("first"), signed_in_as))["脱贫"]
    assert (len(rows), rows[-1][0]) == (3, "只列前 1 户，其余请在结果名单页按条件导出")


def test_it_is_ordered_as_every_list_and_always_a_workbook(run: Run, signed_in_as: Browser) -> None:
    desk = Desk(signed_in_as(administrator("first")))
    export = desk.order("run_workbook", f"run={run.pk}", format="csv")
    assert (export.format, export.rows) == ("xlsx", 4)
    assert Act.objects.filter(verb="export.order").exists()
    foreign = desk.client.post("/exports/order/run_workbook/", {"format": "xlsx", "conditions": "run=9999"})
    assert foreign.status_code == 404
