"""Insurance, dibao and other aid of a person-year, ready for COPY."""

from functools import cache
from typing import NamedTuple, TypeAlias

from registry.choices import Destitute

from .states import FLAG, NULL
from .traits import EMPLOYEE, NOT_KNOWN, ORDINARY_COVER, SOLDIER

Covers: TypeAlias = tuple[tuple[str, str], ...]


class Aid(NamedTuple):
    """What the whole household has or has not."""

    dibao: bool
    destitute: bool
    relocated: bool


@cache
def covers(aid: Aid) -> Covers:
    """By kind of cover (traits.py), without and with pension: the columns from resident_insurance to relocated."""
    return tuple((_cover(kind, aid, pension=False), _cover(kind, aid, pension=True)) for kind in range(NOT_KNOWN + 1))


def _cover(kind: int, aid: Aid, *, pension: bool) -> str:
    insured, employee = kind == ORDINARY_COVER, kind == EMPLOYEE
    flags = [insured, employee, insured, False, insured, pension and not employee, pension and employee, aid.dibao]
    texts = [FLAG[flag] for flag in flags]
    soldier = FLAG[kind == SOLDIER]
    if kind == NOT_KNOWN:
        texts[:3], soldier = [NULL] * 3, NULL
    support = Destitute.SCATTERED.value if aid.destitute else ""
    return "\t".join([*texts, support, soldier, NULL, FLAG[aid.relocated]])
