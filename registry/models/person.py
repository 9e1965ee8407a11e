"""The person: identity, for ever (domain.md §2.2, §2.4, §13.1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import Ethnicity, IdType, NumberMissing, Politics, Sex


@tracked
class Person(models.Model):
    """人. Unique by the first 18 characters of the ID number, in any state, for ever.

    `village_code` is the one of the household the person belongs to or last belonged to.
    """

    village_code = models.BigIntegerField(_("区划代码"))
    name = models.CharField(_("姓名"), max_length=50)
    name_key = models.CharField(_("匹配用姓名"), max_length=50, help_text=_("间隔号统一、全角转半角"))
    initials = models.CharField(_("拼音首字母"), max_length=50)
    sex = models.CharField(_("性别"), max_length=8, choices=Sex.choices)
    id_type = models.CharField(_("证件类型"), max_length=12, choices=IdType.choices, default=IdType.CITIZEN)
    id_sealed = models.BinaryField(_("证件号码"), null=True)
    id_index = models.BinaryField(_("证件号码索引"), null=True, help_text=_("前 18 位的盲索引"))
    id_last4 = models.CharField(_("证件号码后四位"), max_length=4, blank=True)
    born = models.DateField(_("出生日期"), null=True, blank=True)
    ethnicity = models.CharField(_("民族"), max_length=12, choices=Ethnicity.choices, blank=True)
    number_missing = models.CharField(
        _("暂无证件号码的原因"), max_length=12, choices=NumberMissing.choices, blank=True, default="", db_default=""
    )
    number_missing_since = models.DateField(_("使用临时编号起始日期"), null=True, blank=True)
    politics = models.CharField(_("政治面貌"), max_length=12, choices=Politics.choices, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人")
        constraints = [
            models.UniqueConstraint(fields=["id_index"], name="person_identity"),
            models.CheckConstraint(
                condition=Q(id_index__isnull=True, id_sealed__isnull=True)
                | Q(id_index__isnull=False, id_sealed__isnull=False),
                name="person_id_whole",
            ),
            # A temporary number is that of nobody who has one, and says since when.
            models.CheckConstraint(
                condition=Q(number_missing="", number_missing_since__isnull=True)
                | ~Q(number_missing="") & Q(number_missing_since__isnull=False, id_index__isnull=True),
                name="person_number_missing_whole",
            ),
        ]
        indexes = [
            # Finding people: by what was typed first, so that a province costs what a village does. In an order that
            # LIKE can use; the names stand in the index of the initials, where whole pinyin looks them through.
            models.Index(
                fields=["name_key", "village_code"],
                name="person_by_name",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
            models.Index(
                fields=["initials", "village_code"],
                name="person_by_initials",
                opclasses=["varchar_pattern_ops", "int8_ops"],
                include=["name_key"],
            ),
            models.Index(fields=["id_last4", "village_code"], name="person_by_last4"),
            models.Index(
                fields=["village_code", "number_missing_since"],
                name="person_number_missing",
                condition=~Q(number_missing=""),
            ),  # whose number is due
            models.Index(fields=["village_code"], name="person_village"),  # the closing, county by county
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def temporary_number(self) -> str:
        """What stands for the ID number of somebody who has none yet."""
        return f"临{self.pk}" if self.number_missing else ""
