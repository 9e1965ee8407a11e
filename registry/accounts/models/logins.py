"""Who is signed in, and the log of log-ins."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.choices import LoginKind

from .users import User

AGENT_LENGTH = 200


class Session(AbstractBaseSession):
    """会话: Django's row with what a security administrator asks of it, so that sessions can be listed and ended.

    `number` stands for the row in addresses; the key itself would let anybody in.
    """

    number = models.UUIDField(_("编号"), unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name=_("用户"))
    since = models.DateTimeField(_("登录时间"), null=True)
    seen = models.DateTimeField(_("最近操作"), null=True)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    agent = models.CharField(_("浏览器"), max_length=AGENT_LENGTH, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会话")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Named by the settings, as for Django's own model."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class LoginRecord(models.Model):
    """登录日志: one line a log-in, failure, lock or end. Append-only, like acts; the user is kept as values.

    What was typed as a user name that nobody has is not kept: it is often a password.
    """

    kind = models.CharField(_("类型"), max_length=8, choices=LoginKind.choices)
    user_id = models.BigIntegerField(_("用户编号"), null=True)
    user_name = models.CharField(_("用户"), max_length=64, blank=True)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    agent = models.CharField(_("浏览器"), max_length=AGENT_LENGTH, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("登录日志")
        indexes = [
            models.Index(fields=["at", "id"], name="login_at"),  # the log, latest first
            models.Index(fields=["user_id", "at"], name="login_user"),  # one person's
            models.Index(fields=["address", "at"], name="login_address"),  # failures from one address
        ]
