"""Reading without limits, without a second count, in this process: what benchmarks measure against, nothing else."""

import io
from collections.abc import Iterator, Sequence

from python_calamine import CalamineWorkbook


def bare_rows(data: bytes) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    """Name and rows of every sheet."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            yield name, book.get_sheet_by_name(name).to_python()
