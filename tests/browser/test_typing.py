"""A household of four with its year, typed from the paper by the keyboard alone, and how many strokes that takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from registry import cipher
from registry.accounts.models import User
from registry.choices import Sex
from registry.models import Household, MemberYear, Statement, Survey
from tests.cast import Cast
from tests.factories import id_number

from .typing import Typist

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]

# Strokes may be that many times the characters of the data: text and numbers as they stand on the paper, a choice as
# its code, yes and no as one character, a day as eight. What is empty on the paper is no data, nor what a number tells.
ALLOWED = 1.3


@dataclass(frozen=True)
class Paper:
    """A line of the paper form: codes in its order, "" where it is empty."""

    name: str
    number: str
    relation: str
    education: str
    school: str
    health: str
    labour: str
    work: tuple[str, str]
    insured: str = "1011110"


FAMILY = (
    Paper("石清明", id_number(date(1970, 3, 15), sequence=1), "01", "03", "01", "01", "01", ("04", "8")),
    Paper("吴冬梅", id_number(date(1972, 5, 1), Sex.FEMALE, 2), "02", "02", "01", "02 04", "05", ("", "")),
    Paper("石立夏", id_number(date(2006, 5, 6), Sex.FEMALE, 3), "04", "", "03", "01", "04", ("", "")),
    Paper("石大有", id_number(date(1944, 9, 9), sequence=4), "11", "01", "01", "02", "03", ("", "")),
)


def type_household(typist: Typist) -> None:
    typist.village("cbc", "城北村")
    typist.fill("自然村", "樟树坪")
    typist.fill("村民小组", "3组")
    typist.fill("家庭住址", "樟树坪12号")
    typist.fill("联系电话", "13874300001")
    typist.fill("经度", "109.482211")
    typist.fill("纬度", "28.572233")
    typist.fill("开户银行", "农村信用社")
    typist.fill("银行卡号", "6230901800012345678")
    typist.code("户属性", "04")
    typist.code("主要致贫原因", "01")
    typist.fill("其他致贫原因", "07 09")
    typist.accept("识别标准", "01")
    typist.fill("计划脱贫年度", "2018")
    typist.code("独生子女户", "0")
    typist.code("双女户", "0")
    typist.code("军烈属", "0")
    typist.code("搬迁户", "1")
    typist.code("有搬迁意愿", "1")
    typist.code("安置方式", "1")
    typist.fill("搬迁地址", "城北安置区")


def or_empty(typist: Typist, label: str, code: str) -> None:
    (typist.code if code else typist.fill)(label, code)


def type_member(typist: Typist, member: Paper) -> None:
    typist.fill("姓名", member.name)
    typist.fill("证件号码", member.number)
    typist.code("与户主关系", member.relation)
    typist.code("民族", "06")
    typist.code("政治面貌", "13")
    or_empty(typist, "文化程度", member.education)
    typist.code("在校生状况", member.school)
    typist.fill("未上学原因", "")
    typist.fill("健康状况", member.health)
    typist.code("劳动技能", member.labour)
    or_empty(typist, "务工区域", member.work[0])
    typist.fill("务工时间", member.work[1])
    for label, answer in zip(
        ("城乡居民基本医疗", "城镇职工基本医疗", "大病", "商业", "人身", "城乡居民基本养老", "城镇职工基本养老"),
        member.insured,
        strict=True,
    ):
        typist.code(label, answer)
    typist.code("农村居民最低生活保障", "1")
    typist.fill("特困供养", "")
    typist.code("现役军人", "0")
    typist.code("会讲普通话", "1")
    typist.code("易地扶贫搬迁人口", "1")


def type_income(typist: Typist) -> None:
    for label, amount in (
        ("工资性收入", "18600"),
        ("生产经营性收入", "6350.50"),
        ("生产经营性支出", "2100"),
        ("资产收益扶贫分红收入", "1200"),
        ("其他财产性收入", "300"),
        ("计划生育金", ""),
        ("低保金", "3840"),
        ("特困供养金", ""),
        ("养老保险金", "1236"),
        ("生态补偿金", "450"),
        ("其他转移性收入", "860"),
        ("不计入稳定收入", "1500"),
        ("不计入说明", "助学金"),
    ):
        typist.fill(label, amount)


def type_survey(typist: Typist) -> None:
    for label, code in (
        ("不愁吃", "1"),
        ("不愁穿", "1"),
        ("解决安全饮用水", "1"),
        ("饮水困难", "0"),
        ("饮水情况", "1"),
    ):
        typist.code(label, code)
    typist.code("危房等级", "C")
    typist.code("住房整改", "1")
    typist.code("住房整改日期", "20160312")
    typist.code("住房结构", "3")
    typist.fill("住房面积", "96.5")
    for label, area in (
        ("耕地", "4.2"),
        ("有效灌溉", "2.5"),
        ("林地", "11"),
        ("退耕还林", "3"),
        ("林果", "1.5"),
        ("牧草地", ""),
        ("水面", ""),
    ):
        typist.fill(label, area)
    for label in ("通生产用电", "通生活用电", "通广播电视"):
        typist.code(label, "1")
    typist.fill("与村主干路距离", "0.8")
    for label, code in (
        ("入户路类型", "03"),
        ("有卫生厕所", "1"),
        ("主要燃料类型", "01"),
        ("加入农民专业合作社", "1"),
        ("有龙头企业带动", "0"),
        ("有创业致富带头人带动", "1"),
    ):
        typist.code(label, code)


def assert_saved(household: Household) -> None:
    """What was typed stands in the register, and nothing else."""
    assert cipher.unseal(household.phone_sealed or b"") == "13874300001"
    assert (household.attribute, household.other_causes) == ("dibao_poor", ["skill", "capital"])
    assert (household.resettlement, household.relocation_willing) == ("concentrated", True)
    members = household.memberships.order_by("pk").values_list("person__name", "relation", "person__sex")
    assert list(members)[1:3] == [("吴冬梅", "spouse", "female"), ("石立夏", "daughter", "female")]
    wife = MemberYear.objects.get(person__name="吴冬梅")
    assert (wife.education, wife.health, wife.labour) == ("primary", ["chronic", "disabled"], "weak")
    assert (wife.employee_insurance, wife.resident_pension, wife.work_area, wife.work_months) == (False, True, "", None)
    assert MemberYear.objects.get(person__name="石清明").work_months == 8
    statement = Statement.objects.get(household=household)
    assert (statement.business, statement.excluded, statement.pension) == (
        Decimal("6350.50"),
        Decimal(1500),
        Decimal(1236),
    )
    survey = Survey.objects.get(household=household)
    assert (survey.remedy_on, survey.housing_grade, survey.road) == (date(2016, 3, 12), "C", "concrete")
    assert (survey.orchard, survey.pasture, survey.leading_company) == (Decimal("1.5"), None, False)


def test_a_household_of_four_with_its_year_takes_few_strokes_more_than_its_data(
    page: Page, cast: Cast, sign_in: Callable[[User], None], record_property: Callable[[str, object], None]
) -> None:
    sign_in(cast.county_clerk)
    page.goto("/households/new/")
    page.get_by_role("combobox", name="所在村").focus()
    typist = Typist(page)
    type_household(typist)
    for place, member in enumerate(FAMILY):
        if place:
            typist.at("再加一名成员")
            typist.press("Enter")
        type_member(typist, member)
    typist.at("再加一名成员")
    typist.press("PageDown")
    type_income(typist)
    type_survey(typist)
    typist.press("F8")
    expect(page.get_by_role("heading", level=1)).to_have_text("石清明 户")
    assert_saved(Household.objects.get(group="3组"))
    record_property("strokes", typist.strokes)
    record_property("data", typist.data)
    assert typist.strokes <= ALLOWED * typist.data
