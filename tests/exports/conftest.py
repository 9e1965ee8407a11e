"""From a list to its file, in this process."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import models, transaction
from django.test import Client

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.jobs.running import work_through
from registry.models import Export
from registry.queries.exports import job_of
from tests.cast import Cast
from tests.factories import Tree, enter_year, household_of

Browser = Callable[[User], Client]


class Desk:
    """Somebody who orders lists as files, gets them made and fetches them."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def order(self, listing: str, conditions: str = "", **said: Any) -> Export:
        """Order and make."""
        data = {"format": "xlsx", "conditions": conditions, **said}
        answer = self.client.post(f"/exports/order/{listing}/", data)
        assert answer.status_code == 302, answer.content.decode()
        export = Export.objects.latest("ordered_at")
        assert answer["Location"] == f"/exports/{export.pk}/"
        return made(export)

    def fetch(self, export: Export) -> bytes:
        """The file."""
        answer = self.client.post(f"/exports/{export.pk}/take/")
        assert answer.status_code == 200, answer.content.decode()
        return b"".join(answer)

    def sheet(self, listing: str, conditions: str = "", **said: Any) -> list[list[Any]]:
        """Order, make, fetch, read."""
        return rows_of(self.fetch(self.order(listing, conditions, **said)))


def made(export: Export) -> Export:
    """The export after its job, if it has one."""
    job = job_of(export)
    if job is not None:
        work_through(job.pk)
    return Export.objects.get(pk=export.pk)


def rows_of(file: bytes) -> list[list[Any]]:
    """The cells of the only sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def changed(row: models.Model, **fields: Any) -> None:
    """Let a tracked row be otherwise."""
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        type(row)._default_manager.filter(pk=row.pk).update(**fields)


@pytest.fixture
def desk(cast: Cast, signed_in_as: Browser) -> Desk:
    """The county clerk's."""
    return Desk(signed_in_as(cast.county_clerk))


@pytest.fixture
def village(tree: Tree) -> list[int]:
    """Three households with their years, whose heads are 甲, 乙 and 丙; gives their numbers."""
    found = []
    for name in ("甲一", "乙二", "丙三"):
        household = household_of(3, village=tree["433124100200"], head={"name": name})
        enter_year(household)
        found.append(household.pk)
    return found
