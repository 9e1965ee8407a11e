"""What lies on one's own desk: drafts of forms."""

import json
from dataclasses import dataclass
from datetime import datetime

from registry import cipher
from registry.accounts.models import User
from registry.models import Draft


@dataclass(frozen=True)
class OpenedDraft:
    """A draft as its owner takes it up again: names and values, in the order of the form."""

    saved_at: datetime
    values: list[list[str]]


def draft_of(owner: User, form: str) -> OpenedDraft | None:
    """The owner's own draft of the form at this path."""
    kept = Draft.objects.filter(owner=owner, form=form).first()
    return OpenedDraft(kept.saved_at, json.loads(cipher.unseal(kept.content_sealed))) if kept else None
