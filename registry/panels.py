"""What other apps show on the register's pages: each appends its panels in `AppConfig.ready`, and htmx loads them."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise


class Reader(Protocol):
    """Somebody who may or may not open a panel."""

    def may(self, permission: str) -> bool: ...


@dataclass(frozen=True)
class Panel:
    """A part of a page of this app that another app fills. `url_name` takes the key of what the page shows."""

    place: str
    title: str | Promise
    permission: str
    url_name: str


PANELS: list[Panel] = []


def panels_for(place: str, reader: Reader) -> list[Panel]:
    """The panels of a page that the reader may see."""
    return [panel for panel in PANELS if panel.place == place and reader.may(panel.permission)]
