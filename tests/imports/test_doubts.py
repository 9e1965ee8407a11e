"""After a merge the rules look at what was written: what is wrong or odd stands as a doubt."""

import pytest

from registry.models import Doubt

from .conftest import Desk, somebody_acts
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db
ODD_WAGE = "Q-INC-5"


def test_what_a_workbook_brings_in_is_looked_at(desk: Desk) -> None:
    desk.bring_in(workbook(None, [member(文化程度=None), daughter(在校生状况="大专及以上", 文化程度=None)]))
    assert Doubt.objects.filter(household__memberships__person__name="石小零", year=2016, outcome="").exists()


def test_what_a_later_workbook_corrects_is_no_doubt_any_more(desk: Desk) -> None:
    desk.bring_in(workbook([household(工资性收入=100)]))
    before = Doubt.objects.get(rule=ODD_WAGE, outcome="")
    desk.bring_in(workbook([household("2", 工资性收入=15000)], [member("2"), daughter("2")]))
    before.refresh_from_db()
    assert (before.outcome, before.checked_by_name) == ("corrected", desk.clerk.name)


def test_a_doubt_that_was_explained_stays_explained_until_its_values_change(desk: Desk) -> None:
    desk.bring_in(workbook([household(工资性收入=100)]))
    with somebody_acts():
        Doubt.objects.filter(rule=ODD_WAGE).update(outcome="true", explanation="核实无误", checked_by_name="某某")
    desk.bring_in(workbook([household("2", 家庭住址="新屋")], [member("2"), daughter("2")]))
    assert Doubt.objects.get(rule=ODD_WAGE).outcome == "true"
    desk.bring_in(workbook([household("3", 工资性收入=200)], [member("3"), daughter("3")]))
    assert Doubt.objects.get(rule=ODD_WAGE).outcome == ""
