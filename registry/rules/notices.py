"""两公示一公告: what each paper is about, and for how long it hangs (domain.md §4.3, §8.1)."""

from datetime import date, timedelta

FIRST, SECOND, ANNOUNCEMENT = "first", "second", "announcement"


def last_day(begins: date, days: int) -> date:
    """The last of the full calendar days of a notice: the day on which it is put up is none."""
    return begins + timedelta(days=days)
