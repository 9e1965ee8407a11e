"""Words of the office's work on the register: yearly collection, named operations, fields of a province's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CollectionState(models.TextChoices):
    """A household's yearly record on its way from the two who collect to the one who checks (§11.3)."""

    ENTERED = "entered", _("已录入")
    SUBMITTED = "submitted", _("待审核")
    RETURNED = "returned", _("已退回")
    CHECKED = "checked", _("已审核")


class Stage(models.TextChoices):
    """How far a household is with the year: before the entry, entered, then what its record says. 已采集: all but the
    first."""

    NONE = "none", _("未采集")
    COLLECTED = "collected", _("已采集")
    ENTERED = "entered", _("已录入，未提交")
    SUBMITTED = "submitted", _("待审核")
    RETURNED = "returned", _("已退回")
    CHECKED = "checked", _("已审核")


class OperationKind(models.TextChoices):
    """Acts on the register that have a name, a reason and a date, and that may be undone (§5.2, §5.3)."""

    REGISTER = "register", _("登记新户")
    JOIN = "join", _("增人")
    LEAVE = "leave", _("减人")
    CORRECT = "correct", _("更正成员资料")
    HEAD = "head", _("户主变更")
    SPLIT = "split", _("分户")
    MERGE = "merge", _("合户")
    MOVE = "move", _("户籍变更")
    BATCH = "batch", _("批量修改")
    IMPORT = "import", _("导入")


class MoveState(models.TextChoices):
    """户籍变更: the side that gives proposes, the side that takes agrees (§5.2)."""

    PROPOSED = "proposed", _("待迁入地确认")
    ACCEPTED = "accepted", _("已迁入")
    DECLINED = "declined", _("迁入地不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class NumberMissing(models.TextChoices):
    """Why somebody has no number yet and stands under a temporary one (§5.3)."""

    NEWBORN = "newborn", _("新生儿未上户口")
    LOST = "lost", _("证件遗失待补")


class ExtraKind(models.TextChoices):
    """What a field of a province's own holds (§2.5)."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("数字")
    YES_NO = "yes_no", _("是否")
    DATE = "date", _("日期")
    CHOICE = "choice", _("单选")


class ExtraSubject(models.TextChoices):
    """Whose yearly record a field of a province's own stands in."""

    HOUSEHOLD = "household", _("户的年度资料")
    MEMBER = "member", _("成员的年度资料")
