"""Decisions, campaigns, doubts and runs."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from registry.choices import Cause, DecisionKind, DoubtRule, RunState
from registry.models import Campaign, Decision, Doubt, Run

from .recorded import RecordedFactory

HUNAN = 430000000000


class CampaignFactory(RecordedFactory[Campaign]):
    """回头看 of 2016, in which households may be removed anywhere."""

    class Meta:
        model = Campaign

    name = "回头看"
    opens = date(2016, 1, 1)
    closes = date(2016, 12, 31)
    allows = factory.LazyFunction(lambda: [DecisionKind.REMOVE])


class DecisionFactory(RecordedFactory[Decision]):
    """An exit of 2016 proposed for `household`, its procedure complete."""

    class Meta:
        model = Decision

    village_code = factory.LazyAttribute(lambda decision: decision.household.village_code)
    year = 2016
    kind = DecisionKind.EXIT
    reason = "收入稳定，两不愁三保障达标"
    cause = factory.LazyAttribute(lambda decision: Cause.ILLNESS if decision.kind == DecisionKind.RELAPSE else "")
    decided_on = date(2016, 11, 20)
    procedure_complete = True
    announced_on = date(2016, 12, 1)


class DoubtFactory(factory.django.DjangoModelFactory[Doubt]):
    """本年未采集 of `household`."""

    class Meta:
        model = Doubt

    rule = DoubtRule.NOT_SURVEYED
    village_code = factory.LazyAttribute(lambda doubt: doubt.household.village_code)
    year = 2016


class RunFactory(RecordedFactory[Run]):
    """The run of Hunan's 2016, opened."""

    class Meta:
        model = Run

    region_code = HUNAN
    year = 2016


def closed_run(year: int = 2015, **fields: Any) -> Run:
    """A frozen run, after which the next year is open."""
    now = timezone.now()
    times = dict.fromkeys(("rehearsed_at", "approved_at", "started_at", "finished_at", "frozen_at"), now)
    return RunFactory(**{"year": year, "state": RunState.FROZEN, **times, **fields})
