"""Every act is called by a Chinese name wherever acts are shown."""

import ast

from registry.queries.history import VERBS
from tests.source import APPS, modules


def verbs_used() -> set[str]:
    """The first argument of each `act(…)` that is a plain text."""
    calls = (node for module in modules(*APPS) for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "act" and call.args)
    return {
        call.args[0].value
        for call in named
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_every_verb_has_a_chinese_label() -> None:
    used = verbs_used()
    assert "household.register" in used
    assert used - VERBS.keys() == set()
