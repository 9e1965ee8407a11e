"""Doubts (domain.md §11.1): opened by rules when a household changes, verified there, then answered or corrected."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import Actor, act
from registry.choices import DoubtOutcome
from registry.models import Doubt, Household
from registry.queries.seen import households_seen
from registry.refusal import Refused
from registry.rules.doubts import BY_CODE, Finding, HouseholdSeen, findings

ANSWER = ("outcome", "explanation", "checked_by_name", "checked_at")
AT_ONCE = 500


@transaction.atomic
def settle_doubt(*, doubt_id: int, outcome: str, explanation: str, by: User) -> Doubt:
    """Answer a doubt. It changes nothing else: what was wrong is corrected on the household's own page."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt_id)
    demand(by, Permission.DOUBT_RESOLVE, doubt.village_code)
    if doubt.outcome:
        raise Refused(_("这条疑点已由 %s 核实") % doubt.checked_by_name)
    with act("doubt.settle", by=by, target=doubt, reason=explanation):
        _fill_in(doubt, outcome, explanation, by)
        doubt.save(update_fields=ANSWER)
    return doubt


def look_again(household: Household, year: int, *, by: Actor) -> list[Doubt]:
    """Let the rules of §11.2 look at the household as it now stands. Runs inside the act that changed it.

    What is found opens a doubt, or opens one again whose values are not those that were explained; an open doubt that
    is no longer found was corrected. Gives the open doubts of these rules.
    """
    seen = households_seen([household], year)[household.pk]
    touched, standing = _judge(household, _known([household.pk], year)[household.pk], seen, by)
    for doubt in touched:
        doubt.save()
    return standing


@transaction.atomic
def look_again_at(*, household_ids: Collection[int], year: int, by: Actor) -> int:
    """As `look_again`, for many that somebody changed together; gives how many doubts stand open among them."""
    if not household_ids:
        return 0
    households = list(Household.objects.select_for_update().filter(pk__in=household_ids).order_by("pk"))
    known, seen = _known(household_ids, year), households_seen(households, year)
    judged = [_judge(household, known[household.pk], seen[household.pk], by) for household in households]
    touched = [doubt for doubts, _standing in judged for doubt in doubts]
    new, old = [doubt for doubt in touched if not doubt.pk], [doubt for doubt in touched if doubt.pk]
    with act("doubt.look", by=by, region_code=households[0].village_code):
        Doubt.objects.bulk_create(new, batch_size=AT_ONCE)
        Doubt.objects.bulk_update(old, ("village_code", "seen", *ANSWER), batch_size=AT_ONCE)
    return sum(len(standing) for _touched, standing in judged)


def _known(household_ids: Collection[int], year: int) -> dict[int, dict[str, Doubt]]:
    """What these rules found before, by household and rule."""
    known: dict[int, dict[str, Doubt]] = defaultdict(dict)
    for doubt in Doubt.objects.filter(household__in=household_ids, year=year, rule__in=BY_CODE):
        known[doubt.household_id][doubt.rule] = doubt
    return known


def _judge(
    household: Household, known: dict[str, Doubt], seen: HouseholdSeen, by: Actor
) -> tuple[list[Doubt], list[Doubt]]:
    """Doubts that are to be written, and those that stand open."""
    touched, standing = list[Doubt](), list[Doubt]()
    found = {each.rule.code: each for each in findings(seen)}
    for rule, doubt in known.items():
        if rule not in found and not doubt.outcome:
            _fill_in(doubt, DoubtOutcome.CORRECTED, _("资料已改正"), by)
            touched.append(doubt)
    for rule, finding in found.items():
        doubt = known.get(rule) or Doubt(rule=rule, household=household, year=seen.year)
        if _reopened(doubt, household, finding):
            touched.append(doubt)
        if not doubt.outcome:
            standing.append(doubt)
    return touched, standing


def _reopened(doubt: Doubt, household: Household, finding: Finding) -> bool:
    """Open a doubt, or open it again where its values are not those that were explained; whether anything changed."""
    values = {"seen": finding.seen}
    if doubt.outcome != DoubtOutcome.CORRECTED and doubt.seen == values:
        return False
    doubt.village_code, doubt.seen = household.village_code, values
    doubt.outcome, doubt.explanation, doubt.checked_by_name, doubt.checked_at = "", "", "", None
    return True


def _fill_in(doubt: Doubt, outcome: str, explanation: str, by: Actor) -> None:
    doubt.outcome, doubt.explanation = outcome, explanation
    doubt.checked_by_name, doubt.checked_at = by.name, timezone.now()
