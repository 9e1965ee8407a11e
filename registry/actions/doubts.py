"""Working off doubts (domain.md §11.1): verified at the household, then answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.models import Doubt
from registry.refusal import Refused


@transaction.atomic
def settle_doubt(*, doubt_id: int, outcome: str, explanation: str, by: User) -> Doubt:
    """Answer a doubt. It changes nothing else: what was wrong is corrected on the household's own page."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt_id)
    demand(by, Permission.DOUBT_RESOLVE, doubt.village_code)
    if doubt.outcome:
        raise Refused(_("这条疑点已由 %s 核实") % doubt.checked_by_name)
    with act("doubt.settle", by=by, target=doubt, reason=explanation):
        doubt.outcome, doubt.explanation = outcome, explanation
        doubt.checked_by_name, doubt.checked_at = by.name, timezone.now()
        doubt.save(update_fields=["outcome", "explanation", "checked_by_name", "checked_at"])
    return doubt
