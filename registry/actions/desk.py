"""Drafts of forms. They are no acts on the register: nobody but their owner sees them, and nothing counts them."""

import json
from datetime import datetime, timedelta

from django.db import transaction

from registry import cipher
from registry.accounts.models import User
from registry.accounts.scope import Viewer
from registry.models import Draft

KEPT = timedelta(days=30)


@transaction.atomic
def keep_draft(*, form: str, title: str, values: list[list[str]], by: User) -> Draft:
    """Keep what was typed into the form at this path so far, in place of what was kept of it before."""
    content = {"title": title, "content_sealed": cipher.seal(json.dumps(values, ensure_ascii=False))}
    draft, _made = Draft.objects.update_or_create(owner=by, form=form, defaults=content)
    return draft


@transaction.atomic
def discard_draft(*, form: str, by: User) -> None:
    """Forget the draft: its form was saved, or its owner does not want it."""
    Draft.objects.filter(owner=by, form=form).delete()


@transaction.atomic
def discard_old_drafts(*, now: datetime, by: Viewer) -> int:
    """Forget what nobody took up again in time."""
    return Draft.objects.filter(saved_at__lt=now - KEPT).delete()[0]
