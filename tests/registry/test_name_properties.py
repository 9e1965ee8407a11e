"""Names whatever is typed: stored once cleaned, matched however the dots and widths were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.rules.identity import UNISSUED_AREA, check_digit, read_id
from registry.rules.names import MIDDLE_DOT, MIDDLE_DOTS, clean_name, initials, name_key, name_problems

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
RARE = st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF)  # CJK extension B
NAMES = st.text(st.one_of(HAN, RARE), min_size=1, max_size=50)


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean_name(clean_name(typed)) == clean_name(typed)


@given(st.text(max_size=60))
def test_what_is_stored_matches_what_was_typed(typed: str) -> None:
    assert name_key(clean_name(typed)) == name_key(typed)


@given(NAMES)
def test_rare_characters_stay_as_typed_and_may_be_stored(name: str) -> None:
    assert clean_name(name) == name
    assert name_problems(name) == []


@given(NAMES, NAMES, st.sampled_from(MIDDLE_DOTS + MIDDLE_DOT), st.sampled_from(("", " ", "\u3000")))
def test_whatever_dot_stands_between_two_parts_it_is_one_name(first: str, last: str, dot: str, space: str) -> None:
    assert clean_name(f"{first}{space}{dot}{space}{last}") == f"{first}{MIDDLE_DOT}{last}"
    assert name_key(f"{first}{dot}{last}") == name_key(first + last)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="."), min_size=1, max_size=20))
def test_full_width_letters_become_half_width_ones(plain: str) -> None:
    assert clean_name("".join(chr(ord(char) + 0xFEE0) for char in plain)) == clean_name(plain)


@given(NAMES)
def test_every_name_has_initials_that_fit_their_column(name: str) -> None:
    assert len(initials(name)[:50]) <= 50


@pytest.mark.parametrize(
    ("name", "says"), [("", "为空"), (" · ", "为空"), ("张" * 51, "50 个字"), ("张3", "数字"), ("张\x00三", "看不见")]
)
def test_what_is_no_name_is_refused(name: str, says: str) -> None:
    assert any(says in problem for problem in name_problems(name))


def test_a_compatibility_ideograph_is_kept_and_matches_the_unified_one() -> None:
    assert clean_name("\uf9e1明") == "\uf9e1明"
    assert name_key("\uf9e1明") == name_key("李明")


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(1999, 12, 31)),
    st.integers(0, 999),
)
def test_an_old_number_becomes_the_new_one_of_the_same_person(born: date, sequence: int) -> None:
    old = f"{UNISSUED_AREA}{born:%y%m%d}{sequence:03}"
    seventeen = f"{UNISSUED_AREA}{born:%Y%m%d}{sequence:03}"
    reading = read_id(old, "citizen", today=date(2016, 11, 23))
    assert reading.number == seventeen + check_digit(seventeen)
    assert reading.notices
