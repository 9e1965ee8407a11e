"""As many members as a household may have, with every field of every one; and one more."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.choices import ExtraSubject, Relation
from registry.forms.members import MOST_MEMBERS
from registry.models import Household
from tests.cast import Cast
from tests.factories import ExtraFieldFactory, Tree, closed_run, id_number

REGISTER = reverse("registry:register")
HOUSEHOLD = {"attribute": "ordinary_poor", "main_cause": "illness", "standard": "national"}


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def clerk(cast: Cast, signed_in_as: Callable[[User], Client]) -> Client:
    """Her province asks ten fields of its own of every member."""
    for number in range(10):
        ExtraFieldFactory(
            province_code=430000000000, subject=ExtraSubject.MEMBER, key=f"own{number}", label=f"自定{number}"
        )
    return signed_in_as(cast.county_clerk)


def register(clerk: Client, tree: Tree, members: int, deleted: int = 0) -> Any:
    """Every field of the page is sent, as a browser does; the last rows were taken away again."""
    empty = clerk.get(REGISTER).context["members"].empty_form
    sent = {"members-TOTAL_FORMS": str(members + deleted), "members-INITIAL_FORMS": "0"}
    for row in range(members + deleted):
        sent |= {f"members-{row}-{name}": "" for name in empty.fields if name != "health"}
        sent |= {
            f"members-{row}-name": f"石{row}" if row >= members else "石大山",
            f"members-{row}-id_type": "citizen",
            f"members-{row}-id_number": id_number(date(1970, 3, 15), sequence=2 * row + 1),
            f"members-{row}-relation": Relation.OTHER if row else Relation.HEAD,
        }
        if row >= members:
            sent[f"members-{row}-DELETE"] = "on"
    return clerk.post(REGISTER, {**HOUSEHOLD, "village": tree.village.pk, **sent})


def test_thirty_members_with_all_their_fields_are_registered(clerk: Client, tree: Tree) -> None:
    answer = register(clerk, tree, MOST_MEMBERS)
    assert answer.status_code == 302, answer.content.decode()
    assert Household.objects.get().memberships.count() == 30


def test_rows_that_were_taken_away_again_do_not_count(clerk: Client, tree: Tree) -> None:
    assert register(clerk, tree, MOST_MEMBERS - 1, deleted=20).status_code == 302
    assert Household.objects.get().memberships.count() == 29


def test_more_are_refused_and_every_row_comes_back(clerk: Client, tree: Tree) -> None:
    answer = register(clerk, tree, MOST_MEMBERS + 8)
    assert not Household.objects.exists()
    assert len(answer.context["members"].forms) == 38
    assert "30" in " ".join(answer.context["members"].non_form_errors())
