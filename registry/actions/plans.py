"""Handing down the year's plan to the counties. It is shown beside the results and approved with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.models import ExitPlan, Run
from registry.queries.plans import counties_of, plans_of
from registry.refusal import refuse_if
from registry.rules.plans import plan_problems

from .locking import lock


@dataclass(frozen=True)
class Planned:
    """What a county is told: households, and the persons in them."""

    households: int
    persons: int


@transaction.atomic
def set_plan(*, run_id: int, version: int, counties: Mapping[int, Planned | None], source: str, by: Viewer) -> Run:
    """Set the plan of the run's year for counties by id; None takes one away. Counts up the run's version, so that
    nobody approves beside a plan that was not shown."""
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_REHEARSE, run.region_code)
    known = {county.pk: county for county in counties_of(run)}
    wanted = {known[pk]: planned for pk, planned in counties.items() if pk in known}
    named = {county.name: (plan.households, plan.persons) for county, plan in wanted.items() if plan is not None}
    refuse_if(plan_problems(state=run.state, counties=named))
    there = plans_of(run)
    with act("plan.set", by=by, target=run, region_code=run.region_code, reason=source):
        for county, planned in wanted.items():
            plan = there.get(county.pk)
            if planned is None:
                if plan is not None:
                    plan.delete()
                continue
            plan = plan or ExitPlan(region=county, region_code=county.code, year=run.year)
            plan.households, plan.persons = planned.households, planned.persons
            plan.save()
        run.version += 1
        run.save(update_fields=["version"])
    return run
