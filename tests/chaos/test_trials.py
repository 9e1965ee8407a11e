"""The year is closed for real while its processes are killed: `manage.py chaos adjustment`, a few trials of it."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from registry.chaos.plans import AIM_EVERY, AIMED, BLOWS, POINTS, plan_of

# Three hundred are run by the command: each takes some seconds, until supervisor, lease and sweeper have done theirs.
TRIALS = 25


def test_a_plan_is_the_same_for_the_same_seed_and_number() -> None:
    assert plan_of(7, 1, 2.0) == plan_of(7, 1, 2.0)
    assert plan_of(7, 1, 2.0) != plan_of(7, 2, 2.0)


def test_a_fifth_of_the_blows_is_aimed_at_a_named_point_and_all_kinds_come() -> None:
    plans = [plan_of(number, 1, 2.0) for number in range(1, 301)]
    aimed = [plan for plan in plans if plan.point]
    assert len(aimed) == len(plans) // AIM_EVERY
    assert {plan.point for plan in aimed} == set(POINTS)
    assert {(plan.strikes[0].victim, plan.strikes[0].blow) for plan in aimed} == set(AIMED)
    assert {(blow.victim, blow.blow) for plan in plans for blow in plan.strikes} == set(BLOWS)
    assert any(len(plan.strikes) == 2 for plan in plans)


def test_killed_at_any_moment_the_year_ends_with_the_digest_of_the_undisturbed_one() -> None:
    lines = chaos("--trials", str(TRIALS), "--seed", "5", "--households", "1500", "--lease", "3")
    assert [line for line in lines[1:-1] if not line["equal"]] == []
    assert (lines[-1]["trials"], lines[-1]["failed"]) == (TRIALS, 0)
    assert all(line["resumed"] <= 60 for line in lines[1:-1])


def chaos(*words: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "manage.py", "chaos", "adjustment", *words],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("seconds", [0.5, 30.0])
def test_blows_that_are_not_aimed_fall_while_the_work_goes_on(seconds: float) -> None:
    blows = [plan_of(number, 1, seconds).strikes[0].after for number in range(1, 100)]
    assert all(0 <= after <= seconds for after in blows)
