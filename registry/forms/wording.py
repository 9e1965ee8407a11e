"""What Django says about a wrong field, in our own words: short, and what to do. Said once for all forms."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import DecimalValidator, MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIELDS: dict[type[forms.Field], dict[str, "str | _StrPromise"]] = {
    forms.Field: {"required": _("请填写")},
    forms.ChoiceField: {"required": _("请选择"), "invalid_choice": _("“%(value)s”不在列表中，请重新选择")},
    forms.MultipleChoiceField: {"required": _("请选择"), "invalid_choice": _("“%(value)s”不在列表中，请重新选择")},
    forms.ModelChoiceField: {"required": _("请选择"), "invalid_choice": _("不在列表中，请重新选择")},
    forms.IntegerField: {"invalid": _("请填整数")},
    forms.FloatField: {"invalid": _("请填数字")},
    forms.DecimalField: {"invalid": _("请填数字")},
    forms.DateField: {"invalid": _("请填日期，如 2016-03-12")},
    forms.FileField: {"required": _("请选择文件")},
}
NUMBERS: dict[str, Any] = {
    "max_digits": _("总共不能超过 %(max)s 位数字"),
    "max_decimal_places": _("小数不能超过 %(max)s 位"),
    "max_whole_digits": _("整数部分不能超过 %(max)s 位"),
}


def use_own_words() -> None:
    """Before any form is made: a field takes its class's words when it is made."""
    for kind, words in FIELDS.items():
        kind.default_error_messages = {**kind.__dict__.get("default_error_messages", {}), **words}
    MaxValueValidator.message = _("不能大于 %(limit_value)s")
    MinValueValidator.message = _("不能小于 %(limit_value)s")
    MaxLengthValidator.message = _("不能超过 %(limit_value)d 个字，现有 %(show_value)d 个")
    DecimalValidator.messages = NUMBERS
