from datetime import date

import pytest
from django.db import connection
from django.db.models import F, Sum

from registry import cipher
from registry.audit.models import Act
from registry.choices import DoubtRule, IdType, RunState, Status
from registry.models import (
    Closing,
    Decision,
    Doubt,
    Household,
    Membership,
    MemberYear,
    Person,
    Run,
    Statement,
    Survey,
)
from registry.queries.years import open_year
from registry.refusal import Refused
from registry.rules.identity import UNISSUED_AREA, read_id
from registry.seed import populations
from registry.seed.columns import COLUMNS
from registry.seed.plans import Plan
from registry.seed.populations import load_population
from tests.factories import Tree

PROVINCE = 430000000000
SMALL = Plan(households=300, wrong=0)
MODELS = (Household, Person, Membership, MemberYear, Statement, Survey, Decision, Closing)


@pytest.fixture
def county(tree: Tree) -> populations.Loaded:
    """A small population of the demo county."""
    return load_population(SMALL)


def test_what_was_loaded_is_what_is_said(county: populations.Loaded) -> None:
    assert county.households == Household.objects.count() == 300
    assert county.persons == Person.objects.count()
    assert county.rows == sum(model._default_manager.count() for model in MODELS)


def test_the_load_is_one_act_that_every_event_names(county: populations.Loaded) -> None:
    (act,) = Act.objects.filter(verb="seed.load")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context_id, count(*) FROM registry_householdevent GROUP BY 1")
        assert cursor.fetchall() == [(act.pk, 300)]


def test_id_numbers_can_be_unsealed_found_and_read(county: populations.Loaded) -> None:
    for person in Person.objects.order_by("pk")[:200]:
        number = cipher.unseal(person.id_sealed or b"")
        reading = read_id(number, person.id_type, today=date(2016, 12, 31))
        assert number.startswith(UNISSUED_AREA)
        assert (reading.born, reading.sex, reading.last4) == (person.born, person.sex, person.id_last4)
        assert bytes(person.id_index or b"") == cipher.blind_index(reading.key)
        assert (len(number) > 18) == (person.id_type == IdType.DISABILITY)


def test_the_years_before_the_open_one_are_frozen(county: populations.Loaded) -> None:
    runs = Run.objects.filter(region_code=PROVINCE).order_by("year")
    assert [(run.year, run.baseline, run.state) for run in runs] == [
        (2013, True, RunState.FROZEN),
        (2014, False, RunState.FROZEN),
        (2015, False, RunState.FROZEN),
    ]
    assert open_year(PROVINCE) == 2016


def test_each_closing_row_opens_with_what_the_one_before_closed(county: populations.Loaded) -> None:
    rows = {(row.household_id, row.year): row for row in Closing.objects.all()}
    later = [row for row in rows.values() if row.opening_status and not row.split]
    assert later
    for row in later:
        before = rows[row.household_id, row.year - 1]
        assert (row.opening_status, row.members_opening) == (before.closing_status, before.members_closing)


def test_members_at_closing_are_those_at_opening_with_who_came_and_without_who_went(county: populations.Loaded) -> None:
    wrong = Closing.objects.exclude(opening_status="").exclude(
        members_closing=F("members_opening")
        + F("increase_natural")
        + F("increase_correction")
        + F("increase_transfer")
        - F("decrease_natural")
        - F("decrease_correction")
        - F("decrease_transfer")
    )
    assert not wrong.exists()
    moved = Closing.objects.aggregate(inward=Sum("increase_natural"), outward=Sum("decrease_natural"))
    assert moved["inward"] > 5
    assert moved["outward"] > 5


def test_opening_counts_by_membership_are_those_of_the_last_closing_rows(county: populations.Loaded) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.household_id FROM registry_closing c "
            "LEFT JOIN registry_membership m ON m.household_id = c.household_id "
            "AND m.counted_from < 2016 AND (m.counted_until IS NULL OR m.counted_until >= 2016) WHERE c.year = 2015 "
            "GROUP BY c.household_id, c.members_closing HAVING count(m.id) <> c.members_closing"
        )
        assert cursor.fetchall() == []


def test_stored_status_agrees_with_the_last_closing_row(county: populations.Loaded) -> None:
    for row in Closing.objects.filter(year=2015).select_related("household"):
        again = row.closing_status == Status.REMOVED and row.household.status == Status.CANDIDATE
        assert again or row.household.status == row.closing_status


def test_doubts_of_closed_years_are_there_and_those_of_the_last_one_wait(county: populations.Loaded) -> None:
    assert set(Doubt.objects.values_list("rule", flat=True)) == {DoubtRule.READY_NOT_EXITED, DoubtRule.SLIPPING}
    assert set(Doubt.objects.filter(outcome="").values_list("year", flat=True)) == {2015}
    assert not Doubt.objects.filter(outcome="", checked_at__isnull=False).exists()


def test_an_area_with_households_is_left_alone_unless_told_to_append(county: populations.Loaded) -> None:
    with pytest.raises(Refused, match="已有农户"):
        load_population(Plan(households=10))
    load_population(Plan(households=10, append=True))
    assert Household.objects.count() == 310
    assert Run.objects.filter(region_code=PROVINCE).count() == 3


def test_the_same_seed_beside_itself_is_of_other_persons(tree: Tree) -> None:
    for county in ("433124", "433125"):
        load_population(Plan(area=county, households=60))
    indexes = [bytes(person.id_index or b"") for person in Person.objects.exclude(id_index=None)]
    assert len(set(indexes)) == len(indexes) > 300


def test_frozen_years_are_frozen_again_after_an_append(county: populations.Loaded) -> None:
    load_population(Plan(households=10, append=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgname LIKE 'frozen%'")
        assert cursor.fetchall() == [("O",)]


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (Plan(households=10, closed_years=0), "已结账"),
        (Plan(households=10, area="710000"), "没有 710000 的村"),
        (Plan(households=10, open_year=2030), "扶贫标准"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(plan: Plan, reason: str, tree: Tree) -> None:
    with pytest.raises(Refused, match=reason):
        load_population(plan)
    assert not Household.objects.exists()


def test_a_province_that_stands_in_another_year_is_refused(county: populations.Loaded) -> None:
    with pytest.raises(Refused, match="2016"):
        load_population(Plan(area="433125", households=10, open_year=2017))


def test_the_baseline_alone_has_households_of_every_status_but_nobody_removed(tree: Tree) -> None:
    load_population(Plan(households=300, closed_years=1))
    assert set(Closing.objects.values_list("closing_status", "outcome")) == {
        (status, "unchanged") for status in (Status.POOR, Status.EXITED, Status.RELAPSED, Status.STABLE)
    }


def test_the_application_goes_on_numbering_after_the_load(county: populations.Loaded) -> None:
    with connection.cursor() as cursor:
        for model in MODELS:
            table = model._meta.db_table
            cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) > max(id) FROM {table}")
            assert cursor.fetchone() == (True,)


def catalogue() -> set[tuple[str, ...]]:
    """Indexes, constraints and triggers of the tables that are loaded."""
    with connection.cursor() as cursor:
        cursor.execute(
            # Without the condition, which PostgreSQL writes in another way after it has read it once.
            "SELECT split_part(indexdef, ' WHERE ', 1), '' FROM pg_indexes WHERE tablename = ANY(%(tables)s) UNION ALL "
            "SELECT conrelid::regclass || conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid::regclass::text = ANY(%(tables)s) UNION ALL "
            "SELECT tgrelid::regclass || tgname, tgenabled::text FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%(tables)s)",
            {"tables": list(COLUMNS)},
        )
        return set(cursor.fetchall())


def contents() -> dict[str, list[tuple[object, ...]]]:
    """What a reader of the tables sees, but for what is sealed anew each time."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            names = ", ".join(f'"{name}"' for name in columns if not name.endswith("_sealed"))
            cursor.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")
            found[table] = cursor.fetchall()
    return found


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small populations are loaded as large ones are."""
    monkeypatch.setattr(populations, "LARGE", 1)


def test_a_large_load_leaves_indexes_constraints_and_triggers_as_they_were(tree: Tree, large: None) -> None:
    before = catalogue()
    load_population(SMALL)
    assert len(before) > 100
    assert catalogue() == before


def test_a_large_load_has_its_act_for_all_history(tree: Tree, large: None) -> None:
    load_population(SMALL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_personevent")
        assert cursor.fetchone() == (0,)
    assert Act.objects.filter(verb="seed.load").count() == 1
