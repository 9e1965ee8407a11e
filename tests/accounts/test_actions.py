from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from registry.accounts import queries
from registry.accounts.actions import postings, users
from registry.accounts.models import Posting, User
from registry.accounts.scope import SYSTEM
from registry.audit.models import Act
from registry.refusal import Refused
from registry.regions.models import Region
from tests.cast import Cast
from tests.factories import PASSWORD, Tree, posted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
GOOD = "山上的猕猴桃熟了 2016"


def create(username: str = "xiangxiao", password: str = GOOD) -> User:
    return users.create_user(username=username, name="向小满", password=password, by=SYSTEM)


def test_a_new_user_can_log_in_may_nothing_and_leaves_an_act() -> None:
    user = User.objects.get(pk=create().pk)
    assert user.check_password(GOOD)
    assert user.postings_today == []
    assert Act.objects.get(verb="user.create").target_id == str(user.pk)


@pytest.mark.parametrize("bad", ["short", "1234567890123", "password123", "xiangxiao1"])
def test_a_weak_password_is_refused_in_chinese(bad: str) -> None:
    with pytest.raises(Refused, match="密码"):
        create(password=bad)


def test_a_name_in_use_is_refused() -> None:
    create()
    with pytest.raises(Refused, match="已有人使用"):
        create()


def test_only_who_manages_users_makes_them(cast: Cast) -> None:
    details: dict[str, Any] = {"username": "xiang", "name": "向小满", "password": GOOD}
    assert users.create_user(**details, by=cast.system_administrator).pk
    with pytest.raises(Http404):
        users.create_user(**{**details, "username": "other"}, by=cast.security_administrator)


def test_a_posting_gives_its_rights_at_once_and_leaves_an_act_in_its_region(cast: Cast, tree: Tree) -> None:
    user = create()
    postings.start_posting(
        user=user, role="county_clerk", region=tree.county, since=TODAY, by=cast.system_administrator
    )
    assert User.objects.get(pk=user.pk).may("household.edit")
    act = Act.objects.get(verb="posting.start")
    assert (act.target_id, act.region_code) == (str(user.pk), tree.county.code)
    assert act.actor_id == cast.system_administrator.pk


def test_a_posting_against_the_rules_is_refused(cast: Cast, tree: Tree) -> None:
    with pytest.raises(Refused, match="不能由一人兼任"):
        postings.start_posting(
            user=cast.auditor,
            role="audit_administrator",
            region=tree.province,
            since=TODAY,
            by=cast.system_administrator,
        )


def test_nobody_posts_outside_their_area(cast: Cast, tree: Tree) -> None:
    def post(region: Region) -> Posting:
        return postings.start_posting(
            user=cast.nobody, role="first_secretary", region=region, since=TODAY, by=cast.system_administrator
        )

    assert post(tree.village).pk
    with pytest.raises(Http404):
        post(tree.foreign_village)


def test_nobody_posts_or_ends_oneself(cast: Cast, tree: Tree) -> None:
    administrator = cast.system_administrator
    with pytest.raises(Refused, match="自己"):
        postings.start_posting(user=administrator, role="auditor", region=tree.province, since=TODAY, by=administrator)
    with pytest.raises(Refused, match="自己"):
        postings.end_posting(posting_id=administrator.postings.get().pk, by=administrator, reason="离职")


def test_a_posting_ended_at_once_gives_nothing_from_now_on(cast: Cast) -> None:
    postings.end_posting(posting_id=cast.county_clerk.postings.get().pk, by=cast.system_administrator, reason="调离")
    assert User.objects.get(pk=cast.county_clerk.pk).postings_today == []
    assert Act.objects.get(verb="posting.end").reason == "调离"


def test_a_posting_may_end_with_a_day_to_come(cast: Cast) -> None:
    posting = cast.county_clerk.postings.get()
    postings.end_posting(posting_id=posting.pk, by=SYSTEM, reason="退休", last_day=TODAY + timedelta(days=30))
    posting.refresh_from_db()
    assert posting.until == TODAY + timedelta(days=30)
    assert User.objects.get(pk=cast.county_clerk.pk).may("household.edit")


def test_a_posting_of_today_that_ends_at_once_is_gone_and_its_history_stays(cast: Cast, tree: Tree) -> None:
    posting = postings.start_posting(
        user=cast.nobody, role="first_secretary", region=tree.village, since=TODAY, by=SYSTEM
    )
    postings.end_posting(posting_id=posting.pk, by=SYSTEM, reason="误操作")
    assert not Posting.objects.filter(user=cast.nobody).exists()
    event = Posting.pgh_event_model  # type: ignore[attr-defined]
    assert list(event.objects.filter(pgh_obj_id=posting.pk).order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_a_posting_that_has_ended_does_not_end_again(cast: Cast) -> None:
    posting = cast.county_clerk.postings.get()
    postings.end_posting(posting_id=posting.pk, by=SYSTEM, reason="调离")
    with pytest.raises(Refused, match="此前结束"):
        postings.end_posting(posting_id=posting.pk, by=SYSTEM, reason="调离")


def test_a_changed_password_counts_from_now_and_leaves_an_act() -> None:
    user = create()
    users.change_password(new=PASSWORD, by=user)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.password_changed_at is not None
    assert Act.objects.filter(verb="password.change", actor_id=user.pk).exists()


def test_the_new_password_must_be_another_one() -> None:
    with pytest.raises(Refused, match="相同"):
        users.change_password(new=GOOD, by=create())


def test_a_reset_password_is_a_first_one_again(cast: Cast) -> None:
    user = cast.county_clerk
    users.reset_password(user=user, password=GOOD, by=cast.system_administrator, reason="忘记密码")
    user.refresh_from_db()
    assert (user.check_password(GOOD), user.password_changed_at) == (True, None)


def test_users_are_seen_by_those_whose_area_their_postings_lie_in(cast: Cast, tree: Tree) -> None:
    stranger = posted("county_clerk", tree["520628"], username="stranger")
    seen = set(queries.users(cast.security_administrator).values_list("username", flat=True))
    assert "county_clerk" in seen
    assert {stranger.username, "foreign_administrator", "nobody"}.isdisjoint(seen)
    assert not queries.users(cast.county_clerk).exists()


def test_users_of_a_role_are_those_who_hold_it_today(cast: Cast, tree: Tree) -> None:
    former = posted("county_clerk", tree.county, username="former")
    posting = former.postings.get()
    postings.end_posting(posting_id=posting.pk, by=SYSTEM, reason="调离", last_day=date(2015, 12, 31))
    found = queries.users_found(cast.security_administrator, role="county_clerk")
    assert {user.username for user in found} == {"county_clerk", "neighbour_clerk"}


def test_who_was_posted_today_is_transferred_today(cast: Cast, tree: Tree) -> None:
    user, yesterday = create(), TODAY - timedelta(days=1)
    by = cast.system_administrator
    first = postings.start_posting(user=user, role="county_clerk", region=tree.county, since=TODAY, by=by)
    asked: dict[str, Any] = {"posting_id": first.pk, "role": "township_clerk", "region": tree.township, "by": by}
    with pytest.raises(Refused, match="请填昨天"):
        postings.transfer_user(**asked, last_day=TODAY - timedelta(days=2), reason="填错")
    postings.transfer_user(**asked, last_day=yesterday, reason="填错")
    held = user.postings.values_list("role", "since", "until")
    assert list(held) == [("township_clerk", TODAY, None)]
