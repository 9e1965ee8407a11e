"""Persons with valid ID numbers of the unissued area."""

from datetime import date

import factory

from registry import cipher
from registry.choices import IdType, Sex
from registry.models import Person
from registry.rules.identity import UNISSUED_AREA, check_digit
from registry.rules.names import initials, name_key

from .recorded import RecordedFactory

NAMES = ("石清明", "麻春生", "田满仓", "吴冬梅", "杨立夏", "向小满", "吴谷雨", "彭大有", "龙惊蛰", "张秋分")


def id_number(born: date, sex: str = Sex.MALE, sequence: int = 0) -> str:
    """A valid number for `sequence` 0 to 499: the 17th digit is odd for men."""
    seventeen = f"{UNISSUED_AREA}{born:%Y%m%d}{2 * sequence + (sex == Sex.MALE):03}"
    return seventeen + check_digit(seventeen)


class PersonFactory(RecordedFactory[Person]):
    """Give `number` for a certain ID number, or `number=None` for a person without one."""

    class Meta:
        model = Person

    class Params:
        sequence = factory.Sequence(lambda n: n % 500)
        number = factory.LazyAttribute(lambda person: id_number(person.born, person.sex, person.sequence))

    village_code = 433124100200
    name = factory.Sequence(lambda n: NAMES[n % len(NAMES)])
    sex = Sex.MALE
    born = date(1970, 1, 1)
    id_type = IdType.CITIZEN
    name_key = factory.LazyAttribute(lambda person: name_key(person.name))
    initials = factory.LazyAttribute(lambda person: initials(person.name))
    id_sealed = factory.LazyAttribute(lambda person: person.number and cipher.seal(person.number))
    id_index = factory.LazyAttribute(lambda person: person.number and cipher.blind_index(person.number[:18]))
    id_last4 = factory.LazyAttribute(lambda person: person.number[14:18] if person.number else "")
