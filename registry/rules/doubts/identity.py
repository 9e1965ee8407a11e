"""Group ID 证件. Entry refuses most of these; a baseline import may bring them in, and the look is the same."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.choices import IdType, Sex
from registry.rules.identity import (
    CITIZEN_LENGTH,
    DISABILITY_CATEGORIES,
    DISABILITY_GRADES,
    DISABILITY_LENGTH,
    LENGTHS,
    OLD_LENGTH,
    PLACEHOLDER,
    check_digit,
)

from .seen import HouseholdSeen, MemberSeen, Rule, Severity, members_who

PERSONAL = (IdType.CITIZEN, IdType.DISABILITY)
SEX_PLACE = 16


def _numbered(member: MemberSeen) -> bool:
    return member.id_type in PERSONAL and bool(member.number) and not member.number.startswith(PLACEHOLDER)


def _wrong_length(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return _numbered(member) and len(member.number) not in LENGTHS


def _old(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return _numbered(member) and len(member.number) == OLD_LENGTH


def _broken(number: str) -> bool:
    key = number[:CITIZEN_LENGTH]
    digits = key[:-1]
    if not (digits.isascii() and digits.isdecimal()):
        return True
    try:
        date(int(key[6:10]), int(key[10:12]), int(key[12:14]))
    except ValueError:
        return True
    return key[-1] != check_digit(digits)


def _wrong_citizen(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return _numbered(member) and len(member.number) == CITIZEN_LENGTH and _broken(member.number)


def _wrong_disability(member: MemberSeen, _household: HouseholdSeen) -> bool:
    number = member.number
    if not _numbered(member) or len(number) < DISABILITY_LENGTH:
        return False
    return _broken(number) or number[18] not in DISABILITY_CATEGORIES or number[19] not in DISABILITY_GRADES


def _without(member: MemberSeen, _household: HouseholdSeen) -> bool:
    return not member.number or member.number.startswith(PLACEHOLDER)


def _other_sex(member: MemberSeen, _household: HouseholdSeen) -> bool:
    if not _numbered(member) or len(member.number) < CITIZEN_LENGTH or not member.number[SEX_PLACE].isdecimal():
        return False
    return member.sex != (Sex.MALE if int(member.number[SEX_PLACE]) % 2 else Sex.FEMALE)


def _also_elsewhere(household: HouseholdSeen) -> list[str]:
    return [f"{member.name}（{'、'.join(member.twins_in)}）" for member in household.members if member.twins_in]


IDENTITY = (
    Rule("Q-ID-1", _("证件号码位数不对"), members_who(_wrong_length)),
    Rule("Q-ID-2", _("15 位证件号码未升为 18 位"), members_who(_old)),
    Rule("Q-ID-3", _("证件号码的日期或校验码不对"), members_who(_wrong_citizen)),
    Rule("Q-ID-4", _("残疾人证号码不对"), members_who(_wrong_disability)),
    Rule("Q-ID-5", _("没有证件号码"), members_who(_without)),
    Rule("Q-ID-6", _("疑似同一人登记两次（姓名、出生日期相同）"), _also_elsewhere, Severity.WARNING),
    Rule("Q-ID-7", _("性别与证件号码不一致"), members_who(_other_sex)),
)
