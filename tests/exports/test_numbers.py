"""Whole ID numbers go out for a reason, and in large lists only with the consent of a second person."""

import pytest
from django.test import Client

from registry import cipher
from registry.audit.models import Act
from registry.models import Export, Membership
from registry.rules import exports as rules
from tests.cast import Cast

from .conftest import Browser, Desk, made, rows_of

pytestmark = pytest.mark.django_db
WHOLE = {"format": "xlsx", "whole_numbers": "yes", "reason": "核对银行账户"}


def numbers_of(village: list[int]) -> list[str]:
    heads = Membership.objects.filter(household__in=village, relation="head").order_by("household")
    return [cipher.unseal(head.person.id_sealed or b"") for head in heads.select_related("person")]


def test_by_default_only_the_last_four_go_out(desk: Desk, village: list[int]) -> None:
    text = str(desk.sheet("households"))
    assert not any(number in text for number in numbers_of(village))


def test_with_a_reason_whole_numbers_go_out_as_text_and_every_household_says_so(desk: Desk, village: list[int]) -> None:
    rows = desk.sheet("households", **WHOLE)
    assert [row[2] for row in rows[1:]] == numbers_of(village)
    told = Act.objects.filter(verb="export.numbers", target_type="household", reason=WHOLE["reason"])
    assert sorted(told.values_list("target_id", flat=True)) == sorted(map(str, village))
    assert "导出完整证件号码" in desk.client.get(f"/households/{village[0]}/history/").content.decode()


def test_without_a_reason_nothing_is_ordered(desk: Desk, village: list[int]) -> None:
    desk.client.post("/exports/order/households/", {**WHOLE, "reason": ""})
    assert not Export.objects.exists()


def test_who_may_not_see_numbers_gets_none(cast: Cast, signed_in_as: Browser, village: list[int]) -> None:
    answer = signed_in_as(cast.county_leader).post("/exports/order/households/", WHOLE)
    assert answer.status_code in (404, 409)
    assert not Export.objects.exists()


def test_a_list_without_numbers_stays_without(desk: Desk, village: list[int]) -> None:
    assert not desk.order("collections", "stage=all", **WHOLE).whole_numbers


@pytest.fixture
def waiting(desk: Desk, village: list[int], monkeypatch: pytest.MonkeyPatch) -> Export:
    """Of three rows, where more than two need a second person."""
    monkeypatch.setattr(rules, "ALONE_UP_TO", 2)
    export = desk.order("households", **WHOLE)
    assert (export.state, export.rows) == ("waiting", 3)
    return export


def answer(client: Client, export: Export, agrees: str, reason: str = "") -> int:
    return client.post(f"/exports/{export.pk}/answer/", {"agrees": agrees, "reason": reason}).status_code


def test_many_wait_for_a_second_person_who_sees_them(
    waiting: Export, desk: Desk, cast: Cast, signed_in_as: Browser, village: list[int]
) -> None:
    second = signed_in_as(cast.county_approver)
    page = second.get("/exports/").content.decode()
    assert cast.county_clerk.name in page
    assert WHOLE["reason"] in page
    assert answer(second, waiting, "yes") == 302
    assert [row[2] for row in rows_of(desk.fetch(made(waiting)))[1:]] == numbers_of(village)
    assert cast.county_approver.name in desk.client.get(f"/exports/{waiting.pk}/").content.decode()


def test_the_second_person_refuses_with_a_reason_that_the_first_reads(
    waiting: Export, desk: Desk, cast: Cast, signed_in_as: Browser
) -> None:
    second = signed_in_as(cast.county_approver)
    assert answer(second, waiting, "no") == 409
    assert answer(second, waiting, "no", "范围太大") == 302
    assert "范围太大" in desk.client.get(f"/exports/{waiting.pk}/").content.decode()
    assert desk.client.post(f"/exports/{waiting.pk}/take/").status_code == 409


def test_nobody_is_a_second_person_to_oneself_or_elsewhere(
    waiting: Export, desk: Desk, cast: Cast, signed_in_as: Browser
) -> None:
    assert answer(desk.client, waiting, "yes") == 404
    assert answer(signed_in_as(cast.neighbour_clerk), waiting, "yes") == 404
    assert answer(signed_in_as(cast.county_leader), waiting, "yes") == 403
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_answer_is_given_once(waiting: Export, cast: Cast, signed_in_as: Browser) -> None:
    second = signed_in_as(cast.county_approver)
    assert [answer(second, waiting, "yes"), answer(second, waiting, "yes")] == [302, 404]
    assert Act.objects.filter(verb="export.agree").count() == 1


def test_many_small_lists_of_a_day_are_one_large(
    desk: Desk, cast: Cast, signed_in_as: Browser, village: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ALONE_UP_TO", 5)
    assert desk.order("households", **WHOLE).state == "ready"
    assert desk.order("households", "sort=number", **WHOLE).state == "waiting"
    assert Desk(signed_in_as(cast.county_approver)).order("households", **WHOLE).state == "ready"


def test_a_list_that_grew_beyond_what_one_takes_alone_is_not_made(
    desk: Desk, village: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.client.post("/exports/order/households/", WHOLE)
    monkeypatch.setattr(rules, "ALONE_UP_TO", 2)
    export = made(Export.objects.get())
    assert (export.state, export.parts.count()) == ("failed", 0)


def test_the_threshold() -> None:
    assert not rules.needs_second_person(rows=1000, whole_numbers=True)
    assert rules.needs_second_person(rows=1001, whole_numbers=True)
    assert not rules.needs_second_person(rows=100_000, whole_numbers=False)
