"""Each part of a run keeps the seal of the facts that it was rehearsed from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0023_lighter_rows_of_a_run")]

    operations = [
        migrations.AddField(
            model_name="part",
            name="seal",
            field=models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="取数封记"),
        ),
    ]
