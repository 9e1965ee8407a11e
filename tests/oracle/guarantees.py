"""§13.2 Income and Guarantees: the six columns of each row, as functions of what was entered for Y."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .facts import MemberYear, Person, Statement, Survey

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
GUARANTEES = ("income", "food", "clothing", "water", "housing", "education", "medical")

IN_SCHOOL = {f"{code:02}" for code in range(3, 17)}  # L11: 03 小学 or later
NOT_IN_SCHOOL = {"01", "02"}  # L11: 非在校生, 学前教育
EXCUSES = {"home_taught", "ill", "disabled"}  # L12: 送教上门, 因病, 因残
JUNIOR_OR_HIGHER = {"03", "04", "05"}  # L10: 初中, 高中, 大专及以上; 06 is 学龄前儿童
REMEDIES = {"rebuilt_accepted", "relocated_occupied"}


def net_income(statement: Statement | None, stable: Iterable[str]) -> Decimal | None:
    """The items that count as stable, less the business cost in full."""
    if statement is None:
        return None
    return sum((getattr(statement, item) for item in stable), Decimal(0)) - statement.business_cost


def income_per_head(net: Decimal | None, members: int) -> Decimal | None:
    """2 decimals, half away from zero; none without a statement or without members."""
    if net is None or members == 0:
        return None
    return (net / members).quantize(Decimal("0.01"), ROUND_HALF_UP)  # decimal's HALF_UP is away from zero


def income(per_head: Decimal | None, line: Decimal) -> str:
    if per_head is None:
        return UNKNOWN
    return MET if per_head > line else UNMET


def surveyed(answer: bool | None) -> str:
    """Food, clothing, water. An empty answer is unknown, though the survey is not missing (§13.8)."""
    if answer is None:
        return UNKNOWN
    return MET if answer else UNMET


def housing(survey: Survey, year: int) -> str:
    if survey.housing_grade in ("A", "B"):
        return MET
    if survey.housing_grade in ("C", "D"):
        remedied = survey.housing_remedy in REMEDIES and survey.remedy_on is not None
        return MET if remedied and survey.remedy_on <= date(year, 12, 31) else UNMET  # type: ignore[operator]
    return UNKNOWN


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_of_school_age(born: date, year: int) -> bool:
    """6 by 31 August Y and not yet 16 on 31 December Y."""
    return age_on(born, date(year, 8, 31)) >= 6 and age_on(born, date(year, 12, 31)) < 16


def education_of(born: date | None, facts: MemberYear | None, year: int) -> str | None:
    """Of one closing member; None: not concerned."""
    if born is None:
        return UNKNOWN
    if not is_of_school_age(born, year):
        return None
    if facts is None:
        return UNKNOWN
    if facts.school in IN_SCHOOL or facts.reason in EXCUSES or facts.education in JUNIOR_OR_HIGHER:
        return MET
    return UNMET if facts.school in NOT_IN_SCHOOL else UNKNOWN


def both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def medical_of(facts: MemberYear | None, serious_required: bool) -> str:
    """Of one closing member; unknown where a missing flag decides it."""
    if facts is None:
        return UNKNOWN
    resident = both(facts.resident_insurance, facts.serious_insurance if serious_required else True)
    ways = (facts.soldier, facts.employee_insurance, resident)
    if True in ways:
        return MET
    return UNKNOWN if None in ways else UNMET


def of_all(members: Iterable[str | None]) -> str:
    """Any member unmet → unmet; else any unknown → unknown; else met, also when nobody is concerned."""
    found = set(members)
    return UNMET if UNMET in found else UNKNOWN if UNKNOWN in found else MET


def education(members: Iterable[tuple[Person, MemberYear | None]], year: int) -> str:
    return of_all(education_of(person.born, facts, year) for person, facts in members)


def medical(members: Iterable[tuple[Person, MemberYear | None]], serious_required: bool) -> str:
    return of_all(medical_of(facts, serious_required) for _, facts in members)
