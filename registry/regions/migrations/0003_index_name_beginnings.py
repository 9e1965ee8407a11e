"""Indexes by which the beginning of a name or of its pinyin initials is found, whatever the collation of the database."""

from django.db import migrations, models

BEGINNINGS = ["int2_ops", "varchar_pattern_ops"]


class Migration(migrations.Migration):
    dependencies = [("regions", "0002_region_kind")]
    operations = [
        migrations.RemoveIndex("region", "region_initials"),
        migrations.AddIndex(
            "region", models.Index(fields=["level", "initials"], name="region_initials", opclasses=BEGINNINGS)
        ),
        migrations.RemoveIndex("region", "region_name"),
        migrations.AddIndex("region", models.Index(fields=["level", "name"], name="region_name", opclasses=BEGINNINGS)),
    ]
