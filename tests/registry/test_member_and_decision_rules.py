"""What stands in the way of saving members and of filing, approving and withdrawing decisions."""

from datetime import date
from typing import Any

import pytest

from registry.choices import DecisionKind, DecisionState, Relation, Sex, Status
from registry.rules.decisions import approval_problems, kinds_for, proposal_problems, withdrawal_problems
from registry.rules.members import MemberLine, age_on, member_problems

HEAD = MemberLine("石清明", Relation.HEAD, Sex.MALE, "1", date(1970, 3, 15))
WIFE = MemberLine("吴冬梅", Relation.SPOUSE, Sex.FEMALE, "2", date(1972, 5, 1))


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ([], "至少"),
        ([WIFE], "没有户主"),
        ([HEAD, HEAD], "2 个户主"),
        ([HEAD, MemberLine("麻春生", Relation.SON, Sex.MALE, "1")], "证件号码相同"),
        ([HEAD, MemberLine("麻春生", Relation.DAUGHTER, Sex.MALE, "3")], "之女"),
    ],
)
def test_members_that_do_not_hang_together_are_refused(members: list[MemberLine], says: str) -> None:
    assert any(says in problem for problem in member_problems(members))


def test_a_plain_family_has_no_problem() -> None:
    assert member_problems([HEAD, WIFE]) == []


@pytest.mark.parametrize(("day", "age"), [(date(2016, 3, 14), 45), (date(2016, 3, 15), 46)])
def test_age_is_in_full_years(day: date, age: int) -> None:
    assert age_on(date(1970, 3, 15), day) == age


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (Status.CANDIDATE, {DecisionKind.REGISTER}),
        (Status.POOR, {DecisionKind.EXIT, DecisionKind.REMOVE, DecisionKind.CLOSE}),
        (Status.EXITED, {DecisionKind.RELAPSE, DecisionKind.STABLE, DecisionKind.REMOVE, DecisionKind.CLOSE}),
        (Status.STABLE, {DecisionKind.RELAPSE, DecisionKind.CLOSE}),
        (Status.REMOVED, set()),
    ],
)
def test_the_status_says_which_decisions_may_be_filed(status: Status, kinds: set[DecisionKind]) -> None:
    assert set(kinds_for(status)) == kinds


def proposal(**changed: Any) -> list[str]:
    plain = {"kind": DecisionKind.EXIT, "status": Status.POOR, "year": 2016, "decided_on": date(2016, 11, 1)}
    return proposal_problems(**{**plain, "announced_on": None, "campaign": False, "cause": "", **changed})


def test_an_exit_of_a_poor_household_may_be_filed() -> None:
    assert proposal() == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"status": Status.EXITED}, "不能作"),
        ({"decided_on": date(2017, 1, 1)}, "文件日期"),
        ({"announced_on": date(2017, 1, 1)}, "公告日期"),
        ({"kind": DecisionKind.REMOVE}, "专项行动"),
        ({"kind": DecisionKind.RELAPSE, "status": Status.EXITED}, "返贫原因"),
    ],
)
def test_a_proposal_is_refused_with_its_reason(changed: dict[str, Any], says: str) -> None:
    assert any(says in problem for problem in proposal(**changed))


@pytest.mark.parametrize(
    ("state", "approver", "binding", "fine"),
    [
        (DecisionState.PROPOSED, 2, False, True),
        (DecisionState.PROPOSED, 1, False, False),
        (DecisionState.PROPOSED, 2, True, False),
        (DecisionState.APPROVED, 2, False, False),
        (DecisionState.WITHDRAWN, 2, False, False),
    ],
)
def test_approval_needs_a_proposal_a_second_person_and_no_other_decision(
    state: DecisionState, approver: int, binding: bool, fine: bool
) -> None:
    problems = approval_problems(
        state=state, proposer_id=1, approver_id=approver, binding_exists=binding, year_open=True
    )
    assert (problems == []) is fine


@pytest.mark.parametrize(("year_open", "fine"), [(True, True), (False, False)])
def test_after_the_cut_a_decision_of_the_year_is_not_approved(year_open: bool, fine: bool) -> None:
    problems = approval_problems(
        state=DecisionState.PROPOSED, proposer_id=1, approver_id=2, binding_exists=False, year_open=year_open
    )
    assert (problems == []) is fine


@pytest.mark.parametrize(
    ("state", "year_open", "fine"),
    [
        (DecisionState.PROPOSED, True, True),
        (DecisionState.APPROVED, True, True),
        (DecisionState.APPROVED, False, False),
        (DecisionState.APPLIED, True, False),
    ],
)
def test_what_was_applied_or_cut_off_cannot_be_withdrawn(state: DecisionState, year_open: bool, fine: bool) -> None:
    assert (withdrawal_problems(state, year_open=year_open) == []) is fine
