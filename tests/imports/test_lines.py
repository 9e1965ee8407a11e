"""Rows of a sheet as lines of values."""

from datetime import date

from registry.excel import HOUSEHOLDS
from registry.imports.layout import match_head
from registry.imports.lines import AT_ONCE, read_lines
from registry.workbook.cells import Cell, Sheet

LATEST = date(2016, 12, 31)
HEAD: list[Cell] = ["户标识", "联系电话", "行政村", "家庭人口数"]


def test_every_row_is_read_however_many_there_are_and_the_last_one_is_judged_like_the_first() -> None:
    rows: list[tuple[int, list[Cell]]] = [
        (number, [f"H{number}", None, "龙门村", 3]) for number in range(2, AT_ONCE + 4)
    ]
    rows[-1][1][3] = "三"
    lines = read_lines(match_head(Sheet("农户", [(1, HEAD), *rows]), HOUSEHOLDS), LATEST, clears=False)
    assert [line.own["key"] for line in lines] == [f"H{number}" for number, _cells in rows]
    assert lines[0].own == {"key": "H2", "village": "龙门村", "size": 3}
    assert "size" not in lines[-1].own
    assert [(label, wrong.message) for label, wrong in lines[-1].wrong] == [("家庭人口数", "“三”不是整数")]


def test_empty_cells_are_noted_only_where_they_clear() -> None:
    layout = match_head(Sheet("农户", [(1, HEAD), (2, ["H2", None, "龙门村", 3])]), HOUSEHOLDS)
    assert read_lines(layout, LATEST, clears=False)[0].emptied == {}
    assert read_lines(layout, LATEST, clears=True)[0].emptied["household"] == ["phone"]
