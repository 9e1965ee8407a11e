"""Insurance of a person-year and the aid its household has, ready for COPY."""

from registry.choices import Destitute

from .states import FLAG, NULL
from .traits import EMPLOYEE, NOT_KNOWN, ORDINARY_COVER, SOLDIER

DIBAO, SUPPORT, RELOCATION = 1, 2, 4  # bits of the aid that a household has


def _cover(kind: int, *, pension: bool) -> str:
    insured, employee = kind == ORDINARY_COVER, kind == EMPLOYEE
    flags = [insured, employee, insured, False, insured, pension and not employee, pension and employee]
    texts = [*(FLAG[flag] for flag in flags), FLAG[kind == SOLDIER]]
    if kind == NOT_KNOWN:
        texts[:3], texts[-1] = [NULL] * 3, NULL
    return "\t".join(texts)


def _aid(aid: int) -> str:
    support = Destitute.SCATTERED.value if aid & SUPPORT else ""
    return "\t".join((FLAG[bool(aid & DIBAO)], support, FLAG[bool(aid & RELOCATION)]))


# By kind of cover (traits.py), without and with pension: the columns from resident_insurance to soldier.
COVERS = tuple((_cover(kind, pension=False), _cover(kind, pension=True)) for kind in range(NOT_KNOWN + 1))
# By the bits of the aid: the columns from dibao to relocated.
AIDS = tuple(map(_aid, range(8)))
