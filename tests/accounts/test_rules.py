from datetime import date

import pytest

from registry.accounts.roles import EXCLUSIVE_ROLES, ROLES
from registry.accounts.rules import Term, posting_problems
from registry.regions.choices import Level

COUNTY, OTHER_COUNTY, PROVINCE = 1, 2, 3
SPRING, SUMMER, WINTER = date(2016, 3, 1), date(2016, 6, 1), date(2016, 12, 1)

CLERK = Term("county_clerk", COUNTY, SPRING)
SYSTEM_ADMINISTRATOR = Term("system_administrator", PROVINCE, SPRING)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (Term("", 1, SPRING), Term("", 1, SUMMER), True),
        (Term("", 1, SPRING, SUMMER), Term("", 1, SUMMER, WINTER), True),  # both ends included
        (Term("", 1, SPRING, SUMMER), Term("", 1, WINTER), False),
    ],
)
def test_two_terms_overlap_when_both_hold_on_some_day(first: Term, second: Term, together: bool) -> None:
    assert first.overlaps(second) is second.overlaps(first) is together


def test_a_role_is_given_at_its_own_level() -> None:
    assert posting_problems(CLERK, Level.COUNTY, []) == []
    assert posting_problems(CLERK, Level.TOWNSHIP, []) == ["“县级录入员”应在县（市、区、旗）任职"]


def test_a_term_does_not_end_before_it_begins() -> None:
    assert posting_problems(Term("county_clerk", COUNTY, SUMMER, SUMMER), Level.COUNTY, []) == []
    assert posting_problems(Term("county_clerk", COUNTY, SUMMER, SPRING), Level.COUNTY, []) == [
        "结束日期不能早于开始日期"
    ]


def test_ordinary_roles_may_be_held_together() -> None:
    assert posting_problems(CLERK, Level.COUNTY, [Term("county_approver", COUNTY, SPRING)]) == []


def test_the_same_role_may_be_held_in_two_counties_but_not_twice_in_one() -> None:
    assert posting_problems(CLERK, Level.COUNTY, [Term("county_clerk", OTHER_COUNTY, SPRING)]) == []
    assert posting_problems(CLERK, Level.COUNTY, [Term("county_clerk", COUNTY, SUMMER)]) == ["这一时期已有相同的任职"]


@pytest.mark.parametrize("role", sorted(EXCLUSIVE_ROLES))
def test_an_exclusive_role_stands_beside_no_other_whichever_came_first(role: str) -> None:
    exclusive = Term(role, PROVINCE, SPRING)
    for other in ROLES.values():
        if other.code != role:
            term = Term(other.code, COUNTY, SPRING)
            assert posting_problems(exclusive, Level.PROVINCE, [term]) != []
            assert posting_problems(term, other.level, [exclusive]) != []


def test_an_exclusive_role_may_follow_upon_another() -> None:
    before = Term("county_clerk", COUNTY, SPRING, SUMMER)
    assert posting_problems(Term("auditor", PROVINCE, WINTER), Level.PROVINCE, [before]) == []
    assert posting_problems(Term("system_administrator", PROVINCE, WINTER), Level.PROVINCE, [before]) == []
    assert posting_problems(Term("system_administrator", PROVINCE, SUMMER), Level.PROVINCE, [before]) != []


def test_the_three_administrators_exclude_each_other_and_see_no_household() -> None:
    assert {"system_administrator", "security_administrator", "audit_administrator"} == EXCLUSIVE_ROLES
    for role in EXCLUSIVE_ROLES:
        assert not any(p.startswith(("household.", "decision.", "doubt.", "import.")) for p in ROLES[role].permissions)
