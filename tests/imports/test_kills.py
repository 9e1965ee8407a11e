"""Killed in the middle, or uploaded five times at once: the same result, once."""

import subprocess
import sys
import threading

import pytest
from django.db import connection

from registry.actions.batches import confirm_batch, upload_batch
from registry.audit.models import Act
from registry.jobs.running import work_through
from registry.models import Batch, Household, Membership, Person
from tests.jobs.worker import HALF_WAY

from .conftest import Desk
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_killed_in_the_middle_of_a_merge_leaves_nothing_and_the_next_one_does_it_once(desk: Desk) -> None:
    data = workbook(
        [household(str(number)) for number in range(5)],
        [row for number in range(5) for row in (member(str(number), number), daughter(str(number), number))],
    )
    job = confirm_batch(batch_id=desk.upload(data).pk, only_good=True, by=desk.clerk).job
    assert job is not None
    command = [sys.executable, "-m", "tests.imports.worker", str(connection.settings_dict["NAME"]), str(job.pk)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == HALF_WAY
        worker.kill()
    assert (Household.objects.count(), Person.objects.count(), Act.objects.filter(verb="batch.merge").count()) == (
        0,
        0,
        0,
    )
    assert work_through(job.pk).state == "done"
    batch = Batch.objects.get()
    assert (batch.state, batch.counts["new"]) == ("merged", {"households": 5, "rows": 15})
    assert (Household.objects.count(), Membership.objects.count()) == (5, 10)
    assert Act.objects.filter(verb="batch.merge").count() == 1


def test_a_merge_that_has_been_done_is_not_done_again(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    Batch.objects.filter(pk=batch.pk).update(state="checked")
    batch = desk.merge(batch)
    assert Household.objects.count() == 1
    assert Membership.objects.count() == 2
    assert batch.staged.get().verdict == "refused"


def test_the_same_file_five_times_at_once_is_one_batch(desk: Desk) -> None:
    data, together = workbook(), threading.Barrier(5, timeout=20)
    found = []

    def upload() -> None:
        try:
            together.wait()
            queued = upload_batch(region_code=desk.region_code, file_name="户.xlsx", data=data, by=desk.clerk)
            found.append((queued.batch.pk, queued.job is not None))
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({pk for pk, _queued in found}) == 1
    assert sorted(queued for _pk, queued in found) == [False, False, False, False, True]


def test_the_same_file_after_the_merge_changes_nothing(desk: Desk) -> None:
    data = workbook()
    merged = desk.bring_in(data)
    again = desk.upload(data, "再一次.xlsx")
    assert (again.pk, again.state) == (merged.pk, "merged")
    assert Household.objects.count() == 1


def test_check_and_merge_need_only_the_rights_of_the_application(desk: Desk, as_application: None) -> None:
    assert desk.bring_in(workbook()).state == "merged"
