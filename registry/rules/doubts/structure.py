"""Group HH 户与成员结构."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from registry.choices import FEMALE_RELATIONS, MALE_RELATIONS, POOR_STOCK, REGISTERED, Relation, Sex

from .seen import HouseholdSeen, MemberSeen, Rule, Severity, members_who, where


def _heads(household: HouseholdSeen) -> list[str]:
    if household.status not in POOR_STOCK or not household.members or len(household.heads) == 1:
        return []
    return ["、".join(head.name for head in household.heads) or say("没有户主")]


def _couple_of_one_sex(household: HouseholdSeen) -> list[str]:
    spouses = [member for member in household.members if member.relation == Relation.SPOUSE]
    return [
        f"{head.name}、{spouse.name}"
        for head in household.heads
        for spouse in spouses
        if head.sex == spouse.sex != Sex.UNKNOWN
    ]


def _relation_of_other_sex(member: MemberSeen, _household: HouseholdSeen) -> bool:
    if member.sex == Sex.MALE:
        return member.relation in FEMALE_RELATIONS
    return member.sex == Sex.FEMALE and member.relation in MALE_RELATIONS


def _size(household: HouseholdSeen) -> list[str]:
    stated, counted = household.stated_size, len(household.members)
    if stated is None or stated == counted:
        return []
    return [say("填报 %(stated)d 人，登记成员 %(counted)d 人") % {"stated": stated, "counted": counted}]


def _young_head(household: HouseholdSeen) -> list[str]:
    aged = ((head, head.age(household.year)) for head in household.heads)
    return [
        say("%(name)s %(age)d 岁") % {"name": head.name, "age": age}
        for head, age in aged
        if age is not None and age < household.thresholds.head_from_age
    ]


STRUCTURE = (
    Rule("Q-HH-1", _("贫困户没有户主或有两个户主"), _heads),
    Rule("Q-HH-2", _("户主与配偶同性别"), _couple_of_one_sex),
    Rule("Q-HH-3", _("与户主关系与性别不符"), members_who(_relation_of_other_sex)),
    Rule("Q-HH-4", _("空挂户：没有在册成员"), where(lambda seen: seen.status in REGISTERED and not seen.members)),
    Rule("Q-HH-5", _("家庭人口数与在册成员数不等"), _size),
    Rule("Q-HH-6", _("户主年龄过小"), _young_head, Severity.WARNING),
)
