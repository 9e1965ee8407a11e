"""Workbooks whose sheets or heads are not those that are meant."""

from collections.abc import Callable

from openpyxl import Workbook

from registry.excel import tables_of
from registry.imports.template import template
from tests.imports.formats import text
from tests.imports.workbooks import household, member, workbook

from .wanted import Bad


def edited(edit: Callable[[Workbook], object]) -> Callable[[], bytes]:
    """The usual workbook, spoilt."""
    return lambda: workbook(edit=edit)


def renamed(old: str, new: str) -> Callable[[], bytes]:
    """The usual workbook with a column that is called otherwise."""

    def rename(book: Workbook) -> None:
        for sheet in book.worksheets:
            for cell in sheet[1]:
                cell.value = new if cell.value == old else cell.value

    return edited(rename)


def other_names(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.title = f"表{sheet.title}一"


def sheet_more(book: Workbook) -> None:
    book.copy_worksheet(book["农户"]).title = "农户（续）"


def second_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["农户"]).title = "户表"


def title_above(book: Workbook) -> None:
    book["农户"].insert_rows(1, 2)
    book["农户"]["A1"] = "花垣县花名册"
    book["农户"].merge_cells("A1:G1")


def title_above_less(book: Workbook) -> None:
    title_above(book)
    for cell in book["农户"][3]:
        cell.value = {"户标识": "序号", "工资性收入": "贫困户属性"}.get(str(cell.value), cell.value)


def groups_above(book: Workbook) -> None:
    """Two rows of heads: groups over several columns, and the columns."""
    book["成员"].insert_rows(1)
    book["成员"]["A1"], book["成员"]["E1"] = "基本情况", "教育和健康"
    book["成员"].merge_cells("A1:D1")
    book["成员"].merge_cells("E1:G1")


def merged_head(book: Workbook) -> None:
    book["农户"].merge_cells("C1:D1")


def tall_head(book: Workbook) -> None:
    book["农户"].insert_rows(2)
    for letter in "ABCDEFG":
        book["农户"].merge_cells(f"{letter}1:{letter}2")


def note_beside(book: Workbook) -> None:
    book["农户"]["H1"], book["农户"]["H2"] = "联系人意见", "同意"


def status_beside(book: Workbook) -> None:
    book["农户"]["H1"], book["农户"]["H2"] = "脱贫属性", "未脱贫"


def older_template() -> bytes:
    """A template of another version, filled in with a household that has all it needs."""

    def outdate(book: Workbook) -> None:
        book.create_sheet("选项")["A1"] = "jingzhun-households-1"

    return workbook(edit=outdate)


HEADS = {
    "no sheet of members": Bad(edited(lambda book: book.remove(book["成员"]))),
    "sheets of other names": Bad(edited(other_names)),
    "two sheets where one is meant": Bad(edited(second_sheet)),
    "a missing column": Bad(renamed("证件号码", "号")),
    "no column that tells the household": Bad(renamed("户标识", "序号")),
    "a column twice": Bad(renamed("行政村", "乡镇")),
    "a column twice by its code": Bad(renamed("工资性收入", "AAC006")),
    "a head in row 3 under a merged title": Bad(edited(title_above)),
    "a title above a head that lacks a column and has one twice": Bad(edited(title_above_less)),
    "a head of two rows": Bad(edited(groups_above)),
    "merged headers": Bad(edited(merged_head)),
    "headers merged downwards": Bad(edited(tall_head)),
    "no head": Bad(edited(lambda book: book["农户"].delete_rows(1))),
    "an unknown .csv": Bad(lambda: b"a,b\n1,2\n"),
    "a .csv without its required columns": Bad(lambda: text([{"姓名": "石大零", "与户主关系": "户主"}])),
    "no data below the heads": Bad(lambda: workbook([dict.fromkeys(household())], [dict.fromkeys(member())])),
    "empty sheets": Bad(lambda: workbook([], [])),
    "a template nobody filled in": Bad(lambda: template([], tables_of(433124000000, 2016))),
    "an unknown column": Bad(edited(note_beside), "column", "农户", None, "联系人意见", told=True),
    "a column that a workbook cannot change": Bad(
        edited(status_beside), "ignored", "农户", None, "脱贫属性", told=True
    ),
    "a sheet more, which nobody reads": Bad(edited(sheet_more), "notice", "农户（续）", told=True),
    "a workbook of an older template": Bad(older_template, "notice", "选项", told=True),
}
