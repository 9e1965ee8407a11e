"""The log of acts of an area, as sentences; what a reader may not know of a household is left out here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.queries import users
from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.audit.pages import days
from registry.jobs.models import Job
from registry.models import Batch, Decision, Doubt, Export, ExtraField, Household, PoorVillage, Run, UnitYear
from registry.regions.models import Region
from registry.regions.spans import Span, within

from .history import verb_label

# Whatever an act may be done to. The reasons of acts on citizens may name them.
OFFICE: tuple[type[models.Model], ...] = (User, Job, Run, PoorVillage, UnitYear, ExtraField)
CITIZENS: tuple[type[models.Model], ...] = (Household, Decision, Doubt, Batch, Export)
TARGETS = {str(model._meta.model_name): model._meta.verbose_name for model in (*CITIZENS, *OFFICE)}
USER = str(User._meta.model_name)
OPEN = frozenset({"", *(str(model._meta.model_name) for model in OFFICE)})


@dataclass(frozen=True)
class Line:
    """An act as its reader may know it. `household` is its number where the reader may open it."""

    act: Act
    verb: str
    target: str
    area: str
    reason: str
    household: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; empty means all."""

    who: str = ""
    verb: str = ""
    target: str = ""
    number: str = ""
    region: Region | None = None
    first: date | None = None
    last: date | None = None
    address: str = ""


def acts(viewer: Viewer, wanted: Wanted) -> QuerySet[Act]:
    """Acts in the viewer's areas. Each condition is one that an index begins with, or narrows what the area's gave."""
    found = Act.objects.filter(
        within(viewer.spans(Permission.ACT_VIEW), "region_code"), days(wanted.first, wanted.last)
    )
    if wanted.region:
        found = found.filter(region_code__range=(wanted.region.code, wanted.region.last))
    if wanted.who:
        named = users(viewer, Permission.ACT_VIEW).filter(Q(username=wanted.who) | Q(name=wanted.who)).order_by()
        found = found.filter(actor_id__in=[*named.values_list("pk", flat=True)])
    exact = {"verb": wanted.verb, "target_type": wanted.target, "target_id": wanted.number, "address": wanted.address}
    return found.filter(**{name: value for name, value in exact.items() if value})


def lines(viewer: Viewer, found: Iterable[Act]) -> list[Line]:
    """Acts as the viewer may read them: who sees no households there is told neither numbers nor reasons of theirs."""
    found = list(found)
    names = _names({act.region_code for act in found if act.region_code is not None})
    seen = viewer.spans(Permission.HOUSEHOLD_VIEW)
    of_users = {int(act.target_id) for act in found if act.target_type == USER and act.target_id.isdecimal()}
    # Whoever reads the log of an area may know the names of those who work there.
    called = users(viewer, Permission.ACT_VIEW).filter(pk__in=of_users).order_by().values_list("pk", "name")
    named = {str(pk): name for pk, name in called} if of_users else {}
    return [_line(act, names.get(act.region_code, ""), seen, named) for act in found]


def _line(act: Act, area: str, seen: list[Span], named: Mapping[str, str]) -> Line:
    sees = act.target_type in OPEN or any(span.covers(act.region_code) for span in seen)
    is_household = act.target_type == Household._meta.model_name
    return Line(
        act,
        verb_label(act.verb),
        target=_target(act, sees, named),
        area=area,
        reason=act.reason if sees else "",
        household=int(act.target_id) if sees and is_household else None,
    )


def _target(act: Act, sees: bool, named: Mapping[str, str]) -> str:
    label = str(TARGETS.get(act.target_type, ""))
    if act.target_type == USER and (name := named.get(act.target_id)):
        return f"{label} {name}"
    return f"{label} {act.target_id}" if sees and label and not _is_uuid(act.target_id) else label


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _names(codes: set[int]) -> dict[int | None, str]:
    # The deepest of those that share a code comes last and stays.
    return {region.code: region.shown_name for region in Region.objects.filter(code__in=codes).order_by("level")}
