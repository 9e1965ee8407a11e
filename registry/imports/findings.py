"""What was found wrong in a workbook, and where."""

from dataclasses import dataclass, field

from .lines import Line

# More than anybody reads; the verdicts count on beyond it.
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in the workbook and what is wrong there; a warning refuses nothing."""

    sheet: str
    row: int | None
    column: str
    code: str
    message: str
    warning: bool = False
    group: int | None = None


@dataclass
class Findings:
    """Collects findings, and which groups they refuse."""

    kept: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    left_out: int = 0

    def fault(self, group: int, line: Line, column: str, code: str, message: str) -> None:
        """An error in a row: its household is refused."""
        self.add(Finding(line.sheet, line.row, column, code, message, group=group))

    def warn(self, group: int, line: Line, column: str, code: str, message: str) -> None:
        """Something in a row to look at; it refuses nothing."""
        self.add(Finding(line.sheet, line.row, column, code, message, warning=True, group=group))

    def add(self, finding: Finding) -> None:
        """Keep one; an error refuses its group even where the list is full."""
        if not finding.warning and finding.group is not None:
            self.refused.add(finding.group)
        if len(self.kept) < MOST_KEPT:
            self.kept.append(finding)
        else:
            self.left_out += 1
