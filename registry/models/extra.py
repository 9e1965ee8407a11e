"""Fields that a province adds to the national ones (domain.md §2.5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.audit.tracking import tracked
from registry.choices import ExtraKind, ExtraSubject


@tracked
class ExtraField(models.Model):
    """自定义项: the values stand in `extra` of the survey or the person-year, under `key`."""

    province_code = models.BigIntegerField(_("省代码"))
    subject = models.CharField(_("所属"), max_length=12, choices=ExtraSubject.choices)
    key = models.SlugField(_("标识"), max_length=30, help_text=_("小写字母、数字和下划线，建立后不变"))
    label = models.CharField(_("名称"), max_length=30)
    kind = models.CharField(_("类型"), max_length=12, choices=ExtraKind.choices)
    options = ArrayField(models.CharField(max_length=30), verbose_name=_("选项"), default=list, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    required = models.BooleanField(_("必填"), default=False)
    from_year = models.PositiveSmallIntegerField(_("起始年度"))
    until_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("自定义项")
        constraints = [
            models.UniqueConstraint(fields=["province_code", "subject", "key"], name="extra_field_once"),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=models.F("from_year")),
                name="extra_field_years",
            ),
            models.CheckConstraint(condition=~Q(kind="choice") | Q(options__len__gte=2), name="extra_field_options"),
        ]

    def __str__(self) -> str:
        return self.label
