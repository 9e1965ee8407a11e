"""A large import is taken back by a job; a small one at once (test_choices.py)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.actions import batch_undoing
from registry.actions.locking import touch
from registry.audit.models import Act
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Batch, Household, Membership, Person
from registry.queries import operations

from .conftest import Desk, somebody_acts
from .workbooks import workbook

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def merged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """An import that counts as large."""
    monkeypatch.setattr(operations, "AT_ONCE", 0)
    return desk.bring_in(workbook())


def ask(client: Client, batch: Batch) -> Job:
    """Undo it on the page to which the batch leads."""
    page = client.get(f"/import/{batch.pk}/").content.decode()
    asked = client.get(re.search(r'href="([^"]+)">撤销这次导入', page)[1])  # type: ignore[index]
    assert asked.status_code == 200
    answer = client.post(re.search(r'action="([^"]+/undo/)"', asked.content.decode())[1])  # type: ignore[index]
    assert answer["Location"] == f"/import/{batch.pk}/"
    return Job.objects.get(kind="import_undo")


def test_a_large_import_is_taken_back_by_a_job_whose_bar_the_batch_shows(
    desk: Desk, merged: Batch, signed_in_as: Browser
) -> None:
    client = signed_in_as(desk.clerk)
    job = ask(client, merged)
    page = client.get(f"/import/{merged.pk}/").content.decode()
    assert "撤销 户.xlsx" in page
    assert "撤销这次导入…" not in page
    assert Household.objects.exists()
    assert work_through(job.pk).state == "done"
    merged.refresh_from_db()
    assert merged.state == "undone"
    assert not any(model._default_manager.exists() for model in (Household, Person, Membership))


def test_the_page_before_it_counts_rows_and_says_that_households_were_changed_since(
    desk: Desk, merged: Batch, signed_in_as: Browser
) -> None:
    address = f"/operations/{merged.operation_id}/"
    page = signed_in_as(desk.clerk).get(address).content.decode()
    assert "户 1、人 2、家庭成员 2" in page
    assert "又有改动" not in page
    with somebody_acts():
        touch(Household.objects.get())
    assert "其中 1 户又有改动" in signed_in_as(desk.clerk).get(address).content.decode()


def test_asked_twice_it_is_one_job_and_done_twice_it_is_done_once(
    desk: Desk, merged: Batch, signed_in_as: Browser
) -> None:
    client = signed_in_as(desk.clerk)
    ask(client, merged)
    client.post(f"/operations/{merged.operation_id}/undo/")
    work_through(Job.objects.get(kind="import_undo").pk)
    batch_undoing.undo_batch(batch_id=merged.pk, by=desk.clerk)
    assert Act.objects.filter(verb="operation.undo").count() == 1


def test_what_was_built_on_meanwhile_is_left_and_the_page_says_why(
    desk: Desk, merged: Batch, signed_in_as: Browser
) -> None:
    client = signed_in_as(desk.clerk)
    job = ask(client, merged)
    with somebody_acts():
        stored = Household.objects.get()
        stored.address = "新屋"
        stored.save(update_fields=["address"])
        touch(stored)
    assert work_through(job.pk).state == "failed"
    merged.refresh_from_db()
    assert (merged.state, Household.objects.count()) == ("merged", 1)
    assert "没有撤销，导入的内容没有变动" in client.get(f"/import/{merged.pk}/").content.decode()
    assert "之后已有人办理" in merged.problem
    with somebody_acts():
        stored.address = ""
        stored.save(update_fields=["address"])
        touch(stored)
    assert (
        work_through(batch_undoing.queue_undoing(operation_id=merged.operation_id or 0, by=desk.clerk).pk).error == ""
    )
    merged.refresh_from_db()
    assert (merged.state, merged.problem) == ("undone", "")
