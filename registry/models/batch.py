"""An uploaded workbook on its way into the register (design: workbooks in)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import ScopedQuerySet, Viewer
from registry.choices import BatchKind, BatchState, BatchWrites, RowVerdict
from registry.regions.spans import within
from registry.rules.batch_kinds import NEEDS_TO_RUN, NEEDS_TO_SEE

from .operation import Operation

# A file that came to nothing may be uploaded again.
GIVEN_UP = (BatchState.REFUSED, BatchState.CANCELLED, BatchState.UNDONE)


class BatchQuerySet(ScopedQuerySet["Batch"]):
    scope_field = "region_code"

    def visible_to(self, viewer: Viewer, permission: str = Permission.IMPORT_VIEW) -> "BatchQuerySet":
        """Batches of the viewer's areas, of the kinds whose content is the viewer's business there."""
        needed = NEEDS_TO_RUN if permission == Permission.IMPORT_RUN else NEEDS_TO_SEE
        theirs = Q(pk__in=[])
        for kind, own in needed.items():
            theirs |= Q(kind=kind) & within(viewer.spans(own), self.scope_field)
        return super().visible_to(viewer, permission).filter(theirs)


class Batch(models.Model):
    """导入批次: one uploaded file, kept as it came, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        _("种类"),
        max_length=12,
        choices=BatchKind.choices,
        default=BatchKind.HOUSEHOLDS,
        db_default=BatchKind.HOUSEHOLDS,
    )
    region_code = models.BigIntegerField(_("区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    file_name = models.CharField(_("文件名"), max_length=200)
    file_size = models.PositiveBigIntegerField(_("文件大小"))
    file_hash = models.CharField(_("文件摘要"), max_length=64, help_text=_("SHA-256"))
    file_sealed = models.BinaryField(_("原文件"))
    state = models.CharField(_("状态"), max_length=12, choices=BatchState.choices, default=BatchState.UPLOADED)
    problem = models.TextField(_("退回原因"), blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    counts = models.JSONField(_("各类户数"), default=dict)
    report = models.JSONField(_("核对汇总"), default=dict, db_default={}, help_text=_("首次建库：各村各年"))
    clears = models.BooleanField(_("空单元格清除已登记的内容"), default=False, db_default=False)
    only_good = models.BooleanField(_("只合并无误的户"), default=True)
    writes = models.CharField(
        _("写入"), max_length=8, choices=BatchWrites.choices, default=BatchWrites.BOTH, db_default=BatchWrites.BOTH
    )
    errors_sealed = models.BinaryField(_("错误工作簿"), null=True, help_text=_("有误的户，可改正后再上传"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    merged_by_name = models.CharField(_("合并人"), max_length=50, blank=True)
    merged_at = models.DateTimeField(_("合并时间"), null=True)
    operation = models.OneToOneField(
        Operation, models.PROTECT, null=True, related_name="import_batch", verbose_name=_("业务操作")
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入批次")
        constraints = [
            # The same file again, or five times at once, finds the batch that is already there.
            models.UniqueConstraint(
                fields=["kind", "region_code", "year", "file_hash", "clears"],
                condition=~Q(state__in=GIVEN_UP),
                name="batch_once",
            ),
        ]
        indexes = [models.Index(fields=["region_code", "-uploaded_at"], name="batch_region")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def has_errors(self) -> bool:
        """Whether households were refused that can be taken out and corrected."""
        return bool(self.counts.get(RowVerdict.REFUSED, {}).get("households")) and self.state in (
            BatchState.CHECKED,
            BatchState.MERGED,
        )

    @property
    def writes_choices(self) -> list[tuple[str, str]]:
        """What a merge may write, to choose from."""
        return [(one.value, str(one.label)) for one in BatchWrites]

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it proposed decisions that may be taken back, as long as nobody acts on them."""
        return self.state == BatchState.MERGED and self.kind == BatchKind.DECISIONS

    @property
    def is_sent_back(self) -> bool:
        """Whether the file as a whole was not taken, and is to come again."""
        return self.state == BatchState.REFUSED

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether somebody is to decide on the merge."""
        return self.state == BatchState.CHECKED


class StagedHousehold(models.Model):
    """待导入户: a household of the workbook with its members and the verdict. What would be written, and the
    differences that the preview shows, are personal and lie sealed in `content_sealed`."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staged", verbose_name=_("批次"))
    number = models.PositiveIntegerField(_("序号"))
    key = models.CharField(_("户标识"), max_length=64)
    head_name = models.CharField(_("户主姓名"), max_length=50, blank=True)
    content_sealed = models.BinaryField(_("内容"))
    verdict = models.CharField(_("判定"), max_length=12, choices=RowVerdict.choices, blank=True)
    household_id_found = models.BigIntegerField(_("已有户编号"), null=True)
    rows = models.PositiveIntegerField(_("行数"), default=0, help_text=_("户与成员合计"))
    changes = models.PositiveIntegerField(_("改动项数"), default=0)
    merged = models.BooleanField(_("已合并"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("待导入户")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="staged_once")]
        indexes = [
            models.Index(fields=["batch", "verdict", "number"], name="staged_verdict")
        ]  # the preview, by verdict


class Fault(models.Model):
    """导入问题: a place in the workbook and what is wrong there."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="faults", verbose_name=_("批次"))
    staged_number = models.PositiveIntegerField(_("户序号"), null=True)
    sheet = models.CharField(_("工作表"), max_length=40)
    row = models.PositiveIntegerField(_("行"), null=True)
    column = models.CharField(_("列"), max_length=60, blank=True)
    code = models.CharField(_("代码"), max_length=40)
    message = models.CharField(_("说明"), max_length=300)
    warning = models.BooleanField(_("提示"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("导入问题")
        indexes = [models.Index(fields=["batch", "code"], name="fault_batch")]

    @property
    def sentence(self) -> str:
        """The column and what is wrong there, the column not twice."""
        named = not self.column or self.message.startswith(self.column)
        return self.message if named else f"{self.column}：{self.message}"
