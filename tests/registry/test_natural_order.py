"""Groups and houses in the order in which people count them."""

import pytest

from registry.rules.natural_order import natural_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["1组", "2组", "10组"],
        ["第1组", "2组", "第三组", "10组"],
        ["九组", "十组", "十一组", "二十组", "一百零二组"],
        ["1组 2 号", "1组 10 号", "1组 10 号附 1"],
        ["", "1组", "东组", "西组"],
        ["二〇一组", "202组"],
        ["组", "组1"],
    ],
)
def test_numbers_count_as_numbers_however_they_are_written(ordered: list[str]) -> None:
    shuffled = sorted(ordered, reverse=True)
    assert sorted(shuffled, key=natural_key) == ordered
