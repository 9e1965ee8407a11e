"""Whether an ID number stands in the register already, said while it is being typed."""

from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.scope import Viewer
from registry.choices import Status
from registry.models import Household

from .households import title_of
from .persons import KnownPerson, known_persons


def registered_already(viewer: Viewer, key: str, *, joining: bool = False) -> list[str]:
    """A sentence where this identity belongs to a household, which is named to those alone who may see it.

    Who is `joining` another household may come out of that one by the same act.
    """
    known = _member_behind(key)
    if known is None:
        return []
    if whose := household_told(viewer, known):
        return [_("此证件号码的人已是%s的成员") % whose + (tick_transfer() if joining else "")]
    return [_("此证件号码已在%s登记，请与该县扶贫办联系") % known.county]


def belongs_in_view(viewer: Viewer, key: str) -> bool:
    """Whether this identity belongs to a household that the viewer may see."""
    known = _member_behind(key)
    return known is not None and bool(household_told(viewer, known))


def _member_behind(key: str) -> KnownPerson | None:
    index = cipher.blind_index(key)
    known = known_persons([index]).get(index)
    if known is None or known.membership_id is None or known.household_status in (Status.REMOVED, Status.CLOSED):
        return None
    return known


def household_told(viewer: Viewer, known: KnownPerson) -> str:
    """Village, head and number of the household somebody belongs to, for who may see it; else nothing."""
    if known.household_id is None or not any(span.covers(known.village_code) for span in viewer.spans()):
        return ""
    household = Household.objects.select_related("village").get(pk=known.household_id)
    words = {"village": household.village.name, "title": title_of(household), "household": household.pk}
    return _("%(village)s %(title)s（户编号 %(household)s）") % words


def tick_transfer() -> str:
    """How somebody of another household joins."""
    return _("；若从该户转入，请勾选“从原户转入”")
