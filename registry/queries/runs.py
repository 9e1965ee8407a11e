"""The yearly runs: which there are, how one is cut into parts, and whether its rehearsal still says what is so."""

from django.db.models import Count, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.choices import RunState
from registry.jobs.choices import UNFINISHED, JobKind
from registry.jobs.models import Job
from registry.models import Balance, Closing, Household, Part, Rehearsal, Run
from registry.models.closing import ResultQuerySet
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import Span, within
from registry.rules.runs import CLOSED

from .years import province_span

# A part of this size sorts and joins in memory, and takes a worker about half a second.
PART_HOUSEHOLDS = 10_000
COUNTY_SPAN = 10**6
PROBLEMS_SHOWN = 200
# Acts that change what §13.2 calls facts. Others cannot make a rehearsal outdated.
FACT_ACTS = (
    "household.",
    "member.",
    "move.accept",
    "operation.undo",
    "year.",
    "decision.approve",
    "decision.withdraw",
    "batch.merge",
    "parameter.",
    "region.",
    "seed.",
)


def runs(viewer: Viewer) -> QuerySet[Run]:
    """Runs of every province that holds any of the viewer's areas, the newest first."""
    return Run.objects.visible_to(viewer).order_by("-year", "region_code")


def runs_to_approve(viewer: Viewer) -> QuerySet[Run]:
    """Rehearsed years that wait for this viewer's approval: who rehearsed one is not asked."""
    waiting = Run.objects.filter(state=RunState.REHEARSED).exclude(rehearsed_by=viewer.pk)
    if viewer.pk is None or not viewer.may(Permission.ADJUSTMENT_APPROVE):
        return waiting.none()
    return waiting.filter(within(viewer.spans(Permission.ADJUSTMENT_APPROVE), "region_code")).order_by("year")


def run_of(province_code: int, year: int) -> Run | None:
    """The run of a province and year. It names no household, so it asks for no viewer."""
    return Run.objects.filter(region_code=province_code, year=year).first()


def last_run(province_code: int) -> Run | None:
    """The latest run of a province."""
    return Run.objects.filter(region_code=province_code).order_by("-year").first()


def provinces_with_register() -> list[Region]:
    """Provinces in which any household is kept."""
    provinces = Region.objects.filter(level=Level.PROVINCE).order_by("code")
    return [
        province
        for province in provinces
        if Household.objects.filter(village_code__gte=province.code, village_code__lte=province.last).exists()
    ]


def plan_parts(province_code: int) -> list[Span]:
    """Spans that cover the province without a gap: a county each, or pieces of a county too large for one (§13.7)."""
    whole = province_span(province_code)
    villages = (
        Household.objects.filter(village_code__gte=whole.first, village_code__lte=whole.last)
        .values("village_code")
        .annotate(households=Count("pk"))
        .order_by("village_code")
    )
    starts, size, last_county = [whole.first], 0, 0
    for village in villages.iterator():
        code, households = village["village_code"], village["households"]
        county = code // COUNTY_SPAN
        if size and (county != last_county or size + households > PART_HOUSEHOLDS):
            starts.append(code if county == last_county else county * COUNTY_SPAN)
            size = 0
        size, last_county = size + households, county
    ends = [start - 1 for start in starts[1:]] + [whole.last]
    return [Span(first, last) for first, last in zip(starts, ends, strict=True)]


def parts_of(run: Run) -> QuerySet[Part]:
    """The run's parts in order."""
    return run.parts.order_by("number")


def problems_of(run: Run) -> list[dict[str, object]]:
    """What the parts of the run found wrong, at most PROBLEMS_SHOWN."""
    found = run.parts.exclude(problem=[]).order_by("number").values_list("problem", flat=True)
    return [problem for part in found for problem in part][:PROBLEMS_SHOWN]


def applied_anything(run: Run) -> bool:
    """Whether any part has its closing rows already."""
    return run.parts.filter(applied_at__isnull=False).exists()


def rehearsing(run: Run) -> Job | None:
    """The rehearsal of the run that is still going on."""
    return Job.objects.filter(kind=JobKind.REHEARSAL, subject=str(run.pk), state__in=UNFINISHED).first()


def facts_changed(run: Run) -> QuerySet[Act]:
    """Acts on facts of the province since its rehearsal began to read them."""
    whole = province_span(run.region_code)
    verbs = Q(pk__in=[])
    for prefix in FACT_ACTS:
        verbs |= Q(verb__startswith=prefix)
    inside = Q(region_code__gte=whole.first, region_code__lte=whole.last) | Q(region_code__isnull=True)
    return Act.objects.filter(inside, verbs, at__gte=run.facts_at)


def outdated(run: Run) -> bool:
    """Whether facts of the province changed after its rehearsal began to read them."""
    return facts_changed(run).exists()


def balanced(run: Run, *, rehearsed: bool) -> bool:
    """Whether every line of the run's balance holds."""
    return not Balance.objects.filter(run=run, rehearsed=rehearsed, balances=False).exists()


def has_results(run: Run) -> bool:
    """Whether it came to results that stand: a year that is rehearsed anew, or was taken back, has none meanwhile."""
    return run.state in CLOSED or run.rehearsed_at is not None


def results_of(run: Run) -> ResultQuerySet:
    """All rows of the run, for the caller to narrow down: rehearsed ones until it has finished, then closing rows."""
    whole = province_span(run.region_code)
    model = Closing if run.state in CLOSED else Rehearsal
    if not has_results(run):
        return model.objects.none()
    return model.objects.filter(year=run.year, village_code__gte=whole.first, village_code__lte=whole.last)
