"""The baseline of the import: rows of the same workbook into the same models by django-import-export in bulk mode.

`python -m registry.benchmarks.import_export FILE HOUSEHOLDS CLERK` on the database of the environment; prints seconds
and rows. It reads the file in its own way, a workbook for each sheet since it knows of one. It is told what it would
otherwise look up (villages, parents) and looks for nothing that is there already, checks no household as a whole,
stages and previews nothing: all in its favour. A process of its own, since only developers have that package.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - only after setup
from django.utils import timezone  # noqa: E402
from import_export import resources, widgets  # noqa: E402
from import_export.fields import Field  # noqa: E402
from import_export.formats.base_formats import XLSX  # noqa: E402
from tablib import Dataset  # noqa: E402

from registry import cipher  # noqa: E402
from registry.accounts.models import User  # noqa: E402
from registry.audit.acts import act  # noqa: E402
from registry.choices import Joining, Status  # noqa: E402
from registry.choices import Kind as Counted  # noqa: E402
from registry.excel import HOUSEHOLDS, MEMBERS, Column, Kind, Table  # noqa: E402
from registry.excel.columns import MODELS  # noqa: E402
from registry.regions.models import Region  # noqa: E402
from registry.rules.identity import read_id  # noqa: E402
from registry.rules.names import initials, name_key  # noqa: E402
from registry.workbook.bare import bare_rows  # noqa: E402
from registry.workbook.writing import write_rows  # noqa: E402

Row = Mapping[str, Any]
SEALED = frozenset({"phone", "card", "id_number"})
YEAR = timezone.localdate().year
KEY, VILLAGE, NUMBER = "户标识", "行政区划代码", "证件号码"


class Labels(widgets.Widget):  # type: ignore[misc]
    """Labels of a list as the words that are stored."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.words = {str(entry.label): entry.value for entry in column.choices or ()}
        self.many = column.kind == Kind.CHOICES

    def clean(self, value: Any, row: Row | None = None, **_kwargs: Any) -> Any:
        words = [self.words[label] for label in str(value or "").split("、") if label]
        return words if self.many else next(iter(words), "")


class YesNo(widgets.BooleanWidget):  # type: ignore[misc]
    """是 and 否."""

    TRUE_VALUES, FALSE_VALUES = ["是"], ["否"]


def _widget(column: Column) -> Any:
    if column.choices:
        return Labels(column)
    plain: dict[Kind, Callable[[], Any]] = {
        Kind.DATE: widgets.DateWidget,
        Kind.NUMBER: widgets.DecimalWidget,
        Kind.WHOLE: widgets.IntegerWidget,
        Kind.YES_NO: lambda: YesNo(coerce_to_string=False),
    }
    return plain.get(column.kind, lambda: widgets.CharWidget(allow_blank=True))()


def _resource(table: Table, part: str, present: Sequence[str], finish: Callable[[Any, Row], None]) -> Any:
    """A resource of the model that a part of the sheet feeds; `finish` adds what no cell says."""
    columns = [column for column in table.of(part) if column.name not in SEALED and column.label in present]

    def before_save_instance(self: Any, instance: Any, row: Row, **_kwargs: Any) -> None:
        finish(instance, row)

    meta = type(
        "Meta",
        (),
        {
            "model": MODELS[part],
            "fields": [column.name for column in columns],
            "import_id_fields": [],
            "force_init_instance": True,
            "use_bulk": True,
            "batch_size": 1000,
            "skip_diff": True,
        },
    )
    fields = {
        column.name: Field(column.name, column.label, widget=_widget(column), saves_null_values=False)
        for column in columns
    }
    own = {"Meta": meta, "before_save_instance": before_save_instance}
    return type("PartResource", (resources.ModelResource,), own | fields)()


def _import(table: Table, part: str, data: Dataset, finish: Callable[[Any, Row], None]) -> list[int]:
    """Import a part; gives the ids in the order of the rows."""
    result = _resource(table, part, data.headers, finish).import_data(data, raise_errors=True)
    if result.has_errors():
        raise RuntimeError(str(result.row_errors()))
    made = MODELS[part]._default_manager.order_by("-pk").values_list("pk", flat=True)
    return list(made[: len(data)])[::-1]


def import_rows(households: Dataset, members: Dataset) -> None:
    """Both sheets, model after model."""
    villages = dict(Region.objects.values_list("code", "pk"))
    codes = {row[KEY]: int(row[VILLAGE]) for row in households.dict}
    today = timezone.localdate()

    def household(instance: Any, row: Row) -> None:
        instance.village_code, instance.status = codes[row[KEY]], Status.CANDIDATE
        instance.village_id = villages[instance.village_code]
        if row["联系电话"]:
            instance.phone_sealed = cipher.seal(row["联系电话"])
            instance.phone_index = cipher.blind_index(row["联系电话"])
        if row["银行卡号"]:
            instance.card_sealed, instance.card_last4 = cipher.seal(row["银行卡号"]), row["银行卡号"][-4:]

    def person(instance: Any, row: Row) -> None:
        reading = read_id(row[NUMBER], instance.id_type or "citizen", today=today)
        instance.village_code = codes[row[KEY]]
        instance.id_sealed, instance.id_index = cipher.seal(reading.number), cipher.blind_index(reading.key)
        instance.id_last4, instance.born, instance.sex = reading.last4, reading.born, reading.sex or "unknown"
        instance.name_key, instance.initials = name_key(instance.name), initials(instance.name)[:50]

    made = _import(HOUSEHOLDS, "household", households, household)
    ids = dict(zip((row[KEY] for row in households.dict), made, strict=True))

    def yearly(instance: Any, row: Row) -> None:
        instance.household_id, instance.year, instance.village_code = ids[row[KEY]], YEAR, codes[row[KEY]]

    for part in ("statement", "survey"):
        _import(HOUSEHOLDS, part, households, yearly)
    people = _import(MEMBERS, "person", members, person)
    persons = dict(zip((row[NUMBER] for row in members.dict), people, strict=True))

    def membership(instance: Any, row: Row) -> None:
        instance.household_id, instance.person_id = ids[row[KEY]], persons[row[NUMBER]]
        instance.village_code, instance.counted_from, instance.joined_on = codes[row[KEY]], YEAR, today
        instance.kind_in, instance.reason_in = Counted.NATURAL, Joining.REGISTRATION

    def member_year(instance: Any, row: Row) -> None:
        instance.person_id, instance.year, instance.village_code = persons[row[NUMBER]], YEAR, codes[row[KEY]]

    _import(MEMBERS, "membership", members, membership)
    _import(MEMBERS, "member_year", members, member_year)


def _first_households(data: bytes, count: int) -> tuple[bytes, bytes]:
    """The first households of a workbook, and their members, as a workbook each."""
    sheets = dict(bare_rows(data))
    households = sheets[HOUSEHOLDS.name][: count + 1]
    at = list(households[0]).index(KEY)
    keys = {row[at] for row in households[1:]}
    place = list(sheets[MEMBERS.name][0]).index(KEY)
    members = [row for number, row in enumerate(sheets[MEMBERS.name]) if not number or row[place] in keys]
    return _workbook(HOUSEHOLDS.name, households), _workbook(MEMBERS.name, members)


def _workbook(name: str, rows: Sequence[Sequence[Any]]) -> bytes:
    cells = [[None if cell == "" else cell for cell in row] for row in rows[1:]]
    return write_rows([(name, list(map(str, rows[0])), cells)])


def main(path: str, count: str, clerk: str) -> None:
    """Time the first households of a file, as a file of their own, from reading it to checking the foreign keys."""
    samples = _first_households(Path(path).read_bytes(), int(count))
    began = time.perf_counter()
    households, members = (XLSX().create_dataset(sample) for sample in samples)
    with transaction.atomic(), act("batch.merge", by=User.objects.get(username=clerk)):
        import_rows(households, members)
        connection.check_constraints()  # as a commit would
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)  # for the import that it is compared with
    sys.stdout.write(json.dumps({"seconds": seconds, "rows": len(households) + len(members)}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
