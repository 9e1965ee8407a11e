"""The words of 城乡分类; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_regions")]
    operations = [
        migrations.AlterField(
            model_name="region",
            name="kind",
            field=models.CharField(
                "城乡分类",
                blank=True,
                choices=[
                    ("pseudo", "虚拟层级"),
                    ("street", "街道"),
                    ("town", "镇"),
                    ("township", "乡"),
                    ("resident", "居委会"),
                    ("village", "村委会"),
                    ("other", "类似单位"),
                ],
                max_length=8,
            ),
        ),
    ]
