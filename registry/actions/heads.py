"""户主变更: another head, and every relation entered anew (domain.md §5.2)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import OperationKind, Relation
from registry.models import Household
from registry.queries.households import current_members
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.operations import birth_problems, date_problems, head_problems

from .entries import Grounds
from .following import follow_up
from .locking import lock_household
from .memberships import line_of, write_relations
from .operations import record_operation


@transaction.atomic
def change_head(
    *, household_id: int, version: int, relations: Mapping[int, str], grounds: Grounds, by: User
) -> Household:
    """户主变更. `relations` are those to the new head, by membership."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    members = {membership.pk: membership for membership in current_members(household)}
    if set(members) != set(relations):
        raise Refused(_("本户成员有变化，请刷新后重新填写"))
    lines = {pk: line_of(membership) for pk, membership in members.items()}
    refuse_if(date_problems(grounds.happened_on, year, timezone.localdate()) + head_problems(lines, relations))
    new = next(membership for pk, membership in members.items() if relations[pk] == Relation.HEAD)
    refuse_if(birth_problems(new.person.name, new.person.born, grounds.happened_on))
    with act("head.change", by=by, target=household, reason=grounds.said()) as changing:
        write_relations(members.values(), relations)
        why = _("由 %(name)s 任户主：%(why)s") % {"name": new.person.name, "why": grounds.said()}
        follow_up(household, year=year, kind=OperationKind.HEAD, why=why, by=by)
        record_operation(
            kind=OperationKind.HEAD,
            act=changing,
            household=household,
            year=year,
            reason=why,
            happened_on=grounds.happened_on,
            document_number=grounds.document_number,
            by=by,
        )
    return household
