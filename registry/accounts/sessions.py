"""The store of sessions (settings.SESSION_ENGINE): Django's table with the user, the address and the times beside."""

import hashlib
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .models import Session

# What the middleware notes in a session.
BEGAN, SEEN, ENDED, ADDRESS, AGENT = "began", "seen", "ended", "address", "agent"


class SessionStore(DatabaseStore):
    """Writes the columns of `Session` from what the session holds."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Ours instead of Django's."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to save."""
        row = cast(Session, super().create_model_instance(data))
        row.number = UUID(bytes=hashlib.sha256(row.session_key.encode()).digest()[:16])
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.since, row.seen = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        return row


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
