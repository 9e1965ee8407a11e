"""What a form or a workbook hands to an action: plain values, already of the right type."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.regions.models import Region


@dataclass(frozen=True)
class Grounds:
    """Why something happened, when, and on which paper: of every named operation. `note` adds to a coded reason."""

    reason: str
    happened_on: date
    document_number: str = ""
    note: str = ""

    def said(self, label: str = "") -> str:
        """The reason in words: the label of its code, where it has one, and the note."""
        return "；".join(part for part in (label or self.reason, self.note) if part)


@dataclass(frozen=True)
class MemberEntry:
    """A person as entered. `year` holds fields of `MemberYear`; `sex` and `born` count where the ID tells neither.

    Where there is no number yet, `number_missing` says why and the number is empty; `no_namesake` that somebody of the
    same name and birth in the village is another person.
    """

    name: str
    id_number: str
    relation: str
    id_type: str = "citizen"
    ethnicity: str = ""
    politics: str = ""
    sex: str = ""
    born: date | None = None
    number_missing: str = ""
    no_namesake: bool = False
    year: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """What was entered wrongly about a member. An empty ID number leaves the number as it is."""

    name: str
    relation: str
    ethnicity: str = ""
    politics: str = ""
    id_type: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class YearEntry:
    """A household's year: fields of `Statement` and `Survey`. None means that nothing was entered."""

    statement: dict[str, Any] | None = None
    survey: dict[str, Any] | None = None


@dataclass(frozen=True)
class HouseholdEntry:
    """A household as entered. `fields` are those of `Household`; phone and card come in plain text."""

    village: Region
    fields: dict[str, Any]
    phone: str = ""
    card: str = ""
    members: tuple[MemberEntry, ...] = ()
    year: YearEntry = YearEntry()
