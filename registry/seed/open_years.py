"""The open year of a household: what was entered, what befell it, what was decided and waits for the closing."""

from dataclasses import dataclass, field

from registry.choices import POOR_STOCK, DecisionState, Status

from .cases import BY_STATUS, Case, Drive, arrange, pend
from .dice import spread
from .events import live
from .faults import spoil
from .newcomers import Newcomers
from .people import Entry, Home, Village
from .stories import STORIES, Story

ENTRIES = spread(
    {
        Entry.FULL: 77,
        Entry.NO_STATEMENT: 5,
        Entry.UNCONFIRMED: 6,
        Entry.NO_SURVEY: 3,
        Entry.VAGUE: 2,
        Entry.NOTHING: 7,
    }
)
SLIPPING, PENDING, PLANNED, STORY, AFRESH = 0.03, 0.02, 0.5, 0.02, 0.3
CANDIDATES_DECIDED = 0.8


@dataclass
class OpenYear:
    """Tells the open year of a stream's homes; `homes` are those told of so far, the one in hand included."""

    newcomers: Newcomers
    homes: list[Home]
    campaigns: dict[Drive, int]
    decisions: float
    wrong: float
    villages: list[Village] = field(default_factory=list)
    waiting: list[Story] = field(default_factory=list)
    again: bool = True  # whether some removed household was identified again

    def tell_all_stories(self) -> None:
        """Tell each story to the first home of which it can be told."""
        self.waiting, self.again = list(STORIES), False

    def tell(self, home: Home, scripted: Case | None) -> None:
        """The open year of `home`, along the case it was made for, if any."""
        dice, year = self.newcomers.dice, self.newcomers.time.open
        if home.status == Status.REMOVED and (not self.again or dice.chance(AFRESH)):
            home.again = self.again = True
            home.status = Status.CANDIDATE
        if home.status in (Status.REMOVED, Status.CLOSED):
            return
        if scripted:
            arrange(home, scripted, year, self.campaigns)
            return
        home.entry = dice.pick(ENTRIES)
        registered = home.status != Status.CANDIDATE
        if registered:
            live(home, self.newcomers, year)
        cases = BY_STATUS[home.status]
        if dice.chance(self.decisions if registered else CANDIDATES_DECIDED):
            arrange(home, dice.pick(cases), year, self.campaigns)
        else:
            self._quiet(home, cases)
        if dice.chance(self.wrong):
            spoil(home, dice)

    def _quiet(self, home: Home, cases: tuple[Case, ...]) -> None:
        """A year without a live decision."""
        dice, year, status = self.newcomers.dice, self.newcomers.time.open, home.status
        if status == Status.EXITED and dice.chance(SLIPPING):
            home.conditions.slip(range(year, year + 1))
        elif status in POOR_STOCK and dice.chance(PLANNED):
            home.planned_exit = dice.between(year, year + 3)
        if dice.chance(PENDING):
            pend(home, dice.pick(cases), year, dice.pick((DecisionState.PROPOSED, DecisionState.WITHDRAWN)))
        if status != Status.CANDIDATE and len(self.homes) > 1 and (self.waiting or dice.chance(STORY)):
            self._story(home)

    def _story(self, home: Home) -> None:
        for story in self.waiting or [self.newcomers.dice.pick(STORIES)]:
            if story(home, self.homes[-2], self.newcomers, self.villages):
                if story in self.waiting:
                    self.waiting.remove(story)
                return
