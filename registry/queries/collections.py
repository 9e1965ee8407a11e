"""The yearly collection: how far a household's record is, what waits for whom, and what nobody has confirmed yet."""

from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import CollectionState, OperationKind, Stage
from registry.models import Collection, Household, Membership, MemberYear, Operation, Statement, Survey
from registry.regions.models import Region
from registry.rules.collections import Gaps, Visit

from .extras import missing_extras
from .households import head_names, households
from .progress import COLLECTED_STATUSES, UNGROUPED, collected
from .records import Record

# Operations that change what a record says of the members.
OF_MEMBERS = (OperationKind.JOIN, OperationKind.LEAVE, OperationKind.CORRECT, OperationKind.HEAD)
# Where the word of a stage means something else on a pill.
PILLS: dict[str, str] = {Stage.NONE: "uncollected", Stage.CHECKED: "audited"}


@dataclass(frozen=True)
class Filter:
    """The query form above the list of collections."""

    region: Region | None = None
    group: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Line:
    """A household in the list: its record, if anybody has begun one, and its head's name."""

    household: Household
    head: str
    collection: Collection | None
    stage: Stage

    @property
    def pill(self) -> str:
        """The word of its stage that `pill` knows."""
        return PILLS.get(self.stage, self.stage)


def filtered(viewer: Viewer, chosen: Filter, year: int) -> QuerySet[Household]:
    """Households whose records are to be collected, by village, group and number."""
    found = households(viewer).filter(status__in=COLLECTED_STATUSES)
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.group:
        found = found.filter(group="" if chosen.group == UNGROUPED else chosen.group)
    if chosen.stage:
        found = found.filter(_in_stage(chosen.stage, year))
    return found.order_by("village_code", "group", "pk")


def _in_stage(stage: str, year: int) -> Q:
    """Stages beyond the entry are said by the record, the others by what was entered."""
    beyond = Collection.objects.filter(year=year).exclude(state=CollectionState.ENTERED)
    if stage == Stage.COLLECTED:
        return collected(year)
    if stage == Stage.NONE:
        return ~collected(year)
    if stage == Stage.ENTERED:
        return collected(year) & ~Q(Exists(beyond.filter(household=OuterRef("pk"))))
    return Q(pk__in=beyond.filter(state=stage).values("household"))


def lines(found: Iterable[Household], year: int) -> list[Line]:
    """A page of the list in a fixed number of queries."""
    shown = list(found)
    ids = [household.pk for household in shown]
    rows = Collection.objects.filter(household__in=ids, year=year).select_related("entered_by", "checked_by")
    records = {row.household_id: row for row in rows}
    whole = set(Household.objects.filter(collected(year), pk__in=ids).values_list("pk", flat=True))
    heads = head_names(ids)
    return [
        Line(h, heads.get(h.pk, str(h.pk)), records.get(h.pk), _stage(records.get(h.pk), h.pk in whole)) for h in shown
    ]


def _stage(record: Collection | None, whole: bool) -> Stage:
    if record is not None and record.state != CollectionState.ENTERED:
        return Stage(record.state)
    return Stage.ENTERED if whole else Stage.NONE


def collection_of(household: Household, year: int) -> Collection | None:
    """The household's record of a year, with who entered and who checked it."""
    return household.collections.filter(year=year).select_related("entered_by", "checked_by").first()


def visit_of(record: Collection | None) -> Visit:
    """Who went and when, as far as it is known."""
    if record is None:
        return Visit()
    return Visit(record.first_collector, record.second_collector, record.collected_on)


def last_visit(viewer: Viewer, year: int) -> Visit:
    """What this person entered last: the same two go from house to house."""
    return visit_of(Collection.objects.filter(entered_by=viewer.pk, year=year).order_by("-entered_at").first())


def gaps_of(household_ids: Several[int], year: int) -> dict[int, Gaps]:
    """What the records of these households lack. The ids come from a query that knows its viewer."""
    stated = set(
        Statement.objects.filter(household__in=household_ids, year=year).values_list("household_id", flat=True)
    )
    surveyed = dict(
        Survey.objects.filter(household__in=household_ids, year=year).values_list("household_id", "confirmed")
    )
    without, waiting = _persons_lacking(household_ids, year)
    own = missing_extras(household_ids, year)
    return {
        number: Gaps(
            statement=number not in stated,
            survey=number not in surveyed,
            survey_unconfirmed=surveyed.get(number) is False,
            without_year=without[number],
            unconfirmed=waiting[number],
            own=own.get(number, ()),
        )
        for number in household_ids
    }


def gaps_in(told: Record, year: int) -> Gaps:
    """The same of one household whose record is at hand."""
    number = told.household.pk
    survey = told.surveys.get(year)
    members = sorted(told.members, key=attrgetter("pk"))
    years = [(member.person.name, told.person_year(member, year)) for member in members]
    return Gaps(
        statement=year not in told.statements,
        survey=survey is None,
        survey_unconfirmed=survey is not None and not survey.confirmed,
        without_year=[name for name, row in years if row is None],
        unconfirmed=[name for name, row in years if row is not None and not row.confirmed],
        own=missing_extras([number], year).get(number, ()),
    )


def _persons_lacking(household_ids: Several[int], year: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Names of active members without a person-year, and of those whose one is unconfirmed, by household."""
    active = Membership.objects.filter(household__in=household_ids, counted_until__isnull=True)
    members = active.order_by("pk").values_list("household_id", "person_id", "person__name")
    rows = MemberYear.objects.filter(person__in=active.values("person_id"), year=year)
    confirmed = dict(rows.values_list("person_id", "confirmed"))
    without, waiting = defaultdict(list), defaultdict(list)
    for household_id, person_id, name in members:
        if person_id not in confirmed:
            without[household_id].append(name)
        elif not confirmed[person_id]:
            waiting[household_id].append(name)
    return without, waiting


def entered_by(record: Collection) -> set[int]:
    """Everybody who entered something of the record, whoever was the last, or changed its members by an operation."""
    events = Collection.pgh_event_model.objects.filter(pgh_obj_id=record.pk)  # type: ignore[attr-defined]
    operations = Operation.objects.filter(household=record.household_id, year=record.year, undone_at=None)
    makers = operations.filter(kind__in=OF_MEMBERS).values_list("made_by_id", flat=True)
    return {*events.values_list("entered_by_id", flat=True), *makers}


def waiting_for(viewer: Viewer, year: int) -> QuerySet[Collection]:
    """Records that wait for this viewer's check."""
    if not viewer.may(Permission.COLLECTION_CHECK):
        return Collection.objects.none()
    submitted = Collection.objects.visible_to(viewer, Permission.COLLECTION_CHECK)
    return submitted.filter(year=year, state=CollectionState.SUBMITTED).exclude(entered_by=viewer.pk)


def next_waiting(viewer: Viewer, household: Household, year: int) -> Collection | None:
    """The next record that waits for this viewer, by village, group and number; from the beginning after the last."""
    waiting = waiting_for(viewer, year).exclude(household=household).select_related("household")
    waiting = waiting.order_by("village_code", "household__group", "household")
    place = (household.village_code, household.group, household.pk)
    behind = Q(village_code__gt=place[0]) | Q(village_code=place[0], household__group__gt=place[1])
    behind |= Q(village_code=place[0], household__group=place[1], household__gt=place[2])
    return waiting.filter(behind).first() or waiting.first()


def returned_to(viewer: Viewer, year: int) -> QuerySet[Collection]:
    """Records that were sent back in the areas where this viewer enters."""
    if not viewer.may(Permission.HOUSEHOLD_EDIT):
        return Collection.objects.none()
    sent_back = Collection.objects.visible_to(viewer, Permission.HOUSEHOLD_EDIT)
    return sent_back.filter(year=year, state=CollectionState.RETURNED)
