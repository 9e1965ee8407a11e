"""撤销导入 is a kind of job."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0004_exporting")]

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
                    ("import_undo", "导入撤销"),
                    ("export", "导出"),
                ],
                max_length=24,
                verbose_name="类别",
            ),
        ),
    ]
