"""Foreign keys that a unique constraint already begins with, and one that nobody searches by, have no index alone.

Each cost as much as any other index to build and to keep, at every load and every closing.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_index_name_beginnings"),
        ("registry", "0009_guard_clerks_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="household",
            name="village",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="行政村",
            ),
        ),
        migrations.AlterField(
            model_name="memberyear",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="years",
                to="registry.person",
                verbose_name="人",
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="household",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="registry.household",
                verbose_name="户",
            ),
        ),
        migrations.AlterField(
            model_name="survey",
            name="household",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to="registry.household",
                verbose_name="户",
            ),
        ),
    ]
