"""Small registers for the tests of the closing, written as rows of the exchange format, and what is done with them."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM, Viewer
from registry.actions.runs import approve_run, open_run, rehearse_run, start_run
from registry.adjustment.computing import basis_of, computed
from registry.adjustment.exchange import dump, load
from registry.chaos.digest import digests
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import (
    Campaign,
    Closing,
    Decision,
    Doubt,
    Membership,
    MemberYear,
    Part,
    Person,
    Run,
    Statement,
    Survey,
)
from registry.regions.choices import Level
from registry.regions.models import Region
from tests.factories import posted

PROVINCE, YEAR = 430000000000, 2016
VILLAGE, OTHER_VILLAGE = "433124100200", "433124100201"
WHOLE_PROVINCE = (430000000000, 439999999999)
Row = Mapping[str, Any]
Case = dict[str, list[dict[str, str]]]

# A file's columns with what stands there unless a test says otherwise.
COLUMNS: dict[str, dict[str, Any]] = {
    "households": {
        "household": 1,
        "village": VILLAGE,
        "status": "poor",
        "attribute": "01",
        "first_identified": "2014",
        "registered_year": "2014",
        "exit_year": "",
        "relapse_year": "",
        "relapse_cause": "",
        "split_from": "",
        "split_year": "",
    },
    "persons": {"person": 1, "born": "1970-01-01"},
    "memberships": {
        "membership": 1,
        "person": 1,
        "household": 1,
        "counted_from": 2014,
        "counted_until": "",
        "kind_in": "natural",
        "kind_out": "",
        "joined_on": "2014-06-01",
        "left_on": "",
    },
    "member_years": {
        "person": 1,
        "year": YEAR,
        "school": "",
        "reason": "",
        "education": "",
        "soldier": 0,
        "employee_insurance": 0,
        "resident_insurance": 1,
        "serious_insurance": "",
    },
    "statements": {
        "household": 1,
        "year": YEAR,
        "wage": "",
        "business": "",
        "asset_dividend": "",
        "other_property": "",
        "family_planning": "",
        "dibao": "",
        "destitute_support": "",
        "pension": "",
        "ecological": "",
        "other_transfer": "",
        "business_cost": "",
    },
    "surveys": {
        "household": 1,
        "year": YEAR,
        "confirmed": 1,
        "food": 1,
        "clothing": 1,
        "water": 1,
        "housing_grade": "A",
        "housing_remedy": "",
        "remedy_on": "",
    },
    "previous_closings": {
        "household": 1,
        "year": YEAR - 1,
        "village": VILLAGE,
        "closing_status": "poor",
        "members_closing": 1,
    },
    "decisions": {
        "decision": 1,
        "household": 1,
        "year": YEAR,
        "kind": "exit",
        "state": "approved",
        "reason": "",
        "date": "2016-11-20",
        "campaign": "",
        "procedure_complete": 1,
        "announced_on": "2016-12-01",
    },
    "campaigns": {
        "campaign": 1,
        "opens": "2016-01-01",
        "closes": "2016-12-31",
        "allows": "remove correction",
        "areas": "",
    },
    "parameters": {"year": "", "province": "", "name": "line_nbs", "value": "2952"},
    "regions": {"code": "", "successor": "", "replaced_on": ""},
}


def case_of(**files: Iterable[Row]) -> Case:
    """A case from the rows a test cares about; the national line is there unless `parameters` says otherwise."""
    files = {"parameters": [{}], **files}
    return {
        name: [{column: str(cell) for column, cell in {**columns, **row}.items()} for row in files.get(name, ())]
        for name, columns in COLUMNS.items()
    }


def home(**fields: Any) -> dict[str, list[Row]]:
    """The files of one household that has been poor since 2014, with one member, all seven guarantees met."""
    status = fields.get("status", "poor")
    return {
        "households": [fields],
        "persons": [{}],
        "memberships": [{}],
        "member_years": [{}],
        "statements": [{"wage": "4000"}],
        "surveys": [{}],
        "previous_closings": [] if status == "candidate" else [{"closing_status": status}],
    }


def write_case(case: Case, directory: Path) -> None:
    """Write DIR/in."""
    (directory / "in").mkdir(parents=True)
    for name, columns in COLUMNS.items():
        with (directory / "in" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns))
            writer.writeheader()
            writer.writerows(case[name])


def load_case(case: Case, directory: Path) -> Run:
    """Load a case into the empty database and open its run."""
    write_case(case, directory)
    year = load(directory, year=YEAR)
    return open_run(province_code=PROVINCE, year=year, by=SYSTEM)


def read_output(run: Run, directory: Path) -> Case:
    """What `dump` writes of the run, by file stem."""
    dump(run, directory)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (directory / "out").glob("*.csv")}
    return {stem: list(csv.DictReader(text.splitlines())) for stem, text in texts.items()}


def rehearse(run: Run, by: Viewer = SYSTEM) -> Job:
    """Rehearse in this process; the run is read anew."""
    run.refresh_from_db()
    job = work_through(rehearse_run(run_id=run.pk, version=run.version, by=by).pk)
    run.refresh_from_db()
    return job


def approve(run: Run, by: User | None = None) -> None:
    """Approve as a provincial administrator who did not rehearse."""
    run.refresh_from_db()
    approve_run(run_id=run.pk, version=run.version, by=by or administrator("approver"))
    run.refresh_from_db()


def start(run: Run, by: Viewer = SYSTEM) -> Job:
    """Apply in this process; the run is read anew."""
    run.refresh_from_db()
    job = work_through(start_run(run_id=run.pk, version=run.version, by=by).pk)
    run.refresh_from_db()
    return job


def close_year(run: Run) -> None:
    """From the opened run to the finished one."""
    rehearse(run)
    approve(run)
    start(run)


def administrator(username: str) -> User:
    """A provincial administrator of the loaded province, made when first asked for."""
    found = User.objects.filter(username=username).first()
    province = Region.objects.get(level=Level.PROVINCE, code=PROVINCE)
    return found or posted("provincial_administrator", province, username=username)


@contextmanager
def steps_of(run: Run) -> Iterator[dict[str, Any]]:
    """The temporary tables of all steps over the whole province, for `rows` to read."""
    first, last = WHOLE_PROVINCE
    with transaction.atomic(), computed(basis_of(run), Part(run=run, number=1, first=first, last=last)) as parameters:
        yield parameters


def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
    """These columns of all rows of a table, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        return list(cursor.fetchall())


def what_stays() -> dict[str, Any]:
    """What the closing of YEAR must leave alone: all about persons, and whatever is of another year (§13.5)."""
    told = digests()
    tables = (Person, Membership, MemberYear, Statement, Survey, Campaign)
    other_years = {
        model.__name__: list(model.objects.exclude(year=YEAR).order_by("pk").values())
        for model in (Decision, Doubt, Closing)
    }
    return {model._meta.db_table: told[model._meta.db_table] for model in tables} | other_years
