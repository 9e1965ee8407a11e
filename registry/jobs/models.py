"""Long work as rows: the broker is a doorbell, these tables are the truth (design: long work)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import ScopedQuerySet, Viewer

from .choices import UNFINISHED, JobKind, JobState


class JobQuerySet(ScopedQuerySet["Job"]):
    scope_field = "region_code"

    def visible_to(self, viewer: Viewer, permission: str = Permission.JOB_VIEW) -> "JobQuerySet":
        """Jobs of the viewer's areas."""
        return super().visible_to(viewer, permission)


class Job(models.Model):
    """作业: one piece of long work for an area, cut into units."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("类别"), max_length=24, choices=JobKind.choices)
    title = models.CharField(_("名称"), max_length=120)
    region_code = models.BigIntegerField(_("区划代码"))
    subject = models.CharField(_("对象编号"), max_length=64, help_text=_("所属年度调整或导入批次的编号"))
    state = models.CharField(_("状态"), max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    error = models.TextField(_("错误"), blank=True)
    by_id = models.BigIntegerField(_("发起人编号"), null=True)
    by_name = models.CharField(_("发起人"), max_length=64)
    created_at = models.DateTimeField(_("发起时间"), auto_now_add=True)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    heartbeat_at = models.DateTimeField(_("最近进展"), null=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("作业")
        constraints = [
            # A double click, two beats and a retry all find the job that is already there.
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(state__in=UNFINISHED), name="job_one_unfinished"
            ),
        ]
        indexes = [
            models.Index(fields=["region_code", "-created_at"], name="job_region"),  # the list of an area's jobs
            models.Index(fields=["state"], name="job_unfinished", condition=Q(state__in=UNFINISHED)),  # the sweeper
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unfinished(self) -> bool:
        """Whether there is still something to come."""
        return self.state in UNFINISHED


class Unit(models.Model):
    """工作单元: done in one transaction under a lease. Units of a later phase wait for those of the earlier ones.

    `epoch` grows each time the unit is taken; a worker that wakes up late finds another epoch and is refused.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="units", verbose_name=_("作业"))
    phase = models.PositiveSmallIntegerField(_("阶段"), default=1)
    number = models.PositiveIntegerField(_("序号"))
    key = models.CharField(_("范围"), max_length=64, help_text=_("单元处理的范围，例如县代码"))
    state = models.CharField(_("状态"), max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    epoch = models.PositiveIntegerField(_("轮次"), default=0)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    leased_until = models.DateTimeField(_("租约到期"), null=True)
    rows = models.PositiveBigIntegerField(_("行数"), default=0)
    error = models.TextField(_("错误"), blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("工作单元")
        constraints = [models.UniqueConstraint(fields=["job", "phase", "number"], name="unit_once")]
        indexes = [
            models.Index(fields=["job", "phase", "number"], name="unit_unfinished", condition=Q(state__in=UNFINISHED)),
        ]
