"""Several people, or one who is impatient: the same file at once, and the same households in two files."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from registry.actions.batches import confirm_batch, recheck_batch, upload_batch
from registry.actions.locking import touch
from registry.audit.models import Act
from registry.imports.staging import content
from registry.jobs.running import work_through
from registry.models import Batch, Household, Membership, Person, Statement
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import Tree

from .conftest import Desk, somebody_acts, verdicts
from .test_merge import stored_household
from .workbooks import household, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times: int, does: Callable[[int], object]) -> list[object]:
    """What each of several threads came to, begun at the same moment."""
    together, found = threading.Barrier(times, timeout=20), list[object]()

    def run(number: int) -> None:
        try:
            together.wait()
            found.append(does(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_the_same_file_five_times_at_once_has_one_effect(desk: Desk) -> None:
    data = workbook()

    def bring_in(_number: int) -> object:
        queued = upload_batch(region_code=desk.region_code, file_name="户.xlsx", data=data, by=desk.clerk)
        if queued.job is not None:
            work_through(queued.job.pk)
        return queued.batch.pk

    def confirm(_number: int) -> object:
        try:
            job = confirm_batch(batch_id=batch.pk, only_good=True, by=desk.clerk).job
        except Refused as refusal:
            return refusal.messages[0]
        assert job is not None
        return work_through(job.pk).state

    assert len(set(at_once(5, bring_in))) == 1
    batch = Batch.objects.get()
    answers = at_once(5, confirm)
    assert answers.count("done") == 1
    assert all("请刷新页面" in str(answer) for answer in answers if answer != "done")
    assert (Household.objects.count(), Membership.objects.count(), Person.objects.count()) == (1, 2, 2)
    assert Act.objects.filter(verb="batch.merge").count() == 1


def test_the_same_file_after_the_merge_changes_nothing(desk: Desk) -> None:
    data = workbook()
    merged = desk.bring_in(data)
    again = desk.upload(data, "再一次.xlsx")
    assert (again.pk, again.state) == (merged.pk, "merged")
    assert Household.objects.count() == 1


def test_a_merge_that_has_been_done_is_not_done_again(desk: Desk) -> None:
    batch = desk.bring_in(workbook())
    Batch.objects.filter(pk=batch.pk).update(state="checked")
    batch = desk.merge(batch)
    assert (Household.objects.count(), Membership.objects.count()) == (1, 2)
    assert batch.staged.get().verdict == "refused"


def of_two(desk: Desk, cast: Cast, tree: Tree) -> tuple[Household, Desk, Batch, Batch]:
    """Two clerks have had the same household checked, each with another change."""
    stored = stored_household(tree)
    other = Desk(cast.township_clerk, 433124100000)
    address = desk.upload(workbook([{**household(), "家庭住址": "新屋"}]))
    wage = other.upload(workbook([{**household(), "工资性收入": 900, "家庭住址": "新屋场"}]))
    assert verdicts(address) == verdicts(wage) == {"1": "changed"}
    return stored, other, address, wage


def differences(batch: Batch) -> list[Any]:
    return [tuple(one) for one in content(batch.staged.get())["differences"] if one[1] == "家庭住址"]


def test_of_two_who_import_the_same_household_the_second_sees_the_first_s_change(
    desk: Desk, cast: Cast, tree: Tree
) -> None:
    stored, other, first, second = of_two(desk, cast, tree)
    assert differences(second) == [("农户", "家庭住址", "老屋", "新屋场")]
    desk.merge(first)
    second = other.merge(second)
    assert verdicts(second) == {"1": "refused"}
    assert "校验之后有人改动了这一户" in second.faults.get(code="stale").message
    stored.refresh_from_db()
    assert stored.address == "新屋"
    again = other.upload(workbook([{**household(), "工资性收入": 901, "家庭住址": "新屋场"}]))
    assert differences(again) == [("农户", "家庭住址", "新屋", "新屋场")]
    other.merge(again)
    stored.refresh_from_db()
    assert (stored.address, str(Statement.objects.get().wage)) == ("新屋场", "901.00")


def test_two_merges_of_the_same_household_at_once_write_it_once(desk: Desk, cast: Cast, tree: Tree) -> None:
    stored, other, first, second = of_two(desk, cast, tree)
    pairs = [(desk, first), (other, second)]
    at_once(2, lambda number: pairs[number][0].merge(pairs[number][1]))
    stored.refresh_from_db()
    merged = Batch.objects.get(staged__merged=True)
    assert stored.address == differences_of_winner(merged)
    assert stored.version == 2


def differences_of_winner(batch: Batch) -> str:
    return str(differences(batch)[0][3])


def test_a_recheck_shows_what_somebody_did_on_the_page_meanwhile(desk: Desk, cast: Cast, tree: Tree) -> None:
    stored, _other, first, _second = of_two(desk, cast, tree)
    with somebody_acts():
        stored.address = "半坡"
        stored.save(update_fields=["address"])
        touch(stored)
    job = recheck_batch(batch_id=first.pk, by=desk.clerk).job
    assert job is not None
    work_through(job.pk)
    assert differences(first) == [("农户", "家庭住址", "半坡", "新屋")]


def test_check_and_merge_need_only_the_rights_of_the_application(desk: Desk, as_application: None) -> None:
    assert desk.bring_in(workbook()).state == "merged"
