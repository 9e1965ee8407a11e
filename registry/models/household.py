"""The household (domain.md §2.1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import POOR_STOCK, Attribute, Cause, Resettlement, Standard, Status
from registry.regions.models import Region


@tracked
class Household(models.Model):
    """户. Its number is never reused and stays when the village is recoded or the household moves."""

    # Nobody looks for households by it, but by the code; villages are ended, never deleted.
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("行政村"), db_index=False)
    village_code = models.BigIntegerField(_("区划代码"))
    natural_village = models.CharField(_("自然村"), max_length=50, blank=True)
    group = models.CharField(_("村民小组"), max_length=20, blank=True)
    address = models.CharField(_("家庭住址"), max_length=100, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    phone_sealed = models.BinaryField(_("联系电话"), null=True)
    phone_index = models.BinaryField(_("联系电话索引"), null=True)
    bank = models.CharField(_("开户银行"), max_length=50, blank=True)
    card_sealed = models.BinaryField(_("银行卡号"), null=True)
    card_last4 = models.CharField(_("银行卡号后四位"), max_length=4, blank=True)

    standard = models.CharField(_("识别标准"), max_length=12, choices=Standard.choices, default=Standard.NATIONAL)
    attribute = models.CharField(_("户属性"), max_length=24, choices=Attribute.choices)
    main_cause = models.CharField(_("主要致贫原因"), max_length=12, choices=Cause.choices, blank=True)
    other_causes = ArrayField(
        models.CharField(max_length=12, choices=Cause.choices), verbose_name=_("其他致贫原因"), default=list, blank=True
    )
    status = models.CharField(_("脱贫属性"), max_length=12, choices=Status.choices, default=Status.CANDIDATE)
    planned_exit_year = models.PositiveSmallIntegerField(_("计划脱贫年度"), null=True, blank=True)
    first_identified = models.PositiveSmallIntegerField(_("首次识别年度"), null=True, blank=True)
    first_identified_month = models.PositiveSmallIntegerField(_("首次识别月份"), null=True, blank=True)
    registered_year = models.PositiveSmallIntegerField(_("建档年度"), null=True, blank=True)
    exit_year = models.PositiveSmallIntegerField(_("脱贫年度"), null=True, blank=True)
    relapse_year = models.PositiveSmallIntegerField(_("返贫年度"), null=True, blank=True)
    relapse_cause = models.CharField(_("返贫原因"), max_length=12, choices=Cause.choices, blank=True)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="splits", verbose_name=_("分自"))
    split_year = models.PositiveSmallIntegerField(_("分户年度"), null=True)

    martyr_family = models.BooleanField(_("军烈属"), default=False)
    one_child = models.BooleanField(_("独生子女户"), default=False)
    two_daughters = models.BooleanField(_("双女户"), default=False)
    relocation = models.BooleanField(_("搬迁户"), default=False)
    relocation_willing = models.BooleanField(_("有搬迁意愿"), null=True)
    resettlement = models.CharField(_("安置方式"), max_length=12, choices=Resettlement.choices, blank=True)
    resettlement_address = models.CharField(_("搬迁地址"), max_length=100, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("户")
        constraints = [
            models.CheckConstraint(condition=Q(other_causes__len__lte=2), name="household_other_causes"),
            models.CheckConstraint(
                condition=~Q(other_causes__contains=[models.F("main_cause")]) | Q(main_cause=""),
                name="household_cause_once",
            ),
            models.CheckConstraint(
                condition=Q(split_from__isnull=True, split_year__isnull=True)
                | Q(split_from__isnull=False, split_year__isnull=False),
                name="household_split_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["village_code", "id"], name="household_village"),  # lists, scope, units of the closing
            models.Index(fields=["phone_index"], name="household_phone", condition=Q(phone_index__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def in_poor_stock(self) -> bool:
        """Whether it counts among 未脱贫与返贫."""
        return self.status in POOR_STOCK
