"""When taking data out needs somebody else, and for how long the file is there (trust.md §5, G11)."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

# More rows with whole ID numbers than these, in one file or in a day, need a second person.
ALONE_UP_TO = 1_000
LIFETIME = timedelta(hours=24)
# A sheet ends at row 1,048,576.
MOST_ROWS = 1_000_000

Reach = Sequence[tuple[int, int]]


def needs_second_person(*, rows: int, whole_numbers: bool, before: int = 0) -> bool:
    """Whether somebody else has to agree; `before`: rows that the same person took alone within a day."""
    return whole_numbers and before + rows > ALONE_UP_TO


def order_problems(*, rows: int, whole_numbers: bool, reason: str) -> list[str]:
    """Why this cannot be ordered."""
    problems = []
    if rows == 0:
        problems.append(_("没有可导出的内容，请换个条件"))
    if rows > MOST_ROWS:
        problems.append(_("超过一百万行，一个文件放不下；请按地区分几次导出"))
    if whole_numbers and not reason.strip():
        problems.append(_("导出完整证件号码须写明原因"))
    return problems


def still_reached(asked: Reach, present: Reach) -> bool:
    """Whether each span that the file was made of lies within a present one."""
    return bool(asked) and all(any(first <= low and high <= last for first, last in present) for low, high in asked)
