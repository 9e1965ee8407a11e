"""The households of a batch as the preview shows them, a page at a time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from registry.models import Batch, Fault, StagedHousehold
from registry.queries.batches import faults_of

from .comparison import NOTHING
from .faults import FaultKind
from .staging import content


@dataclass(frozen=True)
class Difference:
    """A field that would change, as a person reads it."""

    where: str
    label: str
    before: str
    after: str

    @property
    def is_change(self) -> bool:
        """Whether there was something before."""
        return self.before != NOTHING


@dataclass(frozen=True)
class PreviewRow:
    """A household with what would change and what is wrong."""

    staged: StagedHousehold
    rows: str
    differences: list[Difference]
    faults: list[Fault]


def preview_rows(batch: Batch, page: Iterable[StagedHousehold]) -> list[PreviewRow]:
    """The page's households, their content opened."""
    shown = list(page)
    faults: dict[int | None, list[Fault]] = defaultdict(list)
    for fault in faults_of(batch, [staged.number for staged in shown]):
        faults[fault.staged_number].append(fault)
    return [_row(staged, faults[staged.number]) for staged in shown]


def _row(staged: StagedHousehold, faults: list[Fault]) -> PreviewRow:
    kept = content(staged)
    # Of households their own rows, of anything else all of it.
    numbers: list[int] = next(iter(kept["rows"].values()), [])
    rows = "、".join(str(number) for number in numbers) or "—"
    return PreviewRow(staged, rows, [Difference(*difference) for difference in kept["differences"]], faults)


def kind_label(code: str) -> str:
    """The name of a kind of findings."""
    return str(FaultKind(code).label)
