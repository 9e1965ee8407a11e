"""Persons of §13.2: who stood where at the opening and at the closing, and what that counts as."""

from typing import Any

import pytest

from .conftest import Loading
from .worlds import Row, rows, steps_of

A, B = 1, 2
STAYED: Row = {"counted_from": 2014}
LEFT: Row = {"counted_until": 2016, "kind_out": "natural", "left_on": "2016-05-01"}
CAME: Row = {"counted_from": 2016, "joined_on": "2016-06-01"}

# memberships of one person → opening, closing, kind in, kind out; None: nobody in the table of movers
PATHS: list[tuple[str, list[Row], tuple[Any, ...] | None]] = [
    ("stays", [STAYED], None),
    ("left and came back", [LEFT, CAME], (A, A, "natural", "natural")),
    ("moved", [{**LEFT, "kind_out": "transfer"}, {**CAME, "household": B}], (A, B, "natural", "transfer")),
    ("died", [LEFT], (A, None, None, "natural")),
    ("was wrongly identified", [{**LEFT, "kind_out": "correction"}], (A, None, None, "correction")),
    ("was born", [CAME], (None, A, "natural", None)),
    ("had been left out", [{**CAME, "kind_in": "correction"}], (None, A, "correction", None)),
    ("came and went", [{**CAME, **LEFT, "left_on": "2016-09-01"}], (None, None, "natural", "natural")),
    (
        "moved and died: the last going",
        [
            {**LEFT, "kind_out": "transfer"},
            {**CAME, **LEFT, "household": B, "left_on": "2016-09-01", "kind_out": "natural"},
        ],
        (A, None, "natural", "natural"),
    ),
    (
        "two goings on one day: the later entry",
        [
            {**LEFT, "membership": 1, "kind_out": "natural"},
            {**LEFT, **CAME, "membership": 2, "kind_out": "correction", "household": B},
        ],
        (A, None, "natural", "correction"),
    ),
    (
        "two comings: the first by date, not by entry",
        [
            {**CAME, "membership": 1, "kind_in": "correction", "joined_on": "2016-08-01"},
            {**CAME, **LEFT, "membership": 2, "kind_in": "natural", "joined_on": "2016-02-01", "household": B},
        ],
        (None, A, "natural", "natural"),
    ),
    ("leaves next year", [{**LEFT, "counted_until": 2017}], (A, A, None, None)),
    ("comes next year", [{**CAME, "counted_from": 2017}], None),
    ("left long ago", [{**LEFT, "counted_until": 2015}], None),
]


@pytest.mark.parametrize(("memberships", "expected"), [path[1:] for path in PATHS], ids=[path[0] for path in PATHS])
def test_a_person_moves_as_the_memberships_say(
    loaded: Loading, memberships: list[Row], expected: tuple[Any, ...] | None
) -> None:
    numbered = [{"membership": number, **row} for number, row in enumerate(memberships, start=1)]
    run = loaded(households=[{"household": A}, {"household": B}], persons=[{}], memberships=numbered)
    with steps_of(run):
        found = rows("mover", "person_id, opening, closing, kind_in, kind_out")
    assert found == ([] if expected is None else [(1, *expected)])


def test_households_count_members_at_both_ends_and_their_movements_by_kind(loaded: Loading) -> None:
    memberships: list[Row] = [
        {"person": 1, "household": A},
        {"person": 2, "household": A, **LEFT},
        {"person": 3, "household": A, **LEFT, "kind_out": "correction"},
        {"person": 4, "household": A, **LEFT, "kind_out": "transfer"},
        {"person": 4, "household": B, **CAME, "kind_in": "transfer"},
        {"person": 5, "household": A, **CAME},
        {"person": 6, "household": B, **CAME, "kind_in": "correction"},
        {"person": 7, "household": B},
    ]
    run = loaded(
        households=[{"household": A}, {"household": B}],
        persons=[{"person": number} for number in range(1, 8)],
        memberships=[{"membership": number, **row} for number, row in enumerate(memberships, start=1)],
    )
    with steps_of(run):
        found = rows(
            "people FULL JOIN flow f USING (household_id)",
            "household_id, COALESCE(stayers, 0) + COALESCE(opening, 0), closing,"
            " increase_natural, increase_correction, increase_transfer,"
            " decrease_natural, decrease_correction, decrease_transfer",
        )
    assert found == [(A, 4, 2, 1, 0, 0, 1, 1, 1), (B, 1, 3, 0, 1, 1, 0, 0, 0)]


def test_a_person_in_the_same_household_twice_counts_once(loaded: Loading) -> None:
    run = loaded(
        households=[{}],
        persons=[{}],
        memberships=[{"membership": 1}, {"membership": 2, **LEFT, "counted_until": 2017}],
    )
    with steps_of(run):
        assert rows("people", "household_id, closing") == [(A, 1)]
        assert rows("flow", "household_id, opening") == [(A, 1)]
