"""Every address of the site, as the tests of policies and of the matrix walk them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# For monitors and machines; they have their own tests.
EXEMPT = frozenset({"healthz", "metrics"})


@dataclass(frozen=True)
class Address:
    """A URL pattern: its name with the app's, its view, and the names of what stands in it."""

    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def policy(self) -> str | None:
        """A permission, `signed_in` or `public`; None when nobody declared one."""
        return getattr(self.view, "policy", None)

    @property
    def program(self) -> bool:
        """Whether other programs ask it: strangers are answered 401, not sent to a page."""
        return self.name.startswith("api:")

    @property
    def methods(self) -> frozenset[str]:
        """The methods that the view's decorators admit; empty when none says."""
        view: Any = self.view
        if self.program:
            return frozenset(view.cls(**view.initkwargs).allowed_methods) - {"OPTIONS"}
        while view is not None:
            names, cells = view.__code__.co_freevars, view.__closure__ or ()
            if "request_method_list" in names:
                return frozenset(cells[names.index("request_method_list")].cell_contents)
            view = getattr(view, "__wrapped__", None)
        return frozenset()

    def __str__(self) -> str:
        return self.name


@cache
def addresses() -> tuple[Address, ...]:
    """All of them but the exempt ones, by name."""
    found = (address for address in _walk(get_resolver(), "") if address.name not in EXEMPT)
    return tuple(sorted(found, key=str))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.converters)
            yield Address(f"{prefix}{entry.name or entry.pattern}", entry.callback, arguments)
