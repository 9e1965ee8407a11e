from datetime import date

import pytest

from registry.accounts.permissions import Permission
from registry.accounts.roles import EXCLUSIVE_ROLES, ROLES
from registry.accounts.rules import Seat, Term, may_fill, posting_problems, reach_problems, roles_to_give
from registry.choices import BatchKind
from registry.regions.choices import Level
from registry.regions.spans import span_of
from registry.rules.batch_kinds import NEEDS_TO_RUN, NEEDS_TO_SEE

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
        assert not any(p.startswith(("household.", "decision.", "doubt.")) for p in ROLES[role].permissions)


def test_an_administrator_who_imports_imports_users_alone() -> None:
    for role in EXCLUSIVE_ROLES:
        held = ROLES[role].permissions
        kinds = {kind for kind in BatchKind if {NEEDS_TO_RUN[kind], NEEDS_TO_SEE[kind]} & held}
        assert kinds <= {BatchKind.USERS}
        assert (Permission.IMPORT_RUN in held) == (role == "system_administrator")


# Whose business a posting is


def seat(role: str, code: str, level: Level) -> Seat:
    return Seat(role, level, span_of(code))


OF_PROVINCE = seat("system_administrator", "43", Level.PROVINCE)
OF_PREFECTURE = seat("system_administrator", "4331", Level.PREFECTURE)
OF_COUNTY = seat("system_administrator", "433124", Level.COUNTY)


@pytest.mark.parametrize(
    ("own", "other", "may"),
    [
        (OF_COUNTY, seat("county_clerk", "433124", Level.COUNTY), True),  # the equal area
        (OF_COUNTY, seat("first_secretary", "433124100200", Level.VILLAGE), True),
        (OF_COUNTY, seat("county_clerk", "433125", Level.COUNTY), False),  # outside
        (OF_COUNTY, seat("prefecture_reader", "4331", Level.PREFECTURE), False),  # above
        (OF_COUNTY, seat("audit_administrator", "433124", Level.COUNTY), False),  # an administrator of the own level
        (OF_PREFECTURE, seat("audit_administrator", "433124", Level.COUNTY), True),
        (OF_PREFECTURE, OF_PREFECTURE, False),
        (OF_PROVINCE, OF_PREFECTURE, True),
        (OF_PREFECTURE, OF_PROVINCE, False),
        (OF_PROVINCE, seat("provincial_administrator", "43", Level.PROVINCE), True),
    ],
)
def test_a_posting_is_managed_from_its_own_area_or_above_and_an_administrator_s_from_above(
    own: Seat, other: Seat, may: bool
) -> None:
    assert may_fill(own, other) is may
    assert (reach_problems([own], [other]) == []) is may


def test_a_county_that_shares_its_prefecture_s_code_does_not_reach_it() -> None:
    """东莞: the prefecture 4419 and its only county are both 441900000000."""
    of_county = Seat("system_administrator", Level.COUNTY, span_of("441900"))
    assert not may_fill(of_county, seat("prefecture_reader", "4419", Level.PREFECTURE))
    as_wide = Seat("system_administrator", Level.COUNTY, span_of("4419"))
    assert not may_fill(as_wide, seat("prefecture_reader", "4419", Level.PREFECTURE))


def test_one_posting_out_of_reach_is_enough_to_refuse_and_is_named_once() -> None:
    inside, outside = seat("county_clerk", "433124", Level.COUNTY), seat("auditor", "43", Level.PROVINCE)
    problems = reach_problems([OF_COUNTY], [inside, outside, outside])
    assert problems == ["“审计员”（省）不在您的管理权限之内，请由上一级系统管理员办理"]


def test_who_holds_no_seat_reaches_nobody() -> None:
    assert reach_problems([], [seat("county_clerk", "433124", Level.COUNTY)]) != []
    assert roles_to_give([]) == []


def test_a_province_appoints_administrators_of_lower_levels_and_a_county_none() -> None:
    assert set(roles_to_give([OF_PROVINCE])) >= EXCLUSIVE_ROLES
    assert EXCLUSIVE_ROLES & set(roles_to_give([OF_COUNTY])) == set()
