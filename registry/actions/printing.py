"""Whole ID numbers on paper."""

from collections.abc import Collection

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act, name_each
from registry.models import Household, Person


@transaction.atomic
def take_numbers(*, households: Collection[Household], title: str, reason: str, by: User) -> dict[int, str]:
    """The whole number of every active member, by person. One act that says how many, and a line for each household."""
    if not households:
        raise Http404
    for code in {household.village_code for household in households}:
        demand(by, Permission.HOUSEHOLD_REVEAL, code)
    persons = Person.objects.filter(
        memberships__household__in=households, memberships__counted_until__isnull=True, id_sealed__isnull=False
    )
    numbers = {person.pk: cipher.unseal(person.id_sealed) for person in persons if person.id_sealed}
    said = _("%(title)s，%(households)d 户 %(persons)d 人：%(reason)s") % {
        "title": title,
        "households": len(households),
        "persons": len(numbers),
        "reason": reason,
    }
    code = min(household.village_code for household in households)
    with act("id.print", by=by, region_code=code, reason=said) as printed:
        name_each(printed, households)
        return numbers
