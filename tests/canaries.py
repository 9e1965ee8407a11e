"""One of everything in each of four places. The head of each household is a canary: its name and number show a leak."""

import secrets
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from registry import cipher
from registry.accounts.models import Session, Token, User
from registry.accounts.models.tokens import LIFETIME
from registry.accounts.permissions import Permission
from registry.accounts.scope import SYSTEM
from registry.choices import CollectionState, ExportState, NumberMissing, OperationKind, Relation
from registry.excel.own_columns import tables_of
from registry.imports.template import template
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.models import Export, ExportPart, Household, Membership, Operation, Run
from registry.parameters.choices import Name
from registry.queries.years import open_year
from registry.regions.models import Region

from .cast import POSTS, Cast
from .factories import (
    BatchFactory,
    CollectionFactory,
    DecisionFactory,
    DoubtFactory,
    ExtraFieldFactory,
    MembershipFactory,
    MemberYearFactory,
    MoveFactory,
    OperationFactory,
    PersonFactory,
    RehearsalFactory,
    RunFactory,
    Tree,
    enter_year,
    household_of,
    id_number,
)

# Short codes of villages: the cast's first secretary lives in the first one.
VILLAGES = {
    "own": "433124100200",
    "sibling": "433124100201",
    "neighbour": "433125100200",
    "foreign": "520628100200",
}
NAMES = {"own": "甲垣鸟", "sibling": "乙垣鸟", "neighbour": "丙靖鸟", "foreign": "丁桃鸟"}
# A day on which no factory lets anybody be born, so that its running numbers never meet these.
BORN = date(1969, 11, 11)
NUMBERS = {place: id_number(BORN, sequence=490 + n) for n, place in enumerate(VILLAGES)}
# Somebody who works there.
STAFF = {
    "own": "first_secretary",
    "sibling": "neighbouring_secretary",
    "neighbour": "neighbour_clerk",
    "foreign": "foreign_administrator",
}
# A village where none of the cast works alone: households come from there and go there.
ELSEWHERE = "433125101202"
COUNTY_DIGITS, PROVINCE_DIGITS = 6, 2

OWN = "@"

# By kind: the short code of where the object lies (None: nowhere in particular; with a star: whoever works inside sees
# it too; OWN and a name: that one's alone), and what stands in the address.
Objects = dict[str, tuple[str | None, tuple[object, ...]]]


def guest_of(village: Region) -> Household:
    """A household that is on its way: whoever takes it may know its name, so that it is no canary."""
    return household_of(1, village=village)


def session_of(user: User) -> Session:
    """That of somebody who has just logged in."""
    Client().force_login(user)
    return Session.objects.filter(user=user).latest("expire_date")


def batch_change_in(village: Region, cast: Cast) -> Operation:
    """批量修改 of a village, made by somebody who cannot come back to undo it."""
    return OperationFactory(kind=OperationKind.BATCH, household=None, village_code=village.code, made_by=cast.nobody)


def token_of(owner: User) -> int:
    """A token that lets a program in as its owner."""
    token = Token.objects.create(user=owner, name="对接", secret_hash=owner.username, until=timezone.now() + LIFETIME)
    return token.pk


def export_of(owner: User, region: Region, state: str = ExportState.READY) -> Export:
    """A list that went out as a file, or waits for a second person."""
    waits = state == ExportState.WAITING
    export = Export.objects.create(
        listing="households",
        title="农户",
        permission=Permission.HOUSEHOLD_VIEW,
        area=region.shown_name,
        region_code=region.code,
        spans=[[region.code, region.last]],
        year=2016,
        format="xlsx",
        whole_numbers=waits,
        reason="核对",
        state=state,
        rows=1,
        file_name="农户.xlsx",
        order_hash=secrets.token_hex(8),
        ordered_by=owner,
        expires_at=None if waits else timezone.now() + timedelta(hours=1),
    )
    ExportPart.objects.create(export=export, number=0, sealed=cipher.seal_bytes(b"PK"))
    return export


def begin_open_year(household: Household, head: Membership, name: str, cast: Cast) -> None:
    """What lists of the open year name: a record that waits for its check, a person carried forward and not looked at,
    and a newborn without a number, called after the head."""
    year = open_year(household.village_code)
    CollectionFactory(household=household, year=year, entered_by=cast.nobody, state=CollectionState.SUBMITTED)
    MemberYearFactory(person=head.person, year=year, confirmed=False)
    newborn = PersonFactory(
        village_code=household.village_code,
        name=f"{name}宝",
        number=None,
        number_missing=NumberMissing.NEWBORN,
        number_missing_since=date(2016, 4, 20),
        born=date(2016, 4, 20),
    )
    MembershipFactory(household=household, person=newborn, relation=Relation.OTHER)


def furnish(tree: Tree, cast: Cast) -> dict[str, Objects]:
    """What there is, by place."""
    return {place: _furnish(place, tree, cast) for place in VILLAGES}


def _of_ones_own(staff: str, tree: Tree, cast: Cast) -> Objects:
    return {
        "export": (f"{OWN}{staff}", (export_of(cast[staff], tree[POSTS[staff][1]]).pk,)),
        "token": (f"{OWN}{staff}", (token_of(cast[staff]),)),
        "user": (POSTS[staff][1], (cast[staff].pk,)),
        "session": (POSTS[staff][1], (session_of(cast[staff]).number,)),
    }


def _furnish(place: str, tree: Tree, cast: Cast) -> Objects:
    village, staff = VILLAGES[place], STAFF[place]
    county, province = village[:COUNTY_DIGITS], village[:PROVINCE_DIGITS]
    canary = {"name": NAMES[place], "number": NUMBERS[place], "born": BORN}
    household = household_of(3, village=tree[village], head=canary)
    enter_year(household)
    head = Membership.objects.get(household=household, relation="head")
    begin_open_year(household, head, NAMES[place], cast)
    job = queue_job(
        kind=JobKind.REHEARSAL,
        title="试算",
        region_code=tree[county].code,
        subject=place,
        units=[UnitPlan(1, county)],
        by=SYSTEM,
    )
    region_code = tree[county].code
    empty = template([], tables_of(region_code, open_year(region_code)))
    batch = BatchFactory(
        region_code=region_code,
        year=open_year(region_code),
        content=empty + place.encode(),
        errors_sealed=cipher.seal_bytes(empty),
    )
    runs = Run.objects.filter(region_code=tree[province].code)
    run = runs.first() or RunFactory(region_code=tree[province].code, rehearsed_at=timezone.now())
    extra = ExtraFieldFactory(province_code=tree[province].code, key=place)
    return {
        "household": (village, (household.pk,)),
        "person": (village, (household.pk, head.person_id)),
        "household_year": (village, (household.pk, 2016)),
        "decision": (village, (DecisionFactory(household=household, proposed_by=cast.nobody).pk,)),
        "operation": (village, (OperationFactory(household=household, made_by=cast.nobody).pk,)),
        "batch_change": (village, (batch_change_in(tree[village], cast).pk,)),
        "move": (village, (MoveFactory(household=guest_of(tree[village]), to_village=tree[ELSEWHERE]).pk,)),
        "move_in": (village, (MoveFactory(household=guest_of(tree[ELSEWHERE]), to_village=tree[village]).pk,)),
        **_of_ones_own(staff, tree, cast),
        "export_waiting": (county, (export_of(cast.nobody, tree[county], ExportState.WAITING).pk,)),
        "listing": (None, ("households",)),
        "doubt": (village, (DoubtFactory(household=household).pk,)),
        "job": (county, (job.pk,)),
        "run": (f"{province}*", (run.pk,)),
        "result": (village, (run.pk, RehearsalFactory(household=household).household_id)),
        "poor_village": (village, (tree[village].pk,)),
        "unit_year": (county, (tree[county].pk, 2016)),
        "batch": (county, (batch.pk,)),
        "posting": (POSTS[staff][1], (cast[staff].postings.get().pk,)),
        "extra": (province, (extra.pk,)),
        "parameter": (None, (Name.NOTICE_DAYS_1,)),
    }
