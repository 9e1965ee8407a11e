"""Spoilt workbooks, by seed: whatever was done to a file, it is taken, sent back, or refused row by row. There is no
error of the program, nothing is written before it is confirmed, and every row is accounted for.

`JINGZHUN_MUTATIONS=0-3000 pytest tests/imports/test_mutations.py` goes through as many as one likes.
"""

import os
from collections.abc import Mapping
from datetime import date

import pytest
from django.db import transaction

from registry.accounts.models import User
from registry.actions.batches import confirm_batch, upload_batch
from registry.choices import BatchKind, BatchState
from registry.cipher import unseal_bytes
from registry.imports import work
from registry.jobs.models import Job
from registry.models import Batch, Decision, Fault, Household, Person, StagedHousehold, Statement
from registry.parameters.models import PovertyLine
from registry.refusal import Refused
from registry.workbook.reading import read_workbook
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of

from . import formats
from .conftest import Desk
from .lists import days, decision, line, listing, user, value
from .mutations import mutated
from .national import three_years
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db
FIRST, END = map(int, os.environ.get("JINGZHUN_MUTATIONS", "0-60").split("-"))
WRITTEN = (Household, Person, Statement, Decision, PovertyLine, User)
HOUSES = [household("1"), household("2", 低保金=-5, 核算期起=date(2015, 10, 1)), household("3")]
PEOPLE = [member("1"), daughter("1"), member("2", 2), member("3", 3)]
SHEETS = {"农户": HOUSES, "成员": PEOPLE}


@pytest.fixture
def desks(cast: Cast, tree: Tree) -> Mapping[str, Desk]:
    """Whoever imports each kind."""
    for year in (2013, 2014, 2015):
        closed_run(year, baseline=year == 2013)
    here, province = 433124000000, 430000000000
    who: dict[str, tuple[User, int]] = {
        BatchKind.USERS: (cast.county_administrator, here),
        BatchKind.PARAMETERS: (cast.provincial_administrator, province),
    }
    return {kind: Desk(*who.get(kind, (cast.county_clerk, here)), kind) for kind in BatchKind.values}


def files(poor: int) -> list[tuple[str, bytes]]:
    """What is spoilt: a file of every kind, and of every format."""
    return [
        ("households", workbook(HOUSES, PEOPLE)),
        ("households", workbook(HOUSES, PEOPLE)),
        ("households", formats.xls(SHEETS)),
        ("households", formats.ods(SHEETS)),
        ("decisions", formats.text([decision(poor), decision(1)], "gb18030")),
        ("decisions", listing(决定=[decision(poor), decision(1)])),
        ("users", listing(用户=[user(), user("shimei", 姓名="石梅")])),
        (
            "parameters",
            listing(扶贫标准=[line()], 参数=[value()], 工作日历=[days(date(2027, 10, 1), date(2027, 10, 3))]),
        ),
        ("baseline", three_years()),
        ("baseline", three_years()),
    ]


def register() -> list[int]:
    return [model._default_manager.count() for model in WRITTEN]


def through(desk: Desk, data: bytes) -> str:
    """Upload, check and merge it as a worker would, but let errors of the program through; what became of it."""
    job = upload_batch(kind=desk.kind, region_code=desk.region_code, file_name="表", data=data, by=desk.clerk).job
    assert job is not None
    before = register()
    batch = done(job)
    assert register() == before
    if batch.state == BatchState.REFUSED:
        assert batch.problem
        assert not any(model.objects.filter(batch=batch).exists() for model in (StagedHousehold, Fault))
        return "sent back"
    assert sum(one["rows"] for one in batch.counts.values()) == batch.rows > 0
    if batch.has_errors:
        assert batch.faults.filter(warning=False).exists()
        assert read_workbook(unseal_bytes(batch.errors_sealed or b""))
    return merged(desk, batch)


def done(job: Job) -> Batch:
    for unit in job.units.order_by("number"):
        work.work(unit)
    return Batch.objects.get(pk=job.subject)


def merged(desk: Desk, batch: Batch) -> str:
    try:
        job = confirm_batch(batch_id=batch.pk, only_good=True, by=desk.clerk).job
        assert job is not None
        assert done(job).state == BatchState.MERGED
    except Refused:
        return "refused"
    return "merged"


@pytest.mark.parametrize("seed", range(FIRST, END))
def test_no_spoilt_workbook_is_an_error_of_the_program(desks: Mapping[str, Desk], tree: Tree, seed: int) -> None:
    good = files(household_of(2, village=tree.village).pk)
    kind, data = good[seed % len(good)]
    through(desks[kind], mutated(data, seed))


def test_what_is_spoilt_was_good_before(desks: Mapping[str, Desk], tree: Tree) -> None:
    poor = [household_of(2, village=tree.village).pk for _file in files(0)]
    for number, pk in enumerate(poor):
        kind, data = files(pk)[number]
        with transaction.atomic():
            assert through(desks[kind], data) == "merged"
            transaction.set_rollback(True)
