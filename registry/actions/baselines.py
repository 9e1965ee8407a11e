"""首次建库 of a county as such: begun with its first past row, forgotten with its last one."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from registry.models import Baseline, Closing, Household
from registry.queries.baselines import shut_counties
from registry.queries.history import events_of
from registry.refusal import Refused
from registry.regions.spans import COUNTY_CODES


def begin_baselines(counties: Collection[int], year: int) -> None:
    """Let past years of these counties in while `year` is open. Runs inside the act of a merge."""
    if shut := shut_counties(counties, year):
        raise Refused(_("%s 已有年末结账，不能再首次建库") % "、".join(name for __, name in sorted(shut.items())))
    for county in sorted(counties):
        Baseline.objects.get_or_create(county_code=county, defaults={"year": year})


def forget_baselines(act_id: UUID) -> None:
    """Where nothing is left of what a merge brought, the county may begin anew. Runs inside the act of undoing it."""
    villages = events_of(Household).filter(pgh_context_id=act_id).values_list("village_code", flat=True).distinct()
    for county in {code // COUNTY_CODES * COUNTY_CODES for code in villages}:
        rows = Closing.objects.filter(village_code__gte=county, village_code__lt=county + COUNTY_CODES)
        if not rows.exists():
            Baseline.objects.filter(county_code=county).delete()
