"""Sheets of paper: 登记表 and 对照表 of one household, a group or a village, cut into leaves of A4."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import segno
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import REGISTERED, ExtraSubject, Status
from registry.models import Collection as YearlyCollection
from registry.models import ExtraField, Household, Membership, MemberYear, Statement, Survey
from registry.regions.models import Region
from registry.regions.spans import province_of
from registry.rules.income import COST, ITEMS, net_income, per_head
from registry.rules.natural_order import natural_key

from .extras import extra_fields, field_words
from .facts import amounts_of, parameters_of
from .records import Record, records_of
from .side_by_side import NOT_CONDITIONS
from .story import Fact, identity_of
from .wording import NOTHING, in_words

PRINTED = (*REGISTERED, Status.CANDIDATE)
# Fields of a province's own, by province and subject.
Asked = Mapping[tuple[int, str], Sequence[ExtraField]]
# How many members fit on a leaf however long their words are: on the first one, and on one of their own.
ROOM = {"registration": (7, 13), "comparison": (5, 8)}
FLAGS = (
    "resident_insurance",
    "employee_insurance",
    "serious_insurance",
    "resident_pension",
    "dibao",
    "destitute",
    "soldier",
)
# Number and village of the household stand in the head of every leaf.
IN_THE_HEAD = 2
AMOUNTS = (*ITEMS, COST, "excluded")


@dataclass(frozen=True)
class PrintedMember:
    """A line of the members' table. `number` is whole only where somebody said why."""

    place: int
    membership: Membership
    row: MemberYear | None
    number: str
    flags: list[str]


@dataclass(frozen=True)
class Item:
    """A line to check at the household: last year's value, this year's."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Leaf:
    """One side of A4: the first one with the identity, further ones for members, the last one with the year."""

    place: int
    members: Sequence[PrintedMember] = ()
    room: int = 0
    first: bool = False
    last: bool = False

    @property
    def blanks(self) -> range:
        """Lines left for members to be written in by hand."""
        return range(self.room - len(self.members))


@dataclass(frozen=True)
class PrintedSheet:
    """A household on paper."""

    record: Record
    year: int
    identity: list[Fact]
    conditions: list[Item]
    amounts: list[Item]
    collection: YearlyCollection | None
    qr: SafeString
    leaves: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What is printed: which form, of which year, with which whole numbers, and what the QR code opens."""

    kind: str
    year: int
    address: Callable[[int], str]
    numbers: Mapping[int, str] = field(default_factory=dict)


def households_of(viewer: Viewer, village: Region, group: str, permission: str) -> list[Household]:
    """A village's households on the register, or those of one group, house by house."""
    found = _in_village(viewer, village, permission)
    chosen = found.filter(group=group) if group else found
    rows = chosen.select_related("village", "split_from")
    return sorted(rows, key=lambda row: (natural_key(row.group), natural_key(row.address), row.pk))


def groups_of(viewer: Viewer, village: Region) -> list[str]:
    """Names of the village's groups, 1组 before 10组."""
    found = _in_village(viewer, village, Permission.HOUSEHOLD_VIEW).exclude(group="")
    return sorted(found.order_by().values_list("group", flat=True).distinct(), key=natural_key)


def _in_village(viewer: Viewer, village: Region, permission: str) -> "models.QuerySet[Household]":
    visible = Household.objects.visible_to(viewer, permission)
    return visible.filter(village_code=village.code, status__in=PRINTED)


def sheets_of(households: Collection[Household], order: Order) -> list[PrintedSheet]:
    """All to be printed, in a fixed number of queries. The households come from a query that knows its viewer."""
    records = records_of(households, (order.year - 1, order.year))
    stable = _stable_items(households, order.year)
    asked = _asked(households, order.year)
    entered = YearlyCollection.objects.filter(household__in=households, year=order.year)
    collections = {row.household_id: row for row in entered.select_related("entered_by", "checked_by")}
    return [
        PrintedSheet(
            record=record,
            year=order.year,
            identity=identity_of(record)[IN_THE_HEAD:],
            conditions=[*_conditions(record, order.year), *_extras(record, order.year, asked)],
            amounts=_amounts(record, order.year, stable[province_of(record.household.village_code)]),
            collection=collections.get(record.household.pk),
            qr=_qr(order.address(record.household.pk)),
            leaves=_leaves(_members(record, order), *ROOM[order.kind]),
        )
        for record in records
    ]


def _stable_items(households: Collection[Household], year: int) -> dict[int, Collection[str]]:
    provinces = {province_of(household.village_code) for household in households}
    return {code: parameters_of(code, year)[1] for code in provinces}


def _asked(households: Collection[Household], year: int) -> Asked:
    provinces = {province_of(household.village_code) for household in households}
    return {(code, subject): extra_fields(code, year, subject) for code in provinces for subject in ExtraSubject}


def _extras(record: Record, year: int, asked: Asked) -> list[Item]:
    """What the province asks of its own: of the household, then of each member."""
    province = province_of(record.household.village_code)
    surveys = [record.surveys.get(year - 1), record.surveys.get(year)]
    items = [
        Item(field.label, *(_extra(field, survey) for survey in surveys))
        for field in asked[province, ExtraSubject.HOUSEHOLD]
    ]
    return items + [
        Item(f"{member.person.name} {field.label}", *(_extra(field, row) for row in rows))
        for field in asked[province, ExtraSubject.MEMBER]
        for member in record.members
        for rows in [[record.person_year(member, year - 1), record.person_year(member, year)]]
    ]


def _extra(field: ExtraField, row: Survey | MemberYear | None) -> str:
    return (field_words(field, row.extra) if row else "") or NOTHING


def _members(record: Record, order: Order) -> list[PrintedMember]:
    return [
        PrintedMember(
            place=place,
            membership=member,
            row=(row := record.person_year(member, order.year)),
            number=_number(member, order.numbers),
            flags=[in_words(row, column) if row else "" for column in _columns(MemberYear, FLAGS)],
        )
        for place, member in enumerate(record.members, 1)
    ]


def _number(member: Membership, numbers: Mapping[int, str]) -> str:
    person = member.person
    if person.number_missing:
        return _("临时编号")
    return numbers.get(person.pk) or (f"···· {person.id_last4}" if person.id_last4 else NOTHING)


def _leaves(members: Sequence[PrintedMember], first: int, further: int) -> list[Leaf]:
    leaves = [Leaf(1, members[:first], first, first=True)]
    for start in range(first, len(members), further):
        leaves.append(Leaf(len(leaves) + 1, members[start : start + further], further))
    return [*leaves, Leaf(len(leaves) + 1, last=True)]


def _conditions(record: Record, year: int) -> list[Item]:
    before, now = record.surveys.get(year - 1), record.surveys.get(year)
    columns = [column for column in Survey._meta.concrete_fields if column.name not in NOT_CONDITIONS]
    return [_item(column, before, now) for column in columns]


def _amounts(record: Record, year: int, stable: Collection[str]) -> list[Item]:
    before, now = record.statements.get(year - 1), record.statements.get(year)
    items = [_item(column, before, now) for column in _columns(Statement, AMOUNTS)]
    nets = [net_income(amounts_of(row), stable) if row else None for row in (before, now)]
    heads = [
        record.closings[year - 1].income_per_head if year - 1 in record.closings else None,
        per_head(nets[1], len(record.members)) if nets[1] is not None else None,
    ]
    return [*items, Item(_("纯收入"), *map(_yuan, nets)), Item(_("人均纯收入"), *map(_yuan, heads))]


def _item(column: "models.Field[object, object]", before: models.Model | None, now: models.Model | None) -> Item:
    shown = [in_words(row, column) if row else NOTHING for row in (before, now)]
    return Item(str(column.verbose_name), *shown)


def _yuan(amount: Decimal | None) -> str:
    return NOTHING if amount is None else f"{amount:,.2f}"


def _columns(model: type[models.Model], names: Sequence[str]) -> "list[models.Field[object, object]]":
    by_name = {column.name: column for column in model._meta.concrete_fields}
    return [by_name[name] for name in names]


def _qr(address: str) -> SafeString:
    """The address of the household's page, which opens for who may see it. Drawn by segno alone: nothing to escape."""
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=0, svgclass="qr"))  # noqa: S308
