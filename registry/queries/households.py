"""Households: the list, one of them, and finding somebody by a scrap of what is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import cipher
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DecisionState, IdType, Relation
from registry.models import Closing, Decision, Doubt, Household, Membership, MemberYear, Person, Statement, Survey
from registry.regions.models import Region
from registry.rules.decisions import approval_warnings
from registry.rules.guarantees import Check, HouseholdFacts, all_met, checklist, unmet
from registry.rules.identity import OLD_LENGTH, Unreadable, normalised, read_id
from registry.rules.income import COST, GROUPS, ITEMS, net_income, per_head, total_of
from registry.rules.names import name_key

from .facts import facts_of

LAST4, NUMBER, PHONE = 4, 10, 11
SHOWN_YEARS = 3
GROUP_LABELS = {
    "wage": gettext_lazy("工资性"),
    "business": gettext_lazy("生产经营性"),
    "property": gettext_lazy("财产性"),
    "transfer": gettext_lazy("转移性"),
    COST: gettext_lazy("减：经营支出"),
}


@dataclass(frozen=True)
class Filter:
    """The query form above the list. Empty means no condition."""

    region: Region | None = None
    status: Collection[str] = ()
    attribute: str = ""
    main_cause: str = ""
    planned_exit: bool | None = None
    collected: bool | None = None
    doubted: bool | None = None
    words: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    household: Household
    head: Membership | None
    facts: HouseholdFacts
    checks: list[Check] = field(default_factory=list)

    @property
    def members(self) -> int:
        """家庭人口数: active members."""
        return len(self.facts.members)

    @property
    def income_per_head(self) -> Decimal | None:
        """人均纯收入 of the year."""
        return self.facts.income_per_head

    @property
    def title(self) -> str:
        """How the household is called: by its head."""
        return _("%s 户") % self.head.person.name if self.head else str(self.household.pk)

    @property
    def first_unmet(self) -> Check | None:
        """The first guarantee known to be unmet."""
        return next(iter(unmet(self.checks)), None)

    @property
    def all_met(self) -> bool:
        """Whether all seven are met."""
        return all_met(self.checks)

    @property
    def collected(self) -> bool:
        """年度采集: income entered and conditions entered or confirmed."""
        return self.facts.amounts is not None and self.facts.survey is not None


def households(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Household]:
    """Households in the areas where the viewer holds `permission`."""
    return Household.objects.visible_to(viewer, permission).select_related("village")


def filtered(viewer: Viewer, chosen: Filter, year: int) -> QuerySet[Household]:
    """The list's households, by village and number."""
    found = households(viewer)
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.status:
        found = found.filter(status__in=chosen.status)
    for name in ("attribute", "main_cause"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    if chosen.planned_exit is not None:
        planned = Q(planned_exit_year=year)
        found = found.filter(planned if chosen.planned_exit else ~planned)
    if chosen.collected is not None:
        found = found.filter(_collected(year) if chosen.collected else ~_collected(year))
    if chosen.doubted is not None:
        doubted = Exists(Doubt.objects.filter(household=OuterRef("pk"), outcome=""))
        found = found.filter(doubted if chosen.doubted else ~doubted)
    if chosen.words:
        found = found.filter(_named(viewer, chosen.words))
    return found.order_by("village_code", "pk")


def _collected(year: int) -> Q:
    """Statement entered and survey entered or confirmed for the year."""
    return Q(Exists(Statement.objects.filter(household=OuterRef("pk"), year=year))) & Q(
        Exists(Survey.objects.filter(household=OuterRef("pk"), year=year, confirmed=True))
    )


def _named(viewer: Viewer, words: str) -> Q:
    """Name, initials, last 4 digits, ID number, household number or phone: whichever the words look like."""
    text = normalised(words)
    if len(text) == NUMBER and text.isdecimal():
        return Q(pk=int(text))
    if len(text) == PHONE and text.isdecimal():
        return Q(phone_index=cipher.blind_index(text))
    persons = Person.objects.visible_to(viewer)
    if len(text) >= OLD_LENGTH:
        persons = persons.filter(id_index=_index_of(text))
    elif len(text) == LAST4 and text[:-1].isdecimal():
        persons = persons.filter(id_last4=text)
    elif text.isascii():
        persons = persons.filter(initials__startswith=text.lower())
    else:
        persons = persons.filter(name_key__startswith=name_key(words))
    return Q(pk__in=Membership.objects.filter(person__in=persons, counted_until__isnull=True).values("household"))


def _index_of(text: str) -> bytes:
    try:
        return cipher.blind_index(read_id(text, IdType.DISABILITY, today=timezone.localdate()).key)
    except Unreadable:
        return cipher.blind_index(text[:18])


def rows_of(households: Collection[Household], year: int) -> list[Row]:
    """A page of the list with heads, members, income and guarantees, in a fixed number of queries."""
    facts = facts_of(households, year)
    heads = {
        membership.household_id: membership
        for membership in Membership.objects.filter(
            household__in=households, relation=Relation.HEAD, counted_until__isnull=True
        ).select_related("person")
    }
    return [Row(h, heads.get(h.pk), facts[h.pk], checklist(facts[h.pk])) for h in households]


def count_persons(households: QuerySet[Household]) -> int:
    """Active members of all households of a query."""
    return Membership.objects.filter(household__in=households.values("pk"), counted_until__isnull=True).count()


def current_members(household: Household) -> list[Membership]:
    """Active members, the head first, then in the order of entry."""
    members = household.memberships.filter(counted_until__isnull=True).select_related("person").order_by("pk")
    return sorted(members, key=lambda membership: membership.relation != Relation.HEAD)


def former_members(household: Household) -> QuerySet[Membership]:
    """Those who left, latest first."""
    return (
        household.memberships.filter(counted_until__isnull=False).select_related("person").order_by("-left_on", "-pk")
    )


def members_with_years(household: Household, year: int) -> list[tuple[Membership, MemberYear | None]]:
    """Active members, each with the person-year of `year` where there is one."""
    members = current_members(household)
    rows = MemberYear.objects.filter(person__in=[member.person_id for member in members], year=year)
    by_person = {row.person_id: row for row in rows}
    return [(member, by_person.get(member.person_id)) for member in members]


@dataclass(frozen=True)
class IncomeTable:
    """Income of the latest years side by side: a line a group, one with the sum."""

    years: list[int]
    lines: list[tuple[str, list[Decimal]]]
    per_head: list[Decimal | None]


def income_table(household: Household) -> IncomeTable:
    """The last three statements. Income per head is the one the closing computed; for the open year, by members now."""
    rows = list(reversed(household.statements.order_by("-year")[:SHOWN_YEARS]))
    amounts = [{item: getattr(row, item) for item in (*ITEMS, COST)} for row in rows]
    closed = dict(Closing.objects.filter(household=household).values_list("year", "income_per_head"))
    members = household.memberships.filter(counted_until__isnull=True).count()
    lines = [(str(GROUP_LABELS[group]), [total_of(a, items) for a in amounts]) for group, items in GROUPS.items()]
    lines.append((str(GROUP_LABELS[COST]), [-total_of(a, [COST]) for a in amounts]))
    heads = [
        closed.get(row.year) if row.year in closed else per_head(net_income(a), members)
        for row, a in zip(rows, amounts, strict=True)
    ]
    return IncomeTable([row.year for row in rows], lines, heads)


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


def phone_last4(household: Household) -> str:
    """The part of the phone number that pages show."""
    return cipher.unseal(household.phone_sealed)[-LAST4:] if household.phone_sealed else ""


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


def doubts_of(household: Household) -> QuerySet[Doubt]:
    """Open doubts of the household."""
    return household.doubts.filter(outcome="").order_by("-year", "rule")


def status_counts(viewer: Viewer) -> dict[str, int]:
    """Households of the viewer's areas by status."""
    counted = Household.objects.visible_to(viewer).values("status").annotate(households=Count("pk")).order_by()
    return {line["status"]: line["households"] for line in counted}
