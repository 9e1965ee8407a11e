"""A household's yearly record on its way, by the actions of those who enter and check."""

from datetime import date
from decimal import Decimal
from typing import Any

from registry.accounts.models import User
from registry.actions.collections import check_collections, submit_collection
from registry.actions.entries import YearEntry
from registry.actions.years import save_year
from registry.models import Collection, Household
from registry.rules.collections import Visit

VISIT = Visit("石玉兰", "龙建国", date(2016, 9, 12))


def entered(household: Household, by: User, visit: Visit | None = VISIT, **survey: Any) -> Household:
    """The whole year of a household, entered by somebody."""
    household.refresh_from_db()
    persons = household.memberships.values_list("person", flat=True)
    return save_year(
        household_id=household.pk,
        version=household.version,
        entry=YearEntry({"wage": Decimal(8000)}, {"food": True, **survey}),
        member_years={person: {"dibao": True} for person in persons},
        by=by,
        visit=visit,
    )


def submitted(household: Household, by: User) -> Collection:
    """The same, submitted."""
    saved = entered(household, by)
    return submit_collection(household_id=saved.pk, version=saved.version, by=by)


def checked(record: Collection, by: User) -> Collection:
    """Checked by somebody, as it stands."""
    (done,) = check_collections(versions={record.pk: record.version}, by=by)
    return done
