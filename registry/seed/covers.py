"""Insurance, dibao and other aid of a person-year, ready for COPY."""

from typing import TypeAlias

from registry.choices import Destitute

from .states import FLAG, NULL
from .traits import EMPLOYEE, NOT_KNOWN, ORDINARY_COVER, SOLDIER

# By kind of cover (traits.py), without and with pension: the columns from resident_insurance to relocated.
Covers: TypeAlias = tuple[tuple[str, str], ...]
DIBAO, SUPPORT, RELOCATION = 1, 2, 4  # bits of the aid that a household has


def _covers(aid: int) -> Covers:
    return tuple((_cover(kind, aid, pension=False), _cover(kind, aid, pension=True)) for kind in range(NOT_KNOWN + 1))


def _cover(kind: int, aid: int, *, pension: bool) -> str:
    insured, employee, dibao = kind == ORDINARY_COVER, kind == EMPLOYEE, bool(aid & DIBAO)
    flags = [insured, employee, insured, False, insured, pension and not employee, pension and employee, dibao]
    texts = [FLAG[flag] for flag in flags]
    soldier = FLAG[kind == SOLDIER]
    if kind == NOT_KNOWN:
        texts[:3], soldier = [NULL] * 3, NULL
    support = Destitute.SCATTERED.value if aid & SUPPORT else ""
    return "\t".join([*texts, support, soldier, NULL, FLAG[bool(aid & RELOCATION)]])


AIDS = tuple(map(_covers, range(8)))
