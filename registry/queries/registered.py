"""Whether an ID number stands in the register already, said while it is being typed."""

from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.scope import Viewer
from registry.choices import Status

from .persons import known_persons


def registered_already(viewer: Viewer, key: str) -> list[str]:
    """A sentence where this identity belongs to a household, which is named to those alone who may see it."""
    index = cipher.blind_index(key)
    known = known_persons([index]).get(index)
    if known is None or known.membership_id is None or known.household_status in (Status.REMOVED, Status.CLOSED):
        return []
    if any(span.covers(known.village_code) for span in viewer.spans()):
        return [_("此证件号码的人已是户编号 %s 的成员") % known.household_id]
    return [_("此证件号码已在%s登记，请与该县扶贫办联系") % known.county]
