"""Where the rules of the doubts begin to find something may be set by each province."""

from django.db import migrations, models

NAMES = [
    ("stable_items", "计入稳定收入的项目"),
    ("serious_illness_from", "大病保险起算年度"),
    ("notice_days_1", "第一次公示天数"),
    ("notice_days_2", "第二次公示天数"),
    ("period_start", "收入核算周期起始月日"),
    ("number_missing_days", "临时编号使用天数"),
    ("head_from_age", "户主最低年龄"),
    ("school_from_age", "在校年龄起"),
    ("school_to_age", "在校年龄止"),
    ("labour_from_age", "劳动年龄起"),
    ("labour_to_age", "劳动年龄止"),
    ("pension_from_age", "参加养老保险的年龄"),
    ("highest_per_head", "人均纯收入上限"),
    ("largest_change", "人均纯收入最大变动"),
    ("lowest_wage", "工资性收入下限"),
    ("highest_wage", "工资性收入上限"),
    ("least_dibao", "低保金下限"),
    ("least_destitute_support", "特困供养金下限"),
    ("least_family_planning", "计划生育金下限"),
    ("least_pension", "养老保险金下限"),
]


class Migration(migrations.Migration):
    dependencies = [("parameters", "0007_history_of_the_calendar")]
    operations = [
        migrations.AlterField(
            model_name=model, name="name", field=models.CharField(choices=NAMES, max_length=32, verbose_name="名称")
        )
        for model in ("parameter", "parameterevent")
    ]
