"""Invented persons for numbers without a name. ID numbers have the area 000000, which nobody was ever given."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from registry import cipher
from registry.choices import Sex
from registry.rules.identity import UNISSUED_AREA, check_digit
from registry.rules.names import initials, name_key

SURNAMES = "石麻田吴杨向龙彭张李"
GIVEN = ("清明", "春生", "满仓", "冬梅", "立夏", "小满", "谷雨", "大有", "惊蛰", "秋分")
A_DAY = 1000  # sequence numbers, odd ones for men

NAMES = tuple((name, name_key(name), initials(name)) for name in (s + g for s in SURNAMES for g in GIVEN))
COLUMNS = (
    *("id", "village_code", "name", "name_key", "initials", "sex", "id_type"),
    *("id_sealed", "id_index", "id_last4", "born", "ethnicity", "politics", "version"),
)


def invented(persons: Iterator[tuple[int, date | None, int]]) -> Iterator[tuple[str | int, ...]]:
    """Rows of COLUMNS for COPY from (number, birth, village). Without a birth, or with too many twins: no ID number."""
    taken: Counter[date] = Counter()
    for number, born, village_code in persons:
        sex, sealed, index, last4 = Sex.UNKNOWN, "\\N", "\\N", ""
        if born is not None and taken[born] < A_DAY:
            sequence = taken[born]
            taken[born] += 1
            sex = Sex.MALE if sequence % 2 else Sex.FEMALE
            seventeen = f"{UNISSUED_AREA}{born:%Y%m%d}{sequence:03}"
            id_number = seventeen + check_digit(seventeen)
            sealed, index = (f"\\\\x{value.hex()}" for value in (cipher.seal(id_number), cipher.blind_index(id_number)))
            last4 = id_number[-4:]
        name, key, letters = NAMES[number % len(NAMES)]
        yield (
            *(number, village_code, name, key, letters, sex, "citizen"),
            *(sealed, index, last4, born.isoformat() if born else "\\N", "", "", 1),
        )
