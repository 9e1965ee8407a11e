"""Users, their postings, their sessions, and the log of their log-ins."""

from .logins import LoginRecord, Session
from .users import Posting, PostingQuerySet, User

__all__ = ["LoginRecord", "Posting", "PostingQuerySet", "Session", "User"]
