"""No entry slips past the cut (domain.md §13.1, §13.7): before it, it is in what is approved; after it, in next year.

Whatever writes what the closing reads holds the open year before it asks which one it is, and its act says in the log
of every province that it concerns that what was rehearsed there is outdated.
"""

import ast
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from registry.accounts.models import Posting
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward
from registry.actions.entries import Grounds, HouseholdEntry, MemberEntry
from registry.actions.households import register_household
from registry.actions.moves import accept_move, propose_move
from registry.actions.operations import undo_operation
from registry.actions.parameters import set_own_line, set_own_parameter
from registry.actions.splitting import merge_households
from registry.audit.acts import act
from registry.choices import Attribute, Relation, RunState
from registry.models import Operation, Run
from registry.queries.runs import FACT_ACTS, outdated
from registry.refusal import Refused
from registry.regions.spans import Span
from tests.cast import Cast
from tests.factories import RunFactory, Tree, closed_run, household_of, id_number, posted
from tests.source import APPS, Function, Module, called, functions, modules, of_layer, public_functions
from tests.test_architecture import ACTIONS

HOLD = "registry.actions.locking.hold_year"
ASK = "registry.queries.years.open_year"
ACT = "registry.audit.acts.act"
HUNAN, GUIZHOU = 430000000000, 520000000000

# Why an action that does not hold the year needs not: what it writes is none of what the closing reads.
NEED_NOT = {
    "accounts": "who may what",
    "jobs": "units of work",
    "parameters.actions": "the nation's lines are of no province's year; the run verifies them once more",
    "actions.baselines": "says who read it",
    "actions.batch_undoing.queue_undoing": "queues; the job's own action holds it",
    "actions.batch_undoing.keep_undoing_problem": "a sentence on the batch's page",
    "actions.batch_users": "users",
    "actions.batches": "files and what is staged of them",
    "actions.carrying.queue_carrying": "queues; each unit holds it",
    "actions.collections.check_collections": "whose signature stands under a record",
    "actions.collections.return_collection": "whose signature stands under a record",
    "actions.doubts": "findings",
    "actions.exports": "says who read it",
    "actions.extras": "which fields a province adds: none that the closing knows",
    "actions.moves.decline_move": "the household stays",
    "actions.moves.withdraw_move": "the household stays",
    "actions.persons.reveal_id": "says who read it",
    "actions.plans": "what a county is told to reach",
    "actions.printing": "says who read it",
    "actions.runs": "the run itself, which they lock for themselves alone",
    "actions.saved_queries": "somebody's own list",
    "actions.tallying": "sums of what the closing wrote",
    "actions.units": "villages' and counties' own years",
}
# Why an act of an action that holds the year leaves a rehearsal as good as it was.
NO_FACTS = {
    "decision.propose": "not live before it is approved",
    "move.propose": "nothing before it is accepted",
    "head.change": "nobody comes or goes",
    "collection.submit": "whose signature stands under a record",
    "batch.undo": "each decision is withdrawn by an act of its own",
}


def reaching(target: str) -> set[str]:
    """Dotted names of the functions that call `target`, themselves or through what they call."""
    calls = {f"{m.name}.{f.name}": called(m, f) for m in modules(*APPS) for f in functions(m)}
    found = {target}
    while more := {name for name, callees in calls.items() if callees & found} - found:
        found |= more
    return found


HOLDING = reaching(HOLD)


@pytest.mark.parametrize("action", [action for action in ACTIONS if action not in HOLDING])
def test_an_action_holds_the_year_or_writes_nothing_that_the_closing_reads(action: str) -> None:
    assert [words for words in NEED_NOT if f"registry.{words}." in f"{action}."] != []


@pytest.mark.parametrize("words", NEED_NOT)
def test_no_excuse_outlives_its_action(words: str) -> None:
    assert [action for action in ACTIONS if f"registry.{words}." in f"{action}." and action not in HOLDING] != []


def steps(module: Module, function: Function) -> list[tuple[int, set[str]]]:
    """What a function calls, with the line, in order."""
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return sorted(((node.lineno, called(module, node)) for node in calls), key=lambda step: step[0])


HOLDERS = [
    (module, function)
    for module in of_layer("actions")
    for function in public_functions(module)
    if f"{module.name}.{function.name}" in HOLDING.intersection(ACTIONS)
]


@pytest.mark.parametrize(("module", "function"), HOLDERS, ids=[function.name for _, function in HOLDERS])
def test_the_year_is_held_before_it_is_asked_for_and_before_the_act_begins(module: Module, function: Function) -> None:
    for line, callees in steps(module, function):
        if callees & {ASK, ACT}:
            assert any(before <= line and held & HOLDING for before, held in steps(module, function))


@pytest.mark.parametrize(("module", "function"), HOLDERS, ids=[function.name for _, function in HOLDERS])
def test_its_act_outdates_a_rehearsal_or_changes_no_fact(module: Module, function: Function) -> None:
    acts = (node for node in ast.walk(function) if isinstance(node, ast.Call) and ast.unparse(node.func) == "act")
    for verb in {ast.literal_eval(node.args[0]) for node in acts} - NO_FACTS.keys():
        assert verb.startswith(FACT_ACTS), verb


# A year that is taken back lets nobody hold it.


@pytest.fixture
def taken_back(tree: Tree) -> Run:
    return closed_run(2015, state=RunState.UNDOING, frozen_at=None)


REGISTERING = MemberEntry("石清明", id_number(date(1970, 3, 15), sequence=7), Relation.HEAD)


@pytest.mark.parametrize(
    "write",
    [
        lambda tree, by: register_household(
            entry=HouseholdEntry(tree.village, {"attribute": Attribute.ORDINARY_POOR}, members=(REGISTERING,)), by=by
        ),
        lambda tree, by: set_own_line(year=2016, province_code=HUNAN, by=by, kind="provincial", amount=1, source="文"),
        lambda tree, by: set_own_parameter(from_year=2016, province_code=HUNAN, by=by, name="x", value=1, source="文"),
        lambda tree, by: carry_forward(span=Span(HUNAN, HUNAN + 1), year=2016, by=by),
    ],
    ids=["a new household", "a line", "a parameter", "what is carried forward"],
)
@pytest.mark.usefixtures("taken_back")
def test_what_used_to_slip_in_while_a_year_is_taken_back_waits(
    write: Callable[..., Any], tree: Tree, cast: Cast
) -> None:
    with pytest.raises(Refused, match="正在回退"):
        write(tree, cast.county_clerk)


def test_nothing_is_carried_into_a_year_that_was_cut_off_meanwhile(tree: Tree) -> None:
    closed_run(2015)
    household_of(2, village=tree.village)
    closed_run(2016, state=RunState.APPROVED, frozen_at=None)
    assert carry_forward(span=Span(HUNAN, HUNAN + 10**10), year=2016, by=SYSTEM) == 0


# Between two provinces both are told.


@pytest.fixture
def rehearsed(tree: Tree) -> tuple[Run, Run]:
    """2016 is rehearsed in both provinces."""
    closed_run(2015)
    closed_run(2015, region_code=GUIZHOU)
    now = timezone.now()
    return RunFactory(state="rehearsed", facts_at=now), RunFactory(state="rehearsed", facts_at=now, region_code=GUIZHOU)


def outdated_anew(runs: tuple[Run, Run]) -> list[bool]:
    """Whether each is outdated; it is rehearsed again then."""
    found = [outdated(run) for run in runs]
    for run in runs:
        run.facts_at = timezone.now()
    return found


WHY = Grounds("分家另过", date(2016, 5, 1), "花民字〔2016〕8号")


def test_a_move_to_another_province_and_its_undoing_outdate_the_rehearsals_of_both(
    tree: Tree, cast: Cast, rehearsed: tuple[Run, Run]
) -> None:
    household = household_of(2, village=tree.village)
    there = tree["520628100200"]
    taker = posted("township_clerk", there, username="taker")
    move = propose_move(
        household_id=household.pk, version=household.version, to=there, grounds=WHY, by=cast.county_clerk
    )
    assert outdated_anew(rehearsed)[1] is False
    accept_move(move_id=move.pk, version=1, by=taker)
    assert outdated_anew(rehearsed) == [True, True]
    undo_operation(operation_id=Operation.objects.get().pk, by=taker)
    assert outdated_anew(rehearsed) == [True, True]


def test_a_move_is_not_undone_once_the_other_province_has_made_its_cut(
    tree: Tree, cast: Cast, rehearsed: tuple[Run, Run]
) -> None:
    household = household_of(2, village=tree.village)
    there = tree["520628100200"]
    taker = posted("township_clerk", there, username="taker")
    move = propose_move(
        household_id=household.pk, version=household.version, to=there, grounds=WHY, by=cast.county_clerk
    )
    accept_move(move_id=move.pk, version=1, by=taker)
    with act("run.approve", by=SYSTEM):
        Run.objects.filter(pk=rehearsed[0].pk).update(state="approved", approved_at=timezone.now())
    with pytest.raises(Refused, match="年度"):
        undo_operation(operation_id=Operation.objects.get().pk, by=taker)


def test_households_merged_over_the_border_outdate_the_rehearsals_of_both(
    tree: Tree, cast: Cast, rehearsed: tuple[Run, Run]
) -> None:
    household, into = household_of(1, village=tree.village), household_of(1, village=tree["520628100200"])
    by = posted("county_clerk", tree.county, username="both")
    with act("posting.start", by=by):
        Posting.objects.create(user=by, role="county_clerk", region=tree["520628100200"], since=date(2014, 1, 1))
    outdated_anew(rehearsed)
    member = household.memberships.get()
    merge_households(
        household_id=household.pk,
        version=household.version,
        into_id=into.pk,
        relations={member.pk: Relation.OTHER},
        grounds=WHY,
        by=by,
    )
    assert outdated_anew(rehearsed) == [True, True]
