"""From a file to its batch, in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.batches import confirm_batch, upload_batch
from registry.audit.acts import act
from registry.choices import BatchKind
from registry.jobs.running import work_through
from registry.models import Batch
from tests.cast import Cast
from tests.factories import closed_run


@dataclass(frozen=True)
class Desk:
    """A clerk who uploads files and merges them."""

    clerk: User
    region_code: int
    kind: str = BatchKind.HOUSEHOLDS

    def upload(self, data: bytes, name: str = "户.xlsx", *, clears: bool = False) -> Batch:
        """Upload and check."""
        queued = upload_batch(
            kind=self.kind, region_code=self.region_code, file_name=name, data=data, clears=clears, by=self.clerk
        )
        if queued.job is not None:
            work_through(queued.job.pk)
        return Batch.objects.get(pk=queued.batch.pk)

    def merge(self, batch: Batch, *, only_good: bool = True, writes: str = "both") -> Batch:
        """Confirm and merge."""
        job = confirm_batch(batch_id=batch.pk, only_good=only_good, writes=writes, by=self.clerk).job
        assert job is not None
        work_through(job.pk)
        return Batch.objects.get(pk=batch.pk)

    def bring_in(self, data: bytes) -> Batch:
        """Upload, check and merge."""
        return self.merge(self.upload(data))


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The county clerk's, in the open year 2016."""
    closed_run(2015)
    return Desk(cast.county_clerk, 433124000000)


def faults(batch: Batch) -> list[tuple[str, int | None, str, str]]:
    """Errors of a batch: sheet, row, column, code."""
    return list(batch.faults.filter(warning=False).order_by("pk").values_list("sheet", "row", "column", "code"))


def verdicts(batch: Batch) -> dict[str, str]:
    """Verdict of each household by its 户标识."""
    return dict(batch.staged.values_list("key", "verdict"))


@contextmanager
def somebody_acts() -> Iterator[None]:
    """Changes made beside the import."""
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        yield
