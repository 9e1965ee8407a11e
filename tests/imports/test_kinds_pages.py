"""The pages of imports for every kind: who may upload what, what the pages call it, templates, undoing, passwords."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import Workbook, load_workbook

from registry.accounts.models import User
from registry.audit.models import Act
from registry.choices import DecisionState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Batch, Decision
from registry.parameters.models import PovertyLine
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of

from .conftest import Desk
from .lists import decision, line, listing, user

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
COUNTY, PROVINCE = 433124000000, 430000000000


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


def upload(client: Client, kind: str, region: int, data: bytes) -> HttpResponseBase:
    return client.post(
        "/import/upload/", {"kind": kind, "region": str(region), "file": SimpleUploadedFile("名单.xlsx", data)}
    )


def opened(answer: HttpResponseBase) -> Workbook:
    return load_workbook(io.BytesIO(b"".join(answer)))


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("county_clerk", {"households", "decisions", "baseline"}),
        ("township_clerk", {"households", "decisions", "baseline"}),
        ("county_administrator", {"users"}),
        ("provincial_administrator", {"parameters"}),
    ],
)
def test_everybody_imports_what_they_may_change_by_hand(
    cast: Cast, signed_in_as: Browser, part: str, kinds: set[str]
) -> None:
    form = signed_in_as(cast[part]).get("/import/").context["form"]
    assert {value for value, _label in form.fields["kind"].choices} == kinds


@pytest.mark.parametrize("part", ["auditor", "county_approver", "township_reviewer"])
def test_who_only_reads_has_no_upload(cast: Cast, signed_in_as: Browser, part: str) -> None:
    page = signed_in_as(cast[part]).get("/import/").content.decode()
    assert "上传并校验" not in page


@pytest.mark.parametrize(
    ("part", "kind", "region"),
    [
        ("county_clerk", "users", COUNTY),
        ("county_clerk", "parameters", COUNTY),
        ("county_administrator", "households", COUNTY),
        ("county_administrator", "users", PROVINCE),
        ("provincial_administrator", "decisions", PROVINCE),
        ("neighbour_clerk", "decisions", COUNTY),
    ],
)
def test_what_is_not_theirs_cannot_be_uploaded(
    cast: Cast, signed_in_as: Browser, part: str, kind: str, region: int
) -> None:
    assert upload(signed_in_as(cast[part]), kind, region, listing(用户=[user()])).status_code == 400
    assert not Batch.objects.exists()


def test_each_sees_the_batches_of_the_kinds_that_are_their_business(cast: Cast, signed_in_as: Browser) -> None:
    posted = {"decisions": (cast.county_clerk, COUNTY), "users": (cast.county_administrator, COUNTY)}
    for kind, (who, region) in posted.items():
        assert upload(signed_in_as(who), kind, region, listing(用户=[user(kind)])).status_code == 302

    def seen(part: str) -> set[str]:
        return {batch.kind for batch in signed_in_as(cast[part]).get("/import/").context["page"]}

    assert seen("county_clerk") == seen("auditor") == {"decisions"}
    assert seen("county_administrator") == seen("system_administrator") == {"users"}
    assert seen("neighbour_clerk") == seen("provincial_administrator") - {"decisions"} == set()


def test_a_batch_of_users_does_not_exist_for_the_clerk(cast: Cast, signed_in_as: Browser) -> None:
    batch = Desk(cast.county_administrator, COUNTY, "users").bring_in(listing(用户=[user()]))
    clerk = signed_in_as(cast.county_clerk)
    assert clerk.get(f"/import/{batch.pk}/").status_code == 404
    for name in ("confirm", "undo", "passwords", "errors", "original"):
        assert clerk.post(f"/import/{batch.pk}/{name}/", {"way": "good", "reason": "看看"}).status_code == 404


@pytest.mark.parametrize(
    ("part", "word", "sheets"),
    [
        ("county_clerk", "households", ["农户", "成员"]),
        ("county_clerk", "years", ["农户", "成员"]),
        ("county_clerk", "members", ["成员"]),
        ("county_clerk", "decisions", ["决定"]),
        ("county_administrator", "users", ["用户"]),
        ("provincial_administrator", "parameters", ["扶贫标准", "参数", "工作日历"]),
    ],
)
def test_every_template_has_protected_heads_lists_notes_and_a_version(
    cast: Cast, signed_in_as: Browser, part: str, word: str, sheets: list[str]
) -> None:
    book = opened(signed_in_as(cast[part]).get(f"/import/template/?of={word}"))
    assert book.sheetnames == [*sheets, "填写说明", "选项"]
    assert book["选项"].sheet_state == "hidden"
    assert str(book["选项"]["A1"].value).startswith("jingzhun-")
    for name in sheets:
        sheet = book[name]
        assert sheet.protection.sheet
        assert (sheet["A1"].protection.locked, sheet["A2"].protection.locked) == (True, False)
        assert sheet.column_dimensions["A"].protection.locked is False
        assert str(sheet["A2"].value).startswith("示例")
    assert any(book[name].data_validations.dataValidation for name in sheets)


@pytest.mark.parametrize(("part", "word"), [("county_clerk", "users"), ("county_administrator", "households")])
def test_a_template_of_somebody_elses_kind_does_not_exist(
    cast: Cast, signed_in_as: Browser, part: str, word: str
) -> None:
    assert signed_in_as(cast[part]).get(f"/import/template/?of={word}").status_code == 404


def test_the_users_template_lists_the_own_regions_and_roles(cast: Cast, signed_in_as: Browser) -> None:
    book = opened(signed_in_as(cast.county_administrator).get("/import/template/?of=users"))
    listed = {cell.value for row in book["选项"].iter_rows() for cell in row}
    assert {"县级录入员", "湖南省湘西土家族苗族自治州花垣县花垣镇"} <= listed
    assert not {"系统管理员", "省级管理员", "湖南省"} & listed


@pytest.mark.parametrize(("part", "word"), [("county_clerk", "decisions"), ("county_administrator", "users")])
def test_an_unfilled_template_is_sent_back(cast: Cast, signed_in_as: Browser, part: str, word: str) -> None:
    data = signed_in_as(cast[part]).get(f"/import/template/?of={word}").content
    batch = Desk(cast[part], COUNTY, word).upload(data)
    assert (batch.state, batch.problem) == ("refused", "工作簿里没有数据；模板中的示例行不算")


def test_the_pages_of_decisions_speak_of_decisions(cast: Cast, tree: Tree, signed_in_as: Browser) -> None:
    poor = household_of(1, village=tree.village)
    desk, client = Desk(cast.county_clerk, COUNTY, "decisions"), signed_in_as(cast.county_clerk)
    batch = desk.upload(listing(决定=[decision(poor.pk), decision(1)]))
    page = client.get(f"/import/{batch.pk}/").content.decode()
    for words in ("动态调整决定", "只合并无误的决定", "1 处，1 项", "花扶领〔2016〕8号", f"/households/{poor.pk}/"):
        assert words in page
    assert "户标识" not in page
    assert "空单元格" not in page
    client.post(f"/import/{batch.pk}/confirm/", {"way": "all"})
    assert "只合并无误的决定" in client.post(f"/import/{batch.pk}/confirm/", {"way": "all"}).content.decode()


def test_decisions_are_taken_back_from_the_page(cast: Cast, tree: Tree, signed_in_as: Browser) -> None:
    poor = household_of(1, village=tree.village)
    batch = Desk(cast.county_clerk, COUNTY, "decisions").bring_in(listing(决定=[decision(poor.pk)]))
    client = signed_in_as(cast.county_clerk)
    assert "撤销这次导入…" in client.get(f"/import/{batch.pk}/").content.decode()
    assert client.post(f"/import/{batch.pk}/undo/").status_code == 302
    assert Decision.objects.get().state == DecisionState.WITHDRAWN
    assert "撤销这次导入…" not in client.get(f"/import/{batch.pk}/").content.decode()


def test_another_clerk_does_not_take_them_back(cast: Cast, tree: Tree, signed_in_as: Browser) -> None:
    poor = household_of(1, village=tree.village)
    batch = Desk(cast.township_clerk, 433124100000, "decisions").bring_in(listing(决定=[decision(poor.pk)]))
    answer = signed_in_as(cast.county_clerk).post(f"/import/{batch.pk}/undo/")
    assert (answer.status_code, Decision.objects.get().state) == (409, DecisionState.PROPOSED)


def test_first_passwords_are_made_when_asked_for_and_kept_nowhere(
    cast: Cast, signed_in_as: Browser, client: Client
) -> None:
    desk, administrator = Desk(cast.county_administrator, COUNTY, "users"), signed_in_as(cast.county_administrator)
    batch = desk.bring_in(listing(用户=[user(), user("shimei", 姓名="石梅")]))
    page = administrator.get(f"/import/{batch.pk}/").content.decode()
    assert "这一批有 2 名用户还没有自己的密码" in page
    assert "不能整批撤销" in page
    sheet = opened(administrator.post(f"/import/{batch.pk}/passwords/")).worksheets[0]
    given = {str(row[0]): str(row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert set(given) == {"longmei", "shimei"}
    assert User.objects.get(username="longmei").check_password(given["longmei"])
    assert Act.objects.filter(verb="password.reset").count() == 2
    again = opened(administrator.post(f"/import/{batch.pk}/passwords/")).worksheets[0]
    assert again["D2"].value not in given.values()


def test_who_has_an_own_password_keeps_it(cast: Cast, signed_in_as: Browser) -> None:
    administrator = signed_in_as(cast.county_administrator)
    batch = Desk(cast.county_administrator, COUNTY, "users").bring_in(listing(用户=[user()]))
    User.objects.filter(username="longmei").update(must_change_password=False)
    assert administrator.post(f"/import/{batch.pk}/passwords/").status_code == 409


def test_parameters_go_from_the_page_to_the_province(cast: Cast, signed_in_as: Browser) -> None:
    client = signed_in_as(cast.provincial_administrator)
    answer = upload(client, "parameters", PROVINCE, listing(扶贫标准=[line()]))
    batch = Batch.objects.get()
    assert answer["Location"] == f"/import/{batch.pk}/"
    work_through(Job.objects.get(subject=str(batch.pk)).pk)
    Desk(cast.provincial_administrator, PROVINCE, "parameters").merge(batch)
    page = client.get(f"/import/{batch.pk}/").content.decode()
    assert "参数保存后即按年度生效" in page
    assert PovertyLine.objects.filter(province_code=PROVINCE, year=2017).exists()


def test_the_original_of_parameters_is_for_who_sees_them(cast: Cast, signed_in_as: Browser) -> None:
    data = listing(扶贫标准=[line()])
    batch = Desk(cast.provincial_administrator, PROVINCE, "parameters").upload(data)
    answer = signed_in_as(cast.auditor).post(f"/import/{batch.pk}/original/", {"reason": "核对"})
    assert answer.content == data
