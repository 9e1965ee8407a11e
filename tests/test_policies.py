"""Every address says who may open it and by which methods; every model belongs somewhere and is found by its code."""

import ast
import inspect
import textwrap

import pytest
from django.apps import apps
from django.db import models
from django.db.models.fields.related import ForeignKey

from registry.accounts.permissions import Permission

from .addresses import Address, addresses
from .source import APPS, imported, modules

POLICIES = {*Permission.values, "signed_in", "public"}
READING, WRITING = {"GET", "HEAD"}, {"POST"}

# In the order of the stack: a foreign key points to the left or stays in its own app.
STACK = {
    label: rank
    for rank, labels in enumerate(
        [
            ("audit",),
            ("regions",),
            ("accounts",),
            ("jobs",),
            ("parameters",),
            ("procedures",),
            ("registry",),
            ("assistance",),
            ("exits", "funds"),
        ]
    )
    for label in labels
}


def our_models() -> list[type[models.Model]]:
    """The models of our apps, the events of history left out."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
    return [model for model in ours if not hasattr(model, "pgh_tracked_model")]


# Addresses


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_an_address_says_who_may_open_it(address: Address) -> None:
    assert address.policy in POLICIES


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_a_view_admits_named_methods_only(address: Address) -> None:
    assert address.methods
    assert address.methods <= READING | WRITING | ({"PATCH"} if address.program else set())


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_a_view_that_calls_an_action_is_posted_to(address: Address) -> None:
    view = getattr(address.view, "cls", inspect.unwrap(address.view))
    module = next((module for module in modules(*APPS, "config") if module.name == view.__module__), None)
    if module is None:
        assert view.__module__.startswith("drf_spectacular.")  # knows no action of ours
        return
    tree = ast.parse(textwrap.dedent(inspect.getsource(view)))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    acts = [name for name in names if ".actions" in imported(module).get(name, "")]
    assert not acts or address.methods & {"POST", "PATCH"}


def test_names_of_addresses_are_given_once() -> None:
    names = [address.name for address in addresses()]
    assert sorted(set(names)) == sorted(names)


# Models


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_foreign_key_points_down_the_stack(model: type[models.Model]) -> None:
    keys = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    targets = {field.name: field.related_model._meta.app_label for field in keys}
    own = model._meta.app_label
    assert {name: app for name, app in targets.items() if app != own and STACK[app] >= STACK[own]} == {}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_column_with_a_code_stands_in_an_index(model: type[models.Model]) -> None:
    codes = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.BigIntegerField) and field.name.split("_")[-1] == "code" and not field.unique
    }
    lists = [index.fields for index in model._meta.indexes]
    lists += [list(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    indexed = {name.removeprefix("-") for names in lists for name in names}
    assert codes - indexed == set()


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_scoped_query_set_finds_its_column(model: type[models.Model]) -> None:
    scope = getattr(model._default_manager.all(), "scope_field", None)
    assert scope is None or isinstance(model._meta.get_field(scope), models.BigIntegerField)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_row_that_belongs_to_a_place_knows_who_looks(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    if names & {"village_code", "region_code"} and model._meta.label not in PLACED_WITHOUT_SCOPE:
        assert hasattr(model._default_manager.all(), "visible_to")


# Acts are read through queries that hold the viewer's areas; see test_matrix.
PLACED_WITHOUT_SCOPE = {"audit.Act"}
