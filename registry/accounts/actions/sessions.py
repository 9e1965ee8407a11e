"""What a security administrator does to log-ins of others."""

from uuid import UUID

from axes.utils import reset
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from registry.accounts.choices import LoginKind
from registry.accounts.models import LoginRecord, Session, User
from registry.accounts.permissions import Permission
from registry.accounts.queries import area_of, is_locked, sessions, users
from registry.accounts.scope import Viewer
from registry.audit.acts import act
from registry.refusal import Refused


@transaction.atomic
def end_session(*, number: UUID, by: Viewer, reason: str) -> User:
    """Sign somebody out; the next click leads to the log-in page."""
    session = sessions(by, Permission.SESSION_END).select_for_update(of=("self",)).filter(number=number).first()
    if session is None or session.user is None:
        raise Http404
    user = session.user
    with act("session.end", by=by, target=user, region_code=area_of(user), reason=reason):
        Session.objects.filter(number=number).delete()
        LoginRecord.objects.create(
            kind=LoginKind.ENDED,
            user_id=user.pk,
            user_name=user.name,
            address=session.address,
            agent=session.agent,
        )
    return user


@transaction.atomic
def unlock_user(*, user: User, by: Viewer, reason: str) -> None:
    """Lift the lock that wrong passwords brought; the password stays."""
    if not users(by, Permission.SESSION_END).filter(pk=user.pk).exists():
        raise Http404
    if not is_locked(user):
        raise Refused(_("该用户没有被锁定"))
    with act("user.unlock", by=by, target=user, region_code=area_of(user), reason=reason):
        reset(username=user.username)
