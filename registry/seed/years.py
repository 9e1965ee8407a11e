"""A home's years as lines of COPY: person-years, statements, surveys, closing rows, each agreeing with the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from . import rows
from .closings import FEN, closing
from .incomes import base_of, flags_of, items, items_text, net_income, text_of
from .living import surveyed
from .member_years import Present, add_members
from .paths import Timeline
from .people import Entry, Home

WITHOUT_STATEMENT = (Entry.NO_STATEMENT, Entry.NOTHING)
CARRIED_FORWARD = (Entry.UNCONFIRMED, Entry.NOTHING)


@dataclass(slots=True)
class YearRows:
    """Lines of the tables that have a row a year."""

    time: Timeline
    lines: dict[int, int]  # the poverty line of each year, in fen
    member_years: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    surveys: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)

    def add(self, home: Home) -> None:
        """All years of a home."""
        open_year = self.time.open
        present = [Present(year, home.code_in(year, open_year)) for year in self._years(home)]
        add_members(home, present, open_year, self.member_years)
        base = base_of(home)
        for found in present:
            year = found.year
            entry = home.entry if year == open_year else Entry.FULL
            net = None
            if found.members and entry not in WITHOUT_STATEMENT:
                net = self._statement(home, found, base)
            if found.members and entry is not Entry.NO_SURVEY:
                confirmed = entry not in CARRIED_FORWARD
                self.surveys.append(
                    rows.survey(home, year, found.code, surveyed(home.conditions, year), confirmed=confirmed)
                )
            if year < open_year:
                self.closings.append(closing(home, found, net, self.time, self.lines[year]))

    def _years(self, home: Home) -> Iterable[int]:
        """The years in which somebody kept the household's rows."""
        open_year = self.time.open
        kept = range(max(home.path.identified or open_year, self.time.baseline), home.last_year + 1)
        return [*kept, open_year] if home.again else kept

    def _statement(self, home: Home, found: Present, base: int) -> int:
        """Append the statement of a year; returns the net income that its closing row shows."""
        year, time = found.year, self.time
        net = net_income(home, year, self.lines[year] / FEN, time.first, found.members)
        flags = flags_of(base, found.facts)
        if home.items_stated and year == time.open:
            text = text_of(items(net, flags)._replace(**home.items_stated))
        else:
            text = items_text(net, flags)
        self.statements.append(rows.statement(home.id, year, found.code, text))
        return net
