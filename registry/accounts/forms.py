"""Shapes of what is typed on the pages of accounts."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.regions.models import Region

from .models import User
from .roles import ROLE_CHOICES

USERNAME = r"[A-Za-z0-9._-]+"


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget)


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("用户名"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = _password(_("密码"), "current-password")


class PasswordForm(forms.Form):
    """The old password, which counts as a log-in, and twice the new one."""

    old = _password(_("原密码"), "current-password")
    new = _password(_("新密码"), "new-password")
    again = _password(_("再输一次新密码"), "new-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old(self) -> str:
        """Asked through the log-in's door, so that guesses lock the account here as well."""
        old: str = self.cleaned_data["old"]
        username = self.request.user.get_username()
        if authenticate(self.request, username=username, password=old) is None:
            raise forms.ValidationError(_("原密码不正确"))
        return old

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "new" in data and "again" in data and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不同"))
        return data


class UserFilter(forms.Form):
    """The query form above the list of users."""

    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部")), *ROLE_CHOICES])

    @property
    def role_chosen(self) -> str:
        """The role, or nothing."""
        return self.cleaned_data["role"] if self.is_valid() else ""


class PostingForm(forms.Form):
    """A role in a region. Give `regions`, those that may be chosen."""

    role = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *ROLE_CHOICES])
    region = forms.ModelChoiceField(
        label=_("区域"), queryset=Region.objects.none(), widget=forms.TextInput(attrs={"data-picker": 0})
    )
    since = forms.DateField(label=_("开始日期"), widget=forms.DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        if isinstance(region, forms.ModelChoiceField):
            region.queryset = regions


class TermForm(PostingForm):
    """A posting of somebody who is already there; it may have an end."""

    until = forms.DateField(label=_("结束日期"), required=False, widget=forms.DateInput)


class UserForm(PostingForm):
    """A user with the first posting."""

    username = forms.RegexField(
        f"^{USERNAME}$", label=_("用户名"), max_length=64, help_text=_("字母、数字和 . _ -，不能更改")
    )
    name = forms.CharField(label=_("姓名"), max_length=User._meta.get_field("name").max_length)
    password = _password(_("初始密码"), "new-password")
    field_order = ("username", "name", "password", "role", "region", "since")


class EndForm(forms.Form):
    """Why a posting ends, and when if not at once."""

    last_day = forms.DateField(
        label=_("最后一天"), required=False, widget=forms.DateInput, help_text=_("空着表示立即停止")
    )
    reason = forms.CharField(label=_("原因"), max_length=500)


class ResetForm(forms.Form):
    """A new first password."""

    password = _password(_("新的初始密码"), "new-password")
    reason = forms.CharField(label=_("原因"), max_length=500)
