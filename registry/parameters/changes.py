"""Who changed which line or parameter when, from what to what and by which document."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from registry.audit.models import Act

from .choices import Name
from .definitions import DEFINITIONS
from .models import CalendarDay, Parameter, PovertyLine

InWords = Callable[[Any], str]


@dataclass(frozen=True)
class Change:
    """One value that was set. `before` is empty for a first one, `after` for one taken away."""

    subject: str
    before: str
    after: str
    source: str
    national: bool
    at: datetime
    who: str


def changes_of_lines(province_code: int) -> list[Change]:
    """Of the nation's lines and of the province's, the latest first."""
    events = _events(PovertyLine).filter(_here(province_code))
    return _told(events, _subject_of_line, lambda event: f"{event.amount:,.0f}元")


def changes_of_parameter(name: Name, province_code: int) -> list[Change]:
    """Of one parameter, the latest first."""
    events = _events(Parameter).filter(_here(province_code), name=name)
    return _told(events, _subject_of_value, lambda event: DEFINITIONS[name].words(event.value))


def changes_of_calendar(year: int) -> list[Change]:
    """Of the days of a year, the latest first; `source` is the notice."""
    events = _events(CalendarDay).filter(day__year=year)
    changes = _told(events, lambda event: f"{event.day.month}月{event.day.day}日", _day_in_words)
    return [change for change in changes if change.before]  # without one the day was there when history began


def _events(model: type[models.Model]) -> models.QuerySet[Any]:
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]  # pghistory puts it there
    events: models.QuerySet[Any] = event_model.objects.order_by("pgh_id")
    return events


def _here(province_code: int) -> Q:
    return Q(province_code__isnull=True) | Q(province_code=province_code)


def _told(events: Iterable[Any], subject: InWords, words: InWords) -> list[Change]:
    steps = [*_steps(events)]
    acts = {act.pk: act for act in Act.objects.filter(pk__in={event.pgh_context_id for event, _before in steps})}
    return [_change(event, before, acts.get(event.pgh_context_id), subject, words) for event, before in reversed(steps)]


def _change(event: Any, before: Any | None, act: Act | None, subject: InWords, words: InWords) -> Change:
    return Change(
        subject=subject(event),
        before=words(before) if before is not None else "",
        after="" if event.pgh_label == "delete" else words(event),
        source=getattr(event, "source", "") or (act.reason if act else ""),
        national=getattr(event, "province_code", None) is None,
        at=event.pgh_created_at,
        who=act.actor_name if act else _("系统"),
    )


def _steps(events: Iterable[Any]) -> Iterator[tuple[Any, Any | None]]:
    last: dict[Any, Any] = {}
    for event in events:
        yield event, last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event


def _subject_of_line(event: Any) -> str:
    return _("%(year)s年度%(kind)s") % {"year": event.year, "kind": event.get_kind_display()}


def _subject_of_value(event: Any) -> str:
    return _("%(year)s年度起") % {"year": event.from_year} if event.from_year else _("一直")


def _day_in_words(event: Any) -> str:
    return (_("上班") if event.working else _("休息")) + (f"（{event.name}）" if event.name else "")
