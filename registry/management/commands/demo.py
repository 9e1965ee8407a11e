"""`manage.py demo`: 花垣县 in 2016, with one account a role. Run again, it only says the accounts again."""

import os
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from registry.accounts.actions.postings import start_posting
from registry.accounts.actions.users import create_user
from registry.accounts.models import User
from registry.accounts.passwords import new_password
from registry.accounts.roles import ROLES
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import queue_carrying
from registry.jobs.running import work_through
from registry.models import Household, UnitYear
from registry.queries.carrying import carrying_due
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.loading import load_regions
from registry.regions.models import Region
from registry.regions.queries import children, region_by_code
from registry.seed.populations import Plan, load_population
from registry.seed.units import make_units

# 湖南省, 湘西州, 花垣县, 双龙镇, 十八洞村
PLACES = {
    Level.PROVINCE: "43",
    Level.PREFECTURE: "4331",
    Level.COUNTY: "433124",
    Level.TOWNSHIP: "433124110",
    Level.VILLAGE: "433124110226",
}
# Username, role, an invented name. Of the two administrators one can approve what the other rehearsed.
PEOPLE = (
    ("county_clerk", "county_clerk", "石玉兰"),
    ("county_approver", "county_approver", "龙建国"),
    ("county_leader", "county_leader", "麻志远"),
    ("township_clerk", "township_clerk", "吴秀英"),
    ("township_reviewer", "township_reviewer", "田永福"),
    ("first_secretary", "first_secretary", "石文斌"),
    ("team_member", "team_member", "向小梅"),
    ("assessor", "assessor", "周明哲"),
    ("prefecture_reader", "prefecture_reader", "彭立新"),
    ("provincial_administrator", "provincial_administrator", "陈思远"),
    ("second_administrator", "provincial_administrator", "李文静"),
    ("auditor", "auditor", "黄卫东"),
    ("system_administrator", "system_administrator", "刘海涛"),
    ("security_administrator", "security_administrator", "孙丽华"),
    ("audit_administrator", "audit_administrator", "郑晓光"),
)
SINCE = date(2014, 1, 1)
HEAD = ("用户名", "密码", "姓名", "角色", "区域")


class Account(NamedTuple):
    """A line of the table."""

    username: str
    password: str
    name: str
    role: str
    area: str


class Command(BaseCommand):
    help = "Set up the demonstration: divisions, the households of one county, and one account a role."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_regions(by=SYSTEM)
            if not Household.objects.exists():
                loaded = load_population(Plan(area=PLACES[Level.COUNTY]), by=SYSTEM)
                self.stdout.write(f"Demo county: {loaded.households:,} households, {loaded.persons:,} persons.")
            for province_code, year in carrying_due():
                work_through(queue_carrying(province_code=province_code, year=year, by=SYSTEM).pk)
            if not UnitYear.objects.exists():
                make_units(place_of(Level.COUNTY), by=SYSTEM)
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        file = settings.VAR / "demo-accounts.txt"
        if not User.objects.exists():
            make_accounts(file)
        elif not file.exists():
            raise CommandError(
                f"There are users already, and {file} is gone. A system administrator can give them new passwords."
            )
        if options["verbosity"]:
            self.stdout.write(file.read_text(encoding="utf-8"))


@transaction.atomic
def make_accounts(file: Path) -> None:
    """Make the accounts and write them to `file`, which only its owner may read; neither without the other."""
    accounts = [make_account(*person) for person in PEOPLE]
    write_private(file, table([HEAD, *accounts]))


def make_account(username: str, role: str, name: str) -> Account:
    """A user posted in the demonstration's place of the role's level, who may keep the password that was printed."""
    region, password = place_of(ROLES[role].level), new_password()
    user = create_user(
        username=username, name=name, password=password, region=region, must_change_password=False, by=SYSTEM
    )
    start_posting(user=user, role=role, region=region, since=SINCE, by=SYSTEM)
    return Account(username, password, name, str(ROLES[role].label), region.shown_name)


def place_of(level: Level) -> Region:
    """The place of a level, or the first one of that level in the county where the edition has another."""
    county = region_by_code(PLACES[Level.COUNTY])
    place = region_by_code(PLACES[level]) or (children(county, level).first() if county else None)
    if place is None:
        raise CommandError(f"The divisions have no {PLACES[level]}.")
    return place


def table(rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns; a Chinese character is as wide as two Latin ones."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    padded = ([cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)] for row in rows)
    return "".join("  ".join(row).rstrip() + "\n" for row in padded)


def width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def write_private(file: Path, text: str) -> None:
    """Write `file` so that only its owner can read it, at no moment anybody else."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
