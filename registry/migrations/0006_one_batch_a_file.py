"""A file is one batch of an area and year; staged households keep their changes sealed and count their rows."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_freeze_closed_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name="stagedhousehold",
            name="differences",
        ),
        migrations.AddField(
            model_name="stagedhousehold",
            name="changes",
            field=models.PositiveIntegerField(default=0, verbose_name="改动项数"),
        ),
        migrations.AddField(
            model_name="stagedhousehold",
            name="rows",
            field=models.PositiveIntegerField(default=0, help_text="户与成员合计", verbose_name="行数"),
        ),
        migrations.AddIndex(
            model_name="stagedhousehold",
            index=models.Index(fields=["batch", "verdict", "number"], name="staged_verdict"),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("refused", "cancelled")), _negated=True),
                fields=("region_code", "year", "file_hash"),
                name="batch_once",
            ),
        ),
    ]
