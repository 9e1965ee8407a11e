"""Workbooks of users: into the importer's own area and below, roles that the importer may give, no password."""

from datetime import date

import pytest

from registry.accounts.models import Posting, User
from registry.audit.models import Act
from registry.choices import BatchState
from tests.cast import Cast
from tests.factories import PostingFactory, Tree, closed_run

from .conftest import Desk
from .lists import listing, user
from .test_decision_lists import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(cast: Cast) -> Desk:
    """The county administrator's."""
    closed_run(2015)
    return Desk(cast.county_administrator, 433124000000, "users")


def test_a_user_comes_with_postings_and_nobody_knows_the_password(users: Desk, tree: Tree) -> None:
    rows = [user(), user(角色="驻村第一书记", 区划名称=None, 区划代码=433124100201, 结束日期="2018-02-28")]
    batch = users.bring_in(listing(用户=rows))
    made = User.objects.get(username="longmei")
    assert (batch.state, made.name, made.must_change_password) == (BatchState.MERGED, "龙梅", True)
    assert set(made.postings.values_list("role", "region__name", "since", "until")) == {
        ("township_clerk", "花垣镇", date(2016, 3, 1), None),
        ("first_secretary", "城南村", date(2016, 3, 1), date(2018, 2, 28)),
    }
    assert batch.counts["new"] == {"households": 1, "rows": 2}
    verbs = Act.objects.filter(parent=Act.objects.get(verb="batch.merge").pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["posting.start", "posting.start", "user.create"]


def test_the_same_rows_again_change_nothing(users: Desk) -> None:
    users.bring_in(listing(用户=[user()]))
    batch = users.upload(listing(用户=[user(), user("shimei", 姓名="石梅")]))
    assert dict(batch.staged.values_list("key", "verdict")) == {"longmei": "unchanged", "shimei": "new"}


def test_an_earlier_end_ends_the_posting(users: Desk) -> None:
    users.bring_in(listing(用户=[user()]))
    batch = users.bring_in(listing(用户=[user(结束日期="2016-12-31")]))
    assert batch.counts["changed"]["households"] == 1
    assert Posting.objects.get(user__username="longmei").until == date(2016, 12, 31)


def test_a_second_posting_of_somebody_who_is_there(users: Desk) -> None:
    users.bring_in(listing(用户=[user()]))
    users.bring_in(listing(用户=[user(角色="县级录入员", 区划名称="花垣县")]))
    assert Posting.objects.filter(user__username="longmei").count() == 2


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"用户名": "龙梅"}, "用户名", "用户名只能用字母、数字和 . _ -"),
    ({"用户名": None}, "用户名", "用户名没有填"),
    ({"姓名": None}, "姓名", "姓名没有填"),
    (
        {"角色": "乡镇录入"},
        "角色",
        "“乡镇录入”不在“角色”的选项之内，可填：乡镇录入员、县级录入员、乡镇审核员",
    ),
    ({"区划名称": "龙潭镇"}, "区划名称", "您管理的区域内没有“龙潭镇”"),
    ({"区划名称": None}, "区划代码", "区划代码和区划名称都没有填"),
    ({"区划名称": "城北村"}, "角色", "“乡镇录入员”应在乡（镇、街道、苏木）任职"),
    ({"开始日期": "上个月"}, "开始日期", "“上个月”不是日期，请写成 2016-01-02 的样子"),
    ({"结束日期": "2016-01-01"}, "角色", "结束日期不能早于开始日期"),
    (
        {"角色": "系统管理员", "区划名称": "花垣县"},
        "角色",
        "“系统管理员”（县）不在您的管理权限之内，请由上一级系统管理员办理",
    ),
    ({"用户名": "neighbour_clerk"}, "用户名", "用户名已有人使用"),
]


def test_every_wrong_row_is_named_with_its_place_and_the_good_one_is_taken(users: Desk) -> None:
    rows = [user(f"user{number}") | cells for number, (cells, *_said) in enumerate(WRONG)]
    batch = users.upload(listing(用户=[*rows, user("shimei", 姓名="石梅")]))
    assert [(row, column, message) for row, column, _code, message in messages(batch)] == [
        (row, *said) for row, (_cells, *said) in enumerate(WRONG, start=2)
    ]
    assert (batch.counts["new"]["rows"], batch.counts["refused"]["rows"]) == (1, len(WRONG))


def test_nobody_imports_the_own_account(users: Desk) -> None:
    batch = users.upload(listing(用户=[user("county_administrator", 姓名=users.clerk.name)]))
    assert "不能改动自己的任职、密码和状态，请由另一位管理员办理" in [found[3] for found in messages(batch)]


def test_another_county_is_out_of_reach_by_code_too(users: Desk, tree: Tree) -> None:
    batch = users.upload(listing(用户=[user(角色="县级录入员", 区划名称=None, 区划代码=tree["433125"].code)]))
    assert messages(batch)[0][1:3] == ("区划代码", "area")


def test_all_rows_of_a_user_are_refused_together(users: Desk) -> None:
    batch = users.upload(listing(用户=[user(), user(角色="县级录入员", 区划名称="没有县")]))
    assert batch.counts["refused"] == {"households": 1, "rows": 2}
    assert not User.objects.filter(username="longmei").exists()


def test_a_column_of_passwords_is_not_read_and_said_so(users: Desk) -> None:
    batch = users.upload(listing(用户=[user(初始密码="abc12345")]))
    assert batch.faults.get(warning=True).column == "初始密码"


def test_whoever_gained_a_posting_above_since_the_check_is_left_alone(users: Desk, tree: Tree) -> None:
    users.bring_in(listing(用户=[user()]))
    batch = users.upload(listing(用户=[user(角色="县级录入员", 区划名称="花垣县")]))
    one = User.objects.get(username="longmei")
    PostingFactory(user=one, role="prefecture_reader", region=tree["4331"])
    merged = users.merge(batch)
    assert messages(merged)[0][2] == "stale"
    assert not one.postings.filter(role="county_clerk").exists()
