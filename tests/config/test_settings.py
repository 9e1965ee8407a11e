"""Settings come from the environment, and what is missing is named."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.services import fresh_keys

BASE_DIR = Path(__file__).resolve().parents[2]
OWN_SERVICES = {
    "DATABASE_URL": "postgresql://app:secret@db.example:6432/register",
    "REDIS_URL": "redis://cache.example/3",
}


def say(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Print an expression of the settings as a process sees it that has its own services."""
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings; print({expression})"],
        env={"PATH": os.environ["PATH"], **OWN_SERVICES, **environment},
        cwd=BASE_DIR,
        text=True,
        capture_output=True,
        check=False,
    )


def keys() -> dict[str, str]:
    return dict(line.split("=", 1) for line in fresh_keys().splitlines())


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY"])
def test_beside_a_database_of_ones_own_a_missing_key_is_named(missing: str) -> None:
    given = keys()
    del given[missing]
    assert f"{missing} is not set" in say("1", **given).stderr


def test_a_database_of_ones_own_is_used_as_it_is_addressed() -> None:
    expression = "[settings.DATABASES['default'][name] for name in ('HOST', 'PORT', 'NAME', 'USER')]"
    assert say(expression, **keys()).stdout.strip() == "['db.example', '6432', 'register', 'app']"


def test_a_database_of_ones_own_means_https_unless_told_otherwise() -> None:
    assert say("settings.SESSION_COOKIE_SECURE", **keys()).stdout.strip() == "True"
    assert say("settings.SESSION_COOKIE_SECURE", **keys(), HTTPS="0").stdout.strip() == "False"


def test_the_first_field_key_seals_and_later_ones_stay() -> None:
    first, second = keys()["FIELD_KEYS"].removeprefix("1:"), keys()["FIELD_KEYS"].removeprefix("1:")
    given = {**keys(), "FIELD_KEYS": f"2:{second},1:{first}"}
    assert say("[(key_id, len(key)) for key_id, key in settings.FIELD_KEYS.items()]", **given).stdout.strip() == (
        "[(2, 32), (1, 32)]"
    )


def test_a_web_process_bounds_its_statements() -> None:
    expression = "settings.DATABASES['default']['OPTIONS'].get('options')"
    assert "statement_timeout=30s" in say(expression, **keys(), STATEMENT_TIMEOUT_SECONDS="30").stdout
    assert say(expression, **keys()).stdout.strip() == "None"


def test_every_setting_is_in_the_example() -> None:
    sources = [BASE_DIR / "config" / name for name in ("settings.py", "processes.py", "gunicorn.py", "services.py")]
    asked = re.compile(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z_]+)"')
    names = {name for source in sources for name in asked.findall(source.read_text(encoding="utf-8"))}
    example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert names - {"JINGZHUN_DB_ROLE"} == {name for name in names if f"# {name}=" in example}


def test_messages_ring_again_after_one_and_the_same_time() -> None:
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS == settings.CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS == {"visibility_timeout": settings.CELERY_VISIBILITY_TIMEOUT}
