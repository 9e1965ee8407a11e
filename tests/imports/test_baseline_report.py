"""首次建库: the forms in which years come, and what is said where they do not add up."""

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from registry.choices import BatchKind, BatchState
from registry.cipher import unseal_bytes
from registry.models import Batch, Closing, Household, Membership
from tests.cast import Cast
from tests.factories import closed_run

from .conftest import Desk
from .national import VILLAGE, book, head, home, three_years

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> Desk:
    """The county clerk's, where the province has closed 2014 and 2015."""
    for year in (2014, 2015):
        closed_run(year, baseline=year == 2014)
    return Desk(cast.county_clerk, 433124000000, BatchKind.BASELINE)


def remarks(batch: Batch) -> list[tuple[str, str]]:
    """What does not add up, by kind."""
    return sorted(set(batch.faults.filter(warning=True).values_list("code", "sheet")))


def errors(batch: Batch) -> list[tuple[str, str, int | None]]:
    return list(batch.faults.filter(warning=False).order_by("pk").values_list("code", "sheet", "row"))


def years(**only: Any) -> list[tuple[int, str, str, int]]:
    found = Closing.objects.filter(**only).order_by("household", "year")
    return list(found.values_list("year", "closing_status", "outcome", "members_closing"))


# Forms


def test_years_come_as_sheets(county: Desk) -> None:
    exited = home(脱贫属性="已脱贫（享受政策）", 贫困户属性="一般脱贫户", 脱贫年度=2015)
    batch = county.bring_in(three_years(农户2015=[exited], 农户=[exited]))
    assert (batch.state, remarks(batch), errors(batch)) == (BatchState.MERGED, [], [])
    assert years() == [(2014, "poor", "unchanged", 1), (2015, "exited", "exited", 1)]
    household = Household.objects.get()
    assert (household.status, household.exit_year, household.first_identified_month) == ("exited", 2015, 12)


def test_columns_are_known_by_their_codes(county: Desk) -> None:
    row = {"AAC001": "H1", "AAR008": VILLAGE, "AAR010": "0", "AAC006": "01", "AAR041": "201312", "AAC073": 2000}
    person = head()
    coded = {"AAC001": "H1", "AAB002": person["姓名"], "AAB004": person["证件号码"], "AAB006": "01", "AAB015": 1}
    batch = county.bring_in(book(农户2015=[row], 成员2015=[coded]))
    assert (batch.state, remarks(batch)) == (BatchState.MERGED, [])
    assert years() == [(2015, "poor", "unchanged", 1)]
    assert Closing.objects.get().income_per_head == Decimal(2000)


def test_years_come_as_columns_and_statuses_from_the_years_of_change(county: Desk) -> None:
    before = {"2014年人均纯收入": 1900, "2014年家庭人口数": 1}
    now = home(脱贫属性="已脱贫", 贫困户属性="一般脱贫户", 脱贫年度=2015) | before
    batch = county.bring_in(book(农户=[now], 成员=[head()]))
    assert (batch.state, errors(batch)) == (BatchState.MERGED, [])
    assert years() == [(2014, "poor", "unchanged", 1), (2015, "exited", "exited", 1)]
    first, last = Closing.objects.order_by("year")
    assert (first.income_per_head, first.income, last.income_per_head) == (Decimal(1900), "unmet", Decimal(2000))
    assert Membership.objects.get().counted_from == 2014


def test_years_come_as_rows_with_a_column_that_names_them(county: Desk) -> None:
    batch = county.bring_in(book(农户=[home(年度=2014), home(年度=2015)], 成员=[head(年度=2014), head(年度=2015)]))
    assert (batch.state, remarks(batch)) == (BatchState.MERGED, [])
    assert years() == [(2014, "poor", "unchanged", 1), (2015, "poor", "unchanged", 1)]


def test_the_register_as_it_stood_is_the_last_closed_year(county: Desk) -> None:
    batch = county.bring_in(book(农户=[home()], 成员=[head()]))
    assert batch.state == BatchState.MERGED
    assert years() == [(2015, "poor", "unchanged", 1)]
    assert set(Household.objects.get().surveys.values_list("year", flat=True)) == set()


def test_a_member_who_left_is_counted_until_the_year_that_says_so(county: Desk) -> None:
    two, son = home(家庭人口数=2), head(number=1, 与户主关系="之子")
    gone = {**son, "人员状态": "自然减少", "减少原因": "死亡", "减少日期": "2015-03-01"}
    county.bring_in(three_years(农户2014=[two], 成员2014=[head(), son], 成员2015=[head(), gone]))
    row = Closing.objects.get(year=2015)
    assert (row.members_opening, row.decrease_natural, row.members_closing) == (2, 1, 1)
    left = Membership.objects.get(counted_until=2015)
    assert (left.reason_out, left.kind_out, str(left.left_on)) == ("death", "natural", "2015-03-01")


def test_who_goes_from_one_household_to_another_is_transferred(county: Desk) -> None:
    other, son = home("H2"), head(number=1, 与户主关系="之子")
    moved = {**son, "户编号": "H2", "与户主关系": "之子"}
    second = head("H2", 2)
    batch = county.bring_in(
        book(
            农户2014=[home(家庭人口数=2), other],
            成员2014=[head(), son, second],
            农户2015=[home(), home("H2", 家庭人口数=2)],
            成员2015=[head(), {**son, "人员状态": 2}, second, moved],
        )
    )
    assert (batch.state, remarks(batch)) == (BatchState.MERGED, [])
    changes = Closing.objects.filter(year=2015).order_by("household")
    assert list(changes.values_list("decrease_transfer", "increase_transfer")) == [(1, 0), (0, 1)]


# What does not add up


RELAPSED = home(脱贫属性="返贫", 返贫年度=2015)
SON = head(number=1, 与户主关系="之子")
ODD: dict[str, tuple[dict[str, Any], str]] = {
    "a count that is not that of the members": ({"农户2014": [home(家庭人口数=3)]}, "count"),
    "a status that cannot follow": ({"农户2015": [RELAPSED], "农户": [RELAPSED]}, "order"),
    "a year of exit that no year shows": ({"农户": [home(脱贫年度=2014)]}, "year_of_change"),
    "income per head beside the items": ({"农户2014": [home(人均纯收入=2500)]}, "income"),
    "somebody who is no longer told of": ({"农户2014": [home(家庭人口数=2)], "成员2014": [head(), SON]}, "vanished"),
    "an attribute that goes with another status": ({"农户2014": [home(贫困户属性="一般脱贫户")]}, "order"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_does_not_add_up_is_reported_and_comes_in(name: str, county: Desk) -> None:
    changes, code = ODD[name]
    batch = county.bring_in(three_years(**changes))
    assert (batch.state, errors(batch)) == (BatchState.MERGED, [])
    assert code in {found for found, __ in remarks(batch)}


UNSAID = home(脱贫属性=None, 首次识别时间=None)
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a household that is missing in a year": ({"农户2015": [home("H2")], "成员2015": [head("H2", 3)]}, "years"),
    "a status now that is not last year's": ({"农户": [home(脱贫属性="已脱贫", 贫困户属性="一般脱贫户")]}, "status"),
    "a year without a status": ({"农户2014": [UNSAID], "农户2015": [UNSAID], "农户": [UNSAID]}, "missing"),
    "two rows of one year": ({"农户2015": [home(), home()]}, "key_twice"),
    "somebody twice in one household": ({"成员2015": [head(), head()]}, "twice"),
    "no head now": ({"成员": [head(与户主关系="之子")]}, "head"),
    "members of no household": ({"成员2015": [head(), head("H9", 4)]}, "no_household"),
    "a village of another county": ({"农户2014": [home(行政区划代码=433125100200)]}, "village"),
    "a number that lost its digits": ({"农户": [home(), home() | {"户编号": 1234567890123456789}]}, "numeric_id"),
    "no date": ({"农户": [home(首次识别时间="很早")]}, "date"),
    "a split without its year": ({"农户": [home(分户来源="H7")]}, "missing"),
    "a total below the households": ({"农户2015": [home(), {"户编号": "合计", "家庭人口数": 1}]}, "remark"),
    "a note below the members": ({"成员": [head(), {"户编号": "备注：均已核实"}]}, "remark"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused_with_its_row(name: str, county: Desk) -> None:
    changes, code = WRONG[name]
    batch = county.upload(three_years(**changes))
    assert batch.state == BatchState.CHECKED
    assert code in {found for found, __, row in errors(batch) if row}
    assert batch.counts["refused"]["households"] >= 1
    assert sum(count["rows"] for count in batch.counts.values()) == batch.rows


def test_one_person_in_two_households_is_refused_now_and_reported_of_the_past(county: Desk) -> None:
    both = {
        "农户2014": [home(), home("H2", 家庭人口数=2)],
        "农户2015": [home(), home("H2")],
        "农户": [home(), home("H2")],
    }
    second, again = head("H2", 2), head("H2", 0, 与户主关系="其他")
    now = {"成员2015": [head(), second], "成员": [head(), second]}
    past = county.upload(three_years(**both, **now, 成员2014=[head(), second, again]))
    assert (errors(past), {code for code, __ in remarks(past)} >= {"two_households"}) == ([], True)
    present = county.upload(
        three_years(**both, 成员2014=[head(), second], 成员2015=[head(), second, again], 成员=[head(), second])
    )
    assert {code for code, *__ in errors(present)} == {"two_households"}


FILES: dict[str, tuple[dict[str, Any], str]] = {
    "a year the province never closed": ({"农户2013": [home()], "成员2013": [head()]}, "没有已结账的 2013"),
    "a year to come": ({"农户2017": [home()], "成员2017": [head()]}, "2017"),
    "the same year twice": ({"2014年农户": [home()]}, "同一年"),
    "a sheet without the key": ({"农户2014": [{"脱贫属性": "未脱贫", "家庭人口数": 1}]}, "缺少列：户编号"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_whose_years_are_wrong_goes_back_whole(name: str, county: Desk) -> None:
    changes, words = FILES[name]
    batch = county.upload(three_years(**changes))
    assert batch.state == BatchState.REFUSED
    assert words in batch.problem


def test_a_sheet_that_is_of_no_year_is_said_not_to_be_read(county: Desk) -> None:
    batch = county.upload(three_years(汇总=[{"村": "城北村", "户数": 1}]))
    assert remarks(batch) == [("notice", "汇总")]


def test_the_report_sums_up_by_village_and_year(county: Desk) -> None:
    batch = county.upload(three_years(农户2014=[home(家庭人口数=3)]))
    assert batch.report["left_out"] == 0
    assert [row[:6] for row in batch.report["rows"]] == [
        [VILLAGE, "城北村", 2014, 1, 1, 3],
        [VILLAGE, "城北村", 2015, 1, 1, 1],
        [VILLAGE, "城北村", 2016, 1, 1, 1],
    ]


def test_the_refused_come_back_in_all_their_sheets_and_go_in_when_corrected(county: Desk) -> None:
    both = {"农户2014": [home(), home("H2", 行政区划代码=1)], "农户2015": [home(), home("H2")]}
    people = {name: [head(), head("H2", 2)] for name in ("成员2014", "成员2015")}
    batch = county.bring_in(book(**both, **people))
    assert batch.counts["refused"] == {"households": 1, "rows": 4}
    returned = load_workbook(io.BytesIO(unseal_bytes(batch.errors_sealed or b"")))
    assert {name: returned[name].max_row for name in both | people} == dict.fromkeys(both | people, 2)
    sheet = returned["农户2014"]
    assert "行政区划代码 1 不是本辖区的村" in str(sheet.cell(2, sheet.max_column - 1).value)
    sheet.cell(2, 2).value = VILLAGE
    out = io.BytesIO()
    returned.save(out)
    again = county.bring_in(out.getvalue())
    assert (again.state, errors(again)) == (BatchState.MERGED, [])
    assert years() == [(2014, "poor", "unchanged", 1), (2015, "poor", "unchanged", 1)] * 2
