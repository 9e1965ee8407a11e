"""常用查询: one's own, by name; never what was searched for by name or number."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.actions import saved_queries as actions
from registry.models import SavedQuery
from registry.refusal import Refused
from tests.cast import Cast

SignedIn = Callable[[User], Client]
LIST, SAVED = "/households/", "/households/saved/"


@pytest.fixture
def clerk(cast: Cast, signed_in_as: SignedIn) -> Client:
    return signed_in_as(cast.county_clerk)


def save(
    client: Client, name: str = "本年预脱贫", conditions: str = "planned_exit=yes&status=poor_stock"
) -> SavedQuery:
    client.post(reverse("registry:query_save"), {"name": name, "conditions": conditions})
    return SavedQuery.objects.get(name=name)


def test_conditions_are_kept_under_a_name_without_page_words_and_blanks(clerk: Client) -> None:
    query = save(clerk, conditions="status=poor&group=&page=3&find=Ab_c&sort=-size")
    assert query.conditions == "status=poor&sort=-size"
    page = clerk.get(LIST).content.decode()
    assert f'href="{LIST}?status=poor&amp;sort=-size"' in page


def test_the_same_name_again_takes_the_new_conditions(clerk: Client) -> None:
    first = save(clerk)
    assert save(clerk, conditions="status=exited").pk == first.pk
    assert SavedQuery.objects.get().conditions == "status=exited"


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_query_needs_a_name_that_fits(clerk: Client, name: str) -> None:
    answer = clerk.post(reverse("registry:query_save"), {"name": name, "conditions": "status=poor"}, follow=True)
    assert not SavedQuery.objects.exists()
    assert "alert-error" in answer.content.decode()
    assert answer.redirect_chain == [(f"{LIST}?status=poor", 302)]


def test_the_page_lists_ones_own_in_words(cast: Cast, clerk: Client, signed_in_as: SignedIn) -> None:
    save(clerk)
    assert "本年预脱贫：是" in clerk.get(SAVED).content.decode()
    assert "本年预脱贫：是" not in signed_in_as(cast.county_approver).get(SAVED).content.decode()


def test_a_query_is_renamed_and_forgotten(clerk: Client) -> None:
    query = save(clerk)
    clerk.post(reverse("registry:query_rename"), {"query": query.pk, "name": "预脱贫户"})
    assert SavedQuery.objects.get().name == "预脱贫户"
    clerk.post(reverse("registry:query_delete"), {"query": query.pk})
    assert not SavedQuery.objects.exists()


def test_two_queries_do_not_share_a_name(clerk: Client) -> None:
    save(clerk, "甲")
    other = save(clerk, "乙")
    answer = clerk.post(reverse("registry:query_rename"), {"query": other.pk, "name": "甲"}, follow=True)
    assert "已有名为“甲”的常用查询" in answer.content.decode()
    assert SavedQuery.objects.filter(name="乙").exists()


@pytest.mark.parametrize("name", ["query_rename", "query_delete"])
def test_anothers_query_does_not_exist(cast: Cast, clerk: Client, signed_in_as: SignedIn, name: str) -> None:
    query = save(clerk)
    colleague = signed_in_as(cast.township_clerk)
    answer = colleague.post(reverse(f"registry:{name}"), {"query": query.pk, "name": "我的"})
    assert answer.status_code == 404
    assert SavedQuery.objects.get().name == "本年预脱贫"


def test_the_desk_holds_a_bounded_number(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    actions.save_query(name="甲", conditions="", by=cast.county_clerk)
    actions.save_query(name="甲", conditions="status=poor", by=cast.county_clerk)
    actions.save_query(name="甲", conditions="", by=cast.county_approver)
    with pytest.raises(Refused, match="最多 1 个"):
        actions.save_query(name="乙", conditions="", by=cast.county_clerk)
