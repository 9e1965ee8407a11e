"""Doubts (domain.md §11.1): opened by rules when a household changes, verified there, then answered or corrected."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import Actor, act
from registry.choices import DoubtOutcome, Status
from registry.models import Doubt, Household
from registry.queries.seen import households_seen
from registry.refusal import Refused
from registry.rules.doubts import BY_CODE, findings

GONE = (Status.REMOVED, Status.CLOSED)


@transaction.atomic
def settle_doubt(*, doubt_id: int, outcome: str, explanation: str, by: User) -> Doubt:
    """Answer a doubt. It changes nothing else: what was wrong is corrected on the household's own page."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt_id)
    demand(by, Permission.DOUBT_RESOLVE, doubt.village_code)
    if doubt.outcome:
        raise Refused(_("这条疑点已由 %s 核实") % doubt.checked_by_name)
    with act("doubt.settle", by=by, target=doubt, reason=explanation):
        _answer(doubt, outcome, explanation, by)
    return doubt


def look_again(household: Household, year: int, *, by: Actor) -> list[Doubt]:
    """Let the rules of §11.2 look at the household as it now stands. Runs inside the act that changed it.

    What is found opens a doubt, or opens one again whose values are not those that were explained; an open doubt that
    is no longer found was corrected. Gives the open doubts of these rules.
    """
    known = {doubt.rule: doubt for doubt in household.doubts.filter(year=year, rule__in=BY_CODE)}
    seen = households_seen([household], year)[household.pk]
    found = {} if household.status in GONE else {each.rule.code: each for each in findings(seen)}
    for rule, doubt in known.items():
        if rule not in found and not doubt.outcome:
            _answer(doubt, DoubtOutcome.CORRECTED, _("资料已改正"), by)
    standing = []
    for rule, finding in found.items():
        doubt = known.get(rule) or Doubt(rule=rule, household=household, year=year)
        values = {"seen": finding.seen}
        if doubt.outcome == DoubtOutcome.CORRECTED or doubt.seen != values:
            doubt.village_code, doubt.seen = household.village_code, values
            doubt.outcome, doubt.explanation, doubt.checked_by_name, doubt.checked_at = "", "", "", None
            doubt.save()
        if not doubt.outcome:
            standing.append(doubt)
    return standing


def _answer(doubt: Doubt, outcome: str, explanation: str, by: Actor) -> None:
    doubt.outcome, doubt.explanation = outcome, explanation
    doubt.checked_by_name, doubt.checked_at = by.name, timezone.now()
    doubt.save(update_fields=["outcome", "explanation", "checked_by_name", "checked_at"])
