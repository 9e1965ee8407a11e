"""Pages of jobs."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.accounts.models import User
from registry.jobs import running
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from tests.cast import Cast
from tests.factories import Tree

from .conftest import Working, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("working")]
Browser = Callable[[User], Client]
POLL = {"HX-Request": "true"}


@pytest.fixture
def job(tree: Tree) -> Job:
    return queue(1, 1, 2, region_code=tree.county.code)


def page(job: Job) -> str:
    return f"/jobs/{job.pk}/"


def test_the_list_shows_the_areas_jobs_by_kind_and_state(signed_in_as: Browser, cast: Cast, job: Job) -> None:
    def listed(user: User, **query: str) -> bool:
        return page(job) in signed_in_as(user).get("/jobs/", query).content.decode()

    assert listed(cast.county_clerk)
    assert listed(cast.auditor, kind="rehearsal", state="queued")
    assert not listed(cast.auditor, state="done")
    assert not listed(cast.neighbour_clerk)


def test_a_queued_job_asks_for_its_bar_again(signed_in_as: Browser, cast: Cast, job: Job) -> None:
    assert f'hx-get="{page(job)}"' in signed_in_as(cast.county_clerk).get(page(job)).content.decode()


def test_the_bar_alone_answers_a_poll(signed_in_as: Browser, cast: Cast, job: Job) -> None:
    running.run_next(job.pk)
    answer = signed_in_as(cast.county_clerk).get(page(job), headers=POLL)
    assert "<html" not in answer.content.decode()
    assert '<progress value="1"' in answer.content.decode()
    assert "HX-Refresh" not in answer.headers


def test_a_finished_job_stops_the_polling_and_brings_the_whole_page(
    signed_in_as: Browser, cast: Cast, job: Job
) -> None:
    running.work_through(job.pk)
    answer = signed_in_as(cast.county_clerk).get(page(job), headers=POLL)
    assert (answer.headers["HX-Refresh"], "hx-get" in answer.content.decode()) == ("true", False)


def test_the_page_says_what_went_wrong_and_where(signed_in_as: Browser, cast: Cast, job: Job, working: Working) -> None:
    working(lambda unit: 1 // 0)
    running.work_through(job.pk)
    shown = signed_in_as(cast.county_clerk).get(page(job)).content.decode()
    assert "出错的单元" in shown
    assert "程序错误 ZeroDivisionError" in shown


def test_a_job_is_cancelled_by_who_may_and_by_a_post(signed_in_as: Browser, cast: Cast, job: Job) -> None:
    cancel = f"{page(job)}cancel/"
    assert signed_in_as(cast.county_clerk).post(cancel).status_code == 403
    assert signed_in_as(cast.foreign_administrator).post(cancel).status_code == 404
    assert signed_in_as(cast.provincial_administrator).get(cancel).status_code == 405
    assert signed_in_as(cast.provincial_administrator).post(cancel).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_the_list_costs_the_same_for_one_job_and_for_many(
    signed_in_as: Browser, cast: Cast, job: Job, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(15):
        queue(1, subject=f"run {number + 2}", region_code=job.region_code)
    browser = signed_in_as(cast.county_clerk)
    browser.get("/jobs/")  # the first page of a session notes its time
    with django_assert_max_num_queries(6):
        browser.get("/jobs/")
