"""Cells that hold an entry of a list: by label, national code, code and label, or an older form's word for it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from registry.choices import Attribute, Ethnicity, NationalStatus, Relation, Standing
from registry.excel import Column
from registry.workbook.cells import Cell

from .faults import FaultKind

SEPARATORS = re.compile(r"[、,，;；/|\s]+")
CODE_AND_LABEL = re.compile(r"^\d{1,2}[-.、:]?(\D.*)$")
IN_BRACKETS = re.compile(r"\(.*\)")
SHORT_LIST, MOST_NEAR = 12, 5
# Characters that so many entries share that they mean nothing.
COMMON = frozenset("的之和或其他有无（）()")
OLD_WORDS: dict[type, dict[str, str]] = {
    Relation: {"本人或户主": Relation.HEAD, "本人": Relation.HEAD, "妻": Relation.SPOUSE, "女婿": Relation.SON_IN_LAW},
    Attribute: {
        "五保贫困户": Attribute.DESTITUTE_POOR,
        "一般农户": Attribute.ORDINARY,
        "低保户": Attribute.DIBAO,
        "五保户": Attribute.DESTITUTE,
    },
    NationalStatus: {
        "贫困": NationalStatus.POOR,
        "贫困户": NationalStatus.POOR,
        "在贫": NationalStatus.POOR,
        "脱贫": NationalStatus.EXITED,
        "脱贫户": NationalStatus.EXITED,
        "返贫户": NationalStatus.RELAPSED,
        "稳定脱贫": NationalStatus.STABLE,
        "清退": NationalStatus.REMOVED,
        "剔除": NationalStatus.REMOVED,
        "识别不准剔除": NationalStatus.REMOVED,
        "整户清退": NationalStatus.REMOVED,
        "错评清退": NationalStatus.REMOVED,
        "销户": NationalStatus.CLOSED,
        "整户自然减少": NationalStatus.CLOSED,
    },
    Standing: {"存量": Standing.STAYED, "新增": Standing.CAME, "减少": Standing.LEFT, "识别不准剔除": Standing.STRUCK},
}


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be taken, and why."""

    code: str
    message: str


def compact(text: str) -> str:
    """For comparing words: compatibility forms made one, no white space, upper case."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).upper()


def bare(code: str) -> str:
    """A code without leading zeros, as a number cell would show it."""
    return code.lstrip("0") or code[:1]


def choice_reading(column: Column) -> Callable[[Cell], str | Wrong]:
    """How cells of one entry are read: the word that is stored, or what is wrong with the nearest entries."""
    known = _entries(column)
    ambiguous = _ambiguous_codes(column)

    def read(cell: Cell) -> str | Wrong:
        said = compact(str(cell))
        labelled = CODE_AND_LABEL.match(said)
        word = known.get(bare(said)) or (known.get(labelled[1]) if labelled else None)
        if word is not None:
            return word
        return Wrong(FaultKind.CHOICE, ambiguous.get(bare(said)) or _unknown(str(cell), column))

    return read


def choices_reading(column: Column) -> Callable[[Cell], list[str] | Wrong]:
    """How cells of several entries are read: the words in the order of the list."""
    read_one = choice_reading(column)
    order = list(column.choices.values) if column.choices else []

    def read(cell: Cell) -> list[str] | Wrong:
        read_words = [read_one(part) for part in SEPARATORS.split(str(cell)) if part]
        for word in read_words:
            if isinstance(word, Wrong):
                return word
        return sorted({str(word) for word in read_words}, key=order.index)

    return read


def _entries(column: Column) -> dict[str, str]:
    """Everything a cell may say, leading zeros of codes left out → the word that is stored."""
    known: dict[str, str] = {}
    for entry in column.choices or ():
        label = compact(str(entry.label))
        code = str(getattr(entry, "code", ""))
        if isinstance(entry, Ethnicity):
            code = code if entry.code == entry.poverty_code else ""
            known[label.removesuffix("族")] = entry.value
        for said in (label, IN_BRACKETS.sub("", label), compact(entry.value), bare(code)):
            known.setdefault(said, entry.value)
    for label, word in OLD_WORDS.get(column.choices or str, {}).items():
        known.setdefault(label, str(word))
    known.pop("", None)
    return known


def _ambiguous_codes(column: Column) -> dict[str, str]:
    """Codes 02–11 of 民族 mean one thing in GB/T 3304 and another in the poverty system (domain.md §2.3, L8)."""
    if column.choices is not Ethnicity:
        return {}
    by_poverty_code = {entry.poverty_code: entry.label for entry in Ethnicity}
    return {
        bare(entry.code): _("民族代码 %(code)s 在国家标准中是%(one)s、在扶贫系统中是%(other)s，请填写名称")
        % {"code": entry.code, "one": entry.label, "other": by_poverty_code.get(entry.code, "—")}
        for entry in Ethnicity
        if entry.code != entry.poverty_code
    }


def _unknown(said: str, column: Column) -> str:
    labels = [str(entry.label) for entry in column.choices or ()]
    near = get_close_matches(said, labels, n=MOST_NEAR, cutoff=0.4)
    near = near or [label for label in labels if set(label) & set(said) - COMMON][:MOST_NEAR]
    near = near or (labels if len(labels) <= SHORT_LIST else [])
    words = {"said": said, "label": column.label, "near": "、".join(near)}
    if not near:
        return _("“%(said)s”不在“%(label)s”的选项之内") % words
    return _("“%(said)s”不在“%(label)s”的选项之内，可填：%(near)s") % words
