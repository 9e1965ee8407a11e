"""What a workbook empties, where its uploader chose that empty cells clear: set-based, before the rest is written."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg2 import sql

from registry.models import Household, MemberYear, Person, Statement, Survey

# Part of a workbook → the register's table, and whose row of it is meant: the household's or the person's.
OWNERS: dict[str, tuple[type[models.Model], str]] = {
    "household": (Household, "id"),
    "statement": (Statement, "household_id"),
    "survey": (Survey, "household_id"),
    "person": (Person, "id"),
    "member_year": (MemberYear, "person_id"),
}
YEARLY = (Statement, Survey, MemberYear)
OF_PERSONS = (Person, MemberYear)
SEALED = {"phone": ("phone_sealed", "phone_index"), "card": ("card_sealed", "card_last4")}
OWN = "extra."


def clear_emptied(year: int) -> None:
    """Empty the fields that `merging_cleared` names, of rows that are there: one statement a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, array_agg(DISTINCT name ORDER BY name) FROM merging_cleared GROUP BY part")
        for part, names in cursor.fetchall():
            cursor.execute(_statement(part, names), {"part": part, "year": year})


def _statement(part: str, names: list[str]) -> sql.Composable:
    model, owner = OWNERS[part]
    sets = [_emptied(model, name, column) for name in names for column in SEALED.get(name, (name,)) if OWN not in name]
    if any(name.startswith(OWN) for name in names):
        sets.append(sql.SQL("extra = now.extra - ARRAY(SELECT substr(n, 7) FROM unnest(gone.names) n)"))
    of_persons = model in OF_PERSONS
    whose = "merging_person owner USING (staged, member)" if of_persons else "merging_household owner USING (staged)"
    return sql.SQL(
        "UPDATE {table} AS now SET version = now.version + 1, {sets} FROM ("
        "SELECT owner.id, array_agg(cleared.name) AS names FROM merging_cleared cleared JOIN {whose} "
        "WHERE cleared.part = %(part)s GROUP BY owner.id) AS gone WHERE now.{owner} = gone.id {year}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        sets=sql.SQL(", ").join(sets),
        whose=sql.SQL(whose),
        owner=sql.Identifier(owner),
        year=sql.SQL("AND now.year = %(year)s" if model in YEARLY else ""),
    )


def _emptied(model: type[models.Model], name: str, column: str) -> sql.Composable:
    field = model._meta.get_field(column)
    empty = "NULL" if field.null else "'{{}}'" if isinstance(field, ArrayField) else "''"
    return sql.SQL("{column} = CASE WHEN {name} = ANY (gone.names) THEN " + empty + " ELSE now.{column} END").format(
        column=sql.Identifier(column), name=sql.Literal(name)
    )
