"""两不愁三保障 with income: the seven guarantees of one household and year (domain.md §13.2).

The closing computes the same in SQL for millions; here it serves pages, entry and decisions, one household at a time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from registry.choices import Absence, Education, Guarantee, HousingGrade, HousingRemedy, School

from .income import ITEMS, Amounts, net_income, per_head

SCHOOLED_ABSENCES = frozenset({Absence.HOME_TAUGHT, Absence.ILL, Absence.DISABLED})
SCHOOLED_EDUCATION = frozenset({Education.JUNIOR, Education.SENIOR, Education.COLLEGE})
UNSCHOOLED = frozenset({School.NONE, School.KINDERGARTEN})
SAFE_GRADES = frozenset({HousingGrade.A, HousingGrade.B})
SCHOOL_AGE, SCHOOL_END = 6, 16


@dataclass(frozen=True)
class MemberFacts:
    """A closing member as the year's person-year shows them; None is not known."""

    name: str
    born: date | None = None
    school: str = ""
    absence: str = ""
    education: str = ""
    soldier: bool | None = None
    employee_insurance: bool | None = None
    resident_insurance: bool | None = None
    serious_insurance: bool | None = None


@dataclass(frozen=True)
class SurveyFacts:
    """The surveyed conditions of the year."""

    food: bool | None = None
    clothing: bool | None = None
    safe_water: bool | None = None
    housing_grade: str = ""
    housing_remedy: str = ""
    remedy_on: date | None = None


@dataclass(frozen=True)
class HouseholdFacts:
    """Everything the guarantees of a household and year depend on. `survey` is None when missing for the year."""

    year: int
    members: tuple[MemberFacts, ...]
    amounts: Amounts | None = None
    survey: SurveyFacts | None = None
    line: Decimal | None = None
    stable_items: Collection[str] = ITEMS
    serious_illness_from: int | None = None

    @property
    def net_income(self) -> Decimal | None:
        """纯收入, None without a statement."""
        return None if self.amounts is None else net_income(self.amounts, self.stable_items)

    @property
    def income_per_head(self) -> Decimal | None:
        """人均纯收入, None without a statement or members."""
        return None if self.net_income is None else per_head(self.net_income, len(self.members))


@dataclass(frozen=True)
class Check:
    """One guarantee: which, how it stands, and what it was read from."""

    name: str
    title: str
    state: Guarantee
    detail: str


def checklist(facts: HouseholdFacts) -> list[Check]:
    """The seven guarantees in the order of §13.2."""
    survey = facts.survey or SurveyFacts()
    return [
        _income(facts),
        _surveyed("food", _("不愁吃"), survey.food),
        _surveyed("clothing", _("不愁穿"), survey.clothing),
        _surveyed("water", _("饮水"), survey.safe_water),
        _housing(survey, facts.year),
        _education(facts),
        _medical(facts),
    ]


def unmet(checks: Iterable[Check]) -> list[Check]:
    """Those that are known to be unmet."""
    return [check for check in checks if check.state == Guarantee.UNMET]


def all_met(checks: Iterable[Check]) -> bool:
    """Whether every one is met."""
    return all(check.state == Guarantee.MET for check in checks)


def _income(facts: HouseholdFacts) -> Check:
    label, amount, line = _("收入"), facts.income_per_head, facts.line
    if amount is None:
        return Check("income", label, Guarantee.UNKNOWN, _("没有本年收入登记"))
    if line is None:
        return Check("income", label, Guarantee.UNKNOWN, _("没有本年国家扶贫标准"))
    state, sign = (Guarantee.MET, ">") if amount > line else (Guarantee.UNMET, "≤")
    return Check("income", label, state, f"{amount:,.2f} {sign} {line:,.0f}")


def _surveyed(name: str, label: str, answer: bool | None) -> Check:
    if answer is None:
        return Check(name, label, Guarantee.UNKNOWN, _("未采集"))
    if answer:
        return Check(name, label, Guarantee.MET, _("已采集：是"))
    return Check(name, label, Guarantee.UNMET, _("已采集：否"))


def _housing(survey: SurveyFacts, year: int) -> Check:
    label = _("住房")
    if not survey.housing_grade:
        return Check("housing", label, Guarantee.UNKNOWN, _("没有危房等级"))
    note = _("%s 级") % survey.housing_grade
    if survey.housing_grade in SAFE_GRADES:
        return Check("housing", label, Guarantee.MET, note)
    remedied = survey.housing_remedy and survey.remedy_on is not None and survey.remedy_on <= date(year, 12, 31)
    if remedied:
        done = HousingRemedy(survey.housing_remedy).label
        return Check("housing", label, Guarantee.MET, f"{note}，{done}")
    return Check("housing", label, Guarantee.UNMET, _("%s 级，未改造") % survey.housing_grade)


def in_compulsory_age(born: date, year: int) -> bool:
    """6 by 31 August of `year` and not yet 16 on 31 December of `year`."""
    return born <= date(year - SCHOOL_AGE, 8, 31) and born > date(year - SCHOOL_END, 12, 31)


def _schooling(member: MemberFacts, year: int) -> Guarantee:
    if member.born is None:
        return Guarantee.UNKNOWN
    if not in_compulsory_age(member.born, year):
        return Guarantee.MET
    if member.absence in SCHOOLED_ABSENCES or member.education in SCHOOLED_EDUCATION:
        return Guarantee.MET
    if not member.school:
        return Guarantee.UNKNOWN
    return Guarantee.UNMET if member.school in UNSCHOOLED else Guarantee.MET


def _insured(member: MemberFacts, serious_required: bool) -> Guarantee:
    if member.soldier or member.employee_insurance:
        return Guarantee.MET
    resident = [member.resident_insurance] + ([member.serious_insurance] if serious_required else [])
    if all(resident):
        return Guarantee.MET
    if member.soldier is None or member.employee_insurance is None or False not in resident:
        return Guarantee.UNKNOWN
    return Guarantee.UNMET


def _education(facts: HouseholdFacts) -> Check:
    verdicts = [(member, _schooling(member, facts.year)) for member in facts.members]
    concerned = [m for m in facts.members if m.born is not None and in_compulsory_age(m.born, facts.year)]
    good = _("%d 名学龄成员均在学") % len(concerned) if concerned else _("没有学龄成员")
    return _for_all("education", _("义务教育"), verdicts, good)


def _medical(facts: HouseholdFacts) -> Check:
    required = facts.serious_illness_from is not None and facts.year >= facts.serious_illness_from
    verdicts = [(member, _insured(member, required)) for member in facts.members]
    return _for_all("medical", _("基本医疗"), verdicts, _("%d 人全部参保") % len(facts.members))


def _for_all(name: str, label: str, verdicts: list[tuple[MemberFacts, Guarantee]], good: str) -> Check:
    """Any member unmet → unmet; else any unknown → unknown; else met."""
    for state, text in ((Guarantee.UNMET, _("未达标：%s")), (Guarantee.UNKNOWN, _("不清楚：%s"))):
        names = [member.name for member, verdict in verdicts if verdict == state]
        if names:
            return Check(name, label, state, text % "、".join(names))
    return Check(name, label, Guarantee.MET, good)
