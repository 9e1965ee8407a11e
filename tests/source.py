"""Our own source as the architecture tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("registry", "assistance", "exits", "funds")
FOLDERS = (*APPS, "config", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A Python file: its dotted name and its syntax tree."""

    path: Path
    name: str
    lines: int
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The part after the app: actions in registry.actions.households, views in registry.jobs.views."""
        known = ("actions", "queries", "views", "models", "rules", "forms", "tasks", "management", "api", "migrations")
        return next((part for part in self.name.split(".") if part in known), "")

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file of these folders, the ones made by `makemigrations` left out."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if path.is_file())
    return tuple(_read(path) for path in paths if "migrations" not in path.parts)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(path, name, text.count("\n"), ast.parse(text))


def of_layer(layer: str) -> list[Module]:
    """The apps' modules of one layer."""
    return [module for module in modules(*APPS) if module.layer == layer]


def functions(module: Module) -> Iterator[Function]:
    """Every function of a module, methods and inner ones included."""
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def public_functions(module: Module) -> list[Function]:
    """The functions at the top of a module that others may call."""
    return [node for node in module.tree.body if isinstance(node, Function) and not node.name.startswith("_")]


@cache
def imported(module: Module) -> dict[str, str]:
    """Names imported from our own modules, with what they mean: `act` → registry.audit.acts.act."""
    names: dict[str, str] = {}
    package = module.name.split(".") if module.path.name == "__init__.py" else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            names |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
    return names


def called(module: Module, part: ast.AST) -> set[str]:
    """What a function, or a part of one, calls, as dotted names where they come from us: registry.audit.acts.act."""
    names = imported(module)
    found = set()
    for node in ast.walk(part):
        if isinstance(node, ast.Call):
            head, _, rest = ast.unparse(node.func).partition(".")
            whole = names.get(head, f"{module.name}.{head}")
            found.add(f"{whole}.{rest}" if rest else whole)
    return found


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted((ROOT / "templates").rglob("*.html"))
