"""What the household's page tells beside its tables: the identity as the form has it, what changed of each member."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from registry import cipher
from registry.choices import ExtraSubject, Joining
from registry.models import Household, Membership, MemberYear

from .extras import extra_fields, shown_extras
from .records import Record
from .wording import NOTHING, in_words, labelled

LAST4 = 4
MOST_CHANGES = 3
# §2.1 in the order of the form; village, head, phone and card are put between by `identity_of`.
PLACE = ("natural_village", "group", "address", "longitude", "latitude")
POVERTY = ("standard", "attribute", "main_cause", "other_causes", "status")
YEARS = ("registered_year", "planned_exit_year", "exit_year", "relapse_year", "relapse_cause")
SPLIT = ("split_from", "split_year")
FAMILY = ("martyr_family", "one_child", "two_daughters")
RELOCATION = ("relocation", "relocation_willing", "resettlement", "resettlement_address")
NOT_YEARLY = frozenset({"id", "person", "year", "village_code", "confirmed", "extra", "version"})


@dataclass(frozen=True)
class Fact:
    """A line of the form. `last4`: only the end of a number is shown, and the page masks the rest."""

    label: str
    value: str = ""
    last4: bool = False


@dataclass(frozen=True)
class MemberLine:
    """An active member with the year's data, whether they are confirmed, and what the year changed."""

    membership: Membership
    row: MemberYear | None
    changes: list[str]
    extras: list[tuple[str, str]] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many changes there is no room for."""
        return max(len(self.changes) - MOST_CHANGES, 0)

    @property
    def shown_changes(self) -> list[str]:
        """The first of them."""
        return self.changes[:MOST_CHANGES]


def identity_of(record: Record) -> list[Fact]:
    """§2.1 as the form has it. Phone, card and the head's number by their last four."""
    household, head = record.household, record.head
    return [
        Fact(_("户编号"), str(household.pk)),
        Fact(_("行政村"), f"{household.village.shown_name}（{household.village_code:012d}）"),
        *_facts(household, PLACE),
        Fact(_("户主姓名"), head.person.name if head else NOTHING),
        Fact(_("户主证件号码"), head.person.id_last4 if head else "", last4=True),
        Fact(_("联系电话"), phone_last4(household), last4=True),
        *_facts(household, ("bank",)),
        Fact(_("银行卡号"), household.card_last4, last4=True),
        Fact(_("家庭人口数"), _("%d 人") % len(record.members)),
        *_facts(household, POVERTY),
        Fact(_("首次识别时间"), _first_identified(household)),
        *_facts(household, YEARS),
        *_facts(household, SPLIT),
        *_facts(household, FAMILY),
        *_facts(household, RELOCATION),
    ]


def _facts(household: Household, names: tuple[str, ...]) -> list[Fact]:
    return [Fact(label, value) for label, value in labelled(household, names)]


def _first_identified(household: Household) -> str:
    if household.first_identified is None:
        return NOTHING
    if household.first_identified_month is None:
        return _("%d年") % household.first_identified
    return _("%(year)d年%(month)d月") % {
        "year": household.first_identified,
        "month": household.first_identified_month,
    }


def phone_last4(household: Household) -> str:
    """The part of the phone number that pages show."""
    return cipher.unseal(household.phone_sealed)[-LAST4:] if household.phone_sealed else ""


def member_lines(record: Record, year: int) -> list[MemberLine]:
    """Every active member as the year has them, with what the province asks of its own."""
    asked = extra_fields(record.household.village_code, year, ExtraSubject.MEMBER)
    return [
        MemberLine(member, row, _changes(record, member, year), shown_extras(asked, row.extra if row else {}))
        for member in record.members
        for row in [record.person_year(member, year)]
    ]


def _changes(record: Record, member: Membership, year: int) -> list[str]:
    """What the year changed: that somebody joined, and how the person-year differs from last year's."""
    if member.counted_from == year and member.reason_in != Joining.REGISTRATION:
        return [_("本年增加：%s") % member.get_reason_in_display()]
    before, now = record.person_year(member, year - 1), record.person_year(member, year)
    if before is None or now is None:
        return []
    return [
        f"{column.verbose_name}：{in_words(before, column)} → {in_words(now, column)}"
        for column in _yearly_columns()
        if getattr(before, column.attname) != getattr(now, column.attname)
    ]


def _yearly_columns() -> Sequence["models.Field[object, object]"]:
    return [column for column in MemberYear._meta.concrete_fields if column.name not in NOT_YEARLY]
