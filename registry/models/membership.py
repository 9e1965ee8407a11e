"""Who belongs to which household, from–until (domain.md §13.1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import Joining, Kind, Leaving, Relation

from .household import Household
from .person import Person


@tracked
class Membership(models.Model):
    """家庭成员关系. The accounting years `counted_from` and `counted_until` drive every count, not the real dates.

    The id grows in the order of entry. `counted_until` empty means open; a person has at most one open membership,
    a household at most one open head.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("人"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships", verbose_name=_("户"))
    village_code = models.BigIntegerField(_("区划代码"))
    relation = models.CharField(_("与户主关系"), max_length=20, choices=Relation.choices)
    counted_from = models.PositiveSmallIntegerField(_("计入年度"))
    counted_until = models.PositiveSmallIntegerField(_("计出年度"), null=True, blank=True)
    kind_in = models.CharField(_("增加类别"), max_length=12, choices=Kind.choices)
    reason_in = models.CharField(_("增加原因"), max_length=16, choices=Joining.choices)
    joined_on = models.DateField(_("增加日期"))
    kind_out = models.CharField(_("减少类别"), max_length=12, choices=Kind.choices, blank=True)
    reason_out = models.CharField(_("减少原因"), max_length=16, choices=Leaving.choices, blank=True)
    left_on = models.DateField(_("减少日期"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("家庭成员")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(counted_until__isnull=True), name="membership_one_open"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(counted_until__isnull=True, relation="head"),
                name="membership_one_head",
            ),
            models.CheckConstraint(
                condition=Q(counted_until__isnull=True) | Q(counted_until__gte=F("counted_from")),
                name="membership_years",
            ),
            models.CheckConstraint(
                condition=Q(counted_until__isnull=True, kind_out="", reason_out="", left_on__isnull=True)
                | Q(counted_until__isnull=False, left_on__isnull=False) & ~Q(kind_out=""),
                name="membership_end_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["village_code", "household"], name="membership_village"
            ),  # the closing, county by county
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_relation_display()}"
