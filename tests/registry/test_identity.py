"""ID numbers (domain.md §2.4): the standard's own examples, and each way of being wrong."""

from datetime import date

import pytest

from registry.choices import IdType, Sex
from registry.rules.identity import Unreadable, check_digit, read_id

TODAY = date(2016, 11, 23)


@pytest.mark.parametrize(
    ("seventeen", "expected"),
    [("11010519491231002", "X"), ("44052418800101001", "4"), ("00000019990101001", "3")],
)
def test_the_check_digit_is_that_of_the_standard(seventeen: str, expected: str) -> None:
    assert check_digit(seventeen) == expected


def test_a_citizen_number_tells_birth_and_sex() -> None:
    reading = read_id("11010519491231002X", IdType.CITIZEN, today=TODAY)
    assert (reading.born, reading.sex, reading.last4) == (date(1949, 12, 31), Sex.FEMALE, "002X")


@pytest.mark.parametrize(
    "typed", [" 11010519491231002x ", "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X"]
)
def test_spaces_small_x_and_full_width_are_made_right(typed: str) -> None:
    assert read_id(typed, IdType.CITIZEN, today=TODAY).number == "11010519491231002X"


def test_an_old_number_of_15_digits_is_upgraded_with_a_notice() -> None:
    reading = read_id("110105491231002", IdType.CITIZEN, today=TODAY)
    assert reading.number == "11010519491231002X"
    assert reading.notices


def test_a_disability_certificate_has_the_identity_of_its_first_18_characters() -> None:
    reading = read_id("11010519491231002X43", IdType.DISABILITY, today=TODAY)
    assert (reading.number, reading.key) == ("11010519491231002X43", "11010519491231002X")


def test_a_reissued_disability_certificate_has_22_characters() -> None:
    assert read_id("11010519491231002X43B1", IdType.DISABILITY, today=TODAY).key == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "id_type", "says"),
    [
        ("110105194912310021", IdType.CITIZEN, "校验码"),
        ("11010519491331002X", IdType.CITIZEN, "不存在"),
        ("000000202001010010", IdType.CITIZEN, "晚于今天"),
        ("990105194912310028", IdType.CITIZEN, "地区"),
        ("1101051949123100", IdType.CITIZEN, "18 位"),
        ("11010519491231OO2X", IdType.CITIZEN, "只能是数字"),
        ("11010519491231002X43", IdType.CITIZEN, "残疾人证"),
        ("11010519491231002X85", IdType.DISABILITY, "类别"),
        ("999999194912310028", IdType.CITIZEN, "没有证件号码"),
        ("", IdType.CITIZEN, "没有证件号码"),
        ("", IdType.OTHER, "为空"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(number: str, id_type: IdType, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_id(number, id_type, today=TODAY)


def test_another_paper_says_nothing_of_birth_or_sex() -> None:
    reading = read_id("军字第0012345号", IdType.OFFICER, today=TODAY)
    assert (reading.born, reading.sex) == (None, None)
