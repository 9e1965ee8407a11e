"""Users, their postings, their sessions and tokens, and the log of their log-ins."""

from .logins import LoginRecord, Session
from .tokens import Replay, Token
from .users import Posting, PostingQuerySet, User

__all__ = ["LoginRecord", "Posting", "PostingQuerySet", "Replay", "Session", "Token", "User"]
