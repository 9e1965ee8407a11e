"""Every list as a file: what its page shows of the reader's area, and nothing of anybody else's."""

import pytest

from registry.exports.catalogue import LISTINGS
from tests.canaries import NAMES, NUMBERS, Objects, furnish
from tests.cast import Cast
from tests.factories import Tree

from .conftest import Browser, Desk

pytestmark = pytest.mark.django_db

# word: who reads it, the address of its page, whether the reader's own canary is on it
PAGES = {
    "households": ("county_clerk", "/households/", True),
    "doubts": ("county_clerk", "/doubts/", True),
    "decisions": ("county_clerk", "/decisions/", True),
    "moves": ("county_clerk", "/moves/", False),
    "collections": ("county_clerk", "/collections/?stage=submitted", True),
    "unconfirmed": ("county_clerk", "/collections/unconfirmed/", True),
    "numbers": ("county_clerk", "/numbers/", True),
    "figure_households": ("county_clerk", "/figures/households/", True),
    "figure_persons": ("county_clerk", "/figures/persons/", True),
    "poor_villages": ("county_approver", "/units/villages/", False),
    "unit_years": ("county_approver", "/units/years/?year=2016", False),
    "users": ("county_administrator", "/accounts/users/", False),
}
# A log grows while it is taken out; a run stands in the address; one's own operations have no page of others'.
APART = {
    "figure_corrections",
    "figure_corrected",
    "figure_corrected_people",
    "figure_flows",
    "figure_flow_list",
    "notices",
    "progress",
    "acts",
    "run_results",
    "run_workbook",
    "operations",
}


@pytest.fixture
def world(tree: Tree, cast: Cast) -> dict[str, Objects]:
    """One of everything in four places."""
    return furnish(tree, cast)


def test_every_list_is_looked_at() -> None:
    assert set(LISTINGS) == set(PAGES) | APART


@pytest.mark.parametrize("word", PAGES)
def test_a_list_goes_out_as_its_page_shows_it(
    word: str, world: dict[str, Objects], cast: Cast, signed_in_as: Browser
) -> None:
    part, address, has_canary = PAGES[word]
    desk = Desk(signed_in_as(cast[part]))
    page = desk.client.get(address)
    assert f'action="/exports/order/{word}/"' in page.content.decode()
    _head, *rows = desk.sheet(word, address.partition("?")[2])
    assert len(rows) == page.context["page"].paginator.count
    text = str(rows)
    assert (NAMES["own"] in text) is has_canary
    assert not any(NAMES[place] in text for place in ("neighbour", "foreign"))
    assert not any(number in text for number in NUMBERS.values())


def test_a_run_an_own_operation_and_the_log_go_out(
    world: dict[str, Objects], cast: Cast, signed_in_as: Browser
) -> None:
    _lies, (run,) = world["own"]["run"]
    clerk = Desk(signed_in_as(cast.county_clerk))
    assert NAMES["own"] in str(clerk.sheet("run_results", f"run={run}"))
    assert (
        clerk.client.post("/exports/order/run_results/", {"format": "xlsx", "conditions": "run=9"}).status_code == 404
    )
    log = str(Desk(signed_in_as(cast.auditor)).sheet("acts", "target=export"))
    assert "申请导出" in log


def test_a_table_of_progress_goes_out_as_its_page_shows_it(
    world: dict[str, Objects], cast: Cast, signed_in_as: Browser
) -> None:
    desk = Desk(signed_in_as(cast.county_clerk))
    page = desk.client.get("/progress/")
    assert 'action="/exports/order/progress/"' in page.content.decode()
    _head, *rows = desk.sheet("progress")
    shown = [[line.region.name, line.households, line.collected] for line in page.context["areas"]]
    assert [row[:3] for row in rows] == shown != []


def test_a_list_that_is_none_does_not_exist(desk: Desk) -> None:
    assert desk.client.post("/exports/order/secrets/", {"format": "xlsx"}).status_code == 404
