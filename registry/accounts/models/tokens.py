"""What other programs come in with, and what they were answered."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .users import User

LIFETIME = timedelta(days=90)
KEPT = timedelta(days=30)


class Token(models.Model):
    """API 令牌: lets a program in with its owner's rights of the day. Only the hash is kept; the secret shows once."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens", verbose_name=_("用户"))
    name = models.CharField(_("用途"), max_length=60)
    secret_hash = models.CharField(_("摘要"), max_length=64, unique=True, help_text=_("SHA-256"))
    made_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    until = models.DateTimeField(_("有效期至"))
    ended_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("API 令牌")
        indexes = [models.Index(fields=["user", "-made_at"], name="token_user")]

    def __str__(self) -> str:
        return self.name

    @property
    def valid(self) -> bool:
        """Whether it lets anybody in."""
        return self.ended_at is None and self.until > timezone.now()


class Replay(models.Model):
    """已答复的请求: what a client's key was answered, so that the same request sent again does nothing twice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("用户"), db_index=False)
    key = models.UUIDField(_("幂等键"))
    asked_hash = models.CharField(_("请求摘要"), max_length=64, help_text=_("地址与内容的 SHA-256"))
    status = models.PositiveSmallIntegerField(_("状态码"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已答复的请求")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="replay_once")]
        indexes = [models.Index(fields=["at"], name="replay_at")]  # those that are old enough to go
