"""No line or parameter changes outside an act, and its history cannot be rewritten."""

from django.db import migrations

from registry.audit.operations import append_only, guard

TABLES = ("parameters_povertyline", "parameters_parameter")


class Migration(migrations.Migration):
    dependencies = [("parameters", "0001_lines_and_parameters")]
    operations = [operation for table in TABLES for operation in (guard(table), append_only(f"{table}event"))]
