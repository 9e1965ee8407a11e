"""Sheets of a province's parameters: its lines, its values by year, the holidays of a year. Any of them may lack."""

from django.db import models

from registry.parameters.choices import LineKind, Name
from registry.parameters.shapes import FIRST_YEAR, LAST_YEAR

from .columns import Column, Kind, Table, listed

YEARS = (FIRST_YEAR, LAST_YEAR)
# The nation's line comes with the system.
OWN_KINDS = [(kind.value, kind.label) for kind in (LineKind.PROVINCIAL, LineKind.MONITORING)]


class Arrangement(models.TextChoices):
    """What the notice of the State Council says of a day."""

    REST = "rest", "休息"
    WORK = "work", "上班"


def _source() -> Column:
    return Column(
        "row.source", "依据", Kind.TEXT, length=200, required=True, hint="文件名称和文号", example="湘扶领〔2017〕3号"
    )


LINES = Table(
    "扶贫标准",
    ("省定扶贫标准",),
    (
        Column("row.year", "年度", Kind.WHOLE, digits=4, between=YEARS, required=True, example="2017"),
        Column("row.kind", "种类", Kind.CHOICE, choices=listed("Lines", OWN_KINDS), required=True, example="省定标准"),
        Column(
            "row.amount", "金额", Kind.NUMBER, "", ("金额（元）",), digits=9, places=2, required=True, example="3600"
        ),
        _source(),
    ),
    either=(),
)
VALUES = Table(
    "参数",
    (),
    (
        Column("row.name", "参数名称", Kind.CHOICE, "", ("参数", "名称"), choices=Name, required=True),
        Column("row.year", "起始年度", Kind.WHOLE, digits=4, between=YEARS, required=True, example="2017"),
        Column(
            "row.value",
            "取值",
            Kind.TEXT,
            length=300,
            required=True,
            hint="天数填数字；收入项目用顿号隔开或填“全部项目”；年度没有的填“不作要求”；月日填 10-01",
            example="7",
        ),
        _source(),
    ),
    either=(),
)
CALENDAR = Table(
    "工作日历",
    ("日历", "节假日"),
    (
        Column(
            *("row.first", "开始日期", Kind.DATE, "", ("日期",)),
            required=True,
            hint="一年的安排一次列全，没有列出的平日上班、周末休息",
            example="2017-10-01",
        ),
        Column("row.last", "结束日期", Kind.DATE, hint="只有一天的不填", example="2017-10-07"),
        Column("row.arrangement", "安排", Kind.CHOICE, choices=Arrangement, required=True, example="休息"),
        Column("row.name", "名称", Kind.TEXT, "", ("节日",), length=32, required=True, example="国庆节"),
        _source(),
    ),
    either=(),
)
