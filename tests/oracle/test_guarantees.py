"""§13.2 Income and Guarantees, with §13.8: each column of each row."""

import pytest

from .by_hand import Written


def one_person(born: str = "1980-05-05", **year: str) -> Written:
    case = Written().household(1, members=1).edit("persons", 101, born=born)
    return case.edit("member_years", 101, **year)


def child(born: str = "2006-06-06", **year: str) -> str:
    return one_person(born, **year).closing()["education"]


@pytest.mark.parametrize(("item", "code"), [("food", "food"), ("clothing", "clothing"), ("water", "water")])
def test_surveyed_guarantees(item: str, code: str) -> None:
    assert Written().household(1).edit("surveys", 1, **{item: 1}).closing()[code] == "met"
    assert Written().household(1).edit("surveys", 1, **{item: 0}).closing()[code] == "unmet"
    assert Written().household(1).edit("surveys", 1, **{item: ""}).closing()[code] == "unknown"


@pytest.mark.parametrize("missing", ["none", "carried forward", "of another year"])
def test_a_missing_survey_leaves_four_guarantees_unknown(missing: str) -> None:
    case = Written().household(1)
    if missing == "none":
        case.drop("surveys", 1)
    elif missing == "carried forward":
        case.edit("surveys", 1, confirmed=0)
    else:
        case.edit("surveys", 1, year=2015)
    closing = case.closing()
    assert [closing[name] for name in ("food", "clothing", "water", "housing")] == ["unknown"] * 4
    assert [closing[name] for name in ("income", "education", "medical")] == ["met"] * 3


@pytest.mark.parametrize(
    ("grade", "remedy", "remedy_on", "expected"),
    [
        ("A", "", "", "met"),
        ("B", "", "", "met"),
        ("C", "", "", "unmet"),
        ("D", "", "", "unmet"),
        ("C", "rebuilt_accepted", "2016-12-31", "met"),
        ("D", "relocated_occupied", "2014-04-04", "met"),
        ("D", "rebuilt_accepted", "2017-01-01", "unmet"),
        ("C", "relocated_occupied", "", "unmet"),
        ("C", "promised", "2016-01-01", "unmet"),
        ("", "", "", "unknown"),
        ("", "rebuilt_accepted", "2016-01-01", "unknown"),
    ],
)
def test_housing(grade: str, remedy: str, remedy_on: str, expected: str) -> None:
    case = Written().household(1).edit("surveys", 1, housing_grade=grade, housing_remedy=remedy, remedy_on=remedy_on)
    assert case.closing()["housing"] == expected


@pytest.mark.parametrize(
    ("born", "concerned"),
    [
        ("2010-08-31", True),  # 6 on the day
        ("2010-09-01", False),
        ("2001-01-01", True),  # 15 on 31 December, 16 the day after
        ("2000-12-31", False),  # 16 on the day
        ("2008-02-29", True),
        ("2000-02-29", False),
        ("2016-05-05", False),
        ("1950-01-01", False),
    ],
)
def test_whom_education_concerns(born: str, *, concerned: bool) -> None:
    assert child(born, school="01") == ("unmet" if concerned else "met")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ({"school": "03"}, "met"),
        ({"school": "06"}, "met"),
        ({"school": "16"}, "met"),
        ({"school": "01"}, "unmet"),
        ({"school": "02"}, "unmet"),
        ({"school": ""}, "unknown"),
        ({"school": "01", "reason": "home_taught"}, "met"),
        ({"school": "02", "reason": "ill"}, "met"),
        ({"school": "01", "reason": "disabled"}, "met"),
        ({"school": "", "reason": "ill"}, "met"),
        ({"school": "01", "reason": "suspended"}, "unmet"),
        ({"school": "", "reason": "suspended"}, "unknown"),
        ({"school": "01", "education": "03"}, "met"),
        ({"school": "", "education": "05"}, "met"),
        ({"school": "01", "education": "02"}, "unmet"),
        ({"school": "01", "education": "06"}, "unmet"),  # 学龄前儿童 is the last code, not the highest
    ],
)
def test_education_of_a_child(year: dict[str, str], expected: str) -> None:
    assert child(**year) == expected


def test_education_without_a_birth_date_is_unknown() -> None:
    assert child("", school="03") == "unknown"
    assert child("", school="01") == "unknown"


def test_education_and_medical_without_a_person_year_are_unknown() -> None:
    case = one_person("2006-06-06").edit("member_years", 101, year=2015)
    assert (case.closing()["education"], case.closing()["medical"]) == ("unknown", "unknown")


FLAGS = ("soldier", "employee_insurance", "resident_insurance", "serious_insurance")


@pytest.mark.parametrize(
    ("flags", "expected", "expected_serious_required"),
    [
        ("1000", "met", "met"),
        ("1---", "met", "met"),
        ("01--", "met", "met"),
        ("0011", "met", "met"),
        ("0010", "met", "unmet"),
        ("001-", "met", "unknown"),
        ("0001", "unmet", "unmet"),
        ("000-", "unmet", "unmet"),
        ("00-0", "unknown", "unmet"),
        ("00-1", "unknown", "unknown"),
        ("-000", "unknown", "unknown"),
        ("0-00", "unknown", "unknown"),
        ("----", "unknown", "unknown"),
    ],
)
def test_medical(flags: str, expected: str, expected_serious_required: str) -> None:
    case = one_person(**{name: flag.strip("-") for name, flag in zip(FLAGS, flags, strict=True)})
    assert case.closing()["medical"] == expected
    case.add("parameters", name="serious_illness_from", province="43", value="2016")
    assert case.closing()["medical"] == expected_serious_required


@pytest.mark.parametrize(
    ("province", "since", "expected"), [("43", 2015, "unmet"), ("43", 2017, "met"), ("52", 2015, "met")]
)
def test_serious_illness_insurance_is_required_from_the_province_s_year_on(
    province: str, since: int, expected: str
) -> None:
    case = one_person(resident_insurance="1", serious_insurance="0")
    case.add("parameters", name="serious_illness_from", province=province, value=since)
    assert case.closing()["medical"] == expected


def test_one_unmet_member_outweighs_the_unknown_and_one_unknown_the_met() -> None:
    case = Written().household(1, members=3).edit("member_years", 101, resident_insurance="")
    assert case.closing()["medical"] == "unknown"
    assert case.edit("member_years", 102, resident_insurance="0").closing()["medical"] == "unmet"


def test_only_closing_members_are_asked() -> None:
    case = Written().household(1).edit("member_years", 101, resident_insurance="0")
    assert case.closing()["medical"] == "unmet"
    assert case.leave(101).closing()["medical"] == "met"


def test_education_and_medical_are_met_when_nobody_is_left() -> None:
    closing = Written().household(1).all_leave(1).closing()
    assert (closing["education"], closing["medical"], closing["income"]) == ("met", "met", "unknown")
