"""Where somebody comes from who joins a household while belonging to another one of the register (§13.1: transfer)."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Joining, Kind, Leaving, OperationKind, Relation
from registry.models import Household, Membership
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.operations import order_problems

from .entries import Grounds
from .following import follow_up
from .memberships import end_membership
from .persons import ReadMember, is_member, known_of

# A reason to come, seen from the household that is left.
SEEN_FROM_THERE = {Joining.MARRIAGE: Leaving.MARRIAGE, Joining.MOVE_IN: Leaving.MOVE_OUT}


@dataclass(frozen=True)
class Origin:
    """The household somebody belongs to, and the membership there."""

    household_id: int
    membership_id: int


def origin_of(member: ReadMember) -> Origin | None:
    """Where somebody belongs to a household that is in the register, or on the way into it."""
    known = known_of([member]).get(member.index or b"")
    if known is None or known.household_id is None or known.membership_id is None or not is_member(known):
        return None
    return Origin(known.household_id, known.membership_id)


def leave_origin(origin: Origin, *, into: Household, grounds: Grounds, year: int, by: User) -> Membership:
    """End the membership there as a transfer. Runs inside the act of joining, with both households locked."""
    membership = (
        Membership.objects.select_related("household", "person")
        .filter(pk=origin.membership_id, counted_until__isnull=True)
        .first()
    )
    if membership is None:
        raise Refused(_("此人已不在原户，请重新提交"))
    refuse_if(_origin_problems(membership, into, grounds, by))
    seen = replace(grounds, reason=SEEN_FROM_THERE.get(Joining(grounds.reason), Leaving.OTHER))
    end_membership(membership, year=year, kind=Kind.TRANSFER, grounds=seen)
    why = f"{membership.person.name}：{grounds.said(str(Leaving(seen.reason).label))}"
    follow_up(membership.household, year=year, kind=OperationKind.LEAVE, why=why, by=by)
    return membership


def _origin_problems(membership: Membership, into: Household, grounds: Grounds, by: Viewer) -> list[str]:
    left, name = membership.household, membership.person.name
    if left.pk == into.pk:
        return [_("%s 已是本户成员") % name]
    if not any(span.covers(left.village_code) for span in by.spans(Permission.HOUSEHOLD_EDIT)):
        return [_("%s 的原户不在您的辖区，请由原户所在地先办理减人") % name]
    others = left.memberships.filter(counted_until__isnull=True).exclude(pk=membership.pk)
    if membership.relation == Relation.HEAD and others.exists():
        words = {"name": name, "household": left.pk}
        return [_("%(name)s 是户编号 %(household)s 的户主，请先在该户办理户主变更") % words]
    if open_year(left.village_code) != open_year(into.village_code):
        return [_("两户所在省的开放年度不同，不能转入")]
    return order_problems(name, membership.joined_on, grounds.happened_on)
