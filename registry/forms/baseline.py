"""Which year of a baseline's report to show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.queries.baseline_report import Report


class ReportYear(forms.Form):
    """A year of the report; the last closed one unless asked."""

    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, report: Report) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.years = [year for year, __ in report.years]
        self.fields["year"].choices = [(str(year), str(year)) for year in self.years]  # type: ignore[attr-defined]
        closed = [year for year in self.years if year < report.batch.year]
        self.default = max(closed or self.years, default=report.batch.year)

    def chosen(self) -> int:
        """The year to show."""
        return (self.cleaned_data["year"] or self.default) if self.is_valid() else self.default
