"""Doubts of the viewer's areas."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DoubtOutcome
from registry.models import Doubt, Household
from registry.rules.doubts import Finding, HouseholdSeen, findings


@dataclass(frozen=True)
class Filter:
    """The query form above the list. `settled` None means both."""

    rule: str = ""
    year: int | None = None
    settled: bool | None = False


def doubts(viewer: Viewer, permission: str = Permission.DOUBT_VIEW) -> QuerySet[Doubt]:
    """Doubts in the areas where the viewer holds `permission`."""
    return Doubt.objects.visible_to(viewer, permission).select_related("household__village")


def filtered(viewer: Viewer, chosen: Filter) -> QuerySet[Doubt]:
    """The list's doubts, latest year first, then by village."""
    found = doubts(viewer)
    if chosen.settled is not None:
        found = found.exclude(outcome="") if chosen.settled else found.filter(outcome="")
    conditions = {name: value for name in ("rule", "year") if (value := getattr(chosen, name))}
    return found.filter(**conditions).order_by("-year", "village_code", "household", "rule")


def counts_by_rule(viewer: Viewer) -> list[tuple[str, int]]:
    """Open doubts by rule, the most frequent first."""
    counted = doubts(viewer).filter(outcome="").values("rule").annotate(doubts=Count("pk")).order_by("-doubts", "rule")
    return [(line["rule"], line["doubts"]) for line in counted]


def to_be_raised(household: Household, seen: HouseholdSeen) -> list[Finding]:
    """What the rules find in a household that is not as it was when somebody explained it."""
    explained = household.doubts.filter(year=seen.year).exclude(outcome__in=("", DoubtOutcome.CORRECTED))
    values = dict(explained.values_list("rule", "seen"))
    return [found for found in findings(seen) if values.get(found.rule.code) != {"seen": found.seen}]
