"""A column of a workbook as data: what it is called, what it holds and which field of the register it feeds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Field
from django.utils.functional import Promise

from registry.choices import NumberMissing
from registry.models import Household, Membership, MemberYear, Person, Statement, Survey
from registry.queries.code_lists import LISTS as CODE_LISTS

Choices = type[models.TextChoices]


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole"
    DIGITS = "digits"  # ID and card numbers: longer than a number cell can hold exactly
    IGNORED = "ignored"


MODELS: dict[str, type[models.Model]] = {
    "household": Household,
    "statement": Statement,
    "survey": Survey,
    "person": Person,
    "membership": Membership,
    "member_year": MemberYear,
}
# A reason why there is no number has no code of the national system, so it is in none of its lists.
LISTS: tuple[Choices, ...] = (*(choices for _number, _title, choices in CODE_LISTS), NumberMissing)
# What tells who a person is, is never emptied.
IDENTITY = frozenset({"person.born", "person.number_missing"})
WIDTHS = {Kind.YES_NO: 9, Kind.CHOICE: 14, Kind.CHOICES: 18, Kind.DIGITS: 22, Kind.DATE: 12}


@dataclass(frozen=True)
class Column:
    """`field` is `part.name`: a field of a model of `MODELS`, or `row.…` for what only the workbook knows.

    `code` is the one of the national system. Headers are matched by label, code or alias; labels are what stands in
    workbooks, so they are never translated. A province's own field (`part.extra.key`) that is `own_required` must be
    filled in wherever the yearly record is; a sheet may do without its column. Of what is `clearable` an empty cell
    may empty the register's field, where the uploader chose so.
    """

    field: str
    label: str
    kind: Kind
    code: str = ""
    aliases: tuple[str, ...] = ()
    choices: Choices | None = None
    length: int = 0
    digits: int = 0
    places: int = 0
    between: tuple[int, int] | None = None
    signed: bool = False
    required: bool = False
    own_required: bool = False
    clearable: bool = False
    hint: str = ""
    example: str = ""

    @property
    def part(self) -> str:
        """The model it feeds."""
        return self.field.partition(".")[0]

    @property
    def name(self) -> str:
        """Its name within the part."""
        return self.field.partition(".")[2]

    @property
    def width(self) -> int:
        """Characters of width in a template."""
        return max(WIDTHS.get(self.kind, 10), 2 * len(self.label) + 2)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a header may say."""
        return tuple(dict.fromkeys((self.label, *filter(None, self.code.split("|")), *self.aliases)))


@dataclass(frozen=True)
class Table:
    """A sheet as data. It must have a column of one of the fields `either`, which tell what a row is about."""

    name: str
    aliases: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)
    either: tuple[str, ...] = ("row.key", "row.household_id")

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Columns by their field."""
        return {column.field: column for column in self.columns}

    def of(self, *parts: str) -> list[Column]:
        """Columns that feed the models named."""
        return [column for column in self.columns if column.part in parts]


def stored(
    path: str,
    code: str = "",
    *aliases: str,
    label: str = "",
    required: bool = False,
    between: tuple[int, int] | None = None,
    hint: str = "",
    example: str = "",
) -> Column:
    """A column that feeds the model field `path`; label, kind, choices and limits are the field's own."""
    part, _, name = path.partition(".")
    source = MODELS[part]._meta.get_field(name)
    own_label = str(getattr(source, "verbose_name", name))
    return Column(
        field=path,
        label=label or own_label,
        kind=_kind_of(source),
        code=code,
        aliases=(*aliases, *((own_label,) if label else ())),
        choices=_choices_of(source),
        length=getattr(source, "max_length", None) or 0,
        digits=getattr(source, "max_digits", None) or 0,
        places=getattr(source, "decimal_places", None) or 0,
        between=between,
        required=required,
        clearable=path not in IDENTITY and bool(getattr(source, "null", False) or getattr(source, "blank", False)),
        hint=hint,
        example=example,
    )


def listed(name: str, entries: Iterable[tuple[str, str | Promise]]) -> Choices:
    """A list of entries, each a word that is kept and its label."""
    make: Any = models.TextChoices
    return cast(Choices, make(name, [(word.upper(), (word, label)) for word, label in entries]))


def _kind_of(source: object) -> Kind:
    if isinstance(source, ArrayField):
        return Kind.CHOICES
    if getattr(source, "choices", None):
        return Kind.CHOICE
    kinds: Iterable[tuple[type[Field[object, object]], Kind]] = (
        (models.BooleanField, Kind.YES_NO),
        (models.DateField, Kind.DATE),
        (models.DecimalField, Kind.NUMBER),
        (models.IntegerField, Kind.WHOLE),
    )
    return next((kind for cls, kind in kinds if isinstance(source, cls)), Kind.TEXT)


def _choices_of(source: object) -> Choices | None:
    listed = getattr(source.base_field if isinstance(source, ArrayField) else source, "choices", None)
    return next(one for one in LISTS if one.choices == list(listed)) if listed else None
