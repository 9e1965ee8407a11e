"""The choices that a merge obeys, the error workbook as it was made once, and the operation that may be undone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_find_people_by_what_is_typed"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="batch",
            name="batch_once",
        ),
        migrations.AddField(
            model_name="batch",
            name="clears",
            field=models.BooleanField(db_default=False, default=False, verbose_name="空单元格清除已登记的内容"),
        ),
        migrations.AddField(
            model_name="batch",
            name="errors_sealed",
            field=models.BinaryField(help_text="有误的户，可改正后再上传", null=True, verbose_name="错误工作簿"),
        ),
        migrations.AddField(
            model_name="batch",
            name="operation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_batch",
                to="registry.operation",
                verbose_name="业务操作",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="writes",
            field=models.CharField(
                choices=[("both", "新增并更新"), ("new", "只新增"), ("changed", "只更新")],
                db_default="both",
                default="both",
                max_length=8,
                verbose_name="写入",
            ),
        ),
        migrations.AlterField(
            model_name="batch",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "已上传"),
                    ("checked", "已校验"),
                    ("merging", "合并中"),
                    ("merged", "已合并"),
                    ("refused", "已退回"),
                    ("cancelled", "已取消"),
                    ("undone", "已撤销"),
                ],
                default="uploaded",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="operation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("register", "登记新户"),
                    ("join", "增人"),
                    ("leave", "减人"),
                    ("correct", "更正成员资料"),
                    ("head", "户主变更"),
                    ("split", "分户"),
                    ("merge", "合户"),
                    ("move", "户籍变更"),
                    ("batch", "批量修改"),
                    ("import", "导入"),
                ],
                max_length=12,
                verbose_name="类别",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("refused", "cancelled", "undone")), _negated=True),
                fields=("region_code", "year", "file_hash", "clears"),
                name="batch_once",
            ),
        ),
    ]
