"""The new tables of the register change only inside an act, and their history cannot be rewritten."""

from django.db import migrations

from registry.audit.operations import append_only, guard

TABLES = tuple(f"registry_{name}" for name in ("collection", "move", "extrafield", "poorvillage", "unityear"))


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_clerks_day")]
    operations = [operation for table in TABLES for operation in (guard(table), append_only(f"{table}event"))]
