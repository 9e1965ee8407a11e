"""Words of long work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobKind(models.TextChoices):
    """What a job does; the handler of each kind is registered by the app that owns it."""

    REHEARSAL = "rehearsal", _("动态调整试算")
    ADJUSTMENT = "adjustment", _("动态调整执行")
    UNDOING = "undoing", _("动态调整回退")
    CARRYING = "carrying", _("沿用上年资料")
    IMPORT_CHECK = "import_check", _("导入校验")
    IMPORT_MERGE = "import_merge", _("导入合并")
    IMPORT_UNDO = "import_undo", _("导入撤销")
    EXPORT = "export", _("导出")


class JobState(models.TextChoices):
    """State of a job and of each of its units."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
