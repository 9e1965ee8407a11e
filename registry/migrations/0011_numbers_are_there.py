"""Loads of many persons name no reason why a number is missing: the database itself says that none is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_one_index_is_enough")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="number_missing",
            field=models.CharField(
                blank=True,
                choices=[("newborn", "新生儿未上户口"), ("lost", "证件遗失待补")],
                db_default="",
                default="",
                max_length=12,
                verbose_name="暂无证件号码的原因",
            ),
        )
        for model in ("person", "personevent")
    ]
