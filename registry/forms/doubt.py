"""Forms of doubts."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from registry.choices import DoubtOutcome, DoubtRule
from registry.queries.doubts import Filter
from registry.rules.doubts import GROUPS, RULES

RULE_CHOICES = [
    ("", _("全部")),
    *((word, format_lazy("{}：{}", _("年末结账"), label)) for word, label in DoubtRule.choices),
    *((rule.code, format_lazy("{}：{}", GROUPS[rule.group], rule.title)) for rule in RULES),
]


class DoubtFilter(forms.Form):
    """The query form above the list of doubts; open ones unless asked otherwise."""

    rule = forms.ChoiceField(label=_("规则"), required=False, choices=RULE_CHOICES)
    settled = forms.ChoiceField(
        label=_("核实"), required=False, choices=[("", _("待核实")), ("yes", _("已核实")), ("all", _("全部"))]
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)

    def chosen(self) -> Filter:
        """The conditions; the open ones where the form is not valid."""
        if not self.is_valid():
            return Filter()
        data = self.cleaned_data
        return Filter(data["rule"], data["year"], {"yes": True, "all": None}.get(data["settled"], False))


class Settlement(forms.Form):
    """核实结果."""

    outcome = forms.ChoiceField(choices=DoubtOutcome.choices)
    reason = forms.CharField(max_length=200)
