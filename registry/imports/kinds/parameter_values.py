"""What a cell says of a parameter, in the shape that its definition wants."""

import re
from typing import Any

from registry.imports.words import SEPARATORS, compact
from registry.parameters.choices import IncomeItem, Name
from registry.parameters.definitions import DEFINITIONS

MONTH_DAY = re.compile(r"^(?:\d{4}-)?(\d{1,2})[-月./](\d{1,2})日?$")
NUMBER = re.compile(r"^(\d[\d,]*)(天|岁|元|%|年|年起)?$")
NONE = ("不作要求", "无", "未设定,不作要求")
ALL = "全部项目"


def read_value(name: Name, said: str) -> Any:
    """The value; what cannot be read is given as it is, and refused for its shape."""
    words = compact(said)
    if name == Name.STABLE_ITEMS:
        return _items(said)
    if name == Name.PERIOD_START:
        found = MONTH_DAY.match(words)
        return f"{int(found[1]):02d}-{int(found[2]):02d}" if found else said
    if DEFINITIONS[name].default is None and words in NONE:
        return None
    number = NUMBER.match(words)
    return int(number[1].replace(",", "")) if number else said


def _items(said: str) -> list[str]:
    by_label = {compact(str(item.label)): item.value for item in IncomeItem}
    if compact(said) == ALL:
        return list(IncomeItem.values)
    return [by_label.get(compact(part), part) for part in SEPARATORS.split(said) if part]
