"""年度减贫计划: what the province has told its counties to bring out of poverty in a year."""

from collections.abc import Mapping

from django.db.models import Count, Sum

from registry.models import ExitPlan, Run
from registry.regions.choices import Level, RegionKind
from registry.regions.models import Region

from .tallies import Counts


def counties_of(run: Run) -> list[Region]:
    """The counties of the run's province that can be given a plan."""
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code)
    found = Region.objects.filter(
        level=Level.COUNTY, code__gte=province.code, code__lte=province.last, valid_to__isnull=True
    )
    return list(found.exclude(kind=RegionKind.PSEUDO).order_by("code"))


def county_names(run: Run, counties: list[Region]) -> dict[int, str]:
    """Names that tell the prefecture, without the province: 怀化市中方县."""
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code).shown_name
    return {county.pk: county.shown_name.removeprefix(province) or county.name for county in counties}


def plans_of(run: Run) -> dict[int, ExitPlan]:
    """What is planned for the run's year, by the county's id."""
    found = ExitPlan.objects.filter(year=run.year, region_code__gte=run.region_code).order_by("region_code")
    return {plan.region_id: plan for plan in found.filter(region_code__lt=run.region_code + 10**10)}


def plan_of(run: Run, area: Region) -> Counts | None:
    """The sum of the plans of the counties in `area`; None where nothing is planned, and below the county."""
    if area.level > Level.COUNTY:
        return None
    planned = ExitPlan.objects.filter(year=run.year, region_code__gte=area.code, region_code__lte=area.last)
    summed = planned.aggregate(counties=Count("pk"), households=Sum("households"), persons=Sum("persons"))
    return Counts(summed["households"], summed["persons"]) if summed["counties"] else None


def plans_below(run: Run, areas: list[Region]) -> Mapping[int, Counts]:
    """The plans of several areas by their codes; those without one are left out."""
    planned = list(ExitPlan.objects.filter(year=run.year, region_code__gte=run.region_code))
    found: dict[int, Counts] = {}
    for area in areas:
        own = [plan for plan in planned if area.code <= plan.region_code <= area.last]
        if own and area.level <= Level.COUNTY:
            found[area.code] = sum((Counts(plan.households, plan.persons) for plan in own), Counts())
    return found
