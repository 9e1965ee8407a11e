"""A county office looks at what does not add up in the years it is about to bring in."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.choices import BatchKind
from registry.models import Batch
from registry.parameters.choices import LineKind
from registry.parameters.models import PovertyLine
from tests.cast import Cast
from tests.factories import closed_run
from tests.imports.conftest import Desk, somebody_acts
from tests.imports.national import head, home, three_years

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(cast: Cast) -> Batch:
    """A checked file of one household, whose count of 2014 is not that of its members."""
    with somebody_acts():
        for year in (2014, 2015):
            PovertyLine.objects.get_or_create(
                year=year, kind=LineKind.NBS, province_code=None, defaults={"amount": Decimal(2800), "source": "测试"}
            )
    for year in (2014, 2015):
        closed_run(year, baseline=year == 2014)
    desk = Desk(cast.county_clerk, 433124000000, BatchKind.BASELINE)
    other = home("H2", 脱贫年度=2014)
    changes = {"农户2014": [home(家庭人口数=3), other], "农户2015": [home(), other], "农户": [home(), other]}
    members = {name: [head(), head("H2", 2)] for name in ("成员2014", "成员2015", "成员")}
    return desk.upload(three_years(**changes, **members), "花垣县建档立卡2014—2016.xlsx")


def test_what_does_not_add_up_is_seen_year_by_year_and_place_by_place(
    page: Page,
    batch: Batch,
    cast: Cast,
    sign_in: Callable[[User], None],
    assert_accessible: Callable[[Page], None],
) -> None:
    sign_in(cast.county_clerk)
    page.goto(f"/import/{batch.pk}/")
    page.get_by_role("link", name="核对报告").click()
    expect(page.get_by_role("row", name="2014 2 2 4")).to_be_visible()
    expect(page.get_by_text("2014 年家庭人口数填了 3，按成员为 1 人")).to_be_visible()
    page.locator("#villages").get_by_role("link", name="2014").click()
    expect(page.locator("#villages").get_by_role("row", name="城北村 2 2 4")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载核对报告").click()
    assert taken.value.suggested_filename == "核对报告-花垣县建档立卡2014—2016.xlsx"
