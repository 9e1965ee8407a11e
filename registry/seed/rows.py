"""Homes and persons as lines of COPY, text format, in the order of `columns.COLUMNS`.

Words of code lists are joined, not formatted: for members of an enumeration that is many times faster.
"""

from functools import cache

from registry import cipher
from registry.choices import IdType, Relation, Sex, Status
from registry.rules.names import MIDDLE_DOT, name_key

from .conditions import RELOCATED, SAFE
from .days import day, first_of
from .living import Surveyed
from .paths import attribute_at
from .people import Filed, Home, Person, Stay
from .states import FLAG, NULL

# Of ten households, by their number, how many have a phone and a card; one in so many is a martyr's family.
PHONES, CARDS, MARTYRS, GROUPS, DIGITS = 7, 5, 211, 9, 10**7
BANKS = ("农村商业银行", "邮政储蓄银行", "农业银行")
MALE, FEMALE = Sex.MALE.value, Sex.FEMALE.value
CITIZEN, DISABILITY = IdType.CITIZEN.value, IdType.DISABILITY.value
CHANGED = (Status.EXITED, Status.STABLE, Status.RELAPSED, Status.REMOVED, Status.CLOSED)
AUTUMN = 273  # days into the year: incomes are counted from 1 October to 30 September (§3.3)


def household(home: Home) -> str:
    """A household with its phone and card sealed; most have one."""
    village = home.village
    group = f"第{home.id % GROUPS + 1}组"
    phone, card = f"{NULL}\t{NULL}", f"\t{NULL}\t"
    if number := phone_of(home):
        phone = f"{_bytes(cipher.seal(number))}\t{_bytes(cipher.blind_index(number))}"
    if number := card_of(home):
        card = f"{BANKS[home.id % len(BANKS)]}\t{_bytes(cipher.seal(number))}\t{number[-4:]}"
    parent = home.split_from
    identified = (parent or home).path.identified
    exited, relapsed = _years_of_change(parent or home) if home.status in CHANGED else (NULL, NULL)
    relocated = home.conditions.grade not in SAFE and home.conditions.remedy == RELOCATED
    month = NULL if identified is None else 12
    numbers = (
        f"{home.id}\t{village.id}\t{village.code}\t\t{group}\t{village.township}{village.name}{group}\t{phone}\t{card}\t"
        f"{_year(home.planned_exit)}\t{_year(identified)}\t{month}\t{_year(identified)}\t{exited}\t{relapsed}\t"
        f"{parent.id if parent else NULL}\t{_year(home.split_year)}\t{FLAG[not home.id % MARTYRS]}\t{_children(home)}\t"
        f"{_relocation(relocated)}\t1"
    )
    words = (home.standard, attribute_at(home.attribute, home.status), home.main_cause, _array(home.other_causes))
    return "\t".join((numbers, *words, home.status, home.relapse_cause)) + "\n"


def phone_of(home: Home) -> str:
    """A mobile number, or none."""
    return f"1990{home.id % DIGITS:07d}" if home.id % 10 < PHONES else ""


def card_of(home: Home) -> str:
    """A card number of 19 digits, or none."""
    return f"620000{home.id:013d}" if home.id % 10 < CARDS else ""


def _years_of_change(home: Home) -> tuple[str, str]:
    exited = relapsed = NULL
    for year, status in home.path.changes:
        if status == Status.EXITED:
            exited = str(year)
        elif status == Status.RELAPSED:
            relapsed = str(year)
    return exited, relapsed


def _children(home: Home) -> str:
    sons = daughters = 0
    for stay in home.stays:
        sons += stay.relation == Relation.SON
        daughters += stay.relation == Relation.DAUGHTER
    return f"{FLAG[sons + daughters == 1]}\t{FLAG[daughters == 2 and not sons]}"  # noqa: PLR2004 - 双女户


@cache
def _relocation(relocated: bool) -> str:
    return "t\tt\tconcentrated\t" if relocated else f"f\t{NULL}\t\t"


def person(one: Person) -> str:
    """A person with the number sealed."""
    key, name, traits = one.number, one.name.text, one.traits
    matched = name_key(name) if MIDDLE_DOT in name else name
    sex = MALE if one.male != one.sex_disagrees else FEMALE
    paper = DISABILITY if traits.certificate else CITIZEN
    if one.numberless:
        number = f"{NULL}\t{NULL}\t"
    else:
        sealed, index = cipher.seal(key + traits.certificate), cipher.blind_index(key)
        number = f"\\\\x{sealed.hex()}\t\\\\x{index.hex()}\t{key[14:]}"
    front = f"{one.id}\t{one.village_code}\t{name}\t{matched}\t{one.name.initials}\t{sex}\t{paper}\t{number}"
    words = (front, one.birth.iso, one.ethnicity, traits.politics, "1\n")
    return "\t".join(words)


def membership(stay: Stay, household_id: int, village_code: int) -> str:
    """A membership, open or ended."""
    front = f"{stay.person.id}\t{household_id}\t{village_code}\t{stay.counted_from}\t{day(stay.joined_on).iso}"
    until = stay.counted_until
    end = f"{NULL}\t{NULL}" if until is None else f"{until}\t{day(stay.left_on).iso}"
    return "\t".join(
        (front, end, "1", stay.relation, stay.kind_in, stay.reason_in, stay.kind_out, stay.reason_out + "\n")
    )


def statement(home_id: int, year: int, village_code: int, items: str) -> str:
    """The income of a year."""
    return f"{home_id}\t{year}\t{village_code}\t{_period(year)}\t{items}\n"


@cache
def _period(year: int) -> str:
    start, end = first_of(year - 1) + AUTUMN, first_of(year) + AUTUMN - 1
    return f"{day(start).iso}\t{day(end).iso}"


def survey(home: Home, year: int, village_code: int, found: Surveyed, *, confirmed: bool) -> str:
    """The living conditions of a year."""
    return f"{home.id}\t{year}\t{village_code}\t{FLAG[confirmed]}\t1\t{found.text}\t{home.living.text}\n"


def decision(filed: Filed, household_id: int, village_code: int) -> str:
    """A decision, of the open year or an earlier one."""
    decided = day(filed.decided_on).iso
    announced = day(filed.announced_on).iso if filed.announced_on else NULL
    approved = f"{decided} 15:00:00+08" if filed.state in ("approved", "applied") else NULL
    return (
        f"{filed.id}\t{household_id}\t{village_code}\t{filed.year}\t{filed.kind}\t{filed.state}\t{filed.reason}\t"
        f"{filed.cause}\t县扶贫办\t扶领〔{filed.year}〕{filed.id % 1000}号\t{decided}\t"
        f"{_year(filed.campaign)}\t{FLAG[filed.procedure_complete]}\t{announced}\t\t"
        f"{decided} 09:00:00+08\t{approved}\t1\n"
    )


def _year(number: int | None) -> str:
    return NULL if number is None else str(number)


def _bytes(raw: bytes) -> str:
    return f"\\\\x{raw.hex()}"


def _array(words: tuple[str, ...]) -> str:
    return "{" + ",".join(words) + "}"
