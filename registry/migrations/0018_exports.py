"""What was taken out of the register, by whom, and the file for as long as it may be fetched."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0017_a_county_comes_with_its_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("listing", models.CharField(max_length=24, verbose_name="列表")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "permission",
                    models.CharField(
                        help_text="看这个列表所需的权限，下载时须仍有", max_length=32, verbose_name="权限"
                    ),
                ),
                ("area", models.CharField(max_length=200, verbose_name="地区")),
                ("region_code", models.BigIntegerField(verbose_name="区划代码")),
                ("spans", models.JSONField(help_text="导出时所辖的代码范围，下载时须仍在其中", verbose_name="范围")),
                (
                    "query",
                    models.CharField(blank=True, help_text="网址中 ? 之后的部分", max_length=1000, verbose_name="查询"),
                ),
                ("words_sealed", models.BinaryField(null=True, verbose_name="查找词")),
                ("conditions", models.CharField(blank=True, max_length=500, verbose_name="条件")),
                (
                    "columns",
                    models.JSONField(default=list, help_text="农户列表为列名代码，其他列表为列标题", verbose_name="列"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel（xlsx）"),
                            ("csv", "CSV（UTF-8）"),
                            ("csv_gb18030", "CSV（GB18030，旧版软件用）"),
                        ],
                        max_length=12,
                        verbose_name="格式",
                    ),
                ),
                ("whole_numbers", models.BooleanField(default=False, verbose_name="含完整证件号码")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待另一人同意"),
                            ("refused", "未同意"),
                            ("queued", "正在生成"),
                            ("ready", "可下载"),
                            ("gone", "已过期"),
                            ("failed", "未完成"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                (
                    "order_hash",
                    models.CharField(help_text="同一申请连点两次只有一份", max_length=64, verbose_name="申请摘要"),
                ),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                ("file_size", models.PositiveBigIntegerField(default=0, verbose_name="文件大小")),
                (
                    "file_hash",
                    models.CharField(blank=True, help_text="SHA-256", max_length=64, verbose_name="文件摘要"),
                ),
                ("problem", models.TextField(blank=True, verbose_name="未完成的原因")),
                ("ordered_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
                ("ready_at", models.DateTimeField(null=True, verbose_name="生成时间")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="到期时间")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="下载次数")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="同意人",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "导出记录",
                "verbose_name_plural": "导出记录",
            },
        ),
        migrations.CreateModel(
            name="ExportPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("sealed", models.BinaryField(verbose_name="内容")),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="registry.export",
                        verbose_name="导出",
                    ),
                ),
            ],
            options={
                "verbose_name": "导出文件分块",
                "verbose_name_plural": "导出文件分块",
            },
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["ordered_by", "-ordered_at"], name="export_owner"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["region_code", "-ordered_at"], name="export_region"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(condition=models.Q(("state", "ready")), fields=["expires_at"], name="export_ready"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "queued"))),
                fields=("ordered_by", "order_hash"),
                name="export_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("ordered_by")), _negated=True),
                    _connector="OR",
                ),
                name="export_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportpart",
            constraint=models.UniqueConstraint(fields=("export", "number"), name="export_part_once"),
        ),
    ]
