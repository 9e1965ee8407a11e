import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from registry.accounts.models import Posting, User
from registry.accounts.roles import ROLES
from registry.management.commands import demo
from registry.seed.populations import Plan
from tests.factories import Tree, UserFactory


@pytest.fixture(autouse=True)
def small_world(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small country instead of the whole, a population of a few, and a folder of its own."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(demo, "load_regions", lambda **given: None)
    monkeypatch.setattr(demo, "Plan", lambda area: Plan(area=area, households=30))


def run() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def accounts(said: str) -> dict[str, str]:
    """Passwords by username, as the table says them."""
    lines = said[said.index(demo.HEAD[0]) :].splitlines()[1:]
    return {line.split()[0]: line.split()[1] for line in lines if line}


def test_every_role_has_an_account_at_its_level_and_the_province_two_administrators() -> None:
    run()
    held = list(Posting.objects.values_list("role", "region__level"))
    assert set(held) == {(role.code, role.level) for role in ROLES.values()}
    assert sorted(role for role, _ in held) == sorted([*ROLES, "provincial_administrator"])


def test_the_passwords_open_the_door(client: Client) -> None:
    password = accounts(run())["county_clerk"]
    client.post(reverse("accounts:login"), {"username": "county_clerk", "password": password})
    assert client.session["_auth_user_id"] == str(User.objects.get(username="county_clerk").pk)


def test_the_file_is_for_its_owner_alone_and_says_what_was_said(tmp_path: Path) -> None:
    said = run()
    file = tmp_path / "demo-accounts.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert said.endswith(file.read_text(encoding="utf-8"))


def test_a_second_run_says_the_same_accounts_and_changes_nothing() -> None:
    first = accounts(run())
    hashes = set(User.objects.values_list("password", flat=True))
    assert accounts(run()) == first
    assert set(User.objects.values_list("password", flat=True)) == hashes


def test_users_of_a_register_in_use_are_left_alone() -> None:
    UserFactory(username="county_clerk")
    with pytest.raises(CommandError, match="users already"):
        run()
    assert User.objects.count() == 1


def test_accounts_of_a_database_that_is_gone_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / "demo-accounts.txt").write_text("old", encoding="utf-8")
    assert set(accounts(run())) == {username for username, _, _ in demo.PEOPLE}


def test_the_county_of_the_demonstration_gets_its_population() -> None:
    assert "Demo county: 30 households" in run()
    assert "Demo county" not in run()


def test_columns_align_under_chinese_and_latin_text() -> None:
    assert demo.table([("用户名", "角色"), ("clerk", "录入员")]) == "用户名  角色\nclerk   录入员\n"
