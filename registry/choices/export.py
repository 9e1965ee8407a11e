"""Words of exports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportFormat(models.TextChoices):
    """The kind of file that a list goes out as."""

    XLSX = "xlsx", _("Excel（xlsx）")
    CSV = "csv", _("CSV（UTF-8）")
    CSV_GB18030 = "csv_gb18030", _("CSV（GB18030，旧版软件用）")


class ExportState(models.TextChoices):
    """How far an export is. The record stays for good; its file is there only while it is ready."""

    WAITING = "waiting", _("待另一人同意")
    REFUSED = "refused", _("未同意")
    QUEUED = "queued", _("正在生成")
    READY = "ready", _("可下载")
    GONE = "gone", _("已过期")
    FAILED = "failed", _("未完成")
