"""批量修改: one field of many households, previewed, all or none, in one act that is undone as a whole."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.batch_changes import change_households
from registry.actions.operations import undo_operation
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import OperationKind, Status
from registry.models import Household, Operation
from registry.refusal import Refused, Stale
from registry.rules.batch_changes import Present, change_problem
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of

SignedIn = Callable[[User], Client]
Answer = Any  # the test client's response, which carries the context
BATCH = "/households/batch/"


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def households(tree: Tree) -> list[Household]:
    """Two poor ones of 城北村 and 城南村, and one of 山上村 that has left poverty."""
    return [
        household_of(1, village=tree.village, status="poor", head={"name": "石清明"}),
        household_of(1, village=tree.sibling_village, status="relapsed", head={"name": "麻春生"}),
        household_of(1, village=tree["433124101200"], status="exited", head={"name": "田满仓"}),
    ]


def versions(households: list[Household]) -> dict[int, int]:
    return {household.pk: household.version for household in households}


def change(households: list[Household], by: User, **asked: Any) -> Operation:
    asked = {"field": "planned_exit_year", "value": 2017, "reason": "按县里退出计划", **asked}
    return change_households(versions=versions(households), by=by, **asked)


def values(households: list[Household], field: str) -> list[Any]:
    """As they are now."""
    now = Household.objects.in_bulk([household.pk for household in households])
    return [getattr(now[household.pk], field) for household in households]


# Rules


@pytest.mark.parametrize(
    ("field", "value", "status", "allowed"),
    [
        ("attribute", "dibao_poor", "poor", True),
        ("attribute", "dibao_poor", "candidate", True),
        ("attribute", "dibao_poor", "exited", False),
        ("attribute", "dibao", "stable", True),
        ("attribute", "dibao", "relapsed", False),
        ("main_cause", "land", "poor", True),
        ("main_cause", "skill", "poor", False),
        ("main_cause", "", "poor", True),
        ("planned_exit_year", 2016, "relapsed", True),
        ("planned_exit_year", 2015, "poor", False),
        ("planned_exit_year", 2017, "exited", False),
        ("planned_exit_year", None, "exited", True),
        ("group", "3组", "stable", True),
        ("group", "3组", "removed", False),
        ("natural_village", "", "closed", False),
    ],
)
def test_who_may_take_which_value(field: str, value: Any, status: str, allowed: bool) -> None:
    problem = change_problem(field, value, Present(status, ["skill"]), 2016)
    assert (problem == "") is allowed


# The act


def test_all_change_in_one_act_with_history_and_version(cast: Cast, households: list[Household]) -> None:
    operation = change(households[:2], cast.county_clerk)
    assert values(households[:2], "planned_exit_year") == [2017, 2017]
    assert values(households[:2], "version") == [2, 2]
    done = Act.objects.get(verb="household.batch")
    assert (done.pk, done.reason) == (operation.act, "按县里退出计划")
    events = Household.pgh_event_model.objects.filter(pgh_context_id=done.pk)  # type: ignore[attr-defined]
    assert sorted(events.values_list("pgh_obj_id", flat=True)) == sorted(h.pk for h in households[:2])


def test_the_operation_stands_over_the_smallest_area_that_holds_all(cast: Cast, households: list[Household]) -> None:
    near = change(households[:2], cast.county_clerk)
    assert (near.kind, near.village_code, near.households) == (OperationKind.BATCH, 433124100000, 2)
    far = change(fresh(households), cast.county_clerk, field="group", value="1组")
    assert (far.village_code, far.year) == (433124000000, 2016)
    one = change(fresh(households[:1]), cast.county_clerk, field="group", value="2组")
    assert one.village_code == households[0].village_code


def fresh(households: list[Household]) -> list[Household]:
    """Read again, with the versions of now."""
    return list(Household.objects.filter(pk__in=[household.pk for household in households]))


def test_undoing_puts_every_household_back(cast: Cast, households: list[Household]) -> None:
    operation = change(households[:2], cast.county_clerk, field="attribute", value="dibao_poor")
    undo_operation(operation_id=operation.pk, by=cast.county_clerk)
    assert values(households[:2], "attribute") == ["ordinary_poor", "ordinary_poor"]


def test_a_change_since_the_preview_is_refused_by_name_and_changes_nobody(
    cast: Cast, households: list[Household]
) -> None:
    shown = versions(households[:2])
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Household.objects.filter(pk=households[1].pk).update(address="新址", version=2)
    with pytest.raises(Stale, match="麻春生") as stale:
        change_households(versions=shown, field="group", value="2组", reason="更正", by=cast.county_clerk)
    assert "石清明" not in str(stale.value)
    assert values(households, "group") == ["", "", ""]


def test_one_that_may_not_take_the_value_stops_all_and_is_named(cast: Cast, households: list[Household]) -> None:
    with pytest.raises(Refused, match="田满仓：已脱贫，不再计划脱贫"):
        change(households, cast.county_clerk)
    assert values(households, "planned_exit_year") == [None, None, None]


def test_outside_ones_area_nothing_changes(cast: Cast, households: list[Household]) -> None:
    with pytest.raises(Stale):
        change(households[:1], cast.neighbour_clerk)
    with pytest.raises(Stale):
        change(households, cast.township_clerk, field="group", value="9组")
    assert change(households[:2], cast.township_clerk, field="group", value="9组").households == 2


@pytest.mark.parametrize("field", ["status", "village", "phone_sealed", "version", "no_such"])
def test_no_other_field_may_be_changed(cast: Cast, households: list[Household], field: str) -> None:
    with pytest.raises(Refused, match="请选择要修改的项目"):
        change(households, cast.county_clerk, field=field, value="x")


def test_what_is_already_so_is_no_change(cast: Cast, households: list[Household]) -> None:
    change(households[:1], cast.county_clerk, field="group", value="2组")
    with pytest.raises(Refused, match="都已经是这个值"):
        change(fresh(households[:1]), cast.county_clerk, field="group", value="2组")
    again = change(fresh(households[:2]), cast.county_clerk, field="group", value="2组")
    assert again.households == 1
    assert values(households[:1], "version") == [2]


def test_no_more_than_the_limit_change_at_once(
    cast: Cast, households: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.actions.batch_changes.MOST", 2)
    with pytest.raises(Refused, match="一次最多修改 2 户"):
        change(households, cast.county_clerk, field="group", value="2组")
    assert change(households[:2], cast.county_clerk, field="group", value="2组").households == 2


def test_the_cost_does_not_grow_with_the_households(cast: Cast, tree: Tree, households: list[Household]) -> None:
    def cost(several: list[Household], group: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            change(fresh(several), cast.county_clerk, field="group", value=group)
        return len(queries)

    more = [household_of(1, village=tree.village) for _ in range(10)]
    change(households[:1], cast.county_clerk, field="group", value="4组")  # the clerk's postings are read once
    assert cost(households[:2], "5组") == cost([*households, *more], "6组")


# The pages


def post(client: Client, **fields: Any) -> Answer:
    answer: Answer = client.post(BATCH, fields)
    return answer


def asked(households: list[Household], step: str, **fields: str) -> dict[str, str]:
    numbers = ",".join(str(household.pk) for household in households)
    usual = {"field": "planned_exit_year", "planned_exit_year": "2017", "reason": "按县里退出计划"}
    return {"numbers": numbers, "step": step, **usual, **fields}


@pytest.fixture
def clerk(cast: Cast, signed_in_as: SignedIn) -> Client:
    return signed_in_as(cast.county_clerk)


def test_from_the_list_to_the_result_and_back(clerk: Client, households: list[Household]) -> None:
    begun = post(clerk, of="chosen", household=[h.pk for h in households], conditions="")
    assert begun.context["numbers"] == [household.pk for household in households]
    preview = post(clerk, **asked(households, "preview")).context["preview"]
    assert [(line.title, line.before, line.after) for line in preview.changes] == [
        ("石清明", "—", "2017"),
        ("麻春生", "—", "2017"),
    ]
    assert [(line.title, line.problem) for line in preview.refused] == [("田满仓", "已脱贫，不再计划脱贫")]
    done = post(clerk, **asked(households, "confirm", versions=preview.versions))
    assert values(households, "planned_exit_year") == [2017, 2017, None]
    result = clerk.get(done.headers["Location"]).content.decode()
    assert "修改了 2 户" in result
    undoing = clerk.get(reverse("registry:operation", args=[Operation.objects.get().pk])).context["done"]
    assert undoing.changes[0].subject == f"石清明 户（户编号 {households[0].pk}）"
    clerk.post(reverse("registry:operation_undo", args=[Operation.objects.get().pk]))
    assert values(households, "planned_exit_year") == [None, None, None]
    assert "撤销。" in clerk.get(done.headers["Location"]).content.decode()


def test_all_that_the_conditions_find_are_taken(clerk: Client, households: list[Household]) -> None:
    begun = post(clerk, of="all", conditions="status=poor_stock&page=2")
    assert begun.context["numbers"] == [household.pk for household in households[:2]]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"of": "chosen"}, "请先在列表里勾选农户"),
        ({"of": "chosen", "household": ["x", "²"]}, "请先在列表里勾选农户"),
        ({"of": "all", "conditions": "status=removed"}, "请先在列表里勾选农户"),
        ({"of": "all", "conditions": "exit_year=x"}, "查询条件有误"),
        ({"step": "preview", "numbers": "1;2"}, "没有选中农户"),
        ({"step": "confirm", "numbers": ""}, "没有选中农户"),
    ],
)
def test_nobody_chosen_leads_back_to_the_list_with_a_word(clerk: Client, fields: dict[str, Any], problem: str) -> None:
    answer = clerk.post(BATCH, fields, follow=True)
    assert answer.redirect_chain[0][0].startswith("/households/")
    assert problem in answer.content.decode()


def test_too_many_found_are_not_taken(
    clerk: Client, households: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.views.batch_changes.MOST", 2)
    assert "一次最多修改 2 户" in clerk.post(BATCH, {"of": "all", "conditions": ""}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reason": " "}, "请写明原因"),
        ({"planned_exit_year": "1949"}, "2000"),
        ({"field": "attribute", "attribute": ""}, "请选择新的值"),
        ({"field": "status"}, "status"),
    ],
)
def test_what_is_missing_comes_back_with_the_households(
    clerk: Client, households: list[Household], fields: dict[str, str], problem: str
) -> None:
    answer = post(clerk, **asked(households, "confirm", **fields))
    assert problem in answer.content.decode()
    assert "preview" not in answer.context
    assert answer.context["numbers"] == [household.pk for household in households]


def test_the_slower_of_two_sees_a_fresh_preview(clerk: Client, households: list[Household]) -> None:
    shown = post(clerk, **asked(households, "preview")).context["preview"].versions
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Household.objects.filter(pk=households[0].pk).update(status=Status.REMOVED, version=2)
    answer = post(clerk, **asked(households, "confirm", versions=shown))
    assert answer.status_code == 409
    assert "石清明" in answer.content.decode()
    assert [line.title for line in answer.context["preview"].changes] == ["麻春生"]
    assert values(households, "planned_exit_year") == [None, None, None]


def test_those_of_another_county_are_counted_and_left_alone(
    clerk: Client, tree: Tree, households: list[Household]
) -> None:
    foreign = household_of(1, village=tree.neighbour_village, status="poor", head={"name": "邻家人"})
    answer = post(clerk, **asked([*households, foreign], "preview"))
    assert answer.context["preview"].foreign == 1
    assert "邻家人" not in answer.content.decode()


def test_a_reader_cannot_change(cast: Cast, households: list[Household], signed_in_as: SignedIn) -> None:
    reader = signed_in_as(cast.county_leader)
    assert reader.post(BATCH, asked(households, "confirm")).status_code == 403
    assert "批量修改" not in reader.get("/households/").content.decode()
