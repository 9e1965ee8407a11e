"""Workbooks in and out: the only place that touches the libraries which read and write them. It knows no register."""

from .cells import Cell, ErrorCell, Formula, Sheet
from .reading import LIMITS, Limits, Unreadable, read_workbook
from .writing import Heading, Marked, Page, write_pages, write_rows

__all__ = [
    "LIMITS",
    "Cell",
    "ErrorCell",
    "Formula",
    "Heading",
    "Limits",
    "Marked",
    "Page",
    "Sheet",
    "Unreadable",
    "read_workbook",
    "write_pages",
    "write_rows",
]
