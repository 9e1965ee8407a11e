"""The household's page as a story: what it tells of identity, members, years and acts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from registry import cipher
from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import Guarantee, Health, Joining, Kind, Leaving, Outcome, Status
from registry.models import Closing, Household, Membership, MemberYear
from registry.queries.history import history_of
from registry.queries.records import facts_of_record, record_of
from registry.queries.side_by_side import condition_table, income_table, year_ends
from registry.queries.story import identity_of, member_lines
from registry.rules.guarantees import checklist
from tests.cast import Cast
from tests.factories import (
    MembershipFactory,
    MemberYearFactory,
    PersonFactory,
    StatementFactory,
    SurveyFactory,
    Tree,
    closed_run,
    enter_year,
    household_of,
)

SignedIn = Callable[[User], Client]
FORM_BEGINS = ["户编号", "行政村", "自然村", "村民小组", "家庭住址", "经度", "纬度", "户主姓名", "户主证件号码"]


@pytest.fixture
def household(tree: Tree) -> Household:
    """Four members, with 2015 closed at 1,000 a head and 2016 entered at 5,000."""
    made = household_of(4, village=tree.village, phone_sealed=cipher.seal("13812345678"), card_last4="4321")
    enter_year(made, 2015, wage=2000, business=None, business_cost=None, pension=2000)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Closing.objects.create(
            household=made,
            year=2015,
            village_code=made.village_code,
            closing_status=Status.POOR,
            outcome=Outcome.UNCHANGED,
            attribute=made.attribute,
            members_closing=4,
            income_per_head=Decimal("1000.00"),
            line=2855,
            **dict.fromkeys(("income", "housing"), Guarantee.UNMET),
            **dict.fromkeys(("food", "clothing", "water", "education", "medical"), Guarantee.MET),
        )
    closed_run(2015)
    enter_year(made)
    return made


def page_of(client: Client, household: Household, **query: str) -> str:
    answer = client.get(reverse("registry:household", args=[household.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def amounts(household: Household) -> dict[str, list[Any]]:
    record = record_of(household)
    table = income_table(record, facts_of_record(record, 2016))
    return {line.label: list(line.amounts) for line in table.lines}


def test_income_stands_by_year_with_its_items_and_against_each_years_line(household: Household) -> None:
    lines = amounts(household)
    assert lines["转移性"] == [Decimal(2000), Decimal(0)]
    assert lines["养老保险金"] == [Decimal(2000), None]
    assert lines["人均纯收入"] == [Decimal("1000.00"), Decimal("5000.00")]
    assert lines["国家扶贫标准"] == [Decimal(2855), Decimal(2952)]
    assert lines["高于标准"] == [Decimal("-1855.00"), Decimal("2048.00")]


def test_a_closed_year_keeps_its_income_per_head_when_somebody_joins(household: Household) -> None:
    MembershipFactory(household=household, person=PersonFactory(), relation="grandson", counted_from=2016)
    assert amounts(household)["人均纯收入"] == [Decimal("1000.00"), Decimal("4000.00")]


def test_guarantees_of_closed_years_come_from_the_closing_and_those_of_the_open_one_from_today(
    household: Household,
) -> None:
    record = record_of(household)
    ends = year_ends(record, checklist(facts_of_record(record, 2016)), 2016)
    assert [end.year for end in ends.years] == [2015, 2016]
    assert dict(ends.lines)["住房"] == [Guarantee.UNMET, Guarantee.MET]
    assert [end.closing is not None for end in ends.years] == [True, False]


def test_living_conditions_mark_what_differs_from_the_year_before(tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    SurveyFactory(household=household, year=2015, housing_grade="D")
    SurveyFactory(household=household, year=2016, housing_grade="B", confirmed=False)
    table = condition_table(record_of(household))
    grade = next(line for line in table.lines if line.label == "危房等级")
    assert [(cell.text, cell.changed) for cell in grade.cells] == [("D级（整幢危险）", False), ("B级（安全）", True)]
    food = next(line for line in table.lines if line.label == "不愁吃")
    assert not any(cell.changed for cell in food.cells)
    assert table.unconfirmed == {2016}


def test_the_identity_follows_the_form_and_shows_the_last_four_alone(household: Household) -> None:
    facts = identity_of(record_of(household))
    by_label = {fact.label: fact for fact in facts}
    assert [fact.label for fact in facts][:9] == FORM_BEGINS
    assert (by_label["联系电话"].value, by_label["联系电话"].last4) == ("5678", True)
    assert (by_label["银行卡号"].value, by_label["银行卡号"].last4) == ("4321", True)
    assert by_label["家庭人口数"].value == "4 人"
    assert set(by_label) >= {"识别标准", "其他致贫原因", "首次识别时间", "返贫原因", "双女户", "搬迁地址"}


def test_a_member_says_what_the_year_changed(household: Household) -> None:
    spouse = household.memberships.get(relation="spouse")
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        MemberYear.objects.filter(person=spouse.person_id, year=2016).update(health=[Health.CHRONIC])
    bride = MembershipFactory(
        household=household,
        person=PersonFactory(name="田小满"),
        relation="daughter_in_law",
        counted_from=2016,
        reason_in=Joining.MARRIAGE,
    )
    changes = {line.membership.pk: line.changes for line in member_lines(record_of(household), 2016)}
    assert changes[spouse.pk] == ["健康状况：健康 → 长期慢性病"]
    assert changes[bride.pk] == ["本年增加：婚入"]


def test_the_page_shows_a_temporary_number_and_those_who_left(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    baby = PersonFactory(
        name="田小暑",
        number=None,
        number_missing="newborn",
        number_missing_since=date(2016, 5, 1),
        born=date(2016, 4, 1),
    )
    MembershipFactory(household=household, person=baby, relation="grandson", counted_from=2016)
    gone = household.memberships.get(relation="son")
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Membership.objects.filter(pk=gone.pk).update(
            counted_until=2016, kind_out=Kind.NATURAL, reason_out=Leaving.RECRUITED, left_on=date(2016, 3, 8)
        )
    page = page_of(signed_in_as(cast.county_clerk), household)
    assert "临时编号" in page
    assert "新生儿未上户口" in page
    assert "参军转干或招录入编，2016年3月8日" in page


def test_neither_phone_nor_card_nor_number_stands_on_the_page_whole(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    page = page_of(signed_in_as(cast.county_clerk), household)
    assert "5678" in page
    assert "13812345678" not in page
    for membership in household.memberships.select_related("person"):
        assert cipher.unseal(bytes(membership.person.id_sealed or b"")) not in page


def test_what_former_members_do_elsewhere_is_not_told_here(cast: Cast, tree: Tree, household: Household) -> None:
    gone = household.memberships.select_related("person").get(relation="daughter")
    with transaction.atomic(), act("test.away", by=cast.neighbour_clerk):
        Membership.objects.filter(pk=gone.pk).update(
            counted_until=2016, kind_out=Kind.NATURAL, reason_out=Leaving.MARRIAGE, left_on=date(2016, 3, 8)
        )
    elsewhere = tree.neighbour_village.code
    with transaction.atomic(), act("test.elsewhere", by=cast.neighbour_clerk):
        gone.person.village_code, gone.person.name = elsewhere, "已改名"
        gone.person.save()
    MemberYearFactory(person=gone.person, year=2017, village_code=elsewhere)
    told = history_of(household)
    assert [entry.verb for entry in told][:1] == ["test.away"]
    assert not any("2017" in made for entry in told for made in entry.made)


def test_the_page_costs_a_fixed_number_of_queries_however_many_members_and_years(
    cast: Cast,
    tree: Tree,
    household: Household,
    signed_in_as: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in_as(cast.county_clerk)
    with django_assert_max_num_queries(90) as small:
        page_of(client, household)
    for sequence in range(6):
        person = PersonFactory(sequence=300 + sequence)
        MembershipFactory(household=household, person=person, relation="grandson", counted_from=2016)
        MemberYearFactory(person=person, year=2016)
    for year in (2017, 2018):
        StatementFactory(household=household, year=year)
        SurveyFactory(household=household, year=year)
    with django_assert_max_num_queries(len(small)):
        page_of(client, household)


def test_all_acts_stand_on_a_page_of_their_own(cast: Cast, household: Household, signed_in_as: SignedIn) -> None:
    answer = signed_in_as(cast.county_clerk).get(reverse("registry:household_history", args=[household.pk]))
    assert answer.context["page"].paginator.count == len(history_of(household))
    assert signed_in_as(cast.neighbour_clerk).get(answer.request["PATH_INFO"]).status_code == 404
