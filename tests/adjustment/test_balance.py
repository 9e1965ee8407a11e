"""The balance of §13.6: every term where it belongs, at every level, and broken when anything is wrong."""

from typing import Any

import pytest

from registry.accounts.scope import SYSTEM
from registry.adjustment.balancing import balance_part
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Balance, Closing, Household, Membership, Run

from .conftest import Loading
from .worlds import OTHER_VILLAGE, VILLAGE, Row, approve, close_year, home, rehearse, start

TERMS = (
    *("opening", "moved", "registered", "relapsed", "split", "natural_in", "correction_in", "transfer_in"),
    *("natural_out", "correction_out", "transfer_out", "exited", "removed", "closed", "closing"),
)


def line(run: Run, area: str, stock: str = "poor", *, persons: bool = True, rehearsed: bool = True) -> dict[str, int]:
    """The terms of a line that are not 0. It must hold."""
    level = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(area)]
    found = Balance.objects.get(
        run=run, rehearsed=rehearsed, level=level, region_code=area.ljust(12, "0"), stock=stock, persons=persons
    )
    assert found.balances
    return {name: getattr(found, name) for name in TERMS if getattr(found, name)}


def families(*sizes: int) -> dict[str, list[Row]]:
    """Households 1, 2, … with so many members each since 2014, and their opening rows."""
    homes = list(enumerate(sizes, start=1))
    people = [
        (household, person) for household, size in homes for person in range(10 * household, 10 * household + size)
    ]
    return {
        "households": [{"household": household} for household, _ in homes],
        "persons": [{"person": person} for _, person in people],
        "memberships": [{"membership": p, "person": p, "household": h} for h, p in people],
        "previous_closings": [{"household": household, "members_closing": size} for household, size in homes],
    }


def year_with_every_term() -> dict[str, Any]:
    """Five households: one with comings and goings, one that exits, relapses, is removed, is registered."""
    files = families(4, 2, 3, 1, 2)
    files["households"] = [
        {"household": 1},
        {"household": 2},
        {"household": 3, "status": "exited", "attribute": "05"},
        {"household": 4},
        {"household": 5, "status": "candidate"},
    ]
    files["previous_closings"][2] = {"household": 3, "closing_status": "exited", "members_closing": 3}
    files["previous_closings"].pop()
    gone = {"counted_until": 2016, "left_on": "2016-04-01"}
    files["memberships"] += [
        {"membership": 91, "person": 91, "household": 1, "counted_from": 2016, "joined_on": "2016-03-01"},
        {"membership": 92, "person": 92, "household": 1, "counted_from": 2016, "kind_in": "correction"},
    ]
    files["persons"] += [{"person": 91}, {"person": 92}]
    files["memberships"][0] = {**files["memberships"][0], **gone, "kind_out": "natural"}
    files["memberships"][1] = {**files["memberships"][1], **gone, "kind_out": "correction"}
    return {
        **files,
        "statements": [{"household": n, "wage": "99999"} for n in (1, 2, 4, 5)] + [{"household": 3}],
        "surveys": [{"household": n} for n in (1, 2, 3, 4, 5)],
        "member_years": [{"person": row["person"]} for row in files["persons"]],
        "campaigns": [{}],
        "decisions": [
            {"decision": 2, "household": 2, "kind": "exit"},
            {"decision": 3, "household": 3, "kind": "relapse", "reason": "01"},
            {"decision": 4, "household": 4, "kind": "remove", "campaign": 1},
            {"decision": 5, "household": 5, "kind": "register"},
        ],
    }


def test_every_term_stands_in_its_column(loaded: Loading) -> None:
    run = loaded(**year_with_every_term())
    rehearse(run)
    assert line(run, VILLAGE) == {
        "opening": 7,
        "natural_in": 1,
        "correction_in": 1,
        "natural_out": 1,
        "correction_out": 1,
        "exited": 2,
        "relapsed": 3,
        "removed": 1,
        "registered": 2,
        "closing": 9,
    }
    assert line(run, VILLAGE, persons=False) == {
        "opening": 3,
        "exited": 1,
        "relapsed": 1,
        "removed": 1,
        "registered": 1,
        "closing": 3,
    }
    in_stock = {"natural_in": 1, "correction_in": 1, "natural_out": 1, "correction_out": 1}
    assert line(run, VILLAGE, "registered") == {
        "opening": 10,
        **in_stock,
        "removed": 1,
        "registered": 2,
        "closing": 11,
    }
    for area in ("433124100", "433124", "4331", "43"):
        assert line(run, area) == line(run, VILLAGE)


def test_a_household_that_moved_leaves_one_village_and_enters_the_other_with_its_opening_members(
    loaded: Loading,
) -> None:
    files = families(3)
    files["households"] = [{"village": OTHER_VILLAGE}]
    files["memberships"][0] = {
        **files["memberships"][0],
        "counted_until": 2016,
        "kind_out": "natural",
        "left_on": "2016-02-01",
    }
    run = loaded(**files)
    rehearse(run)
    assert line(run, VILLAGE) == {"opening": 3, "moved": -3}
    assert line(run, OTHER_VILLAGE) == {"moved": 3, "natural_out": 1, "closing": 2}
    assert line(run, OTHER_VILLAGE, persons=False) == {"moved": 1, "closing": 1}
    assert line(run, "433124100") == {"opening": 3, "natural_out": 1, "closing": 2}


def test_a_household_that_moved_to_another_province_leaves_this_one(loaded: Loading) -> None:
    run = loaded(**{**families(2, 1), "households": [{"village": "520628100200"}, {"household": 2}]})
    rehearse(run)
    assert line(run, "43") == {"opening": 3, "moved": -2, "closing": 1}


def test_a_household_that_came_from_another_province_enters_this_one(loaded: Loading) -> None:
    files = families(2)
    files["previous_closings"] = [{"village": "520628100200", "members_closing": 2}]
    run = loaded(**files)
    rehearse(run)
    assert line(run, "43") == {"moved": 2, "closing": 2}


def test_a_village_that_was_only_recoded_has_not_moved(loaded: Loading) -> None:
    files = families(2)
    files["previous_closings"] = [{"village": "433123100200", "members_closing": 2}]
    recoded = [{"code": "433123100200", "successor": VILLAGE, "replaced_on": "2016-03-01"}]
    run = loaded(**files, regions=recoded)
    rehearse(run)
    assert line(run, VILLAGE) == {"opening": 2, "closing": 2}
    assert not Balance.objects.filter(region_code=433123100200).exists()


def test_a_split_is_a_term_of_households_and_its_members_are_transfers(loaded: Loading) -> None:
    files = families(3)
    files["households"] += [{"household": 2, "village": OTHER_VILLAGE, "split_from": 1, "split_year": 2016}]
    first = files["memberships"][0]
    files["memberships"][0] = {**first, "counted_until": 2016, "kind_out": "transfer", "left_on": "2016-02-01"}
    files["memberships"] += [{**first, "membership": 99, "household": 2, "counted_from": 2016, "kind_in": "transfer"}]
    run = loaded(**files)
    rehearse(run)
    assert line(run, VILLAGE) == {"opening": 3, "transfer_out": 1, "closing": 2}
    assert line(run, OTHER_VILLAGE) == {"transfer_in": 1, "closing": 1}
    assert line(run, OTHER_VILLAGE, persons=False) == {"split": 1, "closing": 1}
    assert line(run, "43", persons=False) == {"opening": 1, "split": 1, "closing": 2}


def test_what_is_applied_is_counted_anew(loaded: Loading) -> None:
    run = loaded(**home())
    close_year(run)
    assert line(run, "43", rehearsed=False) == line(run, "43") == {"opening": 1, "closing": 1}


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda: Household.objects.filter(pk=1).update(status="exited"), "status"),
        (
            lambda: Membership.objects.filter(household=1).update(
                counted_until=2016, kind_out="natural", left_on="2016-1-1"
            ),
            "members",
        ),
        (lambda: Closing.objects.filter(year=2016).delete(), "no_row"),
        (lambda: Closing.objects.filter(year=2016).update(members_opening=5, increase_natural=1), "opening"),
    ],
)
def test_a_run_whose_balance_breaks_is_failed_and_names_the_households(
    loaded: Loading, tamper: Any, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong between applying and counting: the balance does not take the closing rows' word for it."""
    run = loaded(**home())
    rehearse(run)
    approve(run)

    def balance_after_tampering(*args: Any, **options: Any) -> list[dict[str, Any]]:
        with act("test.tamper", by=SYSTEM):
            tamper()
        return balance_part(*args, **options)

    monkeypatch.setattr("registry.adjustment.applying.balance_part", balance_after_tampering)
    start(run)
    assert run.state == RunState.FAILED
    assert {"household_id": 1, "problem": named} in run.problem
