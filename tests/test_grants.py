"""What the database itself holds: nothing changes outside an act, and nobody rewrites what has been written."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.audit.models import Act
from registry.models import Person

from .factories import HouseholdFactory, PersonFactory, Tree
from .test_policies import our_models

pytestmark = pytest.mark.django_db

EVENTS = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
TRACKED = [model.pgh_tracked_model for model in EVENTS]

# Rows that are no register, each with the reason why their changes are not kept. A new model must choose.
UNTRACKED = {
    "audit.Act": "the history itself, append-only",
    "regions.Region": "loaded from a published edition in one act",
    "regions.CountyKind": "loaded with the regions, dated, with its source",
    "regions.ProvinceZone": "loaded with the regions, dated, with its source",
    "regions.RegionChange": "loaded with the regions, dated, with its source",
    "accounts.LoginRecord": "the log itself, append-only",
    "accounts.Session": "who is signed in at this moment",
    "accounts.Token": "made once and ended once, each by an act",
    "accounts.Replay": "an answer of the API, kept for a month",
    "accounts.User": "log-in bookkeeping; what a user may do is in the postings",
    "jobs.Job": "progress of the machine",
    "jobs.Unit": "progress of the machine",
    "registry.Baseline": "which counties came in, and when: nobody changes it",
    "registry.Batch": "on its way into the register",
    "registry.StagedHousehold": "on its way into the register",
    "registry.Fault": "on its way into the register",
    "registry.Doubt": "opened by rules, worked off once",
    "registry.Part": "progress of a run; the run itself is tracked",
    "registry.Rehearsal": "replaceable until the run takes it over",
    "registry.Closing": "its own history, frozen with the year",
    "registry.Balance": "sums of closing rows",
    "registry.Tally": "sums of closing rows",
    "registry.Before": "copies for taking a run back, gone once it is frozen",
    "registry.Operation": "names an act, whose events are the history",
    "registry.SavedQuery": "one person's own conditions of a list",
    "registry.Draft": "not saved yet, one person's own",
    "registry.Export": "the record of an act on data, whose acts are the history",
    "registry.ExportPart": "a file that is there for a day",
}


def ask(query: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def rights(table: str) -> set[str]:
    """What the application's role may do to a table."""
    words = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    query = "SELECT has_table_privilege(%s, %s, %s)"
    return {word for word in words if ask(query, settings.APP_DATABASE_ROLE, table, word) == [(True,)]}


def triggers(table: str) -> dict[str, tuple[str, str]]:
    """Name → definition and whether it fires for everybody ('O') of the triggers on a table."""
    query = "SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass"
    own = ask(f"{query} AND NOT tgisinternal", table)
    return {str(name): (str(definition), str(enabled)) for name, definition, enabled in own}


def label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_a_model_is_tracked_or_says_why_not(model: type[models.Model]) -> None:
    assert (model in TRACKED) != (model._meta.label in UNTRACKED)


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_a_tracked_table_is_guarded_for_every_statement(model: type[models.Model]) -> None:
    definition, enabled = triggers(model._meta.db_table)["guard_act"]
    assert "BEFORE INSERT OR DELETE OR UPDATE" in definition
    assert "FOR EACH STATEMENT EXECUTE FUNCTION require_act()" in definition
    assert enabled == "O"


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_a_tracked_table_writes_an_event_for_inserts_updates_and_deletions(model: type[models.Model]) -> None:
    definitions = [text for name, (text, enabled) in triggers(model._meta.db_table).items() if enabled == "O"]
    for statement in ("INSERT", "UPDATE", "DELETE"):
        assert any(f"AFTER {statement}" in text and "REFERENCING" in text for text in definitions), statement


@pytest.mark.parametrize("model", [Act, *EVENTS], ids=label)
def test_the_application_adds_to_history_and_changes_none_of_it(model: type[models.Model]) -> None:
    assert rights(model._meta.db_table) == {"SELECT", "INSERT"}


def test_the_application_owns_nothing_and_makes_nothing() -> None:
    role = settings.APP_DATABASE_ROLE
    assert ask("SELECT relname FROM pg_class WHERE relowner = %s::regrole", role) == []
    assert ask("SELECT proname FROM pg_proc WHERE proowner = %s::regrole", role) == []
    assert ask("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role) == [(False,)]
    assert ask("SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = %s", role) == [
        (False, False, False, False)
    ]


def test_the_application_may_empty_and_disarm_no_table() -> None:
    for model in our_models():
        assert not rights(model._meta.db_table) & {"TRUNCATE", "TRIGGER"}, model._meta.label


@pytest.fixture
def person(as_application: None) -> Iterator[Person]:
    """A person, and the application's own rights."""
    return PersonFactory()


def test_a_write_outside_an_act_is_refused_whatever_its_way(person: Person) -> None:
    ways = (
        lambda: Person.objects.filter(pk=person.pk).update(name="李四"),
        lambda: Person.objects.bulk_create([Person(village_code=1, name="李四", sex="male")]),
        lambda: Person.objects.filter(pk=person.pk).delete(),
        lambda: ask("UPDATE registry_person SET name = '李四' RETURNING id"),
    )
    for write in ways:
        with pytest.raises(DatabaseError, match="outside an act"), transaction.atomic():
            write()


def test_an_act_ends_with_its_block(person: Person) -> None:
    with act("test.edit", by=SYSTEM, target=person):
        Person.objects.filter(pk=person.pk).update(name="李四")
    with pytest.raises(DatabaseError, match="outside an act"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name="王五")


def test_every_changed_row_has_an_event_with_the_id_of_its_act(as_application: None) -> None:
    people = [PersonFactory() for _ in range(3)]
    with act("test.edit", by=SYSTEM) as done:
        Person.objects.filter(pk__in=[person.pk for person in people]).update(born=date(1971, 1, 1))
    event = Person.pgh_event_model  # type: ignore[attr-defined]
    changed = event.objects.filter(pgh_context_id=done.pk).values_list("pgh_obj_id", "pgh_label", "born")
    assert set(changed) == {(person.pk, "update", date(1971, 1, 1)) for person in people}


def test_an_inner_act_gives_the_outer_one_back(as_application: None, tree: Tree) -> None:
    with act("test.outer", by=SYSTEM) as outer:
        with act("test.inner", by=SYSTEM) as inner:
            person = PersonFactory()
        Person.objects.filter(pk=person.pk).update(name="李四")
    event = Person.pgh_event_model  # type: ignore[attr-defined]
    contexts = event.objects.filter(pgh_obj_id=person.pk).order_by("pgh_id").values_list("pgh_context_id", flat=True)
    assert (inner.parent, contexts.last()) == (outer.pk, outer.pk)


def test_nobody_rewrites_an_act_or_an_event(as_application: None, tree: Tree) -> None:
    HouseholdFactory(village=tree.village)
    for statement in (
        "UPDATE audit_act SET actor_name = '别人'",
        "DELETE FROM audit_act",
        "TRUNCATE audit_act",
        "UPDATE registry_householdevent SET status = 'exited'",
        "DELETE FROM registry_householdevent",
        "ALTER TABLE registry_household DISABLE TRIGGER guard_act",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
            ask(statement)
