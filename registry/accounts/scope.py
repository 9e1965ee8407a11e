"""Nobody gets a row without saying who is looking."""

from typing import Protocol, Self, TypeVar

from django.db import models
from django.http import Http404

from registry.regions.spans import Span, within

from .permissions import Permission


class Viewer(Protocol):
    """Somebody who looks or acts: a `User`, or `SYSTEM`."""

    @property
    def pk(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    def may(self, permission: str) -> bool: ...

    def spans(self, permission: str = ...) -> list[Span]: ...


class System:
    """The program itself. Used only in tasks, commands and the adjustment; it sees every row."""

    pk = None
    name = "系统"
    role_label = "系统"

    def may(self, permission: str) -> bool:
        """Always."""
        return True

    def spans(self, permission: str = Permission.HOUSEHOLD_VIEW) -> list[Span]:
        """All codes there are."""
        return [Span(0, 10**12 - 1)]


SYSTEM = System()

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A query set of rows that belong to a place; `scope_field` is their bigint code column."""

    scope_field = "village_code"

    def visible_to(self, viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> Self:
        """Rows inside the spans in which `viewer` holds `permission`; rows without a code are nobody's."""
        return self.filter(within(viewer.spans(permission), self.scope_field))


def demand(viewer: Viewer, permission: str, code: int | None) -> None:
    """Raise Http404 unless `viewer` holds `permission` over `code`: outside its scope a thing does not exist."""
    if not any(span.covers(code) for span in viewer.spans(permission)):
        raise Http404
