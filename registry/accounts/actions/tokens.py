"""Tokens for programs, each made and ended by its owner; and answers kept for requests that are sent again."""

import hashlib
import secrets
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import Replay, Token, User
from registry.accounts.models.tokens import KEPT, LIFETIME
from registry.accounts.queries import area_of, hash_of, tokens_of
from registry.audit.acts import act
from registry.refusal import Refused

MOST = 10
Answer = tuple[int, str]


class KeyTaken(Exception):
    """The client's key came with another request before."""


@transaction.atomic
def make_token(*, name: str, by: User) -> str:
    """Make a token; returns the secret, which nobody can see again."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=by.pk)
    if tokens_of(by).filter(ended_at=None, until__gt=now).count() >= MOST:
        raise Refused(_("最多有 %d 个有效令牌，请先停用不用的") % MOST)
    secret = f"jz_{secrets.token_urlsafe(32)}"
    token = Token(user=by, name=name, secret_hash=hash_of(secret), until=now + LIFETIME)
    with act("token.make", by=by, target=by, region_code=area_of(by), reason=name):
        token.save(force_insert=True)
    return secret


@transaction.atomic
def end_token(*, token_id: int, by: User) -> None:
    """End a token of one's own at once; ending it twice is no fault."""
    token = tokens_of(by).select_for_update().filter(pk=token_id).first()
    if token is None:
        raise Http404
    if token.ended_at is None:
        with act("token.end", by=by, target=by, region_code=area_of(by), reason=token.name):
            token.ended_at = timezone.now()
            token.save(update_fields=["ended_at"])


@transaction.atomic
def answer_once(*, key: UUID, asked: bytes, make: Callable[[], Answer], by: User) -> Answer:
    """The answer that `make` gives, once: whoever asks the same again with the same key is given the same answer.

    Raises `KeyTaken` when the key came with another request before. `make` and the record of it stand or fall together,
    and of two at the same moment the second waits for the first. Keys are kept for 30 days.
    """
    asked_hash = hashlib.sha256(asked).hexdigest()
    Replay.objects.filter(user=by, at__lt=timezone.now() - KEPT).delete()
    Replay.objects.bulk_create([Replay(user=by, key=key, asked_hash=asked_hash)], ignore_conflicts=True)
    kept = Replay.objects.select_for_update().get(user=by, key=key)
    if kept.asked_hash != asked_hash:
        raise KeyTaken
    if kept.status is None:
        kept.status, kept.answer = make()
        kept.save(update_fields=["status", "answer"])
    return kept.status, kept.answer
