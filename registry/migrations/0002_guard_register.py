"""No row of the register changes outside an act, and its history cannot be rewritten."""

from django.db import migrations

from registry.audit.operations import append_only, guard

TABLES = tuple(
    f"registry_{name}"
    for name in (
        "household",
        "person",
        "membership",
        "memberyear",
        "statement",
        "survey",
        "campaign",
        "decision",
        "run",
    )
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_register")]
    operations = [operation for table in TABLES for operation in (guard(table), append_only(f"{table}event"))]
