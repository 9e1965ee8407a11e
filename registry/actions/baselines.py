"""首次建库 of a county as such: begun with its first past row, forgotten with its last one."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.scope import Viewer
from registry.audit.acts import act
from registry.models import Baseline, Batch, Closing, Household
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


@transaction.atomic
def export_report(*, batch_id: UUID, by: Viewer) -> None:
    """Note that somebody takes the report on a file's years away; it names people."""
    batch = Batch.objects.visible_to(by).defer("file_sealed", "errors_sealed").get(pk=batch_id)
    if not batch.report:
        raise Refused(_("只有首次建库的文件在校验之后才有核对报告"))
    with act("batch.report", by=by, target=batch):
        return
