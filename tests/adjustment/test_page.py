"""What the page of a run tells, and to whom."""

from django.db import transaction

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.runs import open_run
from registry.audit.acts import act
from registry.models import Run
from registry.parameters.models import PovertyLine
from registry.queries.balances import own_areas
from registry.queries.run_page import RunPage, page_of
from registry.queries.runs import runs_to_approve
from registry.regions.models import Region
from tests.factories import posted

from .conftest import Loading
from .worlds import PROVINCE, administrator, close_year, home, rehearse

OTHER_COUNTY = "433125100200"


def clerk_of(county: int) -> User:
    return posted("county_clerk", Region.objects.get(level=3, code=county), username=f"clerk {county}")


def shown_to(viewer: User, run: Run) -> RunPage:
    """The page as it opens: with the figures of the viewer's own area."""
    return page_of(viewer, run, own_areas(viewer, run)[0])


def two_counties(loaded: Loading) -> Run:
    """A household in each of two counties that meets everything and has a decision to exit."""
    files = home()
    files["households"] = [{"household": 1}, {"household": 2, "village": OTHER_COUNTY}]
    files["persons"] += [{"person": 2}]
    for name, row in (
        ("memberships", {"membership": 2, "person": 2}),
        ("member_years", {"person": 2}),
        ("surveys", {}),
    ):
        files[name] = [*files[name], {**row, **({} if name == "member_years" else {"household": 2})}]
    files["statements"] += [{"household": 2, "wage": "4000"}]
    files["previous_closings"] += [{"household": 2, "village": OTHER_COUNTY}]
    return loaded(**files, decisions=[{"decision": 1}, {"decision": 2, "household": 2}])


def test_a_problem_is_told_to_whom_the_household_exists(loaded: Loading) -> None:
    run = two_counties(loaded)
    run.problem = [{"household_id": 1, "problem": "members"}, {"household_id": None, "problem": "balance"}]
    texts = {
        viewer.username: [problem.household_id for problem in shown_to(viewer, run).problems]
        for viewer in (administrator("first"), clerk_of(433124000000), clerk_of(433125000000))
    }
    assert texts == {"first": [1, None], "clerk 433124000000": [1, None], "clerk 433125000000": [None]}


def test_this_years_figures_stand_beside_last_years(loaded: Loading) -> None:
    run = two_counties(loaded)
    close_year(run)
    with transaction.atomic(), act("parameter.set", by=SYSTEM):
        PovertyLine.objects.update_or_create(year=2017, kind="nbs", defaults={"amount": 2952, "source": "统计年鉴"})
    following = open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    rehearse(following)
    assert shown_to(administrator("first"), run).exited.last_year is None
    assert [
        shown_to(viewer, following).exited.last_year for viewer in (administrator("first"), clerk_of(433124000000))
    ] == [2, 1]


def test_a_rehearsed_year_waits_for_the_other_administrators_only(loaded: Loading) -> None:
    run, first, second = two_counties(loaded), administrator("first"), administrator("second")
    assert list(runs_to_approve(second)) == []
    rehearse(run, first)
    assert list(runs_to_approve(first)) == []
    assert list(runs_to_approve(second)) == [run]
    assert list(runs_to_approve(clerk_of(433124000000))) == []


def test_a_year_that_the_system_rehearsed_waits_for_every_administrator(loaded: Loading) -> None:
    run = two_counties(loaded)
    rehearse(run)
    assert list(runs_to_approve(administrator("first"))) == [run]
