"""What the register said of a household on a past day, rebuilt from the events that the triggers kept.

The rule, for each row of the household, its members and its years. The day is taken whole:
what was written on it counts.

1. A row with an event up to the day stood as the last of these says; a deletion means that it was gone.
2. A row whose first event is later and is its making was not there yet.
3. Rows may also have been brought in by bulk, without events (`LOADS`): before that load they were not there. From the
   load on they stood as they stand now, if no event speaks of them.
4. Such a row whose first event is a later change: an event keeps what a change made of a row, not what was there
   before. So its content on the day is not known. It is left out and named among the `gaps`; of a person, whose name
   the members need, today's is shown and named as such.

Closing rows keep no events: the year's closing is shown from the day its run was finished. Who may see the
household now may see its past; nobody else.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.models import Act
from registry.models import (
    Closing,
    Decision,
    Doubt,
    Household,
    Membership,
    MemberYear,
    Person,
    Result,
    Run,
    Statement,
    Survey,
)
from registry.regions.choices import Level
from registry.regions.spans import province_of

from .history import events_of, subject_of
from .records import Record

LOADS = ("seed.load", "exchange.load")

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Past:
    """A household on a day; without a record `why` says what stands against it."""

    on: date
    record: Record | None = None
    decisions: list[Decision] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    year: int = 0
    gaps: list[str] = field(default_factory=list)
    why: str = ""


@dataclass
class _Reading:
    """Reads rows as they stood before `until`; `loaded` is when rows without events came in, if any did."""

    until: datetime
    loaded: datetime | None
    gaps: list[str] = field(default_factory=list)

    @property
    def was_loaded(self) -> bool:
        """Whether rows that came in by bulk were there."""
        return self.loaded is not None and self.loaded < self.until

    def rows(self, model: type[M], mine: Q, theirs: Q | None = None) -> list[M]:
        """Rows of `model` on that day: those that match `mine` now, or whose events match `theirs`, by id."""
        versions = self._versions(model, theirs if theirs is not None else mine)
        found = [row for row in (self._standing(model, *version) for version in versions.items()) if row is not None]
        if self.was_loaded:
            found += model._default_manager.filter(mine).exclude(pk__in=versions)
        return sorted(found, key=lambda row: row.pk)

    def _versions(self, model: type[M], theirs: Q) -> dict[int, list[Any]]:
        """All events of every row that any event ties to the household: one that left it is seen to have left."""
        ids = events_of(model).filter(theirs).values("pgh_obj_id")
        versions: dict[int, list[Any]] = {}
        for event in events_of(model).filter(pgh_obj_id__in=ids):
            versions.setdefault(event.pgh_obj_id, []).append(event)
        return versions

    def _standing(self, model: type[M], pk: int, versions: list[Any]) -> M | None:
        before = [event for event in versions if event.pgh_created_at < self.until]
        if before:
            return _row(model, before[-1]) if before[-1].pgh_label != "delete" else None
        if versions[0].pgh_label != "insert" and self.was_loaded:
            self.gaps.append(_gap(versions[0]))
        return None


def as_of(household: Household, on: date) -> Past:
    """The household as the register had it at the end of `on`. The caller got it from a query that knows its viewer."""
    until = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    reading = _Reading(until, _loaded_at(household))
    stood = reading.rows(Household, Q(pk=household.pk), Q(pgh_obj_id=household.pk))
    if not stood:
        return Past(on, why=_why_not(household, reading))
    then = stood[0]
    of_it = Q(household_id=household.pk)
    memberships = [row for row in reading.rows(Membership, of_it) if row.household_id == household.pk]
    memberships = _with_persons(memberships, reading)
    active = [membership.person_id for membership in memberships if membership.counted_until is None]
    person_years = reading.rows(MemberYear, Q(person_id__in=active))
    record = Record(
        household=then,
        memberships=tuple(memberships),
        person_years={(row.person_id, row.year): row for row in person_years},
        statements={row.year: row for row in reading.rows(Statement, of_it)},
        surveys={row.year: row for row in reading.rows(Survey, of_it)},
        closings=_closings(household, until),
    )
    return Past(
        on,
        record,
        decisions=sorted(reading.rows(Decision, of_it), key=lambda row: (row.year, row.pk), reverse=True),
        doubts=list(_doubts(household, until)),
        year=_open_year(then.village_code, until, on),
        gaps=reading.gaps,
    )


def _row(model: type[M], event: Any) -> M:
    return model(**{column.attname: getattr(event, column.attname) for column in model._meta.concrete_fields})


def _gap(event: Any) -> str:
    when = timezone.localtime(event.pgh_created_at)
    return _("%(what)s（%(day)s 改动以前的内容没有留存）") % {"what": subject_of(event), "day": f"{when:%Y-%m-%d}"}


def _with_persons(memberships: list[Membership], reading: _Reading) -> list[Membership]:
    """Who each member was on the day; whose identity of then is not known is shown as now, and said to be."""
    ids = [membership.person_id for membership in memberships]
    now = {person.pk: person for person in Person.objects.filter(pk__in=ids)}
    told = len(reading.gaps)
    then = {person.pk: person for person in reading.rows(Person, Q(pk__in=ids), Q(pgh_obj_id__in=ids))}
    del reading.gaps[told:]
    for membership in memberships:
        membership.person = then.get(membership.person_id) or now[membership.person_id]
    reading.gaps += [
        _("%s 的身份资料（显示的是现在的登记）") % now[pk].name for pk in dict.fromkeys(ids) if pk not in then
    ]
    return memberships


def _loaded_at(household: Household) -> datetime | None:
    """When rows of the household's area were last brought in without events."""
    code = household.village_code
    areas = [code // 10 ** (12 - level.digits) * 10 ** (12 - level.digits) for level in Level]
    loads = Act.objects.filter(Q(region_code__in=areas) | Q(region_code__isnull=True), verb__in=LOADS)
    at: datetime | None = loads.aggregate(at=Max("at"))["at"]
    return at


def _why_not(household: Household, reading: _Reading) -> str:
    if reading.gaps:
        return _("这一户的资料是成批装入的，当日的基本情况后来有改动，改动以前的内容没有留存。")
    first = events_of(Household).filter(pgh_obj_id=household.pk).aggregate(at=Min("pgh_created_at"))["at"]
    begun = min((moment for moment in (first, reading.loaded) if moment is not None), default=None)
    if begun is None:
        return _("没有这一户更早的登记。")
    return _("这一户当时还没有登记，最早的登记在 %s。") % f"{timezone.localtime(begun):%Y-%m-%d}"


def _closings(household: Household, until: datetime) -> dict[int, Result]:
    rows = list(Closing.objects.filter(household=household))
    provinces = {province_of(row.village_code) for row in rows}
    finished = set(
        Run.objects.filter(region_code__in=provinces, finished_at__lt=until).values_list("region_code", "year")
    )
    return {row.year: row for row in rows if (province_of(row.village_code), row.year) in finished}


def _doubts(household: Household, until: datetime) -> models.QuerySet[Doubt]:
    open_then = Q(checked_at__isnull=True) | Q(checked_at__gte=until)
    return household.doubts.filter(open_then, found_at__lt=until).order_by("-year", "rule")


def _open_year(village_code: int, until: datetime, on: date) -> int:
    """The year to which entry went on that day."""
    closed = Run.objects.filter(
        Q(approved_at__lt=until) | Q(baseline=True, finished_at__lt=until), region_code=province_of(village_code)
    ).aggregate(year=Max("year"))["year"]
    return closed + 1 if closed is not None else on.year
