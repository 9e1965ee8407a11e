"""All provinces of one year side by side, for who sees more than one."""

from collections.abc import Callable

from django.db.models import F
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.queries.run_provinces import nation_of, provinces_of
from registry.regions.choices import Level
from registry.regions.models import Region
from tests.factories import PostingFactory, posted

from .conftest import Loading
from .test_page import clerk_of
from .test_tallies import three_households
from .worlds import PROVINCE, administrator, close_year, rehearse

SignedIn = Callable[[User], Client]


def two_provinces() -> User:
    """An auditor of Hunan who is one of Guizhou as well."""
    guizhou = Region.objects.create(
        level=Level.PROVINCE, code=520000000000, last=529999999999, name="贵州省", shown_name="贵州省", initials="gzs"
    )
    user = posted("auditor", Region.objects.get(level=Level.PROVINCE, code=PROVINCE), username="nation")
    PostingFactory(role="auditor", region=guizhou, user=user)
    return user


def test_each_province_has_its_state_and_numbers_and_they_are_summed(loaded: Loading) -> None:
    run = three_households(loaded)
    viewer = two_provinces()
    rehearse(run)
    found = nation_of(viewer, None)
    assert found.year == 2016
    hunan, guizhou = found.lines
    assert (hunan.run, hunan.numbers, hunan.holds, hunan.units_left) == (run, [2, 0, 0, 0, 1, 2, 1], True, None)
    assert (guizhou.run, guizhou.numbers) == (None, [None] * 7)
    assert list(found.totals) == [2, 0, 0, 0, 1, 2, 1]
    assert found.states == {"已试算": 1, "": 1}


def test_what_is_left_of_the_work_is_told_while_it_goes_on(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    Job.objects.filter(subject=str(run.pk)).update(state=JobState.RUNNING, done=F("total") - 3)
    assert nation_of(administrator("first"), 2016).lines[0].units_left == 3


def test_only_who_sees_several_provinces_is_sent_there(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = three_households(loaded)
    close_year(run)
    address = reverse("registry:run_provinces")
    assert address in signed_in_as(two_provinces()).get(reverse("registry:runs")).content.decode()
    assert address not in signed_in_as(administrator("first")).get(reverse("registry:runs")).content.decode()


def test_a_county_sees_no_province_there(loaded: Loading, signed_in_as: SignedIn) -> None:
    three_households(loaded)
    clerk = clerk_of(433124000000)
    assert provinces_of(clerk) == []
    assert "没有可以查看的省" in signed_in_as(clerk).get(reverse("registry:run_provinces")).content.decode()
