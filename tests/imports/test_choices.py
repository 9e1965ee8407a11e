"""What the clerk chooses: whether empty cells clear, which households are written; and the way back."""

from decimal import Decimal

import pytest

from registry.actions.batches import confirm_batch
from registry.actions.locking import touch
from registry.actions.operations import undo_operation
from registry.audit.models import Act
from registry.models import Batch, Household, Membership, MemberYear, Operation, Person, Statement, Survey
from registry.refusal import Refused
from tests.factories import ExtraFieldFactory, Tree

from .conftest import Desk, faults, somebody_acts, verdicts
from .test_merge import stored_household
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db


def full(desk: Desk) -> Household:
    """A household with something to lose, in the register."""
    own = household("1", 低保金=300, 家庭住址="老屋", 联系电话="13812345678", 大牲畜=2, 住房面积=80)
    desk.bring_in(workbook([own], [member(民族="苗族", 务工区域="省外务工"), daughter()]))
    return Household.objects.get()


EMPTYING = {"低保金": None, "家庭住址": None, "联系电话": None, "大牲畜": None, "住房面积": None}


def emptying() -> bytes:
    people = [member("2", 民族=None, 健康状况=None, 城乡居民基本医疗保险=None, 务工区域=None), daughter("2")]
    return workbook([household("2", **EMPTYING), household("3")], [*people, member("3", 3)])


def test_empty_cells_clear_where_the_uploader_chose_so(desk: Desk) -> None:
    ExtraFieldFactory(province_code=430000000000)
    stored = full(desk)
    batch = desk.upload(emptying(), clears=True)
    assert verdicts(batch) == {"2": "changed", "3": "new"}
    desk.merge(batch)
    stored.refresh_from_db()
    statement, survey = Statement.objects.get(household=stored), Survey.objects.get(household=stored)
    assert (stored.address, stored.phone_sealed, stored.phone_index) == ("", None, None)
    assert (statement.dibao, statement.wage) == (None, Decimal(12000))
    assert (survey.housing_area, survey.extra, survey.safe_water) == (None, {}, True)
    head = Person.objects.get(memberships__household=stored, memberships__relation="head")
    year = MemberYear.objects.get(person=head)
    assert (head.ethnicity, year.health, year.resident_insurance, year.work_area) == ("", [], None, "")
    assert (head.name, head.id_index is None, year.education) == ("石大零", False, "junior")


def test_columns_that_the_file_does_not_have_are_never_cleared(desk: Desk) -> None:
    full(desk)
    batch = desk.upload(workbook([household("2", 家庭人口数=2)], [member("2"), daughter("2")]), clears=True)
    assert verdicts(batch) == {"2": "unchanged"}


def test_a_sum_is_checked_against_what_would_be_left(desk: Desk) -> None:
    full(desk)
    rows = [household("2", 低保金=None, 养老保险金=100, 转移性收入=400)]
    people = [member("2"), daughter("2")]
    assert faults(desk.upload(workbook(rows, people))) == []
    assert faults(desk.upload(workbook(rows, people), clears=True)) == [("农户", 2, "转移性收入", "sum")]


def test_the_same_file_with_the_other_choice_is_another_batch(desk: Desk) -> None:
    data = workbook()
    assert desk.upload(data).pk != desk.upload(data, clears=True).pk


@pytest.mark.parametrize(("writes", "keys"), [("new", {"3"}), ("changed", {"2"}), ("both", {"2", "3"})])
def test_new_households_or_changed_ones_or_both_are_written(
    desk: Desk, tree: Tree, writes: str, keys: set[str]
) -> None:
    stored_household(tree)
    data = workbook([household("2"), household("3")], [member("2"), daughter("2"), member("3", 3)])
    batch = desk.merge(desk.upload(data), writes=writes)
    assert set(batch.staged.filter(merged=True).values_list("key", flat=True)) == keys
    assert Household.objects.count() == 1 + ("3" in keys)
    assert Statement.objects.filter(household__status="poor").exists() == ("2" in keys)


def test_nothing_to_write_of_the_kind_chosen_is_said(desk: Desk) -> None:
    batch = desk.upload(workbook())
    with pytest.raises(Refused, match="没有可以合并的户（只更新）"):
        confirm_batch(batch_id=batch.pk, only_good=True, writes="changed", by=desk.clerk)


def undo(desk: Desk, batch: Batch) -> Batch:
    assert batch.operation_id is not None
    undo_operation(operation_id=batch.operation_id, by=desk.clerk)
    return Batch.objects.get(pk=batch.pk)


def test_a_whole_batch_is_undone_and_its_file_may_come_again(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    data = workbook(
        [household("1", 家庭住址="新屋"), household("2")], [member("1", 民族="苗族"), daughter("1"), member("2", 2)]
    )
    batch = undo(desk, desk.bring_in(data))
    assert batch.state == "undone"
    stored.refresh_from_db()
    assert (Household.objects.get(), stored.address, Membership.objects.count()) == (stored, "老屋", 2)
    assert not Statement.objects.exists()
    assert not Person.objects.filter(ethnicity="miao").exists()
    assert Act.objects.filter(verb="operation.undo").exists()
    again = desk.bring_in(data)
    assert (again.pk != batch.pk, again.state) == (True, "merged")


def test_a_batch_on_which_something_was_built_is_not_undone_and_says_what(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    with somebody_acts():
        stored = Household.objects.get()
        stored.address = "新屋"
        stored.save(update_fields=["address"])
        touch(stored)
    with pytest.raises(Refused, match="之后已有人办理"):
        undo(desk, batch)
    assert Household.objects.count() == 1


def test_an_import_stands_among_the_clerk_s_operations(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    operation = Operation.objects.get()
    assert (operation.pk, operation.kind, operation.households, operation.reason) == (
        batch.operation_id,
        "import",
        1,
        "户.xlsx",
    )
