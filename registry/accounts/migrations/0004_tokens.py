"""Tokens of the API, and the answers kept for requests that are sent again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions_and_log_of_log_ins"),
    ]

    operations = [
        migrations.CreateModel(
            name="Replay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(verbose_name="幂等键")),
                (
                    "asked_hash",
                    models.CharField(help_text="地址与内容的 SHA-256", max_length=64, verbose_name="请求摘要"),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="状态码")),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "已答复的请求",
                "verbose_name_plural": "已答复的请求",
                "indexes": [models.Index(fields=["at"], name="replay_at")],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="replay_once")],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                ("secret_hash", models.CharField(help_text="SHA-256", max_length=64, unique=True, verbose_name="摘要")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("until", models.DateTimeField(verbose_name="有效期至")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "API 令牌",
                "verbose_name_plural": "API 令牌",
                "indexes": [models.Index(fields=["user", "-made_at"], name="token_user")],
            },
        ),
    ]
