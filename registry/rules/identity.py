"""ID numbers (domain.md §2.4): GB 11643 citizen numbers and second-generation disability certificates."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from operator import mul

from django.utils.translation import gettext as _

from registry.choices import IdType, Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
OLD_LENGTH, CITIZEN_LENGTH, DISABILITY_LENGTH, REISSUED_LENGTH = 15, 18, 20, 22
LENGTHS = (OLD_LENGTH, CITIZEN_LENGTH, DISABILITY_LENGTH, REISSUED_LENGTH)
PROVINCES = frozenset(
    {
        *(
            "11",
            "12",
            "13",
            "14",
            "15",
            "21",
            "22",
            "23",
            "31",
            "32",
            "33",
            "34",
            "35",
            "36",
            "37",
            "41",
            "42",
            "43",
            "44",
        ),
        *("45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"),
    }
)
# GB/T 2260 assigns it to nobody: the demo, the seed and the tests use it, so that no number is a real person's.
UNISSUED_AREA = "000000"
PLACEHOLDER = "999999"
DISABILITY_CATEGORIES = "1234567"
DISABILITY_GRADES = "1234"


class Unreadable(ValueError):
    """The text is no ID number; `messages` say why, in Chinese."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("；".join(messages))


@dataclass(frozen=True)
class IdReading:
    """What an ID number says. `number` is the whole normalised text, `key` its first 18 characters: the identity."""

    number: str
    key: str
    born: date | None
    sex: Sex | None
    notices: list[str] = field(default_factory=list)

    @property
    def last4(self) -> str:
        """The part that lists may show."""
        return self.key[-4:]


def check_digit(seventeen: str) -> str:
    """Check character of the first 17 digits (ISO 7064 MOD 11-2)."""
    return CHECK_DIGITS[sum(map(mul, map(int, seventeen), WEIGHTS)) % 11]


def read_id(text: str, id_type: str, *, today: date) -> IdReading:
    """Read the number of a paper of type L6.

    15 digits are upgraded to 18 with a notice. Raises `Unreadable` with all that is wrong. An officer's or other paper
    is taken as it is, normalised: it says nothing of birth or sex.
    """
    number = normalised(text)
    if id_type in (IdType.OFFICER, IdType.OTHER):
        if not number:
            raise Unreadable([_("证件号码为空")])
        return IdReading(number, number[:18], None, None)
    if not number or number.startswith(PLACEHOLDER):
        raise Unreadable([_("没有证件号码")])
    if len(number) not in LENGTHS:
        raise Unreadable([_("证件号码应为 18 位（残疾人证 20 或 22 位），现为 %d 位") % len(number)])
    notices = []
    if len(number) == OLD_LENGTH:
        if not number.isdecimal():
            raise Unreadable([_("15 位证件号码只能是数字")])
        number = number[:6] + "19" + number[6:]
        number += check_digit(number)
        notices.append(_("15 位旧号码已升为 18 位，请核对"))
    born = _birth_date(number, today)
    _refuse_wrong(number, id_type)
    return IdReading(number, number[:18], born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE, notices)


def missing_number_problems(id_number: str, born: date | None, sex: str) -> list[str]:
    """What must be said of somebody who has no number yet, in place of what the number would tell."""
    problems = []
    if id_number:
        problems.append(_("已填证件号码的，不能再选暂无证件号码的原因"))
    if born is None:
        problems.append(_("暂无证件号码的成员须填出生日期"))
    if sex not in (Sex.MALE, Sex.FEMALE):
        problems.append(_("暂无证件号码的成员须选性别"))
    return problems


def normalised(text: str) -> str:
    """Full-width made half-width, spaces and hyphens dropped, x made X."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).replace("-", "").upper()


def _birth_date(number: str, today: date) -> date:
    if not (number[:17].isascii() and number[:17].isdecimal()):
        raise Unreadable([_("证件号码前 17 位只能是数字")])
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise Unreadable([_("证件号码中的出生日期 %s 不存在") % number[6:14]]) from None
    if born > today:
        raise Unreadable([_("证件号码中的出生日期 %s 晚于今天") % number[6:14]])
    return born


def _refuse_wrong(number: str, id_type: str) -> None:
    wrong = []
    if number[:6] != UNISSUED_AREA and number[:2] not in PROVINCES:
        wrong.append(_("证件号码的地区 %s 不存在") % number[:2])
    if number[17] != check_digit(number[:17]):
        wrong.append(_("证件号码校验码不对：末位应为 %s") % check_digit(number[:17]))
    if id_type == IdType.CITIZEN and len(number) != CITIZEN_LENGTH:
        wrong.append(_("居民身份证号码应为 18 位；残疾人证请把证件类型选为“残疾人证”"))
    if len(number) >= DISABILITY_LENGTH and (
        number[18] not in DISABILITY_CATEGORIES or number[19] not in DISABILITY_GRADES
    ):
        wrong.append(_("残疾人证第 19 位应为类别 1–7，第 20 位应为等级 1–4"))
    if wrong:
        raise Unreadable(wrong)
