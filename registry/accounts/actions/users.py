"""Making users, switching them off and on, giving them passwords."""

from datetime import date

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import Session, User
from registry.accounts.permissions import Permission
from registry.accounts.queries import area_of
from registry.accounts.reach import demand_user
from registry.accounts.scope import Viewer
from registry.audit.acts import act
from registry.refusal import Refused, refuse_if
from registry.regions.models import Region

from .postings import start_posting


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    password: str,
    by: Viewer,
    region: Region | None = None,
    must_change_password: bool = True,
) -> User:
    """A user without any right, who must change `password` at the first log-in. `region`: whose log tells of it."""
    if not by.may(Permission.USER_MANAGE):
        raise Http404
    refuse_if([_("用户名已有人使用")] if User.objects.filter(username=username).exists() else [])
    user = User.objects.create(username=username, name=name, must_change_password=must_change_password)
    with act("user.create", by=by, target=user, region_code=region.code if region else None):
        _set_password(user, password)
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def create_posted_user(
    *, username: str, name: str, password: str, role: str, region: Region, since: date, by: Viewer
) -> User:
    """A user together with the first posting: without one nobody but the system would see the user."""
    user = create_user(username=username, name=name, password=password, by=by, region=region)
    start_posting(user=user, role=role, region=region, since=since, by=by)
    return user


@transaction.atomic
def disable_user(*, user: User, by: Viewer, reason: str) -> None:
    """停用: no log-in any more, and every session ends at once. Postings stay for who comes back."""
    _switch(user, by, active=False)
    with act("user.disable", by=by, target=user, region_code=area_of(user), reason=reason):
        user.save(update_fields=["is_active"])
        _end_sessions(user)


@transaction.atomic
def enable_user(*, user: User, by: Viewer, reason: str) -> None:
    """启用 again."""
    _switch(user, by, active=True)
    with act("user.enable", by=by, target=user, region_code=area_of(user), reason=reason):
        user.save(update_fields=["is_active"])


@transaction.atomic
def change_password(*, new: str, by: User) -> None:
    """Change one's own password. Whoever asks has just given the old one. All sessions end but the caller's own."""
    if by.check_password(new):
        raise Refused(_("新密码不能与原密码相同"))
    _set_password(by, new)
    by.password_changed_at, by.must_change_password = timezone.now(), False
    with act("password.change", by=by, target=by, region_code=area_of(by)):
        by.save(update_fields=["password", "password_changed_at", "must_change_password"])
        _end_sessions(by)


@transaction.atomic
def reset_password(*, user: User, password: str, by: Viewer, reason: str) -> None:
    """Give a user a new first password, lift a lock, end all sessions."""
    demand_user(by, user)
    _set_password(user, password)
    user.password_changed_at, user.must_change_password = None, True
    with act("password.reset", by=by, target=user, region_code=area_of(user), reason=reason):
        user.save(update_fields=["password", "password_changed_at", "must_change_password"])
        _end_sessions(user)
        reset(username=user.username)


def _switch(user: User, by: Viewer, *, active: bool) -> None:
    demand_user(by, user)
    user.refresh_from_db(fields=["is_active"], from_queryset=User.objects.select_for_update())
    if user.is_active is active:
        raise Refused(_("该用户已是启用状态") if active else _("该用户已经停用"))
    user.is_active = active


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(error.messages) from error
    user.set_password(password)


def _end_sessions(user: User) -> None:
    Session.objects.filter(user=user).delete()
