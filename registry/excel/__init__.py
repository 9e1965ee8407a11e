"""The sheets of the register's workbooks, column by column."""

from .columns import Column, Kind, Table
from .household_sheet import HOUSEHOLDS
from .member_sheet import MEMBERS
from .own_columns import NATIONAL, OWN, Tables, tables_of

# In a hidden cell of every template; a workbook that carries another one is told so.
TEMPLATE_VERSION = "jingzhun-households-2"
OPTIONS_SHEET = "选项"
NOTES_SHEET = "填写说明"
FAULTS_LABEL = "错误说明"
ROW_LABEL = "原行号"
EXAMPLE_MARK = "示例"

__all__ = [
    "EXAMPLE_MARK",
    "FAULTS_LABEL",
    "HOUSEHOLDS",
    "MEMBERS",
    "NATIONAL",
    "NOTES_SHEET",
    "OPTIONS_SHEET",
    "OWN",
    "ROW_LABEL",
    "TEMPLATE_VERSION",
    "Column",
    "Kind",
    "Table",
    "Tables",
    "tables_of",
]
