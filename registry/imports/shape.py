"""Rows that cannot be taken for how they stand on the sheet: hidden ones, those with merged cells, and totals or notes
among the data."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from registry.workbook.cells import Area, Cell
from registry.workbook.counting import column_letters

from .faults import FaultKind
from .layout import Layout
from .words import Wrong, compact

REMARK = re.compile(r"^(合计|总计|小计|共计|共\d+[户人]|(备注|注|说明|填表|制表|填报|审核|单位|负责|经办)\S{0,6}:)")


def remark(cells: list[Cell]) -> Wrong | None:
    """What to say of a row that begins like a total or a note and is no household or member."""
    first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str) or not REMARK.match(compact(first)):
        return None
    message = _("这一行以“%s”开头，像是合计、备注或落款，不是一户或一人；请删去这一行")
    return Wrong(FaultKind.REMARK, message % first.strip()[:20])


def shape_faults(layout: Layout) -> Iterator[tuple[int, str, Wrong]]:
    """Row, column and what is wrong, of rows that are hidden or have a part in merged cells that are read."""
    for number, _cells in layout.rows:
        if number in layout.hidden:
            yield number, "", Wrong(FaultKind.HIDDEN, _("这一行被隐藏或筛掉了，看不见的不导入；请取消隐藏和筛选"))
    areas = sorted(
        (area for area in layout.merged if any(area[1] <= at <= area[3] for at in layout.columns)), reverse=True
    )
    widest: Area | None = None
    for number, _cells in layout.rows:
        while areas and areas[-1][0] <= number:
            area = areas.pop()
            widest = area if widest is None or area[2] > widest[2] else widest
        if widest is not None and number <= widest[2]:
            top, left, bottom, right = widest
            place = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
            message = _("%s 是合并的单元格，内容只在左上角一格；请取消合并，逐行填写") % place
            column = layout.columns.get(left)
            yield number, column.label if column else "", Wrong(FaultKind.MERGED, message)
