"""What lies on one person's desk: queries they keep and forms they have not finished."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User


class SavedQuery(models.Model):
    """常用查询: the conditions of a list under a name, for its owner alone. Never a name or a number of a person."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_queries", verbose_name=_("所有人"))
    name = models.CharField(_("名称"), max_length=30)
    conditions = models.CharField(_("条件"), max_length=1000, help_text=_("网址中 ? 之后的部分"))
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("常用查询")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_query_once")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """草稿: what somebody typed into a form and has not saved. Sealed, since personal; one a form and owner."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="drafts", verbose_name=_("所有人"))
    form = models.CharField(_("表单"), max_length=60, help_text=_("网址路径"))
    title = models.CharField(_("标题"), max_length=60)
    content_sealed = models.BinaryField(_("内容"))
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("草稿")
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="draft_once")]

    def __str__(self) -> str:
        return self.title
