"""What a merge writes, and what it leaves alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from openpyxl import Workbook

from registry.actions.batches import confirm_batch
from registry.actions.locking import touch
from registry.audit.models import Act
from registry.choices import CollectionState, Relation, Status
from registry.cipher import unseal
from registry.excel import HOUSEHOLDS, MEMBERS, Kind
from registry.imports import staging
from registry.jobs.running import work_through
from registry.models import Household, Membership, MemberYear, Person, Statement, Survey
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import (
    CollectionFactory,
    HouseholdFactory,
    MembershipFactory,
    PersonFactory,
    Tree,
    closed_run,
    household_of,
    id_number,
)

from .conftest import Desk, faults, somebody_acts, verdicts
from .workbooks import ADULT, CHILD, daughter, household, member, workbook

pytestmark = pytest.mark.django_db
HEAD, GIRL = id_number(ADULT, "male", 0), id_number(CHILD, "female", 0)


@pytest.fixture(autouse=True)
def pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each household is merged as a piece of its own, so that nothing may depend on where pieces end."""
    monkeypatch.setattr(staging, "PIECE", 1)


def stored_household(tree: Tree, **fields: Any) -> Household:
    """The household of `workbook()` as it stands in the register: head and daughter."""
    fields = {"status": Status.POOR, "village": tree.village, "attribute": "ordinary_poor", **fields}
    stored = HouseholdFactory(main_cause="illness", address="老屋", **fields)
    head = PersonFactory(number=HEAD, name="石大零", born=ADULT)
    girl = PersonFactory(number=GIRL, name="石小零", sex="female", born=CHILD)
    MembershipFactory(household=stored, person=head)
    MembershipFactory(household=stored, person=girl, relation=Relation.DAUGHTER)
    return stored


def test_a_new_household_comes_in_as_a_candidate_with_its_members_and_year(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    stored = Household.objects.get()
    assert (stored.status, stored.village_code, stored.version) == (Status.CANDIDATE, 433124100200, 1)
    assert stored.pk >= 1_000_000_001
    assert Statement.objects.get(household=stored, year=2016).wage == Decimal(12000)
    assert Survey.objects.get(household=stored, year=2016).safe_water is True
    relations = stored.memberships.order_by("pk").values_list("relation", "counted_from", "kind_in", "reason_in")
    assert list(relations) == [("head", 2016, "natural", "registration"), ("daughter", 2016, "natural", "registration")]
    head = Person.objects.get(name="石大零")
    assert (unseal(head.id_sealed or b""), head.id_last4, head.sex, head.born) == (HEAD, HEAD[-4:], "male", ADULT)
    assert MemberYear.objects.get(person=head, year=2016).health == ["healthy"]
    assert (batch.state, batch.merged_by_name) == ("merged", desk.clerk.name)
    assert batch.staged.get().household_id_found == stored.pk


def everything() -> tuple[dict[str, Any], dict[str, Any]]:
    """A household and its head with every column filled in."""
    own = {"农户": household(), "成员": member()}
    special = {
        "户主姓名": "石大零",
        "户主证件号码": HEAD,
        "家庭人口数": 1,
        "联系电话": "13812345678",
        "银行卡号": "6" * 19,
    }
    special |= {
        "其他致贫原因": "缺技术、缺资金",
        "健康状况": "长期慢性病、残疾",
        "计划脱贫年度": 2018,
        "行政区划代码": None,
    }
    # Somebody with a number has no reason for having none.
    special |= {"暂无证件号码的原因": None}
    special |= {"性别": "男", "出生日期": ADULT, "证件类型": "居民身份证"}
    for table in (HOUSEHOLDS, MEMBERS):
        for column in table.columns:
            if column.kind == Kind.IGNORED or column.part == "total" or column.field == "row.household_id":
                continue
            by_kind = {
                Kind.YES_NO: "是",
                Kind.NUMBER: 12.5,
                Kind.WHOLE: 7,
                Kind.DATE: "2016-03-04",
                Kind.TEXT: "某处",
                Kind.CHOICE: str(next(iter(column.choices or [])).label) if column.choices else None,
            }
            own[table.name].setdefault(column.label, special.get(column.label, by_kind.get(column.kind)))
    own["农户"]["行政区划代码"] = 433124100200
    return own["农户"], own["成员"]


def test_every_column_of_the_workbook_reaches_its_field(desk: Desk) -> None:
    own, head = everything()
    data = workbook([own], [head])
    batch = desk.upload(data)
    assert faults(batch) == []
    desk.merge(batch)
    rows = {
        "household": Household.objects.get(),
        "statement": Statement.objects.get(),
        "survey": Survey.objects.get(),
        "person": Person.objects.get(),
        "membership": Membership.objects.get(),
        "member_year": MemberYear.objects.get(),
    }
    sealed = {"phone": "phone_sealed", "card": "card_sealed", "id_number": "id_sealed"}
    empty = [
        column.field
        for table in (HOUSEHOLDS, MEMBERS)
        for part, row in rows.items()
        for column in table.of(part)
        if column.name != "number_missing" and getattr(row, sealed.get(column.name, column.name)) in (None, "", [])
    ]
    assert empty == []


def test_the_same_values_again_change_nothing(desk: Desk) -> None:
    own, head = everything()
    desk.bring_in(workbook([own], [head]))
    again = desk.upload(workbook([{**own, "户标识": "甲"}], [{**head, "户标识": "甲"}]))
    assert verdicts(again) == {"甲": "unchanged"}


def test_a_household_is_found_by_its_number(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    rows = [{"户编号": stored.pk, "家庭住址": "新屋"}]
    desk.bring_in(workbook(rows, [{"户编号": stored.pk, "姓名": "石大零", "证件号码": HEAD, "与户主关系": "户主"}]))
    stored.refresh_from_db()
    assert (stored.address, stored.version, stored.status) == ("新屋", 2, Status.POOR)


def test_a_household_is_found_by_its_head(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    batch = desk.upload(workbook())
    assert (batch.staged.get().verdict, batch.staged.get().household_id_found) == ("changed", stored.pk)


def test_empty_cells_leave_alone_what_is_there(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    desk.bring_in(workbook([household(主要致贫原因=None, 工资性收入=None, 低保金=300)]))
    stored.refresh_from_db()
    assert (stored.address, stored.main_cause) == ("老屋", "illness")
    statement = Statement.objects.get(household=stored)
    assert (statement.dibao, statement.wage) == (Decimal(300), None)


def test_the_status_column_changes_no_status(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    desk.bring_in(workbook([household(脱贫属性="返贫")]))
    stored.refresh_from_db()
    assert stored.status == Status.POOR


def test_a_person_s_own_fields_change_and_the_household_s_version_with_them(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    desk.bring_in(workbook(None, [member(民族="苗族", 姓名="石太零"), daughter()]))
    stored.refresh_from_db()
    head = Person.objects.get(memberships__household=stored, memberships__relation="head")
    assert (head.ethnicity, head.name, head.name_key, head.version) == ("miao", "石太零", "石太零", 2)
    assert stored.version == 2


def test_members_missing_in_the_file_stay_with_a_warning(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    batch = desk.upload(workbook(None, [member()]))
    assert "石小零" in batch.faults.get(code="left_alone").message
    desk.merge(batch)
    assert stored.memberships.filter(counted_until=None).count() == 2


def test_a_new_member_of_a_registered_household_says_why_and_when(desk: Desk, tree: Tree) -> None:
    stored_household(tree)
    batch = desk.upload(workbook(None, [member(), daughter(number=7)]))
    assert faults(batch) == [("成员", 3, "增加原因", "joining"), ("成员", 3, "增加日期", "joining")]


def test_a_birth_comes_in_as_a_natural_increase_of_the_open_year(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    baby = daughter(number=7, 增加原因="新生儿", 增加日期="2016-02-03")
    desk.bring_in(workbook(None, [member(), daughter(), baby]))
    came = stored.memberships.get(person__name="石小七")
    assert (came.kind_in, came.reason_in, came.counted_from, str(came.joined_on)) == (
        "natural",
        "birth",
        2016,
        "2016-02-03",
    )


def test_an_omitted_person_needs_a_campaign_and_no_workbook(desk: Desk, tree: Tree) -> None:
    stored_household(tree)
    omitted = daughter(number=7, 增加原因="原遗漏人口补录", 增加日期="2016-02-03")
    assert [code for *_place, code in faults(desk.upload(workbook(None, [member(), daughter(), omitted])))] == [
        "joining"
    ]


def test_a_head_may_change_where_one_is_left(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    wife = PersonFactory(number=id_number(ADULT, "female", 5), name="麻冬梅", sex="female", born=ADULT)
    MembershipFactory(household=stored, person=wife, relation=Relation.SPOUSE)
    rows = [member(与户主关系="配偶"), member(number=5, 姓名="麻冬梅", 证件号码=id_number(ADULT, "female", 5))]
    batch = desk.upload(workbook([household(户编号=stored.pk)], rows))
    assert faults(batch) == []
    desk.merge(batch)
    now = dict(stored.memberships.values_list("person__name", "relation"))
    assert (now["麻冬梅"], now["石大零"]) == (Relation.HEAD, Relation.SPOUSE)


def test_a_second_head_beside_the_one_who_stays_is_refused(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    batch = desk.upload(workbook([household(户编号=stored.pk)], [daughter(与户主关系="户主")]))
    assert [code for *_place, code in faults(batch)] == ["head"]


def test_a_household_that_moved_is_not_moved_by_a_workbook(desk: Desk, tree: Tree) -> None:
    stored_household(tree, village=tree.sibling_village)
    assert faults(desk.upload(workbook())) == [("农户", 2, "行政村", "village")]


@pytest.mark.parametrize("status", [Status.REMOVED, Status.CLOSED])
def test_a_household_that_left_the_register_takes_no_workbook(desk: Desk, tree: Tree, status: str) -> None:
    stored = stored_household(tree, status=status)
    batch = desk.upload(workbook([household(户编号=stored.pk)]))
    assert ("农户", 2, "户编号", "status") in faults(batch)


def test_somebody_of_a_closed_household_is_registered_again_and_leaves_it(desk: Desk, tree: Tree) -> None:
    closed = stored_household(tree, status=Status.CLOSED)
    desk.bring_in(workbook())
    new = Household.objects.exclude(pk=closed.pk).get()
    ended = closed.memberships.values_list("counted_until", "kind_out", "reason_out")
    assert set(ended) == {(2016, "transfer", "reregistered")}
    assert new.memberships.filter(counted_until=None).count() == 2


def test_carried_forward_conditions_are_confirmed_by_the_same_values(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    desk.bring_in(workbook())
    with somebody_acts():
        Survey.objects.filter(household=stored).update(confirmed=False)
    batch = desk.upload(workbook([household("重报")], [member("重报"), daughter("重报")]))
    assert batch.staged.get().changes == 1
    desk.merge(batch)
    assert Survey.objects.get(household=stored).confirmed


def test_a_merge_is_one_act_and_every_event_carries_it(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    merge = Act.objects.get(verb="batch.merge")
    assert (merge.actor_name, merge.target_id, merge.batch) == (desk.clerk.name, str(batch.pk), batch.pk)
    for name in ("Household", "Person", "Membership", "MemberYear", "Statement", "Survey"):
        events = apps.get_model("registry", f"{name}Event").objects.all()
        assert events.exists()
        assert {event.pgh_context_id for event in events} == {merge.pk}


def test_all_or_nothing_refuses_while_anything_is_wrong(desk: Desk) -> None:
    batch = desk.upload(workbook([household("1"), household("2", 低保金=-1)], [member("1"), member("2", 2)]))

    with pytest.raises(Refused, match="1 户有误"):
        confirm_batch(batch_id=batch.pk, only_good=False, by=desk.clerk)


def test_good_rows_only_writes_the_good_ones(desk: Desk) -> None:
    batch = desk.bring_in(workbook([household("1"), household("2", 低保金=-1)], [member("1"), member("2", 2)]))
    assert Household.objects.count() == 1
    assert dict(batch.staged.values_list("key", "merged")) == {"1": True, "2": False}


def test_a_household_changed_since_the_check_is_not_overwritten(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    rows = [household("1"), household("2")]
    batch = desk.upload(workbook(rows, [member("1"), daughter("1"), member("2", 2)]))
    bump(stored)
    batch = desk.merge(batch)
    assert verdicts(batch) == {"1": "refused", "2": "new"}
    assert batch.faults.filter(code="stale", staged_number=1).exists()
    assert not Statement.objects.filter(household=stored).exists()


def bump(stored: Household) -> None:
    with somebody_acts():
        touch(stored)


def test_all_or_nothing_writes_nothing_when_anybody_was_faster(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    batch = desk.upload(workbook([household("2"), household("1")], [member("1"), daughter("1"), member("2", 2)]))
    bump(stored)  # in the second piece
    batch = desk.merge(batch, only_good=False)
    assert batch.state == "checked"
    assert "1 户被人改动" in batch.problem
    assert Household.objects.count() == 1


def test_a_person_registered_by_somebody_else_meanwhile_is_not_taken(desk: Desk, tree: Tree) -> None:
    batch = desk.upload(workbook())
    other = household_of(0, village=tree.sibling_village)
    MembershipFactory(household=other, person__number=HEAD, person__name="石大零")
    batch = desk.merge(batch)
    assert verdicts(batch) == {"1": "refused"}
    assert Membership.objects.count() == 1


def test_the_year_that_was_closed_meanwhile_takes_nothing(desk: Desk) -> None:
    batch = desk.upload(workbook())
    closed_run(2016)
    batch = desk.merge(batch)
    assert "2016 年度动态调整已经批准" in batch.problem
    assert not Household.objects.exists()


def test_a_clerk_who_was_transferred_meanwhile_merges_nothing(desk: Desk, cast: Cast) -> None:
    job = confirm_batch(batch_id=desk.upload(workbook()).pk, only_good=True, by=desk.clerk).job
    with somebody_acts():
        cast.county_clerk.postings.update(until=date(2016, 1, 1))
    assert job is not None
    assert work_through(job.pk).state == "failed"
    assert not Household.objects.exists()


def test_a_checked_record_that_a_workbook_changes_waits_for_another_pair_of_eyes_again(
    desk: Desk, tree: Tree, cast: Cast
) -> None:
    stored = stored_household(tree)
    now = timezone.now()
    record = CollectionFactory(
        household=stored,
        entered_by=cast.township_clerk,
        state="checked",
        checked_by=cast.county_approver,
        checked_at=now,
    )
    desk.bring_in(workbook())
    record.refresh_from_db()
    assert (record.state, record.entered_by, record.checked_by) == (CollectionState.ENTERED, desk.clerk, None)


def test_a_file_of_yearly_records_alone_needs_no_sheet_of_members(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    sheet = [{"户编号": stored.pk, "工资性收入": 15000, "解决安全饮用水": "否"}]
    batch = desk.bring_in(workbook(sheet, edit=lambda book: book.remove(book["成员"])))
    assert batch.counts["changed"] == {"households": 1, "rows": 1}
    assert stored.statements.get(year=2016).wage == 15000


def test_a_file_of_members_alone_needs_no_sheet_of_households(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    head = stored.memberships.get(relation="head").person
    row = {
        "户编号": stored.pk,
        "姓名": head.name,
        "证件号码": unseal(bytes(head.id_sealed or b"")),
        "与户主关系": "户主",
    }
    batch = desk.bring_in(workbook([], [row | {"文化程度": "高中"}], edit=lambda book: book.remove(book["农户"])))
    assert batch.counts["changed"] == {"households": 1, "rows": 1}
    assert head.years.get(year=2016).education == "senior"


def test_a_sheet_that_lacks_because_it_has_another_name_is_asked_for(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)

    def misnamed(book: Workbook) -> None:
        book["成员"].title = "人员名单"

    batch = desk.upload(workbook([{"户编号": stored.pk, "工资性收入": 15000}], edit=misnamed))
    assert batch.problem == "没有工作表“成员”；文件中有：农户、人员名单"
