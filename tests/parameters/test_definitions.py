from typing import Any

import pytest

from registry.models import Statement
from registry.parameters.choices import IncomeItem, Name
from registry.parameters.definitions import DEFINITIONS
from registry.rules.income import ITEMS


def test_every_parameter_is_defined_and_its_default_has_its_shape() -> None:
    assert {name: definition.problem(definition.default) for name, definition in DEFINITIONS.items()} == dict.fromkeys(
        Name, ""
    )


def test_the_items_are_those_that_income_is_made_of() -> None:
    labels = {field.name: str(field.verbose_name) for field in Statement._meta.fields if field.name in ITEMS}
    assert {item.value: str(item.label) for item in IncomeItem} == labels


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (Name.STABLE_ITEMS, []),
        (Name.STABLE_ITEMS, ["wage", "lottery"]),
        (Name.STABLE_ITEMS, ["wage", "wage"]),
        (Name.STABLE_ITEMS, "wage"),
        (Name.SERIOUS_ILLNESS_FROM, 16),
        (Name.SERIOUS_ILLNESS_FROM, "2016"),
        (Name.NOTICE_DAYS_1, 0),
        (Name.NOTICE_DAYS_2, 61),
        (Name.NOTICE_DAYS_2, True),
        (Name.PERIOD_START, "02-30"),
        (Name.PERIOD_START, "10月1日"),
        (Name.PERIOD_START, None),
    ],
)
def test_a_value_of_another_shape_is_explained(name: Name, value: Any) -> None:
    assert DEFINITIONS[name].problem(value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (Name.STABLE_ITEMS, IncomeItem.values, "全部项目"),
        (Name.STABLE_ITEMS, ["pension", "wage"], "工资性收入、养老保险金"),
        (Name.SERIOUS_ILLNESS_FROM, None, "未设定，不作要求"),
        (Name.SERIOUS_ILLNESS_FROM, 2016, "2016年起"),
        (Name.NOTICE_DAYS_1, 5, "5天"),
        (Name.PERIOD_START, "10-01", "10月1日"),
    ],
)
def test_a_value_is_said_in_words(name: Name, value: Any, words: str) -> None:
    assert DEFINITIONS[name].problem(value) == ""
    assert DEFINITIONS[name].words(value) == words
