"""Figures of a year's rows: outcomes in households and persons, refused decisions, doubts, causes of relapse."""

from typing import Any

from django.db.models import CharField, Count, Func, Sum

from registry.choices import Outcome
from registry.models.closing import ResultQuerySet


def figures_of(results: ResultQuerySet) -> dict[str, Any]:
    """Counts over `results`, which the caller has narrowed to what may be seen. Keys are the words of the choices."""
    outcomes = results.values("outcome").annotate(households=Count("pk"), persons=Sum("members_closing"))
    refusals = results.exclude(refusal="").values("refusal").annotate(households=Count("pk"))
    doubts = results.exclude(doubts=[]).annotate(rule=_each("doubts")).values("rule").annotate(households=Count("pk"))
    relapses = results.filter(outcome=Outcome.RELAPSED)
    causes = relapses.values("decision__cause").annotate(households=Count("pk"))
    return {
        "outcomes": {row["outcome"]: {"households": row["households"], "persons": row["persons"]} for row in outcomes},
        "refusals": {row["refusal"]: row["households"] for row in refusals},
        "doubts": {row["rule"]: row["households"] for row in doubts},
        "causes": {row["decision__cause"]: row["households"] for row in causes},
    }


def _each(column: str) -> Func:
    return Func(column, function="jsonb_array_elements_text", output_field=CharField())
