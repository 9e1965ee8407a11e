"""Named operations, which may be undone, and households that move from one office to another (domain.md §5.2, §5.3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import MoveState, OperationKind
from registry.regions.models import Region

from .household import Household


class Operation(models.Model):
    """业务操作: an act with a name. The act's events say what it changed, which is what undoing puts back."""

    act = models.UUIDField(_("操作记录"), unique=True)
    kind = models.CharField(_("类别"), max_length=12, choices=OperationKind.choices)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="operations", verbose_name=_("户"))
    village_code = models.BigIntegerField(_("区划代码"), help_text=_("批量修改时为所辖区域的代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200)
    document_number = models.CharField(_("文号或材料"), max_length=60, blank=True)
    households = models.PositiveIntegerField(_("涉及户数"), default=1)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("办理时间"), auto_now_add=True)
    undone_by_name = models.CharField(_("撤销人"), max_length=50, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("业务操作")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_name="")
                | Q(undone_at__isnull=False) & ~Q(undone_by_name=""),
                name="operation_undone_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["village_code", "-made_at"], name="operation_village"),  # an office's list
            models.Index(fields=["made_by", "-made_at"], name="operation_maker"),  # one's own
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"


@tracked
class Move(models.Model):
    """户籍变更 across villages, townships, counties or provinces: both sides agree, the household's number stays."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="moves", verbose_name=_("户"))
    village_code = models.BigIntegerField(_("迁出地区划代码"))
    to_village = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("迁入村"))
    to_village_code = models.BigIntegerField(_("迁入地区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=12, choices=MoveState.choices, default=MoveState.PROPOSED)
    moved_on = models.DateField(_("户籍变更日期"))
    reason = models.CharField(_("原因"), max_length=200)
    document_number = models.CharField(_("文号或材料"), max_length=60, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("迁出地经办人"))
    proposed_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("迁入地经办人"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("户籍变更")
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(state="proposed"), name="move_one_open"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("proposed_by")), name="move_second_person"
            ),
            models.CheckConstraint(condition=~Q(village_code=F("to_village_code")), name="move_elsewhere"),
        ]
        indexes = [
            models.Index(fields=["village_code", "state"], name="move_from"),
            models.Index(fields=["to_village_code", "state"], name="move_to"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_state_display()}"
