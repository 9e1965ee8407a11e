"""Words of the register itself: decisions, runs, doubts, imports (domain.md §13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    """What a decision changes (§13.1)."""

    REGISTER = "register", _("新识别")
    EXIT = "exit", _("脱贫")
    RELAPSE = "relapse", _("返贫")
    STABLE = "stable", _("稳定脱贫")
    REMOVE = "remove", _("清退")
    CLOSE = "close", _("销户")


class DecisionState(models.TextChoices):
    """Only an approved decision is live (§13.1)."""

    PROPOSED = "proposed", _("待审批")
    APPROVED = "approved", _("已批准")
    APPLIED = "applied", _("已生效")
    REFUSED = "refused", _("未生效")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("已失效")


class Refusal(models.TextChoices):
    """Why the closing refused a decision: the first condition that failed (§13.8)."""

    NOBODY_LEFT = "nobody_left", _("户内已无成员")
    STATUS = "status", _("户的状态不允许")
    CAMPAIGN = "campaign", _("没有允许清退的专项行动")
    AREA = "area", _("专项行动不含本村")
    WINDOW = "window", _("不在专项行动期限内")
    PROCEDURE = "procedure", _("程序未完成")
    ANNOUNCEMENT = "announcement", _("未在期限内公告")
    NOBODY = "nobody", _("没有成员")
    ATTRIBUTE = "attribute", _("户属性不是贫困户")
    GUARANTEES = "guarantees", _("收入或两不愁三保障未全部达标")
    NOTHING_UNMET = "nothing_unmet", _("没有未达标的项目")


class Outcome(models.TextChoices):
    """What the year made of a household (§13.3)."""

    REMOVED = "removed", _("清退")
    CLOSED = "closed", _("销户")
    REGISTERED = "registered", _("新识别")
    EXITED = "exited", _("脱贫")
    RELAPSED = "relapsed", _("返贫")
    STABILISED = "stabilised", _("稳定脱贫")
    UNCHANGED = "unchanged", _("不变")


class Guarantee(models.TextChoices):
    """State of one of the seven guarantees (§13.2)."""

    MET = "met", _("达标")
    UNMET = "unmet", _("未达标")
    UNKNOWN = "unknown", _("不清楚")


class RunState(models.TextChoices):
    """A province's year (§13.7)."""

    OPEN = "open", _("已开启")
    REHEARSED = "rehearsed", _("已试算")
    APPROVED = "approved", _("已批准")
    RUNNING = "running", _("执行中")
    FINISHED = "finished", _("已完成")
    FROZEN = "frozen", _("已封账")
    FAILED = "failed", _("已中断")
    UNDOING = "undoing", _("回退中")


class Stock(models.TextChoices):
    """The two stocks that must balance (§13.6)."""

    POOR = "poor", _("未脱贫与返贫")
    REGISTERED = "registered", _("全部建档立卡户")


class DoubtRule(models.TextChoices):
    """Doubts the closing opens (§13.4)."""

    NOT_SURVEYED = "not_surveyed", _("本年未采集")
    READY_NOT_EXITED = "ready_not_exited", _("应退未退")
    SLIPPING = "slipping", _("已脱贫户出现未达标")
    EXIT_REFUSED = "exit_refused", _("脱贫决定未生效")
    RELAPSE_REFUSED = "relapse_refused", _("返贫决定未生效")
    DECISION_REFUSED = "decision_refused", _("决定未生效")
    ATTRIBUTE_UNMAPPED = "attribute_unmapped", _("户属性无法转换")


class DoubtOutcome(models.TextChoices):
    """How a doubt was worked off (§11.1)."""

    CORRECTED = "corrected", _("已修改")
    TRUE = "true", _("属实无需修改")
    UNVERIFIABLE = "unverifiable", _("无法核实")


class BatchState(models.TextChoices):
    """An uploaded workbook on its way in (design: workbooks in)."""

    UPLOADED = "uploaded", _("已上传")
    CHECKED = "checked", _("已校验")
    MERGING = "merging", _("合并中")
    MERGED = "merged", _("已合并")
    REFUSED = "refused", _("已退回")
    CANCELLED = "cancelled", _("已取消")
    UNDONE = "undone", _("已撤销")


class BatchKind(models.TextChoices):
    """What a workbook brings."""

    HOUSEHOLDS = "households", _("农户资料")
    DECISIONS = "decisions", _("动态调整决定")
    USERS = "users", _("用户与任职")
    PARAMETERS = "parameters", _("参数")
    BASELINE = "baseline", _("首次建库")


class BatchWrites(models.TextChoices):
    """Which households of a checked workbook are written."""

    BOTH = "both", _("新增并更新")
    NEW = "new", _("只新增")
    CHANGED = "changed", _("只更新")


class RowVerdict(models.TextChoices):
    """What a staged household would do to the register."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("更新")
    UNCHANGED = "unchanged", _("不变")
    REFUSED = "refused", _("有误")
