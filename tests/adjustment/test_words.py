"""The SQL speaks in words of the choices: a word that no choice has would silently never match."""

import re
from pathlib import Path

import pytest

from registry import choices
from registry.adjustment.computing import SQL

WORD = re.compile(r"'([a-zA-Z][a-zA-Z_]*)'")
# Problems of a unit, terms of the balance and others that are no choices.
OWN = {
    *("status", "unopened", "split", "members", "two_households", "gone", "baseline", "changed", "no_row", "opening"),
    *(
        "moved",
        "natural_in",
        "correction_in",
        "transfer_in",
        "natural_out",
        "correction_out",
        "transfer_out",
        "closing",
    ),
    *("outcome", "refusal", "income_per_head", "line", "income", "food", "clothing", "water", "housing", "education"),
    *("medical", "hex", "_refused"),
}
WORDS = {
    word
    for name in choices.__all__
    if isinstance(getattr(choices, name), type)
    for word in getattr(getattr(choices, name), "values", ())
}


@pytest.mark.parametrize("path", sorted(SQL.glob("*.sql")), ids=lambda path: path.stem)
def test_every_word_of_a_statement_is_one_of_the_choices(path: Path) -> None:
    statement = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    assert set(WORD.findall(statement)) - WORDS - OWN == set()


def test_the_statuses_that_count_as_registered_are_the_same_everywhere() -> None:
    registered = "'poor', 'exited', 'relapsed', 'stable'"
    found = {
        match
        for path in SQL.glob("*.sql")
        for match in re.findall(r"IN \(('poor', '[^)]*'stable')\)", path.read_text())
    }
    assert found == {registered}
    assert set(re.findall(r"'(\w+)'", registered)) == set(choices.REGISTERED)
