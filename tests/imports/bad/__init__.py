"""Every bad workbook there is, written by program: name → how it is made and what must come of it.

What is said of it stands in docs/bad-workbooks.md, which test_bad_files.py holds to the letter.
"""

from .files import FILES
from .heads import HEADS
from .rows import ROWS
from .wanted import Bad

BAD: dict[str, Bad] = FILES | HEADS | ROWS

__all__ = ["BAD", "Bad"]
