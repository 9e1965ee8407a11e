"""Sessions that say whose they are, a log of log-ins that cannot be rewritten, first passwords to be changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from registry.audit.operations import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_guard_postings"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False, verbose_name="须修改密码"),
        ),
        migrations.CreateModel(
            name="LoginRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("login", "登录成功"),
                            ("failed", "登录失败"),
                            ("locked", "账号锁定"),
                            ("logout", "退出"),
                            ("expired", "到时退出"),
                            ("ended", "被终止"),
                        ],
                        max_length=8,
                        verbose_name="类型",
                    ),
                ),
                ("user_id", models.BigIntegerField(null=True, verbose_name="用户编号")),
                ("user_name", models.CharField(blank=True, max_length=64, verbose_name="用户")),
                ("address", models.CharField(blank=True, max_length=64, verbose_name="来源地址")),
                ("agent", models.CharField(blank=True, max_length=200, verbose_name="浏览器")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "登录日志",
                "verbose_name_plural": "登录日志",
                "indexes": [
                    models.Index(fields=["at", "id"], name="login_at"),
                    models.Index(fields=["user_id", "at"], name="login_user"),
                    models.Index(fields=["address", "at"], name="login_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("number", models.UUIDField(unique=True, verbose_name="编号")),
                ("since", models.DateTimeField(null=True, verbose_name="登录时间")),
                ("seen", models.DateTimeField(null=True, verbose_name="最近操作")),
                ("address", models.CharField(blank=True, max_length=64, verbose_name="来源地址")),
                ("agent", models.CharField(blank=True, max_length=200, verbose_name="浏览器")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "会话",
                "verbose_name_plural": "会话",
            },
        ),
        append_only("accounts_loginrecord"),
    ]
