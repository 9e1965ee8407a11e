"""What the machine may lack for a while: a unit is not to blame for it, and waits until it is there again."""

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

# By SQLSTATE (class 53, insufficient resources). In words for the job's page.
WORDS = {
    "53100": _("数据库所在的磁盘已满：已完成的都保留着，腾出空间后自动继续"),
    "53200": _("数据库内存不足：已完成的都保留着，稍后自动继续"),
    "53300": _("数据库连接数已用完：已完成的都保留着，稍后自动继续"),
}


def shortage_in(error: Exception) -> str:
    """What was lacking, where that is why the work failed; else empty."""
    if not isinstance(error, DatabaseError):
        return ""
    return str(WORDS.get(getattr(error.__cause__, "pgcode", None) or "", ""))
