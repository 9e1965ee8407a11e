"""As of which day a household is shown."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LookingBack(forms.Form):
    """`on`: a past day, or today."""

    on = forms.DateField(
        label=gettext_lazy("看某日的登记"),
        required=False,
        widget=forms.DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("日期要写成 2015-06-30 这样，请重新选择。")},
    )

    def clean_on(self) -> date | None:
        """Nobody knows what the register will say."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and on > timezone.localdate():
            raise ValidationError(_("这一天还没有到，请选今天或以前的日期。"))
        return on

    @property
    def day(self) -> date | None:
        """The day asked for; None is now."""
        return self.cleaned_data.get("on") if self.is_valid() else None
