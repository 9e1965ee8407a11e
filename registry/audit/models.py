"""The act: who did what to which row, where, why and when."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One act of one person. Append-only: the application's role can neither change nor delete it.

    Actor and target are values, not foreign keys, so that history outlives what it speaks of.
    Every event row that pghistory's triggers write carries this id in `pgh_context_id`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verb = models.CharField(_("操作"), max_length=64)
    actor_id = models.BigIntegerField(_("操作人编号"), null=True)
    actor_name = models.CharField(_("操作人"), max_length=64)
    target_type = models.CharField(_("对象类别"), max_length=64, blank=True)
    target_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    region_code = models.BigIntegerField(_("区划代码"), null=True)
    reason = models.TextField(_("原因"), blank=True)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    batch = models.UUIDField(_("批次"), null=True)
    parent = models.UUIDField(_("上级操作"), null=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("操作")
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"], name="act_target"),  # history of one row
            models.Index(fields=["region_code", "at"], name="act_region"),  # an area's log
            models.Index(fields=["actor_id", "at"], name="act_actor"),  # a person's log
            models.Index(fields=["at", "id"], name="act_at"),  # the log of a wide area, latest first
            models.Index(fields=["verb", "at"], name="act_verb"),  # all acts of a rare kind
            models.Index(fields=["address", "at"], name="act_address"),  # what came from one address
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.target_type} {self.target_id}"
