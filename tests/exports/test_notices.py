"""公示名单: what the public may read of a household, and nothing else (trust.md, finding 1 and G12)."""

import io
import zipfile
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import models, transaction

from registry import cipher
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import Attribute, Cause, DecisionKind, DecisionState, Health
from registry.models import Household, Membership, MemberYear, Person, Statement, Survey
from registry.rules.notices import last_day
from tests.canaries import BORN, NAMES, NUMBERS
from tests.cast import Cast
from tests.factories import DecisionFactory, Tree, enter_year, household_of

from .conftest import Browser, Desk, rows_of

pytestmark = pytest.mark.django_db

BIRD, PHONE, CARD, AMOUNT = "鸟", "13800009999", "6222000011112222", 98765
# All that may be read: the head's name, the group, how many they are.
NAME, GROUP = NAMES["own"], "第七组"


def planted(field: "models.Field[Any, Any]") -> Any:
    """Something in a field that can be told again; None where it must stay as it is."""
    if field.is_relation or field.name in {"id", "version", "year", "village_code", "counted_from", "name", "group"}:
        return None
    if isinstance(field, models.BinaryField):
        return cipher.seal({"phone_sealed": PHONE, "card_sealed": CARD}.get(field.name, NUMBERS["own"]))
    if isinstance(field, models.CharField) and not field.choices:
        return f"{BIRD}{field.name}"[: field.max_length]
    if isinstance(field, models.DecimalField) and field.name not in {"longitude", "latitude"}:
        return AMOUNT
    return None


def plant_canaries(household: Household) -> None:
    """In every field of the household, its members and their years."""
    persons = Person.objects.filter(memberships__household=household)
    mine: list[Any] = [
        Household.objects.filter(pk=household.pk),
        persons,
        MemberYear.objects.filter(person__in=persons),
        Survey.objects.filter(household=household),
        Statement.objects.filter(household=household),
    ]
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        for rows in mine:
            fields = {f.name: value for f in rows.model._meta.concrete_fields if (value := planted(f)) is not None}
            fields.pop("id_index", None)
            rows.update(**fields)
        mine[0].update(attribute=Attribute.DIBAO_POOR, main_cause=Cause.ILLNESS, group=GROUP)
        mine[1].update(id_last4=NUMBERS["own"][-4:])
        mine[2].update(health=[Health.SERIOUS])
        Person.objects.exclude(memberships__relation="head").filter(pk__in=persons).update(name=f"{BIRD}家人")


FORBIDDEN = (
    NUMBERS["own"],
    NUMBERS["own"][-4:],
    str(BORN.year),
    PHONE,
    CARD,
    CARD[-4:],
    str(AMOUNT),
    str(Cause.ILLNESS.label),
    str(Health.SERIOUS.label),
    str(Attribute.DIBAO_POOR.label),
)


def of_bird(text: str) -> list[str]:
    """Canaries that sing in a text from which the one that may has been taken."""
    text = text.replace(NAME, "")
    return [word for word in (BIRD, *FORBIDDEN) if word in text]


@pytest.fixture
def noticed(tree: Tree, cast: Cast) -> Household:
    """A household proposed for exit, with a canary in every field."""
    household = household_of(
        3, village=tree["433124100200"], head={"name": NAME, "number": NUMBERS["own"], "born": BORN}
    )
    enter_year(household)
    plant_canaries(household)
    DecisionFactory(household=household, kind=DecisionKind.EXIT, proposed_by=cast.nobody, reason=f"{BIRD}理由")
    return household


def asked(tree: Tree, **more: str) -> str:
    """The address of the list of a county's first notice of exits."""
    usual = {"area": str(tree["433124"].pk), "kind": "exit", "stage": "first", "year": "2016", "begins": "2016-11-01"}
    return urlencode({**usual, **more})


def test_the_canaries_are_planted(noticed: Household, desk: Desk) -> None:
    page = desk.client.get(f"/households/{noticed.pk}/").content.decode()
    assert all(word in page for word in (NUMBERS["own"][-4:], str(Cause.ILLNESS.label), f"{BIRD}家人"))


def test_the_paper_says_the_name_the_group_and_the_number_of_persons_alone(
    noticed: Household, desk: Desk, tree: Tree
) -> None:
    page = desk.client.get(f"/notices/?{asked(tree, telephone='12317')}").content.decode()
    paper = page[page.index("<main") :]
    for words in (
        NAME,
        GROUP,
        "<td>3</td>",
        "2016 年拟脱贫户名单第一次公示",
        "12317",
        "2016年11月1日",
        "2016年11月8日",
    ):
        assert words in paper, words
    assert of_bird(paper) == []


def test_the_sheet_says_no_more(noticed: Household, desk: Desk, tree: Tree) -> None:
    file = desk.fetch(desk.order("notices", asked(tree), whole_numbers="yes", reason="核对"))
    village = tree["433124100200"].shown_name
    assert rows_of(file) == [
        ["村", "村民小组", "户主姓名", "家庭人口", "事项"],
        [village, GROUP, NAME, 3, "拟脱贫户"],
    ]
    book = zipfile.ZipFile(io.BytesIO(file))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)
    assert of_bird(sheets) == []
    assert "内部资料" not in sheets


def test_what_is_blank_is_written_by_hand(noticed: Household, desk: Desk, tree: Tree) -> None:
    page = desk.client.get(f"/notices/?{asked(tree, begins='')}").content.decode()
    assert "公示期自　　　年" in page
    assert 'class="blank"' in page


def test_an_announcement_lists_what_is_approved_alone(noticed: Household, desk: Desk, tree: Tree) -> None:
    assert "没有要列入的户" in desk.client.get(f"/notices/?{asked(tree, stage='announcement')}").content.decode()
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        noticed.decisions.update(state=DecisionState.APPROVED)
    page = desk.client.get(f"/notices/?{asked(tree, stage='announcement')}").content.decode()
    assert "2016 年脱贫户名单公告" in page
    assert "公示期" not in page[page.index("<main") :]


def test_another_county_is_no_choice(noticed: Household, cast: Cast, signed_in_as: Browser, tree: Tree) -> None:
    page = signed_in_as(cast.neighbour_clerk).get(f"/notices/?{asked(tree)}").content.decode()
    assert NAME not in page
    assert "选择一个有效的选项" in page or "不是可用的选项" in page or 'aria-invalid="true"' in page


def test_each_village_has_a_sheet_in_the_order_of_its_groups(tree: Tree, cast: Cast, desk: Desk) -> None:
    for village, group in (("433124100200", "10组"), ("433124100200", "2组"), ("433124100201", "1组")):
        household = household_of(1, village=tree[village], group=group)
        DecisionFactory(household=household, kind=DecisionKind.EXIT, proposed_by=cast.nobody)
    sheets = desk.client.get(f"/notices/?{asked(tree)}").context["sheets"]
    assert [[line.group for line in sheet.lines] for sheet in sheets] == [["2组", "10组"], ["1组"]]


def test_the_day_on_which_a_notice_is_put_up_is_not_counted() -> None:
    assert last_day(date(2016, 11, 1), 7) == date(2016, 11, 8)


def test_members_who_left_are_not_counted(noticed: Household, desk: Desk, tree: Tree) -> None:
    member = Membership.objects.filter(household=noticed).exclude(relation="head").first()
    assert member is not None
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Membership.objects.filter(pk=member.pk).update(
            counted_until=2016, kind_out="natural", reason_out="death", left_on=date(2016, 5, 1)
        )
    assert rows_of(desk.fetch(desk.order("notices", asked(tree))))[1][3] == 2
