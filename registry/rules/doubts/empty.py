"""Group NULL 重要指标为空."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from registry.choices import Health, IdType, School, Status

from .seen import HouseholdSeen, MemberSeen, Rule, members_who, where

LAND = ("farmland", "irrigated", "woodland", "returned_forest", "orchard", "pasture", "water_surface")


def _unsurveyed(*names: str) -> Callable[[HouseholdSeen], list[str]]:
    """A survey that was entered without an answer to one of these."""
    return where(
        lambda household: (
            household.survey is not None and any(household.survey.get(name) in (None, "") for name in names)
        )
    )


def _no_education(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return member.entered and member.school in ("", School.NONE) and not member.education


def _no_school(member: MemberSeen, household: HouseholdSeen) -> bool:
    ages = household.thresholds.school_from_age, household.thresholds.school_to_age
    return member.entered and member.aged(household.year, *ages) and not member.school


def _no_labour(member: MemberSeen, household: HouseholdSeen) -> bool:
    ages = household.thresholds.labour_from_age, household.thresholds.labour_to_age
    return member.entered and member.aged(household.year, *ages) and not member.labour


def _no_area(household: HouseholdSeen) -> bool:
    return household.survey is not None and not household.survey.get("housing_area")


def _no_certificate(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return Health.DISABLED in member.health and member.id_type != IdType.DISABILITY


def _no_insurance(member: MemberSeen, household: HouseholdSeen) -> bool:
    if household.status != Status.EXITED or not member.entered:
        return False
    grown = (member.age(household.year) or 0) >= household.thresholds.pension_from_age
    medical = member.resident_insurance is None and member.employee_insurance is None
    pension = grown and member.resident_pension is None and member.employee_pension is None
    return medical or pension or member.serious_insurance is None


EMPTY = (
    Rule("Q-NULL-1", _("民族为空"), members_who(lambda member, _: not member.ethnicity)),
    Rule("Q-NULL-2", _("非在校生文化程度为空"), members_who(_no_education)),
    Rule("Q-NULL-3", _("在校年龄成员的在校生状况为空"), members_who(_no_school)),
    Rule("Q-NULL-4", _("健康状况为空"), members_who(lambda member, _: member.entered and not member.health)),
    Rule("Q-NULL-5", _("劳动年龄成员的劳动技能为空"), members_who(_no_labour)),
    Rule("Q-NULL-6", _("主要致贫原因为空"), where(lambda household: not household.main_cause)),
    Rule(
        "Q-NULL-7",
        _("通生产用电、生活用电或广播电视为空"),
        _unsurveyed("production_power", "household_power", "broadcast"),
    ),
    Rule("Q-NULL-8", _("是否加入农民专业合作社为空"), _unsurveyed("cooperative")),
    Rule("Q-NULL-9", _("与村主干路距离为空"), _unsurveyed("road_distance")),
    Rule("Q-NULL-10", _("入户路类型为空"), _unsurveyed("road")),
    Rule("Q-NULL-11", _("住房面积为空或为 0"), where(_no_area)),
    Rule("Q-NULL-12", _("饮水是否困难或是否安全为空"), _unsurveyed("water_difficult", "safe_water")),
    Rule("Q-NULL-13", _("主要燃料类型为空"), _unsurveyed("fuel")),
    Rule("Q-NULL-14", _("有无卫生厕所为空"), _unsurveyed("toilet")),
    Rule("Q-NULL-15", _("土地面积有空项"), _unsurveyed(*LAND)),
    Rule("Q-NULL-16", _("残疾人没有残疾人证号码"), members_who(_no_certificate)),
    Rule("Q-NULL-17", _("脱贫户医保、大病保险或养老保险未填"), members_who(_no_insurance)),
)
