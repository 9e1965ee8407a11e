"""Fields of a query form, none of them required, and the words of those that are no code list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from registry.choices import Guarantee
from registry.queries.conditions import ANY

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Choices = list[tuple[str, str | _StrPromise]]

YES, NO = "yes", "no"
FIRST_YEAR, LAST_YEAR = 2000, 2100


def choice(label: "str | _StrPromise", choices: Any, blank: "str | _StrPromise" = "") -> forms.ChoiceField:
    first = (("", blank or gettext_lazy("不限")),)
    return forms.ChoiceField(label=label, required=False, choices=[*first, *choices])


def yes_no(label: "str | _StrPromise") -> forms.ChoiceField:
    return choice(label, [(YES, gettext_lazy("是")), (NO, gettext_lazy("否"))])


def whole(label: "str | _StrPromise", least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


def year(label: "str | _StrPromise") -> forms.IntegerField:
    return whole(label, FIRST_YEAR, LAST_YEAR)


def yuan(label: "str | _StrPromise") -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, max_digits=12, decimal_places=2)


def text(label: "str | _StrPromise", longest: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest)


FLAGS: "Choices" = [
    ("martyr_family", gettext_lazy("军烈属")),
    ("one_child", gettext_lazy("独生子女户")),
    ("two_daughters", gettext_lazy("双女户")),
    ("relocation_willing", gettext_lazy("有搬迁意愿")),
]
GUARANTEES: "Choices" = [
    (ANY, gettext_lazy("任何一项")),
    ("income", gettext_lazy("收入")),
    ("food", gettext_lazy("不愁吃")),
    ("clothing", gettext_lazy("不愁穿")),
    ("water", gettext_lazy("饮水")),
    ("housing", gettext_lazy("住房")),
    ("education", gettext_lazy("义务教育")),
    ("medical", gettext_lazy("基本医疗")),
]
MEMBERS: "Choices" = [
    ("disabled", gettext_lazy("残疾人")),
    ("serious", gettext_lazy("患大病的人")),
    ("chronic", gettext_lazy("长期慢性病人")),
    ("pupil", gettext_lazy("义务教育阶段学生")),
    ("student", gettext_lazy("在校生")),
    ("labour", gettext_lazy("劳动力")),
    ("weak", gettext_lazy("弱劳动力")),
    ("worker", gettext_lazy("务工的人")),
    ("dibao", gettext_lazy("低保对象")),
    ("destitute", gettext_lazy("特困供养人员")),
    ("soldier", gettext_lazy("现役军人")),
    ("no_number", gettext_lazy("没有证件号码的人")),
]
WATER: "Choices" = [
    (Guarantee.MET.value, gettext_lazy("已解决")),
    (Guarantee.UNMET.value, gettext_lazy("未解决")),
    (Guarantee.UNKNOWN.value, gettext_lazy("未采集")),
]
