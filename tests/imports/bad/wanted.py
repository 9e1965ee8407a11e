"""What a bad workbook must come to."""

from collections.abc import Callable
from dataclasses import dataclass

SENT_BACK = "sent back"


@dataclass(frozen=True)
class Bad:
    """A file: the kind of finding it gives and where, or `SENT_BACK` where it is not taken as a whole. What is only
    remarked on (`told`) is taken all the same."""

    make: Callable[[], bytes]
    code: str = SENT_BACK
    sheet: str = ""
    row: int | None = None
    column: str = ""
    told: bool = False

    @property
    def place(self) -> str:
        """As the table in the docs says it."""
        if self.code == SENT_BACK:
            return "文件"
        return " ".join(str(part) for part in (self.sheet, self.row, self.column) if part)
