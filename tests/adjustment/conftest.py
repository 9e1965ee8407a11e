"""Fixtures of the tests of the closing."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from registry.models import Run

from .worlds import Row, case_of, load_case

Loading = Callable[..., Run]


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Loading:
    """Load a small register, given by its rows, and open the run of its year."""

    def load(**files: Iterable[Row]) -> Run:
        return load_case(case_of(**files), tmp_path)

    return load
