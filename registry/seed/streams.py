"""One stream of a population: some villages' households with their stories, told alone, the same in any process."""

from dataclasses import dataclass

from registry.choices import Status

from .cases import CASES, Case, Drive
from .causes import explain
from .dice import Dice
from .families import fill
from .living import ways_to_live
from .names import names_of
from .newcomers import Newcomers
from .numbers import Lots, Numbers
from .open_years import OpenYear
from .pasts import draw_past
from .paths import FATES, Timeline, path_to
from .people import Home, Person, Village
from .stories import in_register, split, splits_off

# Ids set aside a household, and a stream besides: about 3.4 persons and 0.7 decisions are told of.
PERSONS_RESERVED, DECISIONS_RESERVED, SPARE = 4, 1, 80
SPLIT = 0.06  # of the households with a son's family
EVERY = 4  # in the first stream, how many households there are to each that is told a case of its own


@dataclass(frozen=True)
class Stream:
    """What one stream is told: a part of the plan, its villages, its ranges of ids."""

    seed: str
    area: str
    time: Timeline
    number: int
    streams: int
    lots: Lots
    villages: tuple[tuple[Village, int], ...]
    first_household: int
    first_person: int
    first_decision: int
    campaigns: dict[Drive, int]
    lines: dict[int, int]
    decisions: float
    wrong: float
    fates: tuple[Status, ...] = FATES
    scripted: bool = True  # whether the first stream tells every case and story once
    quiet: bool = False  # whether nothing befalls anybody in the open year

    @property
    def households(self) -> int:
        """How many it has."""
        return sum(count for _, count in self.villages)

    @property
    def persons_reserved(self) -> int:
        """Ids set aside for persons, from `first_person` on."""
        return self.households * PERSONS_RESERVED + SPARE

    @property
    def decisions_reserved(self) -> int:
        """Ids set aside for decisions, from `first_decision` on."""
        return self.households * DECISIONS_RESERVED + SPARE


@dataclass(frozen=True)
class Told:
    """The homes of a stream and all their persons, in the order of their ids."""

    homes: list[Home]
    persons: list[Person]


class Teller:
    """Tells the homes of a stream one after the other."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.time = stream, stream.time
        self.dice = dice = Dice(f"{stream.seed}/{stream.area}/{stream.number}")
        self.names = names_of(stream.area)
        numbers = Numbers(stream.lots, stream.number, stream.streams)
        self.newcomers = Newcomers(dice, self.names, numbers, self.time, stream.first_person)
        self.homes: list[Home] = []
        scripted = stream.scripted and stream.number == 0
        self.cases: list[Case] = list(reversed(CASES)) if scripted else []
        self.open_year = OpenYear(self.newcomers, self.homes, stream.campaigns, stream.decisions, stream.wrong)
        if scripted:
            self.open_year.tell_all_stories()
        self.open_year.villages = [village for village, _ in stream.villages]

    def tell(self) -> Told:
        """The whole stream."""
        for village, count in self.stream.villages:
            end = len(self.homes) + count
            while len(self.homes) < end:
                home = self._household(village)
                if len(self.homes) < end:
                    self._split(home)
        decisions = [decision for home in self.homes for decision in home.decisions]
        for number, decision in enumerate(decisions, self.stream.first_decision):
            decision.id = number
        if len(decisions) > self.stream.decisions_reserved or len(self.newcomers.made) > self.stream.persons_reserved:
            raise OverflowError("more persons or decisions than ids were set aside for")
        return Told(self.homes, self.newcomers.made)

    def _household(self, village: Village) -> Home:
        dice, number = self.dice, len(self.homes)
        scripted = self.cases.pop() if self.cases and number % EVERY == 1 else None
        fate = scripted.start if scripted else dice.pick(self.stream.fates)
        home = self._new(village, self.names.family(dice), dice.pick(self.names.ethnicities), dice.between(4, 9))
        home.path = path_to(fate, dice, self.time)
        home.status = home.path.get(self.time.open - 1, Status.CANDIDATE)
        fill(home, self.newcomers, number)
        explain(home, dice, max(self.time.first, home.path.identified or self.time.open))
        draw_past(home, self.newcomers, self.stream.campaigns[Drive.CLEARING])
        if not self.stream.quiet:
            self.open_year.tell(home, scripted)
        return home

    def _new(self, village: Village, family: str, ethnicity: str, generation: int) -> Home:
        home = Home(
            id=self.stream.first_household + len(self.homes),
            village=village,
            family=family,
            ethnicity=ethnicity,
            generation=generation,
            living=self.dice.pick(ways_to_live()),
            level=self.dice.random(),
            last_year=self.time.open,
        )
        self.homes.append(home)
        return home

    def _split(self, home: Home) -> None:
        """A household that has a son's family may be split, in an earlier year only if nothing else befell it."""
        if not (home.registered and splits_off(home) and self.dice.chance(SPLIT)):
            return
        closed = self.time.closed[1:] if not (home.changed or home.moved_from) else ()
        years = [*closed] if self.stream.quiet else [*closed, self.time.open]
        year = self.dice.pick(years) if years else self.time.open
        if years and in_register(home, year):
            split(home, self._new(home.village, home.family, home.ethnicity, home.generation + 1), year)
