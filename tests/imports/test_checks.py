"""Bad rows: each with its place and its reason, all of them at once, and only their own household refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from registry.cipher import unseal
from registry.models import Batch
from tests.factories import HouseholdFactory, MembershipFactory, PersonFactory, Tree, household_of, id_number

from .conftest import Desk, faults, verdicts
from .workbooks import ADULT, daughter, household, member, workbook

pytestmark = pytest.mark.django_db


def with_household(**cells: Any) -> bytes:
    return workbook([household(**cells)])


def with_head(**cells: Any) -> bytes:
    return workbook(None, [member(**cells), daughter()])


def with_daughter(**cells: Any) -> bytes:
    return workbook(None, [member(), daughter(**cells)])


GOOD = id_number(ADULT, "male", 0)
WRONG_CHECK = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")

# What is wrong → the file, and the sheet, row, column and code of the one error it must give.
BAD_CELLS = {
    "an ID number as a number": (with_head(证件号码=110101199003070010), ("成员", 2, "证件号码", "numeric_id")),
    "a card as a number": (with_household(银行卡号=6222020200112233), ("农户", 2, "银行卡号", "numeric_id")),
    "a wrong check digit": (with_head(证件号码=WRONG_CHECK), ("成员", 2, "证件号码", "id_number")),
    "a birth date that disagrees": (with_head(出生日期="1970-05-02"), ("成员", 2, "出生日期", "disagrees")),
    "a sex that disagrees": (with_head(性别="女"), ("成员", 2, "性别", "disagrees")),
    "no ID number": (with_head(证件号码=None), ("成员", 2, "证件号码", "missing")),
    "no name": (with_head(姓名="  "), ("成员", 2, "姓名", "missing")),
    "a formula": (with_household(工资性收入="=6000*2"), ("农户", 2, "工资性收入", "formula")),
    "an error cell": (with_household(工资性收入="#REF!"), ("农户", 2, "工资性收入", "error_cell")),
    "negative money": (with_household(低保金=-300), ("农户", 2, "低保金", "negative")),
    "words for an amount": (with_household(低保金="约三百"), ("农户", 2, "低保金", "number")),
    "too large an amount": (with_household(低保金=10**11), ("农户", 2, "低保金", "number")),
    "thirteen months of work": (with_head(**{"务工时间（月）": 13}), ("成员", 2, "务工时间（月）", "number")),
    "half a person": (with_household(家庭人口数=2.5), ("农户", 2, "家庭人口数", "number")),
    "a date as a number": (with_head(出生日期=25689), ("成员", 2, "出生日期", "date")),
    "the 30th of February": (with_household(核算期起="2016-02-30"), ("农户", 2, "核算期起", "date")),
    "the year 2106": (with_household(核算期止=date(2106, 1, 1)), ("农户", 2, "核算期止", "date")),
    "an unknown word": (with_head(文化程度="初中毕业班"), ("成员", 2, "文化程度", "choice")),
    "an ambiguous code": (with_head(民族="06"), ("成员", 2, "民族", "choice")),
    "neither yes nor no": (with_household(解决安全饮用水="基本"), ("农户", 2, "解决安全饮用水", "choice")),
    "too long a text": (with_household(村民小组="一" * 21), ("农户", 2, "村民小组", "text")),
    "a phone of nine digits": (with_household(联系电话="138123456"), ("农户", 2, "联系电话", "text")),
    "three other causes": (with_household(其他致贫原因="缺水、缺土地、因学"), ("农户", 2, "其他致贫原因", "choice")),
    "the main cause again": (with_household(其他致贫原因="因病"), ("农户", 2, "其他致贫原因", "choice")),
    "an exited household's attribute": (with_household(贫困户属性="一般脱贫户"), ("农户", 2, "贫困户属性", "status")),
    "no attribute": (with_household(贫困户属性=None), ("农户", 2, "贫困户属性", "missing")),
    "a village nobody knows": (with_household(行政村="无名村"), ("农户", 2, "行政村", "village")),
    "a neighbour county's village": (
        with_household(行政区划代码=433125100200, 乡镇=None, 行政村=None),
        ("农户", 2, "行政村", "village"),
    ),
    "a code that is another village's": (with_household(行政区划代码=433124100201), ("农户", 2, "行政村", "village")),
    "no village": (with_household(行政村=None), ("农户", 2, "行政村", "missing")),
    "a household number of nobody": (with_household(户编号=1999999999), ("农户", 2, "户编号", "unknown_household")),
    "a total that is no sum": (with_household(转移性收入=500, 低保金=300), ("农户", 2, "转移性收入", "sum")),
    "a wrong size": (with_household(家庭人口数=3), ("农户", 2, "家庭人口数", "sum")),
    "another head's name": (with_household(户主姓名="麻大零"), ("农户", 2, "户主姓名", "head")),
    "another head's number": (
        with_household(户主证件号码=id_number(ADULT, "male", 9)),
        ("农户", 2, "户主证件号码", "head"),
    ),
    "no relation": (with_daughter(与户主关系=None), ("成员", 3, "与户主关系", "missing")),
    "a daughter who is a man": (
        with_daughter(证件号码=id_number(date(2006, 9, 2), "male", 3)),
        ("成员", 3, "与户主关系", "relation"),
    ),
    "no head": (with_head(与户主关系="其他"), ("农户", 2, "户主姓名", "head")),
    "a household without members": (workbook([household("1"), household("2")]), ("农户", 3, "户标识", "no_members")),
    "a member without a household": (workbook(None, [member(), daughter("7")]), ("成员", 3, "户标识", "no_household")),
    "neither key nor number": (workbook(None, [member(), daughter("")]), ("成员", 3, "户标识", "missing")),
}


@pytest.mark.parametrize(("data", "expected"), BAD_CELLS.values(), ids=BAD_CELLS.keys())
def test_a_bad_cell_is_refused_at_its_place(desk: Desk, data: bytes, expected: tuple[str, int, str, str]) -> None:
    assert expected in faults(desk.upload(data))


def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    data = workbook(
        [household(低保金=-1, 解决安全饮用水="基本", 行政村="无名村")],
        [member(证件号码=WRONG_CHECK, 文化程度="大学"), daughter(出生日期="2006-09-03")],
    )
    codes = sorted(code for _sheet, _row, _column, code in faults(desk.upload(data)))
    assert codes == ["choice", "choice", "disagrees", "id_number", "negative", "village"]


def test_two_heads_are_both_marked(desk: Desk) -> None:
    batch = desk.upload(workbook(None, [member(), member(number=1)]))
    assert faults(batch) == [("成员", 2, "与户主关系", "head"), ("成员", 3, "与户主关系", "head")]
    assert "石大零（2）、石大一（3）" in batch.faults.all()[0].message


def test_a_person_twice_in_a_file_names_both_rows(desk: Desk) -> None:
    data = workbook([household("1"), household("2"), household("3")], [member("1"), member("2"), member("3", 3)])
    batch = desk.upload(data)
    assert faults(batch) == [("成员", 2, "证件号码", "twice"), ("成员", 3, "证件号码", "twice")]
    assert "第 2、3 行" in batch.faults.all()[0].message
    assert verdicts(batch) == {"1": "refused", "2": "refused", "3": "new"}


def test_a_person_as_id_card_and_as_disability_certificate_is_one_person(desk: Desk) -> None:
    data = workbook(
        [household("1"), household("2")], [member("1"), member("2", 证件号码=GOOD + "43", 证件类型="残疾人证")]
    )
    assert [code for *_place, code in faults(desk.upload(data))] == ["twice", "twice"]


def test_a_person_of_another_county_is_refused_and_nothing_but_the_county_is_told(desk: Desk, tree: Tree) -> None:
    elsewhere = household_of(1, village=tree.neighbour_village)
    person = elsewhere.memberships.get().person
    assert person.id_sealed is not None
    data = workbook(None, [member(证件号码=unseal(person.id_sealed)), daughter()])
    (fault,) = desk.upload(data).faults.filter(code="elsewhere")
    assert "保靖县" in fault.message
    for secret in (tree.neighbour_village.name, str(elsewhere.pk), person.name):
        assert secret not in fault.message


def test_a_person_known_but_in_no_household_may_come(desk: Desk) -> None:
    PersonFactory(number=GOOD, name="石大零")
    assert verdicts(desk.upload(workbook())) == {"1": "new"}


def test_a_number_that_is_known_under_another_name_is_refused(desk: Desk) -> None:
    PersonFactory(number=GOOD, name="向小满")
    assert faults(desk.upload(workbook())) == [("成员", 2, "姓名", "elsewhere")]


def test_a_key_twice_refuses_both_rows_and_all_their_members(desk: Desk) -> None:
    data = workbook([household("1"), household("1"), household("2")], [member("1"), daughter("1"), member("2", 2)])
    batch = desk.upload(data)
    assert faults(batch) == [("农户", 2, "户标识", "key_twice"), ("农户", 3, "户标识", "key_twice")]
    assert verdicts(batch) == {"1": "refused", "2": "new"}


def test_two_rows_that_are_one_household_of_the_register_are_refused(desk: Desk, tree: Tree) -> None:
    stored = HouseholdFactory(village=tree.village, status="candidate", attribute="ordinary_poor")
    MembershipFactory(household=stored, person__number=GOOD, person__name="石大零")
    data = workbook([household("1"), household("2", 户编号=stored.pk)], [member("1"), member("2", 5)])
    assert [code for *_place, code in faults(desk.upload(data)) if code == "key_twice"] == ["key_twice"] * 2


def test_a_refused_household_takes_its_members_with_it_and_nothing_else(desk: Desk) -> None:
    data = workbook(
        [household(str(number), 低保金=-1 if number == 1 else 10) for number in range(3)],
        [row for number in range(3) for row in (member(str(number), number), daughter(str(number), number))],
    )
    batch = desk.upload(data)
    assert verdicts(batch) == {"0": "new", "1": "refused", "2": "new"}
    assert batch.counts["refused"] == {"households": 1, "rows": 3}


def test_every_row_of_the_file_is_accounted_for(desk: Desk) -> None:
    data = workbook(
        [household("1"), household("2", 低保金=-1), household("2"), household("3")],
        [member("1"), daughter("1"), member("2", 2), member("9", 4), daughter("", 5)],
    )
    batch = desk.upload(data)
    assert batch.rows == 9
    assert sum(counted["rows"] for counted in batch.counts.values()) == 9


WARNINGS = {
    "an unknown column": (with_household(备注="走访过"), "column"),
    "the status": (with_household(脱贫属性="返贫"), "ignored"),
    "an old number": (with_head(证件号码=GOOD[:6] + GOOD[8:17]), "notice"),
    "a total alone": (with_household(工资性收入=None, 转移性收入=100), "sum"),
}


@pytest.mark.parametrize(("data", "code"), WARNINGS.values(), ids=WARNINGS.keys())
def test_a_warning_refuses_nothing(desk: Desk, data: bytes, code: str) -> None:
    batch = desk.upload(data)
    assert list(batch.faults.values_list("code", "warning")) == [(code, True)]
    assert verdicts(batch) == {"1": "new"}


GOOD_CELLS = {
    "codes and labels": with_head(与户主关系="01 本人或户主", 民族="15", 文化程度=3, 健康状况="02、04"),
    "full-width digits and spaces": with_household(村民小组="　３ 组 ", 低保金="１，２００.50"),
    "dates in several forms": with_household(核算期起="2015年10月1日", 核算期止=20160930),
    "yes in several forms": with_household(不愁吃="√", 不愁穿=1, 通生活用电=True, 军烈属="否"),
    "totals that add up": with_household(低保金=300, 养老保险金="200.5", 转移性收入=500.5, 人均纯收入=6250.25),
    "a village by its code": with_household(行政区划代码="433124100200", 乡镇=None, 行政村=None),
    "a village without its ending": with_household(乡镇="花垣", 行政村="城北村民委员会"),
}


@pytest.mark.parametrize("data", GOOD_CELLS.values(), ids=GOOD_CELLS.keys())
def test_what_people_write_and_mean_well_is_taken(desk: Desk, data: bytes) -> None:
    assert faults(desk.upload(data)) == []


def test_headers_are_matched_by_code_and_alias_in_any_order(desk: Desk) -> None:
    def rename(book: Workbook) -> None:
        for sheet, names in (
            ("农户", {"工资性收入": "AAC073", "贫困户属性": "户属性", "行政村": "村 名"}),
            ("成员", {"证件号码": "身份证号", "姓名": "*AAB002", "与户主关系": "AAB006"}),
        ):
            for cell in book[sheet][1]:
                cell.value = names.get(str(cell.value), str(cell.value))
            book[sheet].move_range("A1:A9", cols=30)

    batch = desk.upload(workbook(edit=rename))
    assert (batch.problem, verdicts(batch)) == ("", {"1": "new"})


def test_an_unknown_word_is_answered_with_the_nearest_ones(desk: Desk) -> None:
    fault = desk.upload(with_head(文化程度="初中毕业")).faults.get()
    assert "可填：初中" in fault.message


def edited(edit: Callable[[Workbook], object]) -> bytes:
    return workbook(edit=edit)


def renamed(old: str, new: str) -> bytes:
    def edit(book: Workbook) -> None:
        for sheet in book.worksheets:
            for cell in sheet[1]:
                cell.value = new if cell.value == old else cell.value

    return edited(edit)


def second_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["农户"]).title = "户表"


def title_above(book: Workbook) -> None:
    book["农户"].insert_rows(1, 2)
    book["农户"]["A1"] = "花垣县花名册"


REFUSED_FILES = {
    "a missing sheet": (edited(lambda book: book.remove(book["成员"])), "没有工作表“成员”"),
    "two sheets for one": (edited(second_sheet), "只留一个"),
    "a missing column": (renamed("证件号码", "号"), "缺少列：证件号码"),
    "a column twice": (renamed("行政村", "乡镇"), "“乡镇”出现不止一次"),
    "a head in row 3": (edited(title_above), "表头在第 3 行"),
    "no head": (edited(lambda book: book["农户"].delete_rows(1)), "第一行不是表头"),
    "no data": (workbook([dict.fromkeys(household())], [dict.fromkeys(member())]), "没有数据"),
    "an empty sheet": (workbook([], []), "是空的"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED_FILES.values(), ids=REFUSED_FILES.keys())
def test_a_file_whose_head_is_wrong_goes_back_as_a_whole(desk: Desk, data: bytes, words: str) -> None:
    batch = desk.upload(data)
    assert words in batch.problem
    assert (batch.state, Batch.objects.get().staged.count()) == ("refused", 0)
