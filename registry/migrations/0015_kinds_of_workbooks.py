"""What a workbook brings: households, decisions, users, parameters, or a county for the first time."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0014_what_a_batch_writes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="batch",
            name="batch_once",
        ),
        migrations.AddField(
            model_name="batch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("households", "农户资料"),
                    ("decisions", "动态调整决定"),
                    ("users", "用户与任职"),
                    ("parameters", "参数"),
                    ("baseline", "首次建库"),
                ],
                db_default="households",
                default="households",
                max_length=12,
                verbose_name="种类",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("refused", "cancelled", "undone")), _negated=True),
                fields=("kind", "region_code", "year", "file_hash", "clears"),
                name="batch_once",
            ),
        ),
    ]
