"""The files themselves: text stays text, numbers stay whole, and every file says whose it is."""

import hashlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from registry.models import Household
from registry.workbook.ledgers import TRIGGERS, Head, Ledger, write_csv, write_ledger
from tests.cast import Cast

from .conftest import Desk, changed

FORMULAS = [f"{trigger}1+1" for trigger in TRIGGERS]
LEDGER = Ledger(
    "表",
    [Head("=甲"), Head("数", text=False)],
    [[text, None] for text in FORMULAS] + [["52012319900101123X", 3], ["http://a.b/", 2.5]],
    mark="李&四",
    properties={"ExportedBy": "李<&>四"},
)


def written(path: Path, ledger: Ledger) -> None:
    with path.open("w+b") as file:
        write_ledger(file, ledger)


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(tmp_path: Path) -> None:
    written(tmp_path / "l.xlsx", LEDGER)
    sheet: Any = openpyxl.load_workbook(tmp_path / "l.xlsx").active
    cells = [row[0] for row in sheet.iter_rows()]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
    shown = [str(cell.value).replace("_x000D_", "\r") for cell in cells]  # as the format writes it
    assert shown[1:] == [*FORMULAS, "52012319900101123X", "http://a.b/"]
    assert [row[1].value for row in sheet.iter_rows(min_row=len(FORMULAS) + 2)] == [3, 2.5]


def test_the_mark_stands_on_every_page_and_where_no_sheet_shows_it(tmp_path: Path) -> None:
    written(tmp_path / "l.xlsx", LEDGER)
    book: Any = openpyxl.load_workbook(tmp_path / "l.xlsx")
    assert book.active.oddHeader.left.text == "李&&四"
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"ExportedBy": "李<&>四"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_text_files_hide_formulas_and_keep_long_numbers(encoding: str, tmp_path: Path) -> None:
    with (tmp_path / "l.csv").open("wb") as file:
        write_csv(file, LEDGER, encoding)
    text = (tmp_path / "l.csv").read_bytes().decode(encoding)
    assert all(f"'{formula}" in text for formula in FORMULAS)
    assert "\t52012319900101123X,3" in text


def test_what_the_code_page_lacks_is_a_question_mark_and_no_failure(tmp_path: Path) -> None:
    with (tmp_path / "l.csv").open("wb") as file:
        write_csv(file, Ledger("表", [Head("名")], [["𠀀\ud800"]]), "gb18030")
    assert (tmp_path / "l.csv").read_bytes().decode("gb18030").splitlines()[1] == "𠀀?"


@pytest.mark.django_db
def test_the_record_names_the_file_by_its_digest_and_the_file_names_the_record(
    desk: Desk, cast: Cast, village: list[int]
) -> None:
    export = desk.order("households")
    file = desk.fetch(export)
    assert (hashlib.sha256(file).hexdigest(), len(file)) == (export.file_hash, export.file_size)
    book: Any = openpyxl.load_workbook(io.BytesIO(file))
    told = {one.name: one.value for one in book.custom_doc_props.props}
    assert told["ExportNumber"] == str(export.pk)
    for words in (cast.county_clerk.name, "花垣县", export.short_number):
        assert words in book.active.oddHeader.left.text
    assert export.short_number in export.file_name


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "encoding"), [("csv", "utf-8-sig"), ("csv_gb18030", "gb18030")])
def test_a_list_goes_out_as_text(desk: Desk, village: list[int], kind: str, encoding: str) -> None:
    changed(Household.objects.get(pk=village[0]), address="=HYPERLINK(1)")
    desk.client.cookies["list_columns"] = "number.address"
    text = desk.fetch(desk.order("households", format=kind)).decode(encoding)
    assert text.splitlines()[:2] == ["户主,户编号,家庭住址", f"甲一,{village[0]},'=HYPERLINK(1)"]


@pytest.mark.django_db
def test_the_file_lies_sealed(desk: Desk, village: list[int]) -> None:
    export = desk.order("households", format="csv")
    assert "甲一".encode() not in b"".join(bytes(part.sealed) for part in export.parts.all())
