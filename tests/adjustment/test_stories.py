"""Why a household came out as it did: the rule, the conditions in their order, the sum of the income."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.adjustment.computing import SQL
from registry.choices import DecisionKind, Guarantee, Refusal
from registry.queries.outcomes import Story, story_of
from registry.rules.outcomes import CONDITIONS, asked

from .conftest import Loading
from .test_tallies import three_households
from .worlds import administrator, close_year, home, rehearse

SignedIn = Callable[[User], Client]


def told(story: Story | None) -> list[tuple[str, str]]:
    assert story is not None
    return [(one.title, str(one.state)) for one in story.asked]


def test_conditions_are_told_in_the_order_in_which_the_closing_asks_them() -> None:
    statement = (Path(SQL) / "verdicts.sql").read_text(encoding="utf-8")
    cases = re.findall(r"WHEN '(\w+)' THEN CASE(.*?)END", statement, re.DOTALL)
    order = {kind: re.findall(r"THEN '(\w+)'", body) for kind, body in cases}
    assert order == {str(kind): [str(word) for word in words] for kind, words in CONDITIONS.items() if words}


def test_an_exit_met_every_condition(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    story = story_of(administrator("first"), run, 1)
    assert told(story) == [
        ("户是未脱贫或返贫", "met"),
        ("程序已完成", "met"),
        ("公告在本年度内", "met"),
        ("收入和两不愁三保障全部达标", "met"),
    ]
    assert story is not None
    assert story.rule == "脱贫决定，程序完成、本年度公告，七项全部达标：脱贫"
    assert story.income == "纯收入 4,000.00 元 ÷ 年末 1 人 ＝ 人均 4,000.00 元；标准 2,952.00 元"


def test_a_refused_decision_says_at_which_condition_it_failed(loaded: Loading) -> None:
    run = loaded(**home(), decisions=[{"procedure_complete": 0}])
    rehearse(run)
    story = story_of(administrator("first"), run, 1)
    assert [state for _title, state in told(story)] == ["met", "unmet", "unknown", "unknown"]
    assert story is not None
    assert story.rule == "决定不符合条件：状态不变"


def test_nobody_left_comes_before_any_decision() -> None:
    assert [one.title for one in asked(DecisionKind.EXIT, Refusal.NOBODY_LEFT)] == ["年末户内还有成员"]


@pytest.mark.parametrize("kind", DecisionKind)
def test_every_reason_of_a_kind_is_one_of_its_conditions(kind: DecisionKind) -> None:
    for word in CONDITIONS[kind]:
        assert [one.state for one in asked(kind, word)].count(Guarantee.UNMET) == 1
    assert {one.state for one in asked(kind, "")} <= {Guarantee.MET}


def test_the_page_of_a_household_tells_the_decision_and_the_sum(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = three_households(loaded)
    close_year(run)
    page = signed_in_as(administrator("first")).get(reverse("registry:run_result", args=[run.pk, 3])).content.decode()
    assert "第一项不符合的即未生效原因" in page
    assert "收入和两不愁三保障全部达标" in page
    assert "纯收入 4,000.00 元" in page
