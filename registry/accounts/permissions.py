"""What may be done, as verbs on nouns. A role (roles.py) is a set of these."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """权限."""

    HOUSEHOLD_VIEW = "household.view", _("查看农户")
    HOUSEHOLD_CREATE = "household.create", _("登记新户")
    HOUSEHOLD_EDIT = "household.edit", _("修改农户、成员和年度资料")
    HOUSEHOLD_REVEAL = "household.reveal", _("查看完整证件号码")
    COLLECTION_CHECK = "collection.check", _("审核年度采集")
    DECISION_PROPOSE = "decision.propose", _("提出决定")
    DECISION_APPROVE = "decision.approve", _("批准决定")
    DOUBT_VIEW = "doubt.view", _("查看疑点")
    DOUBT_RESOLVE = "doubt.resolve", _("核实疑点")
    IMPORT_VIEW = "import.view", _("查看导入记录")
    IMPORT_RUN = "import.run", _("导入工作簿")
    ADJUSTMENT_VIEW = "adjustment.view", _("查看动态调整")
    ADJUSTMENT_REHEARSE = "adjustment.rehearse", _("开启和试算动态调整")
    ADJUSTMENT_APPROVE = "adjustment.approve", _("批准动态调整")
    JOB_VIEW = "job.view", _("查看作业进度")
    JOB_CANCEL = "job.cancel", _("取消作业")
    PARAMETER_VIEW = "parameter.view", _("查看参数")
    PARAMETER_EDIT = "parameter.edit", _("修改参数")
    UNIT_EDIT = "unit.edit", _("维护贫困村名单和年度基础数据")
    USER_VIEW = "user.view", _("查看用户")
    USER_MANAGE = "user.manage", _("管理用户和任职")
    LOGIN_VIEW = "login.view", _("查看登录日志和在线用户")
    SESSION_END = "session.end", _("终止会话、解除锁定")
    ACT_VIEW = "act.view", _("查看操作日志")
    SYSTEM_VIEW = "system.view", _("查看系统状态")
