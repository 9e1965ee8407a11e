"""The pages of imports, as the clerk goes through them."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from registry.accounts.models import User
from registry.audit.models import Act
from registry.models import Batch
from tests.cast import Cast

from .conftest import Desk
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
BAD = workbook([household("1"), household("2")], [member("1"), daughter("1"), member("2", 2, 与户主关系="之子")])


def post_file(client: Client, data: bytes, name: str = "户.xlsx") -> str:
    answer = client.post(
        "/import/upload/", {"kind": "households", "region": "433124000000", "file": SimpleUploadedFile(name, data)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_clerk_uploads_a_file_and_comes_to_its_batch(desk: Desk, signed_in_as: Browser) -> None:
    client = signed_in_as(desk.clerk)
    page = client.get(post_file(client, workbook())).content.decode()
    assert "户.xlsx" in page
    assert Batch.objects.get().state == "uploaded"


def test_the_same_file_again_goes_to_the_batch_that_is_there(desk: Desk, signed_in_as: Browser) -> None:
    client, data = signed_in_as(desk.clerk), workbook()
    first = post_file(client, data)
    assert post_file(client, data, "改名.xlsx") == first
    assert "这个文件已经上传过" in client.get(first).content.decode()


def test_an_upload_without_a_file_says_so_on_the_page(desk: Desk, signed_in_as: Browser) -> None:
    answer = signed_in_as(desk.clerk).post("/import/upload/", {"kind": "households", "region": "433124000000"})
    assert answer.status_code == 400
    assert "上传工作簿" in answer.content.decode()


def test_an_upload_for_another_county_is_no_choice(desk: Desk, signed_in_as: Browser) -> None:
    file = SimpleUploadedFile("户.xlsx", workbook())
    answer = signed_in_as(desk.clerk).post(
        "/import/upload/", {"kind": "households", "region": "433125000000", "file": file}
    )
    assert answer.status_code == 400
    assert not Batch.objects.exists()


def test_the_page_of_a_checked_batch_shows_counts_faults_and_households(desk: Desk, signed_in_as: Browser) -> None:
    batch = desk.upload(BAD)
    page = signed_in_as(desk.clerk).get(f"/import/{batch.pk}/").content.decode()
    for words in ("户主不对", "没有户主", "石大零", "新增", "下载错误工作簿", "合并…", batch.file_hash):
        assert words in page


def test_the_list_can_be_narrowed_to_the_refused(desk: Desk, signed_in_as: Browser) -> None:
    batch = desk.upload(BAD)
    rows = signed_in_as(desk.clerk).get(f"/import/{batch.pk}/?verdict=refused").context["rows"]
    assert [row.staged.key for row in rows] == ["2"]


def test_the_list_can_be_narrowed_to_a_kind_of_problem(desk: Desk, signed_in_as: Browser) -> None:
    batch, client = desk.upload(BAD), signed_in_as(desk.clerk)
    assert "?fault=head#preview" in client.get(f"/import/{batch.pk}/").content.decode()
    answer = client.get(f"/import/{batch.pk}/?fault=head")
    assert [row.staged.key for row in answer.context["rows"]] == ["2"]
    assert "只列有这种问题的：户主不对" in answer.content.decode()
    assert len(client.get(f"/import/{batch.pk}/?fault=nonsense").context["rows"]) == 2


def test_confirming_starts_the_merge(desk: Desk, signed_in_as: Browser) -> None:
    batch, client = desk.upload(workbook()), signed_in_as(desk.clerk)
    client.post(f"/import/{batch.pk}/confirm/", {"way": "all"})
    batch.refresh_from_db()
    assert (batch.state, batch.only_good) == ("merging", False)
    assert "合并" in client.get(f"/import/{batch.pk}/").content.decode()


def test_while_the_job_goes_on_the_bar_asks_for_itself_and_then_for_the_page(desk: Desk, signed_in_as: Browser) -> None:
    client = signed_in_as(desk.clerk)
    address = post_file(client, workbook())
    answer = client.get(address, headers={"HX-Request": "true"})
    assert f'hx-get="{address}"' in answer.content.decode()
    batch = desk.upload(workbook([household("9")], [member("9", 9)]))
    assert client.get(f"/import/{batch.pk}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_cancelled_batch_keeps_nothing_staged(desk: Desk, signed_in_as: Browser) -> None:
    batch = desk.upload(workbook())
    signed_in_as(desk.clerk).post(f"/import/{batch.pk}/cancel/")
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert not batch.staged.exists()


def test_a_neighbours_batch_does_not_exist(desk: Desk, cast: Cast, signed_in_as: Browser) -> None:
    batch, neighbour = desk.upload(workbook()), signed_in_as(cast.neighbour_clerk)
    assert neighbour.get(f"/import/{batch.pk}/").status_code == 404
    assert batch.file_name not in neighbour.get("/import/").content.decode()
    for name in ("confirm", "recheck", "cancel", "errors", "original"):
        assert neighbour.post(f"/import/{batch.pk}/{name}/", {"way": "good", "reason": "核对"}).status_code == 404


def test_a_reviewer_sees_the_batch_of_the_own_township_and_may_do_nothing(cast: Cast, signed_in_as: Browser) -> None:
    township = Desk(cast.township_clerk, 433124100000)
    batch, reviewer = township.upload(workbook()), signed_in_as(cast.township_reviewer)
    page = reviewer.get(f"/import/{batch.pk}/")
    assert page.status_code == 200
    assert "合并…" not in page.content.decode()
    assert reviewer.post(f"/import/{batch.pk}/confirm/", {"way": "good"}).status_code == 403


def test_a_leader_has_no_imports(cast: Cast, signed_in_as: Browser) -> None:
    assert signed_in_as(cast.county_leader).get("/import/").status_code == 403


def test_the_original_needs_a_reason_and_leaves_an_act(desk: Desk, signed_in_as: Browser) -> None:
    data = workbook()
    batch, client = desk.upload(data), signed_in_as(desk.clerk)
    assert client.post(f"/import/{batch.pk}/original/").status_code == 302
    answer = client.post(f"/import/{batch.pk}/original/", {"reason": "核对原件"})
    assert answer.content == data
    assert answer["Cache-Control"] == "no-store"
    assert Act.objects.get(verb="batch.export").reason == "核对原件"


def test_the_error_workbook_is_downloaded_by_post_alone(desk: Desk, signed_in_as: Browser) -> None:
    batch, client = desk.upload(BAD), signed_in_as(desk.clerk)
    assert client.get(f"/import/{batch.pk}/errors/").status_code == 405
    book = load_workbook(io.BytesIO(client.post(f"/import/{batch.pk}/errors/").content))
    assert [row[0].value for row in book["农户"].iter_rows(min_row=2)] == ["2"]


def test_the_template_names_the_clerks_own_villages(desk: Desk, signed_in_as: Browser) -> None:
    answer = signed_in_as(desk.clerk).get("/import/template/")
    book = load_workbook(io.BytesIO(answer.content))
    listed = {cell.value for row in book["选项"].iter_rows() for cell in row}
    assert {"城北村", "山上村"} <= listed
    assert "邻一村" not in listed
