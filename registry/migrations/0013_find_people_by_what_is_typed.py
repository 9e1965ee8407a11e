"""Persons are found by what was typed first, then the place: a search in a province reads as little as in a village.

The orders of the operator classes are those that LIKE can use, whatever the database's own collation.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_what_an_act_left")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="person_name"),
        migrations.RemoveIndex(model_name="person", name="person_initials"),
        migrations.RemoveIndex(model_name="person", name="person_last4"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["name_key", "village_code"],
                name="person_by_name",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["initials", "village_code"],
                include=["name_key"],
                name="person_by_initials",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="person", index=models.Index(fields=["id_last4", "village_code"], name="person_by_last4")
        ),
    ]
