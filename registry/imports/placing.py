"""Which village a row speaks of, and which household of the register it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import Relation
from registry.queries.stored import Registered, StoredHousehold, Village

from .checks import GONE
from .faults import FaultKind
from .findings import Findings
from .lines import Group
from .nearest import MOST_NEAR, nearest
from .people import Member
from .words import compact

ENDINGS = re.compile(r"(村民委员会|居民委员会|村委会|居委会|社区|街道办事处|街道|村|镇|乡)$")


@dataclass(frozen=True)
class Placed:
    """Where a group belongs: the household of the register it is, or the village a new one is to stand in."""

    stored: StoredHousehold | None
    village: Village | None

    @property
    def village_code(self) -> int | None:
        """Of the household as it stands, else of the village named."""
        return self.stored.village_code if self.stored else self.village.code if self.village else None


class Area:
    """The villages a batch may speak of, by code and by names."""

    def __init__(self, villages: Iterable[Village]) -> None:
        self.by_code: dict[int, Village] = {village.code: village for village in villages}
        self.by_name: dict[str, list[Village]] = defaultdict(list)
        for village in self.by_code.values():
            self.by_name[plain_name(village.name)].append(village)
        self.near: dict[str, list[str]] = {}

    def find(self, own: Mapping[str, Any]) -> Village | str | None:
        """The village of a row, or in words why there is none; None where the row names none."""
        code, name = own.get("village_code"), own.get("village")
        named = self._named(str(name), own.get("township")) if name else None
        if code is None:
            return named
        village: Village | None = self.by_code.get(int(code))
        if village is None:
            return _("行政区划代码 %d 不是本辖区的村") % int(code)
        if isinstance(named, Village) and named != village:
            words = {"code": code, "one": village.name, "other": name}
            return _("行政区划代码 %(code)s 是%(one)s，与所填的村名“%(other)s”不符") % words
        return village

    def _named(self, name: str, township: str | None) -> Village | str:
        found = self.by_name.get(plain_name(name), [])
        if township:
            found = [village for village in found if plain_name(village.township) == plain_name(township)]
        if len(found) == 1:
            return found[0]
        where = f"{township or ''}{name}"
        if found:
            towns = "、".join(village.township for village in found)
            return _("本辖区有几个“%(where)s”（%(towns)s），请填乡镇或 12 位代码") % {"where": where, "towns": towns}
        near = self._near(name, where)
        if not near:
            return _("本辖区没有“%s”") % where
        return _("本辖区没有“%(where)s”，相近的有：%(near)s") % {"where": where, "near": "、".join(near)}

    def _near(self, name: str, where: str) -> list[str]:
        """Townships and names of the villages that may be meant; a file says the same wrong name over and over."""
        if where not in self.near:
            plain = plain_name(name)
            names = [plain] if plain in self.by_name else nearest(plain, self.by_name)
            found = [village for near in names for village in self.by_name[near]]
            self.near[where] = [f"{village.township}{village.name}" for village in found[:MOST_NEAR]]
        return self.near[where]


def plain_name(name: str) -> str:
    """A village's or township's name without what is often left out."""
    words = compact(name)
    return ENDINGS.sub("", words) or words


def village_column(own: Mapping[str, Any]) -> str:
    """The column in which a row says its village, or should."""
    return "行政区划代码" if own.get("village_code") is not None else "行政村"


def place_groups(
    groups: Iterable[Group],
    people: Mapping[int, list[Member]],
    known: Mapping[bytes, Registered],
    stored: Mapping[int, StoredHousehold],
    area: Area,
    findings: Findings,
) -> dict[int, Placed]:
    """The place of each group that has one household row, by its number."""
    placed = {}
    rows: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        if len(group.households) != 1:
            continue
        number = number_of(group, people[group.number], known)
        household = stored.get(number) if number else None
        if household is not None:
            rows[household.id].append(group)
        elif group.household.own.get("household_id"):
            message = _("本辖区没有户编号 %s") % number
            findings.fault(group.number, group.household, "户编号", FaultKind.UNKNOWN_HOUSEHOLD, message)
        placed[group.number] = Placed(household, _village(group, household, area, findings))
    _refuse_shared(rows, findings)
    return placed


def number_of(group: Group, members: list[Member], known: Mapping[bytes, Registered]) -> int | None:
    """The 户编号 that was given, or else that of the household the head belongs to."""
    given = group.household.own.get("household_id")
    if given:
        return int(given)
    heads = [known.get(member.index) for member in members if member.relation == Relation.HEAD]
    found = [head.household_id for head in heads if head and head.status not in GONE]
    return found[0] if len(found) == 1 else None


def _village(group: Group, household: StoredHousehold | None, area: Area, findings: Findings) -> Village | None:
    line = group.household
    village, column = area.find(line.own), village_column(line.own)
    if isinstance(village, str):
        findings.fault(group.number, line, column, FaultKind.VILLAGE, village)
        return None
    if household is None:
        if village is None and not line.own.get("household_id"):
            findings.fault(group.number, line, column, FaultKind.MISSING, _("新户须填村：12 位代码，或乡镇和行政村"))
        return village
    if village is not None and village.code != household.village_code:
        message = _("所填的村（%s）不是登记的村；迁移请在该户页面办理") % village.name
        findings.fault(group.number, line, column, FaultKind.VILLAGE, message)
    return village


def _refuse_shared(rows: Mapping[int, list[Group]], findings: Findings) -> None:
    for number, groups in rows.items():
        if len(groups) > 1:
            places = "、".join(str(group.household.row) for group in groups)
            for group in groups:
                message = _("农户表第 %(rows)s 行都是户编号 %(number)d 的户") % {"rows": places, "number": number}
                findings.fault(group.number, group.household, "户编号", FaultKind.KEY_TWICE, message)
