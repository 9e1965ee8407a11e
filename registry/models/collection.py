"""The yearly collection of a household: who collected, who entered, who checked (domain.md §11.3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import CollectionState

from .household import Household


@tracked
class Collection(models.Model):
    """年度采集. Two people collect, one enters, another checks or sends back. No row: nobody has begun."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="collections", verbose_name=_("户"), db_index=False
    )
    village_code = models.BigIntegerField(_("区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=12, choices=CollectionState.choices, default=CollectionState.ENTERED)
    first_collector = models.CharField(_("采集人一"), max_length=50, blank=True)
    second_collector = models.CharField(_("采集人二"), max_length=50, blank=True)
    collected_on = models.DateField(_("入户日期"), null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    entered_at = models.DateTimeField(_("录入时间"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    checked_at = models.DateTimeField(_("审核时间"), null=True)
    returned_reason = models.CharField(_("退回原因"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度采集")
        constraints = [
            models.UniqueConstraint(fields=["household", "year"], name="collection_once"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")), name="collection_second_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="checked") | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="collection_check_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""), name="collection_return_said"
            ),
        ]
        indexes = [models.Index(fields=["village_code", "year", "state"], name="collection_village")]  # what waits

    def __str__(self) -> str:
        return f"{self.year} {self.get_state_display()}"
