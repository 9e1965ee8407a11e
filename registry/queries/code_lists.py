"""The code lists of the register (domain.md §2.3) with the codes of the national system, for looking up and printing.

They are code, the same for everybody, so this asks for no viewer.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.choices import (
    Absence,
    Attribute,
    Cause,
    Destitute,
    Education,
    Ethnicity,
    Fuel,
    Health,
    HousingGrade,
    HousingRemedy,
    HousingStructure,
    IdType,
    Joining,
    Kind,
    Labour,
    Leaving,
    NationalStatus,
    Politics,
    Relation,
    Resettlement,
    Road,
    School,
    Sex,
    Standard,
    Standing,
    Status,
    WaterSource,
    WorkArea,
)

LISTS: tuple[tuple[str, str | Promise, type[models.TextChoices]], ...] = (
    ("L1", _("识别标准"), Standard),
    ("L2", _("贫困户属性"), Attribute),
    ("L3", _("致贫原因"), Cause),
    ("L4", _("脱贫属性"), Status),
    ("L4", _("脱贫属性（全国系统）"), NationalStatus),
    ("L5", _("性别"), Sex),
    ("L6", _("证件类型"), IdType),
    ("L7", _("与户主关系"), Relation),
    ("L8", _("民族"), Ethnicity),
    ("L9", _("政治面貌"), Politics),
    ("L10", _("文化程度"), Education),
    ("L11", _("在校生状况"), School),
    ("L12", _("未上学原因"), Absence),
    ("L13", _("健康状况"), Health),
    ("L14", _("劳动技能"), Labour),
    ("L15", _("务工区域"), WorkArea),
    ("L16", _("人员状态"), Kind),
    ("L16", _("年末人员状态"), Standing),
    ("L16", _("增加原因"), Joining),
    ("L16", _("减少原因"), Leaving),
    ("L17", _("入户路类型"), Road),
    ("L18", _("主要燃料类型"), Fuel),
    ("L19", _("危房等级"), HousingGrade),
    ("L19", _("住房结构"), HousingStructure),
    ("L19", _("危房改造方式"), HousingRemedy),
    ("L20", _("安置方式"), Resettlement),
    ("L21", _("饮水情况"), WaterSource),
    ("L24", _("特困供养"), Destitute),
)


@dataclass(frozen=True)
class Entry:
    """One word of a list; `code` is empty where there is none, `other` that of the poverty system where it differs."""

    code: str
    label: str
    other: str = ""


@dataclass(frozen=True)
class CodeList:
    """A list, or the part of it that was asked for."""

    number: str
    title: str
    entries: list[Entry]


def code_lists(words: str = "") -> list[CodeList]:
    """The lists, or of each what has `words` in its label or is that code; a list of that name whole."""
    found = [_found(number, str(title), choices, words.strip()) for number, title, choices in LISTS]
    return [shown for shown in found if shown.entries]


def _found(number: str, title: str, choices: type[models.TextChoices], words: str) -> CodeList:
    entries = [_entry(member) for member in choices]
    if words and words not in title and words.upper() != number:
        entries = [entry for entry in entries if words in entry.label or words in (entry.code, entry.other)]
    return CodeList(number, title, entries)


def _entry(member: models.TextChoices) -> Entry:
    code = str(getattr(member, "code", ""))
    of_poverty_system = str(getattr(member, "poverty_code", code))
    return Entry(code, str(member.label), of_poverty_system if of_poverty_system != code else "")
