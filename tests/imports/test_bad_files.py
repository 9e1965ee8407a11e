"""Every bad workbook comes back with its own words, at its place, and nothing of it is written."""

from pathlib import Path

import pytest
from django.conf import settings

from registry.models import Batch, Household, Person, Statement, Survey
from registry.refusal import Refused

from .bad import BAD, Bad
from .bad.wanted import SENT_BACK
from .conftest import Desk
from .second_reader import rows_of_data

pytestmark = pytest.mark.django_db
TABLE = Path(settings.BASE_DIR) / "docs" / "bad-workbooks.md"


def said_in_the_docs() -> dict[str, tuple[str, str]]:
    """Name of the file → where, and the words, as docs/bad-workbooks.md has them."""
    lines = [line.strip("| \n").split(" | ") for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    return {name: (place, words) for name, place, words in lines[2:]}


SAID = said_in_the_docs()


def what_is_said(desk: Desk, bad: Bad) -> set[str]:
    """What the clerk reads after the upload; every row of what could be read is accounted for."""
    data = bad.make()
    try:
        batch = desk.upload(data)
    except Refused as refusal:
        return set(refusal.messages)
    if bad.code == SENT_BACK:
        assert (batch.state, batch.staged.exists(), batch.faults.exists()) == ("refused", False, False)
        return {batch.problem.replace("\n", "<br>")}
    assert sum(counted["rows"] for counted in batch.counts.values()) == batch.rows == rows_of_data(data)
    assert bad.told or not_merged(desk, batch)
    found = batch.faults.filter(code=bad.code, sheet=bad.sheet, row=bad.row, column=bad.column, warning=bad.told)
    return set(found.values_list("message", flat=True))


def not_merged(desk: Desk, batch: Batch) -> bool:
    with pytest.raises(Refused, match="没有可以合并的户"):
        desk.merge(batch)
    return True


@pytest.mark.parametrize("name", BAD)
def test_a_bad_workbook_is_answered_in_its_own_words_and_nothing_is_written(desk: Desk, name: str) -> None:
    place, words = SAID[name]
    assert words in what_is_said(desk, BAD[name])
    assert place == BAD[name].place
    assert not any(model.objects.exists() for model in (Household, Person, Statement, Survey))


def test_the_table_in_the_docs_names_every_bad_workbook_and_no_other() -> None:
    assert list(SAID) == list(BAD)
    assert len(BAD) >= 60
