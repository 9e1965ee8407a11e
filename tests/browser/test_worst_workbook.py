"""A county office's worst workbook: in under a minute it is in, or back on the desk with every fault marked."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.excel import FAULTS_LABEL
from registry.models import Batch, Household
from tests.cast import Cast
from tests.factories import id_number
from tests.imports.workbooks import ADULT, CHILD, daughter, household, member, saved, workbook

from .test_import import download, merge, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]
GOOD, PATIENCE_SECONDS, RED = 1000, 60, "00FF8A80"
Cells = dict[str, Any]
# What is wrong with a household, its head, its daughter; and the word that must be said of it.
WORST: list[tuple[Cells, Cells, Cells, str]] = [
    ({}, {"证件号码": 110101199003070010}, {}, "证件号码存成了数字"),
    ({}, {"证件号码": "000000197005010000"}, {}, "校验码不对"),
    ({}, {"证件号码": None}, {}, "证件号码没有填"),
    ({}, {"出生日期": 25689}, {}, "不是日期"),
    ({}, {"文化程度": "初中毕业班"}, {}, "可填：初中"),
    ({}, {"民族": "06"}, {}, "请填写名称"),
    ({}, {"姓名": "石1号"}, {}, "姓名中不能有数字"),
    ({"工资性收入": "=SUM(1,2)"}, {}, {}, "单元格是公式"),
    ({"工资性收入": "#REF!"}, {}, {}, "错误值"),
    ({"低保金": "约三百"}, {}, {}, "不是数"),
    ({"低保金": -300}, {}, {}, "不能为负"),
    ({"低保金": 300, "转移性收入": 500}, {}, {}, "按分项计算应为 300.00"),
    ({"核算期止": date(2106, 1, 1)}, {}, {}, "2106-01-01"),
    ({"解决安全饮用水": "基本"}, {}, {}, "不是“是”或“否”"),
    ({"联系电话": "138123456"}, {}, {}, "11 位手机号码"),
    ({"行政村": "程北村"}, {}, {}, "相近的有：花垣镇城北村"),
    ({"行政区划代码": 433125100200, "乡镇": None, "行政村": None}, {}, {}, "不是本辖区的村"),
    ({"贫困户属性": None}, {}, {}, "新户须填贫困户属性"),
    ({"家庭人口数": 5}, {}, {}, "成员为 2 人"),
    ({}, {"与户主关系": "其他"}, {}, "没有户主"),
    ({}, {}, {"证件号码": id_number(date(1950, 1, 1), "female", 1), "在校生状况": None}, "的年龄，不能是"),
]


def rows() -> tuple[list[Cells], list[Cells]]:
    """A thousand households as they should be, and one for each of the worst."""
    households, members = [], []
    for number in range(GOOD + len(WORST)):
        own, head, girl, _words = WORST[number - GOOD] if number >= GOOD else ({}, {}, {}, "")
        key, shift = f"{number + 1}", timedelta(days=number)
        households.append(household(key, **{"解决安全饮用水": "√", "村民小组": "　３ 组", **own}))
        members.append(member(key, **{"证件号码": id_number(ADULT + shift, "male", 0), **head}))
        members.append(daughter(key, **{"证件号码": id_number(CHILD + shift, "female", 0), **girl}))
    return households, members


def spoil(book: Workbook) -> None:
    """As it lies on the desk: notes, totals, merged and hidden rows, cells styled down to the last row of the sheet."""
    first, second = book["农户"], book["成员"]
    first.append(["合计", None, None, None, None, 12_000_000])
    second.append(["备注：以上人员均已核实"])
    second.merge_cells("E2:E3")
    first.row_dimensions[3].hidden = True
    first["A1048576"].font = Font(bold=True)
    for cell in first[1]:
        cell.value = {"行政村": "*村 名", "工资性收入": "AAC073"}.get(str(cell.value), cell.value)


def with_title(book: Workbook) -> None:
    """Under a title, as it came from the printer."""
    book["农户"].insert_rows(1, 2)
    book["农户"]["A1"] = "花垣县建档立卡花名册"


@pytest.fixture
def desk(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Page:
    """导入记录 before the county's clerk."""
    sign_in(cast.county_clerk)
    page.goto("/import/")
    return page


def assert_marked(book: Workbook) -> None:
    """Every refused household has words beside it, and a wrong cell is red with a comment."""
    said, red = "", 0
    for name in ("农户", "成员"):
        labels, *lines = book[name].iter_rows()
        place = [cell.value for cell in labels].index(FAULTS_LABEL)
        said += "\n".join(str(line[place].value) for line in lines)
        red += sum(cell.fill.fgColor.rgb == RED and cell.comment is not None for line in lines for cell in line)
    for *_cells, words in [*WORST, ("合计",), ("备注",), ("是合并的单元格",), ("被隐藏",)]:
        assert str(words) in said
    assert red >= len(WORST)


def test_the_worst_workbook_is_in_or_back_on_the_desk_with_every_fault_marked_in_under_a_minute(
    desk: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(desk, workbook(*rows(), edit=with_title), "花名册.xlsx")
    expect(desk.get_by_role("alert")).to_contain_text("表头在第 3 行")
    desk.goto("/import/")
    data, begun = workbook(*rows(), edit=spoil), time.monotonic()
    upload(desk, data, "花名册.xlsx")
    expect(desk.locator("#receipt").get_by_role("row", name="有误")).to_contain_text(str(len(WORST) + 4))
    _, book = download(desk, desk.get_by_role("button", name="下载错误工作簿"))
    took = time.monotonic() - begun
    assert_marked(load_workbook(io.BytesIO(saved(book))))
    merge(desk)
    assert Household.objects.count() == GOOD - 2
    with capsys.disabled():
        print(f"\n{Batch.objects.latest('uploaded_at').rows} rows back on the desk in {took:.1f} s")  # noqa: T201
    assert took < PATIENCE_SECONDS
