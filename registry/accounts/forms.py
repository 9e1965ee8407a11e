"""Shapes of what is typed on the pages of accounts."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.regions.models import Region

from .choices import LoginKind, UserState
from .models import User
from .roles import ROLE_CHOICES, ROLES

USERNAME = r"[A-Za-z0-9._-]+"


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget)


class RegionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A region of those that `limit` lets in; the picker's text box on the page."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"data-picker": 0})
        super().__init__(queryset=Region.objects.none(), widget=widget, **kwargs)


def limit(form: forms.Form, regions: Any) -> None:
    """Only these regions may be chosen."""
    field = form.fields["region"]
    if isinstance(field, RegionChoice):
        field.queryset = regions


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


def _person() -> forms.CharField:
    widget = forms.TextInput(attrs={"placeholder": _("姓名或用户名")})
    return forms.CharField(label=_("用户"), max_length=64, required=False, widget=widget)


class Filter(forms.Form):
    """A query form."""

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for; what is not understood is not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class UserFilter(Filter):
    """The query form above the list of users."""

    words = _person()
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部")), *ROLE_CHOICES])
    region = RegionChoice(label=_("区域"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *UserState.choices])

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, regions)


class PostingForm(forms.Form):
    """A role in a region. Give `regions` and `roles`, those that may be chosen."""

    role = forms.ChoiceField(label=_("角色"))
    region = RegionChoice(label=_("区域"))
    since = forms.DateField(label=_("开始日期"), widget=forms.DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, regions: Any, roles: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, regions)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("请选择")),
            *((code, _named(code)) for code, label in ROLE_CHOICES if code in roles),
        ]


class TermForm(PostingForm):
    """A posting of somebody who is already there; it may have an end."""

    until = forms.DateField(label=_("结束日期"), required=False, widget=forms.DateInput)


class TransferForm(PostingForm):
    """Where somebody goes, and the last day where they were."""

    since = None  # type: ignore[assignment]  # the day after the last one
    last_day = forms.DateField(
        label=_("原任职最后一天"),
        widget=forms.DateInput,
        initial=timezone.localdate,
        help_text=_("新任职从次日开始；填昨天即刻生效"),
    )
    reason = forms.CharField(label=_("原因"), max_length=500, help_text=_("调令文号或说明"))
    field_order = ("last_day", "role", "region", "reason")


class UserForm(PostingForm):
    """A user with the first posting; the password is made by the system."""

    username = forms.RegexField(
        f"^{USERNAME}$", label=_("用户名"), max_length=64, help_text=_("字母、数字和 . _ -，不能更改")
    )
    name = forms.CharField(label=_("姓名"), max_length=User._meta.get_field("name").max_length)
    field_order = ("username", "name", "role", "region", "since")


class EndForm(forms.Form):
    """Why a posting ends, and when if not at once."""

    last_day = forms.DateField(
        label=_("最后一天"), required=False, widget=forms.DateInput, help_text=_("空着表示立即停止")
    )
    reason = forms.CharField(label=_("原因"), max_length=500)


class ReasonForm(forms.Form):
    """Why, for what is done from a dialog."""

    reason = forms.CharField(label=_("原因"), max_length=500)


class LoginFilter(Filter):
    """The query form above the log of log-ins."""

    who = _person()
    kind = forms.ChoiceField(label=_("类型"), required=False, choices=[("", _("全部")), *LoginKind.choices])
    first = forms.DateField(label=_("从"), required=False, widget=forms.DateInput)
    last = forms.DateField(label=_("到"), required=False, widget=forms.DateInput)
    address = forms.GenericIPAddressField(label=_("来源地址"), required=False)


def _named(code: str) -> str:
    """A role with the levels of the areas it is given for."""
    levels = "、".join(level.short for level in ROLES[code].levels)
    return f"{ROLES[code].label}（{levels}）"


class TokenForm(forms.Form):
    """新建 API 令牌."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("例如：县财政系统对接"))
