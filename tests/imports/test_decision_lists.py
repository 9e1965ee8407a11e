"""Workbooks of decisions: proposed by the rules of the page, never approved."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from registry.actions.batch_lists import undo_decisions
from registry.actions.decisions import approve_decision
from registry.choices import DecisionKind, DecisionState, Status
from registry.cipher import unseal_bytes
from registry.models import Batch, Decision, Household
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import (
    CampaignFactory,
    DecisionFactory,
    HouseholdFactory,
    MembershipFactory,
    PersonFactory,
    Tree,
    closed_run,
    household_of,
    id_number,
)

from .conftest import Desk, faults, somebody_acts, verdicts
from .lists import decision, listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def decisions(cast: Cast) -> Desk:
    """The county clerk's, in the open year 2016."""
    closed_run(2015)
    return Desk(cast.county_clerk, 433124000000, "decisions")


@pytest.fixture
def poor(tree: Tree) -> Household:
    return household_of(2, village=tree.village)


def messages(batch: Batch) -> list[tuple[int | None, str, str, str]]:
    """Errors of a batch as the page shows them."""
    found = batch.faults.filter(warning=False).order_by("sheet", "row", "pk")
    return list(found.values_list("row", "column", "code", "message"))


def test_a_row_is_proposed_as_on_the_page_and_waits_for_another_person(decisions: Desk, poor: Household) -> None:
    batch = decisions.bring_in(listing(决定=[decision(poor.pk, 来源="村级评议")]))
    made = Decision.objects.get()
    assert (batch.state, made.household, made.kind, made.state) == ("merged", poor, DecisionKind.EXIT, "proposed")
    assert (made.proposed_by, made.year, made.source) == (decisions.clerk, 2016, "村级评议")
    assert (made.decided_on, made.announced_on) == (date(2016, 12, 1), date(2016, 12, 10))
    assert (made.procedure_complete, made.document_number) == (True, "花扶领〔2016〕8号")


def test_the_household_is_found_by_the_heads_id_number(decisions: Desk, poor: Household) -> None:
    head = poor.memberships.get(relation="head").person
    number = unseal_bytes(bytes(head.id_sealed)).decode() if head.id_sealed else ""
    decisions.bring_in(listing(决定=[decision(户主证件号码=number, 户主姓名=head.name)]))
    assert Decision.objects.get().household == poor


def test_the_same_file_five_times_proposes_once(decisions: Desk, poor: Household) -> None:
    data = listing(决定=[decision(poor.pk)])
    first = decisions.bring_in(data)
    assert {decisions.upload(data).pk for _ in range(4)} == {first.pk}
    assert Decision.objects.count() == 1


def test_the_same_decision_in_another_file_is_unchanged(decisions: Desk, poor: Household, tree: Tree) -> None:
    decisions.bring_in(listing(决定=[decision(poor.pk)]))
    other = household_of(1, village=tree.village)
    batch = decisions.upload(listing(决定=[decision(poor.pk), decision(other.pk)]))
    assert verdicts(batch) == {str(poor.pk): "unchanged", str(other.pk): "new"}


NOBODY = id_number(date(1970, 1, 2), "male", 77)  # born on another day than anybody a factory makes
WRONG: list[tuple[dict[str, object], str, str, str]] = [
    ({"类别": "返贫", "返贫原因": "因病"}, "类别", "rule", "“未脱贫”的户不能作“返贫”决定"),
    ({"类别": "清退"}, "专项行动", "rule", "清退只能在专项行动中进行，请选择专项行动"),
    ({"类别": "脱贪"}, "类别", "choice", "“脱贪”不在“类别”的选项之内，可填：脱贫"),
    ({"类别": None}, "类别", "missing", "类别没有填"),
    ({"理由": None}, "理由", "missing", "理由没有填"),
    ({"文件日期": "2016年13月1日"}, "文件日期", "date", "日期 2016年13月1日 不存在"),
    ({"文件日期": "2017-01-05"}, "文件日期", "date", "日期 2017-01-05 不在 1900-01-01 与 2016-12-31 之间"),
    ({"专项行动": "无此行动"}, "专项行动", "choice", "2016 年没有专项行动“无此行动”；可填：没有"),
    ({"户主姓名": "某某"}, "户主姓名", "head", "户主姓名“某某”与登记的户主“石大壮”不符"),
    (
        {"户主证件号码": 433124197005010000},
        "户主证件号码",
        "numeric_id",
        "户主证件号码存成了数字，末几位可能已经丢失；请把这一列设为“文本”格式后重新填写",
    ),
    (
        {"户主证件号码": NOBODY},
        "户主证件号码",
        "unknown_household",
        f"本辖区没有户主证件号码尾号 {NOBODY[-4:]} 的户",
    ),
    ({"户编号": 99999999}, "户编号", "unknown_household", "本辖区没有户编号 99999999"),
    ({"户编号": None}, "户编号", "missing", "户编号和户主证件号码都没有填"),
]


def test_every_wrong_row_is_named_with_its_place_and_the_good_one_is_taken(decisions: Desk, tree: Tree) -> None:
    rows = []
    for cells, *_said in WRONG:
        household = HouseholdFactory(village=tree.village, status=Status.POOR)
        MembershipFactory(household=household, person=PersonFactory(name="石大壮"))
        rows.append(decision(household.pk) | cells)
    batch = decisions.upload(listing(决定=[*rows, decision(household_of(1, village=tree.village).pk)]))
    assert messages(batch) == [(row, *said) for row, (_cells, *said) in enumerate(WRONG, start=2)]
    assert batch.counts["new"] == {"households": 1, "rows": 1}
    assert batch.counts["refused"] == {"households": len(WRONG), "rows": len(WRONG)}


def test_anothers_household_does_not_exist_for_the_file(decisions: Desk, tree: Tree) -> None:
    foreign = household_of(1, village=tree.neighbour_village)
    batch = decisions.upload(listing(决定=[decision(foreign.pk)]))
    assert messages(batch) == [(2, "户编号", "unknown_household", f"本辖区没有户编号 {foreign.pk}")]


def test_two_rows_of_one_household_are_both_refused(decisions: Desk, poor: Household) -> None:
    batch = decisions.upload(listing(决定=[decision(poor.pk), decision(poor.pk, 理由="又一次")]))
    assert [row[:3] for row in messages(batch)] == [(2, "户编号", "again"), (3, "户编号", "again")]


def test_beside_a_standing_decision_there_is_no_other(decisions: Desk, poor: Household) -> None:
    DecisionFactory(household=poor, kind="exit", reason="别的理由", year=2016)
    batch = decisions.upload(listing(决定=[decision(poor.pk)]))
    assert [row[:3] for row in messages(batch)] == [(2, "类别", "rule")]
    assert "一户一年只能有一项" in messages(batch)[0][3]


def test_a_removal_names_its_campaign(decisions: Desk, poor: Household) -> None:
    campaign = CampaignFactory(name="2016 年清退", opens=date(2016, 1, 1), closes=date(2016, 12, 31))
    decisions.bring_in(listing(决定=[decision(poor.pk, 类别="清退", 专项行动="2016 年清退")]))
    assert Decision.objects.get().campaign == campaign


def test_what_changed_since_the_check_is_left_out_or_stops_all(decisions: Desk, poor: Household, tree: Tree) -> None:
    other = household_of(1, village=tree.village)
    batch = decisions.upload(listing(决定=[decision(poor.pk), decision(other.pk)]))
    with somebody_acts():
        Household.objects.filter(pk=poor.pk).update(status=Status.EXITED)
    stopped = decisions.merge(batch, only_good=False)
    assert (stopped.state, Decision.objects.count()) == ("checked", 0)
    merged = decisions.merge(batch)
    assert (merged.state, Decision.objects.get().household) == ("merged", other)
    assert faults(merged) == [("决定", 2, "", "stale")]
    assert merged.errors_sealed is not None


def test_the_error_workbook_comes_back_corrected(decisions: Desk, poor: Household, tree: Tree) -> None:
    other = household_of(1, village=tree.village)
    batch = decisions.bring_in(listing(决定=[decision(poor.pk, 类别="脱贪"), decision(other.pk)]))
    book = load_workbook(io.BytesIO(unseal_bytes(batch.errors_sealed or b"")))
    sheet = book["决定"]
    assert sheet.max_row == 2
    wrong = next(cell for cell in sheet[2] if cell.value == "脱贪")
    assert wrong.comment is not None
    assert "脱贫" in wrong.comment.text
    wrong.value = "脱贫"
    out = io.BytesIO()
    book.save(out)
    assert decisions.bring_in(out.getvalue()).counts["new"]["households"] == 1
    assert set(Decision.objects.values_list("household", flat=True)) == {poor.pk, other.pk}


def made(batch: Batch) -> list[int]:
    return list(Decision.objects.values_list("pk", flat=True))


def test_undoing_withdraws_all_of_it(decisions: Desk, poor: Household) -> None:
    batch = decisions.bring_in(listing(决定=[decision(poor.pk)]))
    undo_decisions(batch_id=batch.pk, decision_ids=made(batch), by=decisions.clerk)
    batch.refresh_from_db()
    assert (batch.state, Decision.objects.get().state) == ("undone", DecisionState.WITHDRAWN)


def test_what_was_approved_is_not_undone(decisions: Desk, poor: Household, cast: Cast) -> None:
    batch = decisions.bring_in(listing(决定=[decision(poor.pk)]))
    one = Decision.objects.get()
    approve_decision(decision_id=one.pk, version=one.version, by=cast.county_approver)
    with pytest.raises(Refused, match="不再是待审批"):
        undo_decisions(batch_id=batch.pk, decision_ids=made(batch), by=decisions.clerk)


def test_a_file_of_households_is_none_of_decisions(decisions: Desk) -> None:
    batch = decisions.upload(listing(农户=[{"户标识": 1, "行政村": "城北村"}]))
    assert (batch.state, batch.problem) == ("refused", "没有工作表“决定”；文件中有：农户")
