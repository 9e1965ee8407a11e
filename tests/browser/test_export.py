"""A list goes out: the dialog over it, the page of the file, the file itself."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.models import Export
from tests.cast import Cast
from tests.exports.conftest import made
from tests.factories import Tree, household_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_clerk_takes_the_list_out(
    page: Page,
    cast: Cast,
    tree: Tree,
    sign_in: Callable[[User], None],
    assert_accessible: Callable[..., None],
    tmp_path: Path,
) -> None:
    household = household_of(2, village=tree["433124100200"])
    sign_in(cast.county_clerk)
    page.goto("/households/")
    page.get_by_role("button", name="导出", exact=True).click()
    dialog = page.get_by_role("dialog", name="导出“农户”")
    expect(dialog).to_be_visible()
    assert_accessible(page, "#export")
    dialog.get_by_role("button", name="导出", exact=True).click()
    expect(page.get_by_role("heading", name="正在生成文件")).to_be_visible()
    made(Export.objects.get())
    # The bar asks until the file is there; then the page comes whole.
    take = page.get_by_role("button", name="下载", exact=True)
    expect(take).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as download:
        take.click()
    file = tmp_path / "list.xlsx"
    download.value.save_as(file)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [household.pk]
