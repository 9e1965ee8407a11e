"""常用查询."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NewQuery(forms.Form):
    """A name for the conditions in use."""

    name = forms.CharField(label=_("名称"), max_length=30, error_messages={"required": _("请给常用查询起个名称")})
    conditions = forms.CharField(
        required=False, max_length=1000, error_messages={"max_length": _("条件太多，无法保存")}
    )


class Renaming(forms.Form):
    """Another name for one's own."""

    query = forms.IntegerField()
    name = forms.CharField(label=_("名称"), max_length=30, error_messages={"required": _("请填新的名称")})


class Deletion(forms.Form):
    """Which one to forget."""

    query = forms.IntegerField()
