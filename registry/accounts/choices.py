"""Words of log-ins and of the acts on accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoginKind(models.TextChoices):
    """What the log of log-ins tells."""

    LOGIN = "login", _("登录成功")
    FAILED = "failed", _("登录失败")
    LOCKED = "locked", _("账号锁定")
    LOGOUT = "logout", _("退出")
    EXPIRED = "expired", _("到时退出")
    ENDED = "ended", _("被终止")


class UserState(models.TextChoices):
    """A user as the list filters them."""

    ACTIVE = "active", _("启用")
    DISABLED = "disabled", _("停用")
    LOCKED = "locked", _("已锁定")


VERBS = {
    "user.create": _("新建用户"),
    "user.disable": _("停用用户"),
    "user.enable": _("启用用户"),
    "user.unlock": _("解除锁定"),
    "posting.start": _("任职"),
    "posting.end": _("结束任职"),
    "posting.transfer": _("调动"),
    "password.change": _("修改密码"),
    "password.reset": _("重置密码"),
    "session.end": _("终止会话"),
    "token.make": _("新建 API 令牌"),
    "token.end": _("停用 API 令牌"),
}
