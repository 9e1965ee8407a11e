from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.models import Household
from tests.factories import Tree


def seed(*options: str) -> str:
    said = StringIO()
    call_command("seed", *options, stdout=said)
    return said.getvalue()


def test_it_says_how_fast_it_was(tree: Tree) -> None:
    said = seed("--county", "433124", "--households", "30")
    assert "30 households" in said
    assert "households/s" in said
    assert Household.objects.count() == 30


def test_a_village_is_an_area_too(tree: Tree) -> None:
    seed("--village", "433124100200", "--households", "5", "--closed-years", "1")
    assert set(Household.objects.values_list("village_code", flat=True)) == {433124100200}


def test_a_second_time_it_refuses_in_one_sentence(tree: Tree) -> None:
    seed("--households", "5")
    with pytest.raises(CommandError, match="已有农户"):
        seed("--households", "5")


def test_a_workbook_is_written_and_nothing_loaded(tree: Tree, tmp_path: Path) -> None:
    seed("--households", "12", "--workbook", str(tmp_path / "new.xlsx"), "--bad-rows", "3")
    assert (tmp_path / "new.xlsx").read_bytes().startswith(b"PK")
    assert not Household.objects.exists()
