"""From the page that somebody looks at to the order of its list as a file."""

from registry.accounts.permissions import Permission
from registry.actions.exports import Order
from registry.choices import ExportFormat
from registry.regions.spans import Span

from .listing import Asked, Listing


def order_of(listing: Listing, asked: Asked, *, format: str, reason: str = "") -> Order:  # noqa: A002 the field's name
    """The list as it is now, counted: of the area chosen, or of all that the viewer may see in it."""
    listed = listing.read(asked)
    region, viewer = listed.region, asked.viewer
    permission = Permission.HOUSEHOLD_REVEAL if asked.whole else listing.permission
    return Order(
        listing=listing.word,
        title=str(listing.title),
        permission=listing.permission,
        area=region.shown_name if region else viewer.area_label,
        spans=(Span(region.code, region.last),) if region else tuple(viewer.spans(permission)),
        rows=listed.found.count(),
        year=asked.year,
        format=format if listed.book is None else ExportFormat.XLSX,
        query=asked.query.urlencode(),
        words=asked.words,
        conditions=listed.conditions,
        columns=asked.columns or tuple(str(column.label) for column in listed.columns),
        whole_numbers=asked.whole,
        reason=reason,
    )
