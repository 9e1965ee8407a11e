"""The left menu: every page somebody may begin at, in the order shown. Pure data; `chrome` decides who sees what."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A line of the menu. `permission` is the value of a permission, or empty for everybody who is logged in."""

    group: str | Promise
    title: str | Promise
    url_name: str
    permission: str = ""


MENU = (
    Entry("", _("工作台"), "registry:home"),
    Entry(_("登记"), _("农户"), "registry:households", "household.view"),
    Entry(_("登记"), _("采集审核"), "registry:collections", "household.view"),
    Entry(_("登记"), _("采集进度"), "registry:progress", "household.view"),
    Entry(_("登记"), _("决定"), "registry:decisions", "household.view"),
    Entry(_("登记"), _("户籍变更"), "registry:moves", "household.view"),
    Entry(_("登记"), _("临时编号"), "registry:numbers", "household.view"),
    Entry(_("登记"), _("我的操作"), "registry:operations", "household.edit"),
    Entry(_("登记"), _("疑点"), "registry:doubts", "doubt.view"),
    Entry(_("登记"), _("公示名单"), "registry:notices", "household.view"),
    Entry(_("登记"), _("打印表格"), "registry:print", "household.view"),
    Entry(_("登记"), _("导入记录"), "registry:batches", "import.view"),
    Entry(_("年度"), _("动态调整"), "registry:runs", "adjustment.view"),
    Entry(_("统计"), _("统计数字"), "registry:figures", "household.view"),
    Entry(_("统计"), _("存量与增减"), "registry:figure_flows", "household.view"),
    Entry(_("统计"), _("补录与剔除"), "registry:figure_corrections", "household.view"),
    Entry(_("统计"), _("贫困村名单"), "registry:poor_villages", "household.view"),
    Entry(_("统计"), _("年度基础数据"), "registry:unit_years", "household.view"),
    Entry(_("管理"), _("我的导出"), "registry:exports"),
    Entry(_("管理"), _("作业"), "jobs:list", "job.view"),
    Entry(_("管理"), _("参数"), "parameters:list", "parameter.view"),
    Entry(_("管理"), _("自定义项"), "registry:extras", "parameter.view"),
    Entry(_("管理"), _("代码表"), "registry:code_lists"),
    Entry(_("管理"), _("用户"), "accounts:users", "user.view"),
    Entry(_("管理"), _("在线用户"), "accounts:online", "login.view"),
    Entry(_("管理"), _("登录日志"), "accounts:logins", "login.view"),
    Entry(_("管理"), _("操作日志"), "registry:acts", "act.view"),
    Entry(_("管理"), _("导出记录"), "registry:exports_record", "act.view"),
    Entry(_("管理"), _("角色与权限"), "accounts:roles"),
    Entry(_("管理"), _("组件"), "registry:gallery", "system.view"),
)
