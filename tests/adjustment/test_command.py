"""`manage.py adjust`: the year by hand, worked in the command's own process."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.choices import RunState
from registry.models import Run

from .conftest import Loading
from .worlds import administrator, case_of, home, write_case


def adjust(*arguments: str) -> str:
    out = StringIO()
    call_command("adjust", "--province", "43", "--year", "2016", *arguments, stdout=out)
    return out.getvalue()


def test_the_whole_year_by_hand(loaded: Loading) -> None:
    run: Run = loaded(**home(), decisions=[{}])
    administrator("first"), administrator("second")
    assert "open" in adjust()
    assert "1 households" in adjust("--rehearse", "--by", "first")
    with pytest.raises(CommandError, match="须由另一人批准"):
        adjust("--approve", "--by", "first")
    assert "approved" in adjust("--approve", "--by", "second")
    assert "exited" in adjust("--run", "--by", "second")
    assert "frozen" in adjust("--freeze", "--by", "second")
    run.refresh_from_db()
    assert run.state == RunState.FROZEN


def test_two_persons_undo_a_year(loaded: Loading) -> None:
    run: Run = loaded(**home(), decisions=[{}])
    administrator("first"), administrator("second")
    adjust("--rehearse")
    adjust("--approve", "--by", "second")
    adjust("--run")
    with pytest.raises(CommandError, match="needs --by"):
        adjust("--undo")
    with pytest.raises(CommandError, match="needs --reason"):
        adjust("--undo", "--by", "first")
    assert "another person confirms" in adjust("--undo", "--by", "first", "--reason", "口径有误")
    with pytest.raises(CommandError, match="须由另一人确认"):
        adjust("--undo", "--by", "first")
    assert "open" in adjust("--undo", "--by", "second")
    run.refresh_from_db()
    assert run.state == RunState.OPEN


def test_approval_needs_a_person(loaded: Loading) -> None:
    loaded(**home())
    with pytest.raises(CommandError, match="needs --by"):
        adjust("--approve")
    with pytest.raises(CommandError, match="nobody is called"):
        adjust("--approve", "--by", "ghost")


def test_a_contradiction_is_told(loaded: Loading) -> None:
    loaded(**{**home(), "previous_closings": [{"members_closing": 2}]})
    assert "! members 1" in adjust("--rehearse")


def test_a_run_that_fails_ends_the_command_with_its_reason(loaded: Loading) -> None:
    run = loaded(**home())
    administrator("second")
    adjust("--rehearse")
    adjust("--approve", "--by", "second")
    run.parts.update(digest="0" * 64)
    with pytest.raises(CommandError, match="资料与批准的试算不一致"):
        adjust("--run")


def test_a_year_is_dumped_after_the_rehearsal_and_loaded_elsewhere(loaded: Loading, tmp_path: Path) -> None:
    loaded(**home(), decisions=[{}])
    with pytest.raises(CommandError, match="before a rehearsal"):
        adjust("--dump", str(tmp_path))
    adjust("--rehearse", "--dump", str(tmp_path))
    assert "exited" in (tmp_path / "out" / "closings.csv").read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="households already"):
        call_command("adjust", "--load", str(tmp_path))


@pytest.mark.django_db
def test_a_dumped_year_is_loaded_into_an_empty_database(tmp_path: Path) -> None:
    write_case(case_of(**home(), decisions=[{}]), tmp_path)
    out = StringIO()
    call_command("adjust", "--load", str(tmp_path), stdout=out)
    assert "1 households and their year 2016" in out.getvalue()
    assert "exited" in adjust("--rehearse")


@pytest.mark.django_db
def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="households"):
        call_command("adjust", "--load", str(tmp_path))
    with pytest.raises(CommandError, match="say which run"):
        call_command("adjust", "--rehearse")
