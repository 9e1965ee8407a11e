"""What was taken out of the register, by whom, and the file for as long as it may be fetched."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.scope import ScopedQuerySet
from registry.choices import ExportFormat, ExportState

# Where the word of a state means something else on a pill.
PILLS: dict[str, str] = {ExportState.WAITING: "proposed", ExportState.READY: "done", ExportState.GONE: "lapsed"}
ON_ITS_WAY = (ExportState.WAITING, ExportState.QUEUED)


class ExportQuerySet(ScopedQuerySet["Export"]):
    scope_field = "region_code"


class Export(models.Model):
    """导出记录: a list as it was shown, in a file for its owner alone. The record outlives the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.CharField(_("列表"), max_length=24)
    title = models.CharField(_("名称"), max_length=60)
    permission = models.CharField(_("权限"), max_length=32, help_text=_("看这个列表所需的权限，下载时须仍有"))
    area = models.CharField(_("地区"), max_length=200)
    region_code = models.BigIntegerField(_("区划代码"))
    spans = models.JSONField(_("范围"), help_text=_("导出时所辖的代码范围，下载时须仍在其中"))
    query = models.CharField(_("查询"), max_length=1000, blank=True, help_text=_("网址中 ? 之后的部分"))
    words_sealed = models.BinaryField(_("查找词"), null=True)
    conditions = models.CharField(_("条件"), max_length=500, blank=True)
    columns = models.JSONField(_("列"), default=list, help_text=_("农户列表为列名代码，其他列表为列标题"))
    year = models.PositiveSmallIntegerField(_("年度"))
    format = models.CharField(_("格式"), max_length=12, choices=ExportFormat.choices)
    whole_numbers = models.BooleanField(_("含完整证件号码"), default=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ExportState.choices)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    order_hash = models.CharField(_("申请摘要"), max_length=64, help_text=_("同一申请连点两次只有一份"))
    file_name = models.CharField(_("文件名"), max_length=120, blank=True)
    file_size = models.PositiveBigIntegerField(_("文件大小"), default=0)
    file_hash = models.CharField(_("文件摘要"), max_length=64, blank=True, help_text=_("SHA-256"))
    problem = models.TextField(_("未完成的原因"), blank=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="exports", verbose_name=_("导出人"))
    ordered_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("同意人"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    ready_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("到期时间"), null=True)
    taken = models.PositiveIntegerField(_("下载次数"), default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导出记录")
        constraints = [
            # A double click finds the export that is already there.
            models.UniqueConstraint(
                fields=["ordered_by", "order_hash"], condition=Q(state__in=ON_ITS_WAY), name="export_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("ordered_by")), name="export_second_person"
            ),
        ]
        indexes = [
            models.Index(fields=["ordered_by", "-ordered_at"], name="export_owner"),  # 我的导出
            models.Index(fields=["region_code", "-ordered_at"], name="export_region"),  # the record of an area
            # Those whose time is up.
            models.Index(fields=["expires_at"], name="export_ready", condition=Q(state=ExportState.READY)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short_number(self) -> str:
        """What file names and printed marks carry: it leads from a file that turns up somewhere to who took it."""
        return str(self.pk)[:8]

    @property
    def tone(self) -> str:
        """The word of the state that `pill` knows."""
        return PILLS.get(self.state, self.state)


class ExportPart(models.Model):
    """导出文件分块: a piece of the file, sealed; gone when the time is up."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts", verbose_name=_("导出"))
    number = models.PositiveIntegerField(_("序号"))
    sealed = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = verbose_name_plural = _("导出文件分块")
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_part_once")]
