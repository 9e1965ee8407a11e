"""Which public notice is wanted."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.scope import Viewer
from registry.choices import DecisionKind
from registry.queries.notices import Notice
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within
from registry.rules.notices import ANNOUNCEMENT, FIRST, SECOND

from .fields import DATES, RegionField

FIRST_YEAR = 2014
KINDS = [
    (DecisionKind.REGISTER.value, gettext_lazy("拟识别贫困户")),
    (DecisionKind.EXIT.value, gettext_lazy("拟脱贫户")),
    (DecisionKind.RELAPSE.value, gettext_lazy("拟返贫户")),
]
ANNOUNCED = {
    DecisionKind.REGISTER.value: gettext_lazy("新识别贫困户"),
    DecisionKind.EXIT.value: gettext_lazy("脱贫户"),
    DecisionKind.RELAPSE.value: gettext_lazy("返贫户"),
}
STAGES = [
    (FIRST, gettext_lazy("第一次公示（村）")),
    (SECOND, gettext_lazy("第二次公示（乡镇）")),
    (ANNOUNCEMENT, gettext_lazy("公告（县）")),
]
TITLES = {FIRST: gettext_lazy("第一次公示"), SECOND: gettext_lazy("第二次公示"), ANNOUNCEMENT: gettext_lazy("公告")}


class NoticeForm(forms.Form):
    """Area, kind, step, year; the day on which it is put up and where to complain, blank where they are written by
    hand."""

    area = RegionField(label=gettext_lazy("地区"))
    kind = forms.ChoiceField(label=gettext_lazy("名单"), choices=KINDS)
    stage = forms.ChoiceField(label=gettext_lazy("步骤"), choices=STAGES)
    year = forms.TypedChoiceField(label=gettext_lazy("年度"), coerce=int)
    begins = forms.DateField(
        label=gettext_lazy("张贴日期"),
        required=False,
        widget=forms.DateInput,
        input_formats=DATES,
        help_text=gettext_lazy("留空则手写"),
    )
    telephone = forms.RegexField(
        r"^[0-9\- 、]*$",
        label=gettext_lazy("监督电话"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("留空则手写"),
    )

    def __init__(self, *args: Any, viewer: Viewer, open_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, _("%d 年度") % year) for year in range(open_year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.initial = {"begins": timezone.localdate()}
        area = self.fields["area"]
        if isinstance(area, RegionField):
            # A sheet hangs in a village; more than a county at once nobody prints.
            area.queryset = Region.objects.filter(
                within(viewer.spans(), "code"), valid_to__isnull=True, level__gte=Level.COUNTY
            )

    @property
    def notice(self) -> Notice:
        """What is wanted, once the form is valid."""
        data = self.cleaned_data
        return Notice(data["area"], data["year"], DecisionKind(data["kind"]), data["stage"], data["begins"])

    @property
    def subject(self) -> str:
        """Whom the list names: 拟脱贫户; in an announcement 脱贫户."""
        kind = self.cleaned_data["kind"]
        return str(ANNOUNCED[kind] if self.cleaned_data["stage"] == ANNOUNCEMENT else dict(KINDS)[kind])

    @property
    def words(self) -> str:
        """What the sheet says above its list: by what procedure, for which days, and that one may object."""
        if self.cleaned_data["stage"] == ANNOUNCEMENT:
            return _("按规定程序评议、公示、审核，下列户经批准为%s，现予公告。") % self.subject
        checked = {FIRST: _("经村民代表大会民主评议和村内核实"), SECOND: _("经村内公示和乡镇人民政府审核")}
        what = _("%(checked)s，下列户列入%(of)s名单，现予公示。") % {
            "checked": checked[self.cleaned_data["stage"]],
            "of": self.subject,
        }
        notice = self.notice
        days = _("公示期自　　　年　　月　　日起至　　　年　　月　　日止。")
        if notice.begins and notice.ends:
            first, last = (f"{on.year}年{on.month}月{on.day}日" for on in (notice.begins, notice.ends))
            days = _("公示期自 %(first)s起至 %(last)s止。") % {"first": first, "last": last}
        return what + days + _("公示期内对名单有异议的，可以书面或者电话提出。")

    @property
    def title(self) -> str:
        """2016 年拟脱贫户名单第一次公示."""
        words = {"year": self.cleaned_data["year"], "of": self.subject, "what": TITLES[self.cleaned_data["stage"]]}
        return _("%(year)d 年%(of)s名单%(what)s") % words
