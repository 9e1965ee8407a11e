"""Decisions, campaigns, doubts, runs and batches."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from registry import cipher
from registry.audit.models import Act
from registry.choices import (
    BatchState,
    Cause,
    DecisionKind,
    DoubtRule,
    ExtraKind,
    ExtraSubject,
    Guarantee,
    OperationKind,
    Outcome,
    RunState,
)
from registry.models import Batch, Campaign, Decision, Doubt, ExtraField, Move, Operation, Rehearsal, Run

from .recorded import RecordedFactory
from .users import UserFactory

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


class ExtraFieldFactory(RecordedFactory[ExtraField]):
    """大牲畜, a number asked of households since 2016; give `province_code`."""

    class Meta:
        model = ExtraField

    subject = ExtraSubject.HOUSEHOLD
    key = "cattle"
    label = "大牲畜"
    kind = ExtraKind.NUMBER
    unit = "头"
    from_year = 2016
    source = "试"


class OperationFactory(factory.django.DjangoModelFactory[Operation]):
    """Somebody joined `household` in 2016; `made_by` entered it. The act left no event."""

    class Meta:
        model = Operation

    act = factory.LazyFunction(lambda: Act.objects.create(verb="member.join").pk)
    kind = OperationKind.JOIN
    village_code = factory.LazyAttribute(lambda operation: operation.household.village_code)
    year = 2016
    reason = "婚入"


class MoveFactory(RecordedFactory[Move]):
    """`household` is offered to `to_village`."""

    class Meta:
        model = Move

    village_code = factory.LazyAttribute(lambda move: move.household.village_code)
    to_village_code = factory.LazyAttribute(lambda move: move.to_village.code)
    year = 2016
    moved_on = date(2016, 5, 1)
    reason = "随子女居住"
    proposed_by = factory.SubFactory(UserFactory)


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


class RehearsalFactory(factory.django.DjangoModelFactory[Rehearsal]):
    """2016 left `household` as it was, with everything met."""

    class Meta:
        model = Rehearsal

    year = 2016
    village_opening = factory.LazyAttribute(lambda row: row.household.village_code)
    village_code = factory.LazyAttribute(lambda row: row.household.village_code)
    opening_status = factory.LazyAttribute(lambda row: row.household.status)
    closing_status = factory.LazyAttribute(lambda row: row.household.status)
    attribute = factory.LazyAttribute(lambda row: row.household.attribute)
    outcome = Outcome.UNCHANGED
    members_opening = 1
    members_closing = 1
    line = Decimal("2952.00")
    income = food = clothing = water = housing = education = medical = Guarantee.MET


class BatchFactory(factory.django.DjangoModelFactory[Batch]):
    """A checked upload of `region_code`; `content` is the file."""

    class Meta:
        model = Batch

    class Params:
        content = b"not a workbook"

    year = 2016
    file_name = "农户.xlsx"
    file_size = factory.LazyAttribute(lambda batch: len(batch.content))
    file_hash = factory.LazyAttribute(lambda batch: hashlib.sha256(batch.content).hexdigest())
    file_sealed = factory.LazyAttribute(lambda batch: cipher.seal_bytes(batch.content))
    state = BatchState.CHECKED
    uploaded_by = factory.SubFactory(UserFactory)
