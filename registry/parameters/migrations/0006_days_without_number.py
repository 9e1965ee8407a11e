"""How long somebody may stand in the register under a temporary number."""

from django.db import migrations, models

NAMES = [
    ("stable_items", "计入稳定收入的项目"),
    ("serious_illness_from", "大病保险起算年度"),
    ("notice_days_1", "第一次公示天数"),
    ("notice_days_2", "第二次公示天数"),
    ("period_start", "收入核算周期起始月日"),
    ("number_missing_days", "临时编号使用天数"),
]


class Migration(migrations.Migration):
    dependencies = [("parameters", "0005_whose_line_it_is")]
    operations = [
        migrations.AlterField(
            model_name=model, name="name", field=models.CharField(choices=NAMES, max_length=32, verbose_name="名称")
        )
        for model in ("parameter", "parameterevent")
    ]
