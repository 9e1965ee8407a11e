"""What the register says, as one figure a table: equal if and only if all its rows are, however they came about."""

from hashlib import sha256

from django.db import connection
from django.db.models import DateTimeField, Model
from psycopg2 import sql

from registry.models import (
    Balance,
    Campaign,
    Closing,
    Collection,
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

BUSINESS: tuple[type[Model], ...] = (
    *(Household, Person, Membership, MemberYear, Statement, Survey, Collection),
    *(Campaign, Decision, Doubt, Closing, Balance, Run),
)
# Numbers by which people call what they stand for; others are only the order in which rows were written.
NUMBERED = (Household, Person, Decision, Campaign)
# How often a row was written is no business of the register, and who acted is told by the acts.
SILENT = {"version", "run", "undo_reason", "undo_asked_by", "undone_by", "rehearsed_by", "approved_by"}


# The scheduler may open the next year at any moment.
UNTIL = {
    Run: "WHERE year <= %(until)s",
    Balance: "WHERE run_id IN (SELECT id FROM registry_run WHERE year <= %(until)s)",
}


def digests(until: int = 9999) -> dict[str, str]:
    """Table → SHA-256 over its rows in order, without running numbers, versions and times; runs until a year."""
    return {model._meta.db_table: _digest_of(model, until) for model in BUSINESS}


def digest_of_register(until: int = 9999) -> str:
    """All of it as one figure."""
    return sha256("".join(digests(until).values()).encode()).hexdigest()


def _digest_of(model: type[Model], until: int) -> str:
    columns = sql.SQL(", ").join(
        sql.Identifier(str(column.column))
        for column in model._meta.concrete_fields
        if column.name not in SILENT
        and not isinstance(column, DateTimeField)
        and not (column.primary_key and model not in NUMBERED)
    )
    query = sql.SQL(
        "SELECT encode(sha256(COALESCE(string_agg(said, ''::bytea ORDER BY said), ''::bytea)), 'hex') "
        "FROM (SELECT sha256(convert_to(ROW({columns})::text, 'UTF8')) AS said FROM {table} {where}) rows"
    ).format(columns=columns, table=sql.Identifier(model._meta.db_table), where=sql.SQL(UNTIL.get(model, "")))
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.cursor), {"until": until})
        return str(cursor.fetchone()[0])
