"""The second reader of a sheet, which sees its XML in pieces."""

import pytest

from registry.workbook.counting import count_sheet

HEAD = b'<?xml version="1.0"?><x:worksheet xmlns:x="main"><x:sheetData>'
ROWS = (
    b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>head</x:t></x:is></x:c></x:row>'
    b'<x:row r="2"/>'
    b'<x:row hidden="1" r="4"><x:c r="A4"><x:v>1</x:v></x:c></x:row>'
    b'<x:row><x:c r="B5"><x:f>A4+1</x:f><x:v>2</x:v></x:c></x:row>'
    b'<x:row r="9"><x:c r="C9" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    b'</x:sheetData><x:mergeCells><x:mergeCell ref="A4:B5"/></x:mergeCells>'
    b'<x:rowBreaks count="1"><x:brk id="4"/></x:rowBreaks></x:worksheet>'
)


@pytest.mark.parametrize("size", [1, 2, 7, 60, 10_000])
def test_a_sheet_counts_the_same_wherever_its_xml_is_cut(size: int) -> None:
    pieces = [HEAD, *(ROWS[start : start + size] for start in range(0, len(ROWS), size))]
    counted = count_sheet(pieces, frozenset(), max_rows=100)
    assert counted.numbers == [1, 4, 5, 9]
    assert counted.hidden == [4]
    assert counted.special == {(5, 1): None, (9, 2): "#N/A"}
    assert counted.merged == [(4, 0, 5, 1)]
