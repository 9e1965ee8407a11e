"""The query form above the list of jobs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import JobKind, JobState


class JobFilter(forms.Form):
    """Kind and state; empty means all."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *JobKind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *JobState.choices])

    @property
    def chosen(self) -> dict[str, str]:
        """The conditions that were set."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
