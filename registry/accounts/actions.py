"""Making users, giving and ending their postings, changing passwords."""

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.acts import act
from registry.refusal import Refused, refuse_if
from registry.regions.choices import Level
from registry.regions.models import Region

from .models import Posting, User
from .permissions import Permission
from .rules import Term, posting_problems
from .scope import Viewer, demand


@transaction.atomic
def create_user(*, username: str, name: str, password: str, by: Viewer) -> User:
    """A user without any right. `password` is for the first log-in."""
    if not by.may(Permission.USER_MANAGE):
        raise Http404
    refuse_if([_("用户名已有人使用")] if User.objects.filter(username=username).exists() else [])
    user = User.objects.create(username=username, name=name)
    with act("user.create", by=by, target=user):
        _set_password(user, password)
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def create_posted_user(
    *, username: str, name: str, password: str, role: str, region: Region, since: date, by: Viewer
) -> User:
    """A user together with the first posting: without one nobody but the system would see the user."""
    user = create_user(username=username, name=name, password=password, by=by)
    start_posting(user=user, role=role, region=region, since=since, by=by)
    return user


@transaction.atomic
def start_posting(
    *, user: User, role: str, region: Region, since: date, by: Viewer, until: date | None = None
) -> Posting:
    """任职. Refuses a role for another level of region, and an exclusive role beside any other."""
    demand(by, Permission.USER_MANAGE, region.code)
    _refuse_oneself(user, by)
    # Two postings started at once would not see each other.
    held = Posting.objects.filter(user=User.objects.select_for_update().get(pk=user.pk))
    terms = [Term(posting.role, posting.region_id, posting.since, posting.until) for posting in held]
    refuse_if(posting_problems(Term(role, region.pk, since, until), Level(region.level), terms))
    posting = Posting(user=user, role=role, region=region, since=since, until=until)
    with act("posting.start", by=by, target=user, region_code=region.code):
        posting.save()
    return posting


@transaction.atomic
def end_posting(*, posting_id: int, by: Viewer, reason: str, last_day: date | None = None) -> None:
    """End a posting with `last_day`, or at once. One that never came into force is taken away; its history stays."""
    posting = Posting.objects.select_for_update().select_related("user", "region").get(pk=posting_id)
    demand(by, Permission.USER_MANAGE, posting.region.code)
    _refuse_oneself(posting.user, by)
    today = timezone.localdate()
    last_day = last_day or today - timedelta(days=1)
    if posting.until is not None and posting.until <= last_day:
        raise Refused(_("任职已在此前结束"))
    with act("posting.end", by=by, target=posting.user, region_code=posting.region.code, reason=reason):
        if last_day < posting.since:
            posting.delete()
        else:
            posting.until = last_day
            posting.save(update_fields=["until"])


@transaction.atomic
def change_password(*, new: str, by: User) -> None:
    """Change one's own password. Whoever asks has just given the old one."""
    if by.check_password(new):
        raise Refused(_("新密码不能与原密码相同"))
    _set_password(by, new)
    by.password_changed_at = timezone.now()
    with act("password.change", by=by, target=by):
        by.save(update_fields=["password", "password_changed_at"])


@transaction.atomic
def reset_password(*, user: User, password: str, by: Viewer, reason: str) -> None:
    """Give a user a new first password; all sessions of the user end."""
    if not by.may(Permission.USER_MANAGE):
        raise Http404
    _refuse_oneself(user, by)
    _set_password(user, password)
    user.password_changed_at = None
    with act("password.change", by=by, target=user, reason=reason):
        user.save(update_fields=["password", "password_changed_at"])


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(error.messages) from error
    user.set_password(password)


def _refuse_oneself(user: User, by: Viewer) -> None:
    if user.pk == by.pk:
        raise Refused(_("不能改动自己的任职和密码，请由另一位管理员办理"))
