"""Whose business a user is: the postings that count, as the rules look at them."""

from django.http import Http404
from django.utils.translation import gettext as _

from registry.refusal import Refused, refuse_if
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import Span

from . import queries, rules
from .models import Posting, User
from .permissions import Permission
from .rules import Seat, reach_problems
from .scope import Viewer


def seat_of(posting: Posting) -> Seat:
    """A posting as a seat."""
    return seat(posting.role, posting.region)


def seat(role: str, region: Region) -> Seat:
    """A role in a region as a seat."""
    return Seat(role, Level(region.level), Span(region.code, region.last))


def seats_of(by: User) -> list[Seat]:
    """The seats from which somebody manages users today."""
    giving = [posting for posting in by.postings_today if Permission.USER_MANAGE in posting.permissions]
    return [Seat(p.role, Level(p.region.level), span) for p in giving for span in p.spans]


def refuse_above(by: Viewer, *others: Seat) -> None:
    """Refuse unless all of `others` are the business of `by`. The program itself stands above everybody."""
    if isinstance(by, User):
        refuse_if(reach_problems(seats_of(by), others))


def demand_user(by: Viewer, user: User) -> None:
    """Raise Http404 for a user of somebody else's area; refuse oneself, and who also works above or outside."""
    if not isinstance(by, User):
        return
    if not queries.users(by, Permission.USER_MANAGE).filter(pk=user.pk).exists():
        raise Http404
    refuse_oneself(user, by)
    refuse_above(by, *map(seat_of, queries.postings_that_count(user)))


def refuse_oneself(user: User, by: Viewer) -> None:
    """Nobody manages the own account."""
    if user.pk == by.pk:
        raise Refused(_("不能改动自己的任职、密码和状态，请由另一位管理员办理"))


def problems_of(by: User, user: User) -> list[str]:
    """Why `by` may not manage `user`, for the page; nothing where nothing stands in the way."""
    try:
        demand_user(by, user)
    except Refused as refused:
        return refused.messages
    return []


def roles_to_give(by: User) -> list[str]:
    """The roles that `by` may give somewhere."""
    return rules.roles_to_give(seats_of(by))
