"""Supervisord's sections and what is said when a start fails."""

import configparser
import socket

import pytest

from config import processes
from config.embedded import supervision


def parsed(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    return parser


def test_web_worker_and_beat_are_restarted_when_they_die() -> None:
    sections = parsed(processes.sections("127.0.0.1:8000"))
    assert sections.sections() == ["program:web", "program:worker", "program:beat"]
    assert {sections[name]["autorestart"] for name in sections.sections()} == {"true"}


def test_only_changed_code_changes_a_section(monkeypatch: pytest.MonkeyPatch) -> None:
    before = processes.sections("127.0.0.1:8000")
    assert processes.sections("127.0.0.1:8000") == before
    monkeypatch.setattr(processes, "SOURCES", ("tests",))
    assert processes.sections("127.0.0.1:8000") != before


def test_spaces_and_percent_signs_in_paths_survive() -> None:
    section = parsed(supervision.program("web", ("/my folder/100%/python", "-m", "x"), priority=1))["program:web"]
    assert section["command"] == "'/my folder/100%%/python' -m x"


def test_a_taken_port_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("WEB_PORT", str(port))
        monkeypatch.setattr(supervision, "control", lambda *_: "")
        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            processes.start()
