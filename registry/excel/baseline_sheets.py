"""Sheets of the national layout, as a county brings them when it comes in for the first time: 农户 and 成员, once for
each year that is told. Labels and codes are those of the national system (domain.md §2); what it has no code for goes
by the words of provincial exports, which are aliases here.
"""

from dataclasses import replace

from registry.choices import NationalStatus, Standing

from .columns import Column, Kind, Table, stored
from .household_sheet import HOUSEHOLDS
from .member_sheet import MEMBERS

# The household's number in the national system joins its rows over the years and sheets; ours is given on merging.
KEY = Column(
    "row.key",
    "户编号",
    Kind.TEXT,
    "AAC001",
    ("户标识", "农户编号", "贫困户编号"),
    length=64,
    required=True,
    hint="国家系统的户编号；同一户在各年、各表中相同",
)
YEAR = Column("row.year", "年度", Kind.WHOLE, "AAR040", ("数据年度", "所属年度"), digits=4, between=(2005, 2099))
STATUS = Column(
    "row.status",
    "脱贫属性",
    Kind.CHOICE,
    "AAR010",
    ("脱贫状态", "状态", "户状态", "贫困状态", "脱贫标识"),
    choices=NationalStatus,
)
OF_HOUSEHOLD = (
    STATUS,
    Column("row.identified", "首次识别时间", Kind.TEXT, "AAR041", ("新识别年度", "识别时间", "识别年度"), length=20),
    stored("household.exit_year", "AAC023", between=(2005, 2099)),
    stored("household.relapse_year", between=(2005, 2099)),
    stored("household.relapse_cause", "AAC009"),
    Column("row.valid", "有效标志", Kind.YES_NO, "AAR100", ("是否有效",)),
    Column("row.split_from", "分户来源", Kind.TEXT, aliases=("原户编号", "分自"), length=64, hint="分出该户的户编号"),
    stored("household.split_year", "", between=(2005, 2099)),
)
OF_MEMBER = (
    Column("row.standing", "人员状态", Kind.CHOICE, "AAB015", ("成员状态",), choices=Standing),
    stored("membership.reason_out", "", "自然减少原因"),
    stored("membership.left_on", "", "减少时间"),
)
# What speaks of a year and may also stand as a column of its own beside the others: 2014年人均纯收入, 2015年状态 …
YEARLY_PARTS = frozenset({"statement", "survey", "total", "member_year"})
YEARLY_FIELDS = frozenset(
    {"row.status", "row.size", "row.standing", "household.attribute", "row.village_code", "row.township", "row.village"}
)
WITHOUT = frozenset({"row.key", "row.household_id"})


def _columns(table: Table, own: tuple[Column, ...]) -> tuple[Column, ...]:
    """The table's columns without its key, our own in place of what the other layout ignores."""
    taken = {name for column in (KEY, YEAR, *own) for name in column.names}
    kept = [
        column
        for column in table.columns
        if column.field not in WITHOUT and not (column.kind == Kind.IGNORED and taken & set(column.names))
    ]
    return (KEY, YEAR, *kept, *own)


NATIONAL_HOUSEHOLDS = replace(
    HOUSEHOLDS,
    aliases=(*HOUSEHOLDS.aliases, "户信息", "贫困户信息", "农户信息", "建档立卡户", "贫困户基本信息"),
    columns=_columns(HOUSEHOLDS, OF_HOUSEHOLD),
    either=(),
)
NATIONAL_MEMBERS = replace(
    MEMBERS,
    aliases=(*MEMBERS.aliases, "人口", "人员信息", "家庭成员信息", "贫困人口", "成员信息"),
    columns=_columns(MEMBERS, OF_MEMBER),
    either=(),
)


def is_yearly(column: Column) -> bool:
    """Whether the column speaks of a year rather than of the household or person for good."""
    return column.part in YEARLY_PARTS or column.field in YEARLY_FIELDS
