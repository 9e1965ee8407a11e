"""Fields that a province adds (domain.md §2.5): what a definition must hold, and what a value says."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import ExtraKind

KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
MOST_FIELDS, FEWEST_OPTIONS = 60, 2


@dataclass(frozen=True)
class Definition:
    """A field as somebody defines it. `key` and `kind` never change: values stand under them."""

    subject: str
    key: str
    label: str
    kind: str
    options: tuple[str, ...]
    unit: str
    required: bool
    from_year: int
    until_year: int | None
    position: int
    source: str


def definition_problems(new: Definition, *, others: Collection[Definition], open_year: int) -> list[str]:
    """What is wrong with a new field beside those that its province has already."""
    beside = [other for other in others if other.subject == new.subject]
    problems = _shape_problems(new)
    if new.key in {other.key for other in beside}:
        problems.append(_("标识“%s”已经用过，不能重复") % new.key)
    if new.label in {other.label for other in beside if other.until_year is None}:
        problems.append(_("已有名称为“%s”的自定义项") % new.label)
    if len(beside) >= MOST_FIELDS:
        problems.append(_("自定义项最多 %d 个") % MOST_FIELDS)
    if new.from_year < open_year:
        problems.append(_("起始年度不能早于当前年度 %d：已结账的年度不再变动") % open_year)
    return problems


def change_problems(old: Definition, new: Definition, *, open_year: int) -> list[str]:
    """What is wrong with changing `old` into `new`."""
    problems = _shape_problems(new)
    if gone := set(old.options) - set(new.options):
        problems.append(_("已有的选项不能去掉：%s") % "、".join(sorted(gone)))
    if new.until_year != old.until_year and new.until_year is not None and new.until_year < open_year - 1:
        problems.append(_("终止年度不能早于 %d：已结账的年度不再变动") % (open_year - 1))
    unchanged = replace(new, **{name: getattr(old, name) for name in ("subject", "key", "kind", "from_year")})
    if unchanged != new:
        problems.append(_("标识、类型、所属和起始年度建立后不变"))
    return problems


def _shape_problems(definition: Definition) -> list[str]:
    problems = []
    if not KEY.fullmatch(definition.key):
        problems.append(_("标识须以小写字母开头，只含小写字母、数字和下划线"))
    if definition.kind == ExtraKind.CHOICE and len(set(definition.options)) < FEWEST_OPTIONS:
        problems.append(_("单选项至少要有两个不同的选项"))
    if len(set(definition.options)) != len(definition.options):
        problems.append(_("选项有重复"))
    if definition.until_year is not None and definition.until_year < definition.from_year:
        problems.append(_("终止年度早于起始年度"))
    if not definition.source.strip():
        problems.append(_("请填写依据"))
    return problems


def words_of(kind: str, unit: str, value: Any) -> str:
    """A stored value for people; empty where nothing was entered."""
    if value in (None, ""):
        return ""
    if kind == ExtraKind.YES_NO:
        return _("是") if value else _("否")
    return f"{value} {unit}".strip()


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Entered values as JSON keeps them: numbers and dates as text, what is empty left out."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {
        key: value if isinstance(value, (bool, str)) else str(value)
        for key, value in plain.items()
        if value not in (None, "")
    }
