"""What a list is: whose rows, in which order, in which columns, as its page shows it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.regions.models import Region
from registry.workbook.ledgers import Head, Value
from registry.workbook.writing import Page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHUNK = 500
Row = Sequence[Value]


@dataclass(frozen=True)
class Asked:
    """The page that somebody looks at: its address and, of the list of households, what was typed and chosen.

    `whole`: with whole ID numbers, so of the rows where these may be seen.
    """

    viewer: User
    query: QueryDict
    year: int
    words: str = ""
    columns: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a list: its label and what it shows of a line. Numbers can be added up in the sheet."""

    label: "str | _StrPromise"
    read: Callable[[Any], Value]
    width: float = 12
    number: bool = False


@dataclass(frozen=True)
class Counted:
    """The lines of a short table that no query set gives."""

    items: Sequence[Any]

    def count(self) -> int:
        """How many."""
        return len(self.items)

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """All; there are few."""
        return iter(self.items)


@dataclass(frozen=True)
class Listed:
    """The rows of a list. `lines` turns a chunk of `found` into what the columns read; `mark` stands on its
    printed pages in place of who took it, where the public reads it; `whole_of` names the households,
    by number and village, whose whole numbers are among it; `rows` makes the cells of a chunk at once, where it must be
    fast; `book` gives several sheets instead of one, and tells how many rows it has written."""

    found: "QuerySet[Any] | Counted"
    columns: Sequence[Column]
    lines: Callable[[list[Any]], Iterable[Any]] = iter
    region: Region | None = None
    conditions: str = ""
    mark: str = ""
    chunk: int = CHUNK
    whole_of: Callable[[], Iterable[tuple[int, int]]] = tuple
    rows: Callable[[list[Any]], Sequence[Row]] | None = None
    book: Callable[[Callable[[int], None]], Iterable[Page]] | None = None

    @property
    def heads(self) -> list[Head]:
        """For the sheet."""
        return [Head(str(column.label), column.width, text=not column.number) for column in self.columns]

    def chunks(self) -> Iterator[Sequence[Row]]:
        """Every row, from a cursor that keeps at most a chunk in memory."""
        found = self.found.iterator(chunk_size=self.chunk)
        while chunk := list(islice(found, self.chunk)):
            if self.rows is not None:
                yield self.rows(chunk)
            else:
                yield [[column.read(line) for column in self.columns] for line in self.lines(chunk)]


@dataclass(frozen=True)
class Listing:
    """A list that can be taken out; `whole`: there is a column of ID numbers, which may go out in full for a reason."""

    word: str
    title: "str | _StrPromise"
    permission: Permission
    read: Callable[[Asked], Listed]
    whole: bool = False


def said(form: forms.Form) -> str:
    """The conditions of a query form in words."""
    form.is_valid()
    told = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "") or isinstance(field.widget, forms.HiddenInput):
            continue
        labels: dict[Any, Any] = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
        told.append(f"{field.label} {labels.get(value, value)}")
    return "；".join(told)
