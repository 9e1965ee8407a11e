"""A household: its members, its years, its decisions; lists of many are made in finding.py."""

from collections.abc import Collection, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DecisionState, Relation
from registry.models import Decision, Doubt, Household, Membership, MemberYear, Move, Operation, Statement, Survey
from registry.rules.decisions import approval_warnings
from registry.rules.guarantees import Check


def households(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Household]:
    """Households in the areas where the viewer holds `permission`."""
    return Household.objects.visible_to(viewer, permission).select_related("village")


def current_members(household: Household) -> list[Membership]:
    """Active members, the head first, then in the order of entry."""
    members = household.memberships.filter(counted_until__isnull=True).select_related("person").order_by("pk")
    return sorted(members, key=lambda membership: membership.relation != Relation.HEAD)


def members_with_years(household: Household, year: int) -> list[tuple[Membership, MemberYear | None]]:
    """Active members, each with the person-year of `year` where there is one."""
    members = current_members(household)
    rows = MemberYear.objects.filter(person__in=[member.person_id for member in members], year=year)
    by_person = {row.person_id: row for row in rows}
    return [(member, by_person.get(member.person_id)) for member in members]


def statement_of(household: Household, year: int) -> Statement | None:
    """The year's income, if somebody entered it."""
    return household.statements.filter(year=year).first()


def title_of(household: Household) -> str:
    """How a household is called: by its head."""
    head = household.memberships.filter(relation=Relation.HEAD, counted_until__isnull=True).first()
    return _("%s 户") % head.person.name if head else str(household.pk)


def head_names(household_ids: Collection[int]) -> dict[int, str]:
    """Names of the heads of a page's worth of households."""
    heads = Membership.objects.filter(household__in=household_ids, relation=Relation.HEAD, counted_until__isnull=True)
    return dict(heads.values_list("household", "person__name"))


def member_of(household: Household, person_id: int) -> Membership | None:
    """The active membership of a person in the household."""
    return household.memberships.filter(person=person_id, counted_until__isnull=True).select_related("person").first()


def survey_of(household: Household, year: int) -> Survey | None:
    """The year's living conditions, entered or carried forward."""
    return household.surveys.filter(year=year).first()


def decisions_of(household: Household, checks: Sequence[Check]) -> list[tuple[Decision, list[str]]]:
    """All decisions on the household, latest first; those that are still to be applied with what to look at."""
    decisions = household.decisions.select_related("proposed_by", "approved_by", "campaign").order_by("-year", "-pk")
    return [(decision, _warnings(decision, checks)) for decision in decisions]


def _warnings(decision: Decision, checks: Sequence[Check]) -> list[str]:
    if decision.state not in (DecisionState.PROPOSED, DecisionState.APPROVED):
        return []
    return approval_warnings(
        kind=decision.kind,
        checks=checks,
        procedure_complete=decision.procedure_complete,
        announced_on=decision.announced_on,
    )


def operations_of(household: Household) -> QuerySet[Operation]:
    """Named operations on the household, latest first."""
    return household.operations.select_related("made_by").order_by("-made_at", "-pk")


def moves_of(household: Household) -> QuerySet[Move]:
    """Moves from one office to another, latest first."""
    return household.moves.select_related("to_village", "proposed_by", "answered_by").order_by("-proposed_at", "-pk")


def doubts_of(household: Household) -> QuerySet[Doubt]:
    """Open doubts of the household."""
    return household.doubts.filter(outcome="").order_by("-year", "rule")


def status_counts(viewer: Viewer) -> dict[str, int]:
    """Households of the viewer's areas by status."""
    counted = Household.objects.visible_to(viewer).values("status").annotate(households=Count("pk")).order_by()
    return {line["status"]: line["households"] for line in counted}
