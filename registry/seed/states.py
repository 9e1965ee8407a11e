"""States a person can be in in a year, one object for all who are in it, ready for COPY."""

from dataclasses import dataclass
from functools import cache

from registry.choices import Health, Labour, School, WorkArea

NULL = "\\N"
FLAG = ("f", "t")  # by a boolean

AREAS = (WorkArea.TOWNSHIP, WorkArea.COUNTY, WorkArea.PROVINCE, WorkArea.OUTSIDE, WorkArea.OUTSIDE)
# A person's `work`: 0 is none, the others an area and months from 3 to 11.
WORK = (("", 0), *((area, months) for area in AREAS for months in range(3, 12)))
COSTLY_SCHOOL = frozenset(School) - {School.NONE, School.KINDERGARTEN, School.PRIMARY}
WORKS_FOR_WAGES = (Labour.ORDINARY, Labour.SKILLED)
NO_LABOUR = (Labour.NONE, Labour.LOST)


@dataclass(frozen=True, slots=True)
class State:
    """The part of a person-year that follows from age and traits; `text` is its columns as COPY reads them."""

    education: str
    school: str
    absence: str
    health: tuple[str, ...]
    labour: str
    work_area: str
    work_months: int | None
    at_school: bool
    pays_in: bool  # of an age to pay into a pension
    facts: int  # the bits below
    text: str


ILL, DISABLED, PUPIL, ABLE, IDLE, AT_WORK, OLD = 1, 2, 4, 8, 16, 32, 64
FACT_BITS = 7
ALL_FACTS = 1 << FACT_BITS
GROWN, RETIRED = 16, 60


@cache
def state(
    education: str,
    school: str,
    absence: str,
    health: tuple[str, ...],
    labour: str,
    work: int | None = None,
    age: int = 0,
) -> State:
    """One object for all who are in this state; `age` need only say who is grown, and who is old."""
    area, months = WORK[work or 0]
    shown = NULL if work is None else months
    text = f"{education}\t{school}\t{absence}\t{{{','.join(health)}}}\t{labour}\t{area}\t{shown}"
    at_school = school != School.NONE
    facts = (
        ILL * (Health.CHRONIC in health or Health.SERIOUS in health)
        | DISABLED * (Health.DISABLED in health)
        | PUPIL * (school in COSTLY_SCHOOL)
        | ABLE * (labour in WORKS_FOR_WAGES)
        | IDLE * (labour in NO_LABOUR)
        | AT_WORK * (area != "")
        | OLD * (age >= RETIRED)
    )
    return State(
        education=education,
        school=school,
        absence=absence,
        health=health,
        labour=labour,
        work_area=area,
        work_months=None if work is None else months,
        at_school=at_school,
        pays_in=age >= GROWN and not at_school,
        facts=facts,
        text=text,
    )
