"""The province's own fields, as columns behind the national ones."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from registry.excel import tables_of
from registry.imports.template import template
from registry.models import MemberYear, Survey
from registry.queries.stored import villages_in
from registry.regions.spans import span_of
from tests.factories import ExtraFieldFactory

from .conftest import Desk, faults, verdicts
from .workbooks import daughter, household, member, workbook

pytestmark = pytest.mark.django_db
HUNAN, COUNTY = 430000000000, 433124000000


def own_field(subject: str, key: str, label: str, kind: str, **more: Any) -> None:
    """A field of the province from 2016 on."""
    ExtraFieldFactory(province_code=HUNAN, subject=subject, key=key, label=label, kind=kind, **{"unit": "", **more})


@pytest.fixture(autouse=True)
def own_fields(desk: Desk) -> None:
    """The open year's fields of the province."""
    own_field("household", "cattle", "大牲畜", "number", unit="头", position=1)
    own_field("household", "stove", "炉灶", "choice", options=["节柴灶", "沼气灶"], position=2)
    own_field("household", "visited", "已走访", "yes_no", position=3)
    own_field("member", "trained", "培训日期", "date", position=1)
    own_field("member", "skill", "技能", "text", position=2)


OWN: dict[str, Any] = {"大牲畜（头）": 3.5, "炉灶": "沼气灶", "已走访": "是"}


def test_the_template_has_the_province_s_own_columns_behind_the_national_ones(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(template(villages_in([span_of("433124")]), tables_of(COUNTY, 2016))))
    assert [cell.value for cell in book["农户"][1]][-3:] == ["大牲畜（头）", "炉灶", "已走访"]
    assert [cell.value for cell in book["成员"][1]][-2:] == ["培训日期", "技能"]
    assert {"节柴灶", "沼气灶"} <= {cell.value for row in book["选项"].iter_rows() for cell in row}


def test_own_values_come_in_with_the_year(desk: Desk) -> None:
    desk.bring_in(workbook([household(**OWN)], [member(培训日期="2016-05-06"), daughter(技能="刺绣")]))
    assert Survey.objects.get().extra == {"cattle": "3.50", "stove": "沼气灶", "visited": True}
    extras = dict(MemberYear.objects.values_list("person__name", "extra"))
    assert extras == {"石大零": {"trained": "2016-05-06"}, "石小零": {"skill": "刺绣"}}


def test_own_values_that_are_there_are_no_change_and_others_stay_beside_new_ones(desk: Desk) -> None:
    desk.bring_in(workbook([household(**OWN)]))
    assert verdicts(desk.upload(workbook([household("甲", **OWN)], [member("甲"), daughter("甲")]))) == {
        "甲": "unchanged"
    }
    batch = desk.upload(workbook([household("乙", 大牲畜="5")], [member("乙"), daughter("乙")]))
    assert batch.staged.get().changes == 1
    desk.merge(batch)
    assert Survey.objects.get().extra == {"cattle": "5.00", "stove": "沼气灶", "visited": True}


def test_a_wrong_own_value_is_refused_at_its_place(desk: Desk) -> None:
    batch = desk.upload(workbook([household(**{**OWN, "炉灶": "煤炉", "大牲畜（头）": "许多"})]))
    assert faults(batch) == [("农户", 2, "大牲畜（头）", "number"), ("农户", 2, "炉灶", "choice")]


def test_what_the_province_requires_must_stand_in_the_file_or_in_the_register(desk: Desk) -> None:
    own_field("household", "kiln", "烤房", "yes_no", required=True)
    assert faults(desk.upload(workbook())) == [("农户", 2, "烤房", "missing")]
    desk.bring_in(workbook([household("1", 烤房="否")]))
    assert faults(desk.upload(workbook([household("2", 不愁吃="是")], [member("2"), daughter("2")]))) == []


def test_another_province_s_fields_are_no_columns(desk: Desk) -> None:
    assert "survey.extra.cattle" not in tables_of(520000000000, 2016).by_field
