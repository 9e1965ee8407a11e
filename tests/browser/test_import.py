"""A clerk brings in a workbook, gets the bad rows back, corrects them and brings them in as well."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Locator, Page, expect

from registry.accounts.models import User
from registry.models import Batch
from tests.cast import Cast
from tests.imports.workbooks import daughter, household, member, workbook

from .working import do_the_work

AssertAccessible = Callable[[Page], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]

# Of three households the second has no head and the third a wrong ID number.
THREE = workbook(
    [household("1"), household("2"), household("3")],
    [
        member("1", 1),
        daughter("1", 2),
        member("2", 3, 与户主关系="之子"),
        member("3", 4, 证件号码="000000197005010000"),
    ],
)


@pytest.fixture
def desk(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Page:
    """导入记录 before the county's clerk."""
    sign_in(cast.county_clerk)
    page.goto("/import/")
    return page


def upload(desk: Page, data: bytes, name: str = "花垣县.xlsx") -> None:
    """Choose the file, send it, and wait for the findings."""
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    desk.get_by_label("工作簿").set_input_files(FilePayload(name=name, mimeType=mime, buffer=data))
    desk.get_by_role("button", name="上传并校验").click()
    expect(desk.get_by_role("progressbar", name="进度", exact=True)).to_be_visible()
    do_the_work()


def merge(desk: Page) -> None:
    """Confirm and wait for the receipt."""
    desk.get_by_role("button", name="合并…").click()
    desk.get_by_role("dialog").get_by_role("button", name="合并", exact=True).click()
    expect(desk.get_by_role("progressbar", name="进度", exact=True)).to_be_visible()
    do_the_work()
    expect(desk.get_by_role("heading", name="回执")).to_be_visible()


def preview(desk: Page, words: str) -> None:
    """The households of one verdict."""
    desk.locator("#preview").get_by_role("link", name=words).click()


def download(desk: Page, button: Locator) -> tuple[str, Workbook]:
    """The name under which a workbook would be kept, and what is in it."""
    with desk.expect_download() as saved:
        button.click()
    return saved.value.suggested_filename, load_workbook(io.BytesIO(saved.value.path().read_bytes()))


def corrected(book: Workbook) -> bytes:
    """The error workbook with a head in household 2 and a right number in household 3."""
    labels, *rows = book["成员"].iter_rows()
    column = {label.value: place for place, label in enumerate(labels)}
    for row in rows:
        if row[column["户标识"]].value == "2":
            row[column["与户主关系"]].value = "户主"
        else:
            row[column["证件号码"]].value = member("3", 4)["证件号码"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_bad_rows_are_shown_good_ones_merged_and_the_bad_ones_come_back_to_be_corrected(
    desk: Page, assert_accessible: AssertAccessible
) -> None:
    upload(desk, THREE)
    expect(desk.locator("#receipt").get_by_role("row", name="有误")).to_contain_text("2")
    assert_accessible(desk)
    preview(desk, "有误 2")
    rows = desk.get_by_role("region", name="预览").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("校验码")
    merge(desk)
    name, book = download(desk, desk.get_by_role("button", name="下载错误工作簿"))
    assert name == "待改正-花垣县.xlsx"
    assert [row[0].value for row in book["农户"].iter_rows(min_row=2)] == ["2", "3"]
    desk.goto("/households/")
    expect(desk.get_by_role("table").get_by_role("rowheader")).to_have_text(["石大一"])


def test_the_corrected_error_workbook_is_taken_as_it_is(desk: Page) -> None:
    upload(desk, THREE)
    merge(desk)
    _, book = download(desk, desk.get_by_role("button", name="下载错误工作簿"))
    desk.goto("/import/")
    upload(desk, corrected(book), "改正.xlsx")
    expect(desk.locator("#receipt").get_by_role("row", name="新增")).to_contain_text("2")
    merge(desk)
    desk.goto("/households/")
    expect(desk.get_by_role("table").get_by_role("rowheader")).to_have_text(["石大一", "石大三", "石大四"])


def test_a_text_file_named_xlsx_is_refused_in_words(desk: Page) -> None:
    upload(desk, "这不是工作簿".encode())
    expect(desk.get_by_role("alert")).to_contain_text("xlsx")
    expect(desk.get_by_role("button", name="合并…")).to_have_count(0)


def test_the_template_is_downloaded_ready_to_fill_in(desk: Page) -> None:
    _, book = download(desk, desk.get_by_role("link", name="农户与成员", exact=True))
    assert {"农户", "成员"} <= set(book.sheetnames)


def slow_down(desk: Page, bytes_a_second: int) -> None:
    """A line such as a township has."""
    network = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    desk.context.new_cdp_session(desk).send("Network.emulateNetworkConditions", network)


def test_an_upload_shows_how_far_it_has_come_and_can_be_stopped(
    desk: Page, assert_accessible: AssertAccessible
) -> None:
    slow_down(desk, 200_000)
    file = FilePayload(name="大.xlsx", mimeType="application/octet-stream", buffer=bytes(4_000_000))
    desk.get_by_label("工作簿").set_input_files(file)
    desk.get_by_role("button", name="上传并校验").click()
    sending = desk.locator("[data-sending]")
    expect(sending.get_by_role("status")).to_contain_text("/ 3.8 MB · ")
    assert_accessible(desk)
    desk.get_by_role("button", name="停止上传").click()
    expect(sending.get_by_role("status")).to_have_text("已经停止，没有保存")
    expect(desk.get_by_role("button", name="上传并校验")).to_be_enabled()
    assert not Batch.objects.exists()


def test_too_large_a_file_is_named_before_it_is_sent(desk: Page, tmp_path: Path) -> None:
    large = tmp_path / "全省.xlsx"
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    desk.get_by_label("工作簿").set_input_files(large)
    said = "input => input.validationMessage"
    expect(desk.get_by_label("工作簿")).to_have_js_property("validity.customError", True)
    assert desk.get_by_label("工作簿").evaluate(said) == "文件有 200.0 MB，超过上限 50 MB，请拆成几个文件"
