"""Household numbers (户编号) have ten digits from the first one on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_guard_register")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE registry_household ALTER COLUMN id RESTART WITH 1000000001",
            "ALTER TABLE registry_household ALTER COLUMN id RESTART WITH 1",
        )
    ]
