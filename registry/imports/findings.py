"""What was found wrong in a workbook, and where."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .faults import FaultKind
from .lines import Line

# Five for each household and member of a county; the verdicts count on beyond it.
MOST_KEPT = 200_000


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

    def told(self) -> list[Finding]:
        """Those that were kept, and how many were not."""
        if not self.left_out:
            return self.kept
        message = _("问题太多，另有 %d 处没有逐条列出；先改正列出的，重新上传后再列出其余的") % self.left_out
        return [*self.kept, Finding("", None, "", FaultKind.NOTICE, message, warning=True)]

    def add(self, finding: Finding) -> None:
        """Keep one; an error refuses its group even where the list is full."""
        if not finding.warning and finding.group is not None:
            self.refused.add(finding.group)
        if len(self.kept) < MOST_KEPT:
            self.kept.append(finding)
        else:
            self.left_out += 1
