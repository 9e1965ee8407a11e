"""What a population is made of, before it becomes rows: persons, their stays in households, the households."""

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from registry.choices import REGISTERED, Attribute, Joining, Kind, Leaving, Relation, Standard, Status
from registry.rules.guarantees import SCHOOL_AGE, SCHOOL_END

from .conditions import NEVER, Conditions
from .days import Day
from .living import Living
from .names import Name
from .paths import Path
from .states import State
from .traits import Traits


class Village(NamedTuple):
    """A village of the regions table and the name of its township."""

    id: int
    code: int
    name: str
    township: str


@dataclass(slots=True)
class Person:
    """A person for ever. What changes by year follows from birth and traits (`courses.py`)."""

    id: int
    name: Name
    male: bool
    birth: Day
    number: str
    ethnicity: str
    traits: Traits
    numberless: bool = False
    sex_disagrees: bool = False
    village_code: int = 0
    state_stated: State | None = None  # what the open year says of this person, where it is wrong

    def age(self, year: int) -> int:
        """Full years on 31 December."""
        return year - self.birth.year

    def compulsory(self, year: int) -> bool:
        """Whether of the age that §13.2 asks about: 6 by 31 August, not yet 16 on 31 December."""
        return self.birth.school_year + SCHOOL_AGE <= year < self.birth.year + SCHOOL_END


@dataclass(slots=True)
class Stay:
    """A membership, its days as ordinals. `rows_until` is the last year whose person-year it brings along."""

    person: Person
    relation: str
    counted_from: int
    joined_on: int
    kind_in: str = Kind.NATURAL
    reason_in: str = Joining.REGISTRATION
    counted_until: int | None = None
    kind_out: str = ""
    reason_out: str = ""
    left_on: int = 0
    rows_until: int = NEVER

    def end(self, year: int, on: int, reason: Leaving, kind: Kind = Kind.NATURAL) -> None:
        """Leave in the accounting year `year`."""
        self.counted_until = self.rows_until = year
        self.left_on, self.reason_out, self.kind_out = on, reason, kind


class Entry(Enum):
    """What was entered of the open year."""

    FULL = "everything"
    NO_STATEMENT = "all but the income"
    UNCONFIRMED = "all but the survey, which is carried forward"
    NO_SURVEY = "all but the survey"
    VAGUE = "everything, but the first member's insurance is not known"
    NOTHING = "nothing: survey and person-years are carried forward"


@dataclass(slots=True)
class Filed:
    """A decision on its way into the table."""

    year: int
    kind: str
    state: str
    reason: str
    decided_on: int
    cause: str = ""
    campaign: int | None = None
    procedure_complete: bool = True
    announced_on: int | None = None
    id: int = 0


@dataclass(slots=True)
class Home:
    """A household with its whole story."""

    id: int
    village: Village
    family: str
    ethnicity: str
    generation: int
    living: Living
    level: float  # from 0 to 1, how well off among those alike
    stays: list[Stay] = field(default_factory=list)
    status: Status = Status.CANDIDATE  # as stored while the open year's run has not come
    path: Path = field(init=False)
    changed: bool = False  # whether anybody came or went after its first year
    attribute: Attribute = Attribute.ORDINARY_POOR
    standard: Standard = Standard.NATIONAL
    main_cause: str = ""
    other_causes: tuple[str, ...] = ()
    conditions: Conditions = field(init=False)
    dropout: Person | None = None  # who is out of school until `conditions.schooled`
    entry: Entry = Entry.FULL
    last_year: int = 0  # the last year of which anything was collected
    items_stated: dict[str, int] = field(default_factory=dict)  # what the open year's statement says wrongly
    planned_exit: int | None = None
    relapse_cause: str = ""
    split_from: "Home | None" = None
    split_year: int | None = None
    moved_from: Village | None = None
    again: bool = False  # removed once, and identified again
    decisions: list[Filed] = field(default_factory=list)

    def present(self) -> list[Stay]:
        """The open stays, in the order of entry."""
        return [stay for stay in self.stays if stay.counted_until is None]

    def head(self) -> Stay | None:
        """The head's stay."""
        return next((stay for stay in self.present() if stay.relation == Relation.HEAD), None)

    def code_in(self, year: int, open_year: int) -> int:
        """Of the village it lived in; it moves in the open year only."""
        return self.moved_from.code if self.moved_from and year < open_year else self.village.code

    @property
    def registered(self) -> bool:
        """Whether it stands in the register."""
        return self.status in REGISTERED

    @property
    def on_dibao(self) -> bool:
        """Whether it lives on dibao, among other things."""
        return self.attribute in (Attribute.DIBAO_POOR, Attribute.DIBAO_DESTITUTE_POOR)

    @property
    def on_support(self) -> bool:
        """Whether it is supported as destitute."""
        return self.attribute in (Attribute.DESTITUTE_POOR, Attribute.DIBAO_DESTITUTE_POOR)
