"""Every component in every state, with the lines to copy: what is shown is the sample itself and its source."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.accounts.access import StaffRequest, signed_in
from registry.audit.pages import LogPage
from registry.choices import BatchState, Cause, DecisionState, Guarantee, Outcome, RowVerdict, RunState, Sex, Status
from registry.forms.filters import Chip
from registry.jobs.choices import JobState


@dataclass(frozen=True)
class Sample:
    """One component: templates/gallery/`name`.html shows it."""

    name: str
    title: str | Promise

    @property
    def path(self) -> str:
        return f"gallery/{self.name}.html"

    @property
    def source(self) -> str:
        """The sample's own text."""
        template: Any = get_template(self.path)
        return str(template.template.source).strip()


SAMPLES = (
    Sample("buttons", _("按钮和菜单")),
    Sample("pills", _("状态")),
    Sample("numbers", _("数字、金额、日期、证件号码")),
    Sample("figures", _("指标")),
    Sample("alerts", _("提示")),
    Sample("fields", _("表单")),
    Sample("errors", _("退回的表单")),
    Sample("query", _("查询条件")),
    Sample("conditions", _("已选条件和起止")),
    Sample("table", _("列表")),
    Sample("older", _("日志翻页")),
    Sample("balance", _("合计表")),
    Sample("empty", _("空列表")),
    Sample("steps", _("步骤")),
    Sample("checklist", _("两不愁三保障")),
    Sample("events", _("记录")),
    Sample("confirm", _("确认")),
    Sample("export", _("导出")),
    Sample("progress", _("作业进度")),
    Sample("drill", _("区域层级")),
)


@signed_in
@require_safe
def gallery(request: StaffRequest) -> HttpResponse:
    """组件."""
    shown = {"samples": SAMPLES, "form": Everything(), "returned": Everything({"income": "-1"}), "query": Query()}
    return render(request, "gallery.html", {**shown, **FACTS, "page": page(request.GET.get("page"))})


class Everything(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=_("姓名"), max_length=50, help_text=_("与证件一致"))
    born = forms.DateField(label=_("出生日期"))
    income = forms.DecimalField(label=_("工资性收入"), min_value=0, decimal_places=2, max_digits=12)
    cause = forms.ChoiceField(label=_("主要致贫原因"), choices=[("", "—"), *Cause.choices])
    village = forms.CharField(label=_("所在村"), widget=forms.TextInput(attrs={"data-picker": 5}))
    sex = forms.ChoiceField(label=_("性别"), choices=Sex.choices, widget=forms.RadioSelect)
    other = forms.MultipleChoiceField(
        label=_("其他致贫原因"), choices=Cause.choices[:6], required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(label=_("户编号"), disabled=True, initial="4331240000245")
    soldier = forms.BooleanField(label=_("现役军人"), required=False)
    paper = forms.FileField(label=_("工作簿"), required=False)
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea)


class Query(forms.Form):
    """The conditions of a list."""

    village = forms.CharField(label=_("所在村"), required=False, widget=forms.TextInput(attrs={"data-picker": 5}))
    status = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *Status.choices])
    cause = forms.ChoiceField(label=_("主要致贫原因"), required=False, choices=[("", _("全部")), *Cause.choices])
    year = forms.IntegerField(label=_("识别年度"), required=False)
    size = forms.IntegerField(label=_("家庭人口"), required=False)
    size_to = forms.IntegerField(label=_("家庭人口至"), required=False)


@dataclass(frozen=True)
class Chosen:
    """What `components/chips.html` reads of a form."""

    chips: list[Chip]


def page(number: str | None) -> "Page[int]":
    """A page of nothing, to turn."""
    return Paginator(range(1340), 20).get_page(number)


def job(state: JobState, done: int, error: str | Promise = "") -> dict[str, Any]:
    """What `components/progress.html` reads of a job."""
    return {"state": state.value, "get_state_display": state.label, "done": done, "total": 3000, "error": error}


FACTS: dict[str, Any] = {
    "statuses": Status.values,
    "words": [DecisionState, RunState, BatchState, JobState, Outcome, RowVerdict, Guarantee],
    "moment": datetime(2016, 11, 19, 1, 12, tzinfo=UTC),
    "amount": Decimal("2611.5"),
    "loss": -612,
    "rows": [
        {"number": "4331240000231", "head": "石清明", "last4": "291X", "size": 4, "status": "poor"},
        {"number": "4331240000238", "head": "麻春生", "last4": "0412", "size": 3, "status": "relapsed"},
        {"number": "4331240000251", "head": "吴冬梅", "last4": "", "size": 2, "status": "exited"},
    ],
    "areas": [
        {"name": "湘西州", "opening": 498213, "moved": -14, "exited": 141887, "closing": 356312},
        {"name": "怀化市", "opening": 512004, "moved": 9, "exited": 150214, "closing": 361799},
    ],
    "steps": [
        {"title": _("开启"), "note": "11月1日", "state": "done"},
        {"title": _("试算"), "note": _("用时 12 秒"), "state": "now"},
        {"title": _("批准"), "note": _("须由另一人"), "state": ""},
    ],
    "broken": [
        {"title": _("执行"), "note": "12月31日", "state": "done"},
        {"title": _("平衡核对"), "note": _("花垣县 1 户不平衡"), "state": "failed"},
        {"title": _("封账"), "note": "", "state": ""},
    ],
    "guarantees": [
        {"title": _("收入"), "state": "met", "detail": "3,418.00 > 2,952"},
        {"title": _("义务教育"), "state": "unmet", "detail": _("1 人未在校")},
        {"title": _("基本医疗"), "state": "unknown", "detail": _("2 人没有参保资料")},
    ],
    "running": job(JobState.RUNNING, 1204),
    "done": job(JobState.DONE, 3000),
    "failed": job(JobState.FAILED, 1880, _("数据库连接中断，稍后自动继续")),
    "log": LogPage([1, 2, 3], older="3", latest=False),
    "chosen": Chosen([Chip("主要致贫原因", "因病", ("cause",)), Chip("家庭人口", "3–5", ("size", "size_to"))]),
    "trail": [{"title": "湖南省", "href": "#drill"}, {"title": "湘西州", "href": "#drill"}],
}
