"""A finished year is taken back: long work of a kind of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_carrying_forward")]

    operations = [
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rehearsal", "动态调整试算"),
                    ("adjustment", "动态调整执行"),
                    ("undoing", "动态调整回退"),
                    ("carrying", "沿用上年资料"),
                    ("import_check", "导入校验"),
                    ("import_merge", "导入合并"),
                ],
                max_length=24,
                verbose_name="类别",
            ),
        ),
    ]
