"""Misspelt names of villages."""

import pytest

from registry.imports.nearest import nearest

VILLAGES = ["城北", "城南", "团结", "排料", "夯来", "十八洞"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("程北", "城北"), ("诚北", "城北"), ("拍料", "排料"), ("八十洞", "十八洞"), ("团洁", "团结")],
)
def test_the_first_proposal_is_what_was_meant(said: str, meant: str) -> None:
    assert nearest(said, VILLAGES)[0] == meant


def test_what_sounds_the_same_comes_before_what_looks_alike() -> None:
    assert nearest("呈北", ["城北", "呈南"])[0] == "城北"


def test_nothing_near_is_nothing() -> None:
    assert nearest("无名之地", VILLAGES) == []
