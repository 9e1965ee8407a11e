"""Who gets a file, for how long, and what stays on record (trust.md §5, G8, G11)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.accounts.actions.postings import transfer_user
from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.models import Act
from registry.exports.work import make
from registry.jobs.actions import cancel_job
from registry.jobs.models import Unit
from registry.models import Export, ExportPart
from registry.queries.exports import job_of
from registry.regions.models import Region
from registry.tasks import discard_expired_exports
from tests.cast import Cast
from tests.factories import Tree, household_of

from .conftest import Browser, Desk, made, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(desk: Desk, village: list[int]) -> Export:
    """The county clerk's, ready."""
    return desk.order("households")


def test_nothing_of_another_county_is_in_it(desk: Desk, tree: Tree, village: list[int]) -> None:
    household_of(2, village=tree["433125100200"], head={"name": "邻县人"})
    names = [row[0] for row in desk.sheet("households")]
    assert names == ["户主", "甲一", "乙二", "丙三"]


def test_another_county_cannot_be_asked_for(desk: Desk, tree: Tree, village: list[int]) -> None:
    answer = desk.client.post(
        "/exports/order/households/", {"format": "xlsx", "conditions": f"region={tree['433125'].pk}"}
    )
    assert answer.status_code == 409
    assert not Export.objects.exists()


def test_the_link_is_its_owners_alone(export: Export, cast: Cast, signed_in_as: Browser) -> None:
    for other in (cast.county_approver, cast.neighbour_clerk, cast.auditor):
        client = signed_in_as(other)
        assert client.get(f"/exports/{export.pk}/").status_code == 404
        assert client.post(f"/exports/{export.pk}/take/").status_code == 404
        assert client.post(f"/exports/{export.pk}/discard/").status_code == 404


def test_after_a_day_it_is_gone_and_says_so(export: Export, desk: Desk) -> None:
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for answer in (desk.client.get(f"/exports/{export.pk}/"), desk.client.post(f"/exports/{export.pk}/take/")):
        assert answer.status_code == 410
        assert "不能再下载" in answer.content.decode()
    discard_expired_exports()
    assert not ExportPart.objects.exists()
    export.refresh_from_db()
    assert (export.state, export.rows, len(export.file_hash)) == ("gone", 3, 64)
    assert desk.client.post(f"/exports/{export.pk}/take/").status_code == 410


def test_a_file_lives_a_day(export: Export) -> None:
    assert export.ready_at is not None
    assert export.expires_at == export.ready_at + timedelta(hours=24)


def test_who_is_transferred_cannot_fetch_what_the_old_place_gave(
    export: Export, desk: Desk, cast: Cast, tree: Tree
) -> None:
    assert rows_of(desk.fetch(export))
    transfer(cast.county_clerk, tree["433125"])
    assert desk.client.post(f"/exports/{export.pk}/take/").status_code == 404
    assert "不包括这份文件" in desk.client.get(f"/exports/{export.pk}/").content.decode()


def transfer(clerk: User, region: Region) -> None:
    """To another county, from today."""
    yesterday = timezone.localdate() - timedelta(days=1)
    transfer_user(
        posting_id=clerk.postings.get().pk,
        role="county_clerk",
        region=region,
        last_day=yesterday,
        reason="调动",
        by=SYSTEM,
    )


def test_what_waits_to_be_made_is_not_made_after_a_transfer(
    desk: Desk, cast: Cast, tree: Tree, village: list[int]
) -> None:
    desk.client.post("/exports/order/households/", {"format": "xlsx"})
    transfer(cast.county_clerk, tree["433125"])
    export = made(Export.objects.get())
    assert (export.state, export.problem) == ("failed", "导出人已不在这一区域任职，没有生成文件")
    assert not ExportPart.objects.exists()


def test_every_step_is_an_act(export: Export, desk: Desk) -> None:
    desk.fetch(export)
    desk.client.post(f"/exports/{export.pk}/discard/")
    told = Act.objects.filter(target_type="export", target_id=str(export.pk)).order_by("at")
    assert list(told.values_list("verb", "actor_name")) == [
        (verb, desk_name(desk)) for verb in ("export.order", "export.ready", "export.take", "export.discard")
    ]
    assert "3 行" in told[0].reason


def desk_name(desk: Desk) -> str:
    return Export.objects.latest("ordered_at").ordered_by.name


def test_who_audits_sees_the_record_and_not_the_content(export: Export, cast: Cast, signed_in_as: Browser) -> None:
    for reader in (cast.auditor, cast.audit_administrator):
        page = signed_in_as(reader).get("/exports/record/").content.decode()
        assert cast.county_clerk.name in page
        assert export.short_number in page
        assert "甲一" not in page


def test_the_same_order_twice_is_one(desk: Desk, village: list[int]) -> None:
    for _ in range(2):
        desk.client.post("/exports/order/households/", {"format": "xlsx"})
    assert Export.objects.count() == 1


def test_a_cancelled_job_leaves_no_file(desk: Desk, village: list[int]) -> None:
    desk.client.post("/exports/order/households/", {"format": "xlsx"})
    export = Export.objects.get()
    job = job_of(export)
    assert job is not None
    cancel_job(job_id=job.pk, by=SYSTEM)
    export.refresh_from_db()
    assert (export.state, export.problem) == ("failed", "已取消")
    assert "没有生成文件" in desk.client.get(f"/exports/{export.pk}/").content.decode()


def test_a_unit_that_is_done_again_changes_nothing(export: Export) -> None:
    unit = Unit.objects.select_related("job").get(job__subject=str(export.pk))
    assert make(unit) == 3
    assert (Export.objects.get().file_hash, ExportPart.objects.count()) == (export.file_hash, 1)


def test_nothing_found_is_nothing_to_take(desk: Desk, village: list[int]) -> None:
    answer = desk.client.post("/exports/order/households/", {"format": "xlsx", "conditions": "exit_year=2099"})
    assert answer.status_code == 409
    assert "没有可导出的内容" in answer.content.decode()
