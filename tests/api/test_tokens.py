"""Tokens: made once, shown once, as strong as their owner."""

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.accounts.actions.tokens import MOST, make_token
from registry.accounts.models import Token
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.refusal import Refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUSEHOLDS = "/api/households/"


def ask(secret: str, path: str = HOUSEHOLDS) -> int:
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_is_shown_once_and_lets_its_owner_in(cast: Cast) -> None:
    page = Client()
    page.force_login(cast.county_clerk)
    shown = page.post(reverse("accounts:tokens"), {"name": "财政系统"}).content.decode()
    (secret,) = set(re.findall(r"jz_[\w-]{43}", shown))
    assert secret not in page.get(reverse("accounts:tokens")).content.decode()
    assert Token.objects.get().secret_hash != secret
    assert ask(secret) == 200


def test_a_token_that_was_ended_or_is_unknown_lets_nobody_in(cast: Cast) -> None:
    secret = make_token(name="财政系统", by=cast.county_clerk)
    page = Client()
    page.force_login(cast.county_clerk)
    page.post(reverse("accounts:token_end", args=[Token.objects.get().pk]))
    assert (ask(secret), ask("jz_nobody"), ask("")) == (401, 401, 401)


def test_a_token_ends_after_ninety_days(cast: Cast) -> None:
    secret = make_token(name="财政系统", by=cast.county_clerk)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert ask(secret) == 401


def test_a_token_is_as_strong_as_its_owner_is_today(cast: Cast) -> None:
    secret = make_token(name="财政系统", by=cast.county_clerk)
    with act("posting.end", by=SYSTEM):
        cast.county_clerk.postings.update(until=timezone.localdate() - timedelta(days=1))
    assert ask(secret) == 403
    cast.county_clerk.is_active = False
    cast.county_clerk.save()
    assert ask(secret) == 401


def test_a_token_writes_without_a_csrf_token_and_a_session_does_not(cast: Cast) -> None:
    bearer = {"Authorization": f"Bearer {make_token(name='财政系统', by=cast.county_clerk)}"}
    strict = Client(enforce_csrf_checks=True)
    post = partial(strict.post, "/api/decisions/", {}, content_type="application/json")
    assert post(headers=bearer).status_code == 400
    strict.force_login(cast.county_clerk)
    assert post().status_code == 403


def test_nobody_has_more_than_ten(cast: Cast) -> None:
    for number in range(MOST):
        make_token(name=str(number), by=cast.county_clerk)
    with pytest.raises(Refused):
        make_token(name="又一个", by=cast.county_clerk)
