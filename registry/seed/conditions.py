"""From which year on a household meets what (§13.2): survey, income and closing agree because they all ask here."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.choices import HousingGrade, HousingRemedy

from .dice import Dice, spread

ALWAYS, NEVER = 0, 9999  # years

# Plain strings, which hash faster than an enumeration's members.
A, B, C, D = (grade.value for grade in HousingGrade)
GRADES = spread({A: 25, B: 43, C: 20, D: 12})
SAFE = (A, B)
REBUILT, RELOCATED = HousingRemedy.REBUILT.value, HousingRemedy.RELOCATED.value
RELOCATION = 0.3  # of the dangerous houses
FOOD, CLOTHING, WATER, INSURED = 0.94, 0.95, 0.7, 0.9  # met from the start


@dataclass(slots=True)
class Conditions:
    """Years from which each holds. `earning`: income above the line but for the `lean` years."""

    food: int = ALWAYS
    clothing: int = ALWAYS
    water: int = ALWAYS
    insured: int = ALWAYS
    schooled: int = ALWAYS
    grade: str = B
    remedy: str = REBUILT
    remedied: int = ALWAYS
    earning: int = NEVER
    lean: frozenset[int] = frozenset()

    def housed(self, year: int) -> bool:
        """Safe, or made good by the end of `year`."""
        return self.grade in SAFE or self.remedied <= year

    def earns(self, year: int) -> bool:
        """Whether the income of `year` lies above its line."""
        return self.earning <= year and year not in self.lean

    def slip(self, years: Iterable[int]) -> None:
        """Below the line again in these years."""
        self.lean = self.lean.union(years)

    def meet_by(self, year: int) -> None:
        """Everything holds at the end of `year` at the latest."""
        self.food, self.clothing = min(self.food, year), min(self.clothing, year)
        self.water, self.insured = min(self.water, year), min(self.insured, year)
        self.schooled, self.remedied = min(self.schooled, year), min(self.remedied, year)
        self.earning = min(self.earning, year)
        self.lean = frozenset(lean for lean in self.lean if lean < year)


def draw_conditions(dice: Dice, first: int, last: int) -> Conditions:
    """Conditions of a poor household: each is met always, or from some year on that lies after `first`."""

    def since(share_always: float) -> int:
        return ALWAYS if dice.random() < share_always else dice.between(first + 1, last + 2)

    conditions = Conditions(
        food=since(FOOD),
        clothing=since(CLOTHING),
        water=since(WATER),
        insured=since(INSURED),
        grade=dice.pick(GRADES),
        earning=dice.between(first + 2, last + 8),
    )
    if conditions.grade not in SAFE:
        conditions.remedied = dice.between(first + 1, last + 2)
        if dice.chance(RELOCATION):
            conditions.remedy = RELOCATED
    return conditions
