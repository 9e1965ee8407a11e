"""What the linters cannot hold: sizes, names, and what may stand in a view, an action and a template."""

import ast
import re
from pathlib import Path

import pytest

from .source import (
    APPS,
    FOLDERS,
    ROOT,
    Function,
    Module,
    called,
    functions,
    imported,
    modules,
    of_layer,
    public_functions,
    templates,
)

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, STATEMENT_LINES = 400, 50, 160, 60

# Words that say nothing about what a thing is.
EMPTY_WORDS = {"manager", "helper", "util", "base", "common", "service", "processor", "handler", "core", "misc", "lib"}
# The names that Django, supervisord and the design gave.
GIVEN = {"config.services", "registry.jobs.handlers"}

DATABASE_WORDS = {
    "objects", "_default_manager", "_base_manager", "save", "delete", "bulk_create", "bulk_update", "update_or_create",
    "get_or_create", "select_for_update", "raw", "extra", "cursor", "execute",
}  # fmt: skip
SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s", re.IGNORECASE)

MAY_USE_SYSTEM = re.compile(r"^(registry|assistance|exits|funds)\.(.*\.)?(tasks|management|adjustment|seed)(\.|$)")

FORBIDDEN_IN_TEMPLATES = {
    "inline style": re.compile(r"""\sstyle\s*=|<style\b""", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"""\s(on[a-z]+|hx-on\S*)\s*=""", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "values for eval": re.compile(r"""hx-(vals|headers)\s*=\s*["']\s*js:""", re.IGNORECASE),
}


# Sizes


@pytest.mark.parametrize("module", modules(*FOLDERS), ids=str)
def test_a_module_can_be_read_in_one_go(module: Module) -> None:
    assert module.lines <= MODULE_LINES


@pytest.mark.parametrize("module", modules(*FOLDERS), ids=str)
def test_a_function_fits_on_a_screen(module: Module) -> None:
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions(module) if node.end_lineno is not None}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_can_be_read_in_one_go(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TEMPLATE_LINES


@pytest.mark.parametrize("path", sorted(ROOT.glob("registry/**/sql/*.sql")), ids=lambda path: path.name)
def test_a_statement_is_short_and_says_its_invariant(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= STATEMENT_LINES
    assert lines[0].startswith("--")


# Names


@pytest.mark.parametrize("module", modules(*APPS, "config"), ids=str)
def test_a_module_is_named_by_its_subject(module: Module) -> None:
    words = {word for part in module.name.split(".") for word in part.split("_")}
    assert module.name in GIVEN or not EMPTY_WORDS & (words | {word.removesuffix("s") for word in words})


@pytest.mark.parametrize("module", modules(*APPS, "config"), ids=str)
def test_a_class_is_named_by_what_it_is(module: Module) -> None:
    names = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    assert [name for name in names if EMPTY_WORDS & {word.lower() for word in re.findall("[A-Z][a-z]*", name)}] == []


# Views


@pytest.mark.parametrize("module", [*of_layer("views"), *of_layer("api")], ids=str)
def test_a_view_reads_through_queries_and_writes_through_actions(module: Module) -> None:
    used = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    texts = [
        node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert used & DATABASE_WORDS == set()
    assert [text for text in texts if SQL.match(text)] == []
    assert [source for source in imported(module).values() if source.startswith("django.db")] == []


# Actions


def leaves_an_act() -> set[str]:
    """Dotted names of the functions that open an act, themselves or through what they call."""
    calls = {f"{m.name}.{f.name}": called(m, f) for m in modules(*APPS) for f in functions(m)}
    found = {"registry.audit.acts.act"}
    while more := {name for name, callees in calls.items() if callees & found} - found:
        found |= more
    return found


def is_action(function: Function) -> bool:
    """Whether a public function of an actions module is one: all by name, `by` among it. The others are their parts."""
    return not function.args.args and "by" in {argument.arg for argument in function.args.kwonlyargs}


# A draft is no act on the register: its owner alone sees it, and keeping it every few seconds would drown the history.
# An answer is kept for the act that it calls, which leaves its own.
WITHOUT_ACT = {
    "registry.accounts.actions.tokens.answer_once",
    "registry.actions.desk.keep_draft",
    "registry.actions.desk.discard_draft",
    "registry.actions.desk.discard_old_drafts",
}
ACTIONS = [
    f"{module.name}.{function.name}"
    for module in of_layer("actions")
    for function in public_functions(module)
    if is_action(function) and f"{module.name}.{function.name}" not in WITHOUT_ACT
]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leaves_an_act(action: str) -> None:
    assert action in leaves_an_act()


@pytest.mark.parametrize("module", of_layer("actions"), ids=str)
def test_an_action_runs_in_one_transaction(module: Module) -> None:
    for function in filter(is_action, public_functions(module)):
        assert "transaction.atomic" in map(ast.unparse, function.decorator_list), function.name


def test_whoever_writes_from_outside_says_who_it_is() -> None:
    """Other layers call actions alone; what stands beside them is a part of theirs."""
    parts = {
        f"{module.name}.{function.name}"
        for module in of_layer("actions")
        for function in public_functions(module)
        if not is_action(function)
    }
    outside = [m for m in modules(*APPS) if m.layer != "actions"]
    assert {f"{m}: {name}" for m in outside for name in imported(m).values() if name in parts} == set()


def test_the_system_looks_only_from_tasks_commands_the_adjustment_and_the_seed() -> None:
    outside = [m for m in modules(*APPS, "config") if not MAY_USE_SYSTEM.match(m.name)]
    used = {
        m.name: [*imported(m).values(), *(n.attr for n in ast.walk(m.tree) if isinstance(n, ast.Attribute))]
        for m in outside
    }
    assert [name for name, words in used.items() if {"registry.accounts.scope.SYSTEM", "SYSTEM"} & set(words)] == []


@pytest.mark.parametrize("module", [m for m in modules(*APPS) if m.layer in {"actions", "models", "rules"}], ids=str)
def test_actions_models_and_rules_know_no_request_and_no_task(module: Module) -> None:
    allowed = ("django.http.Http404",)  # outside one's scope a thing does not exist, for actions as for queries
    web = ("django.http.", "django.shortcuts.", "django.forms.", "celery.", "rest_framework.")
    assert [source for source in imported(module).values() if source.startswith(web) and source not in allowed] == []


@pytest.mark.parametrize("module", of_layer("rules"), ids=str)
def test_rules_know_no_database_and_no_clock(module: Module) -> None:
    assert [
        source for source in imported(module).values() if source.startswith(("django.db", "django.utils.timezone"))
    ] == []
    assert {"now", "today", "localdate"} & {
        node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)
    } == set()


# Templates


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_content_security_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {name for name, pattern in FORBIDDEN_IN_TEMPLATES.items() if pattern.search(text)} == set()


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for shielded in (
        r"{#.*?#}",
        r"{%\s*comment.*?endcomment\s*%}",
        r"{%\s*blocktranslate.*?endblocktranslate\s*%}",
        r"{%.*?%}",
        r"{{.*?}}",
    ):
        text = re.sub(shielded, "", text, flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []
