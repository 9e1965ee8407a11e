"""Years as lines of COPY: person-years, statements, surveys and closing rows, each agreeing with the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.choices import Absence

from . import rows
from .closings import FEN, Present, closing
from .conditions import RELOCATED, SAFE
from .courses import out_of_school, state_in
from .covers import Aid, Covers, covers
from .incomes import Items, items, per_head
from .living import surveyed
from .paths import Timeline
from .people import Entry, Home, Stay
from .states import AT_WORK, FLAG, State
from .traits import NOT_KNOWN, UNINSURED

GROWN, PENSIONER = 16, 60


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
        conditions = home.conditions
        present = [Present(year, home.code_in(year, open_year)) for year in self._years(home)]
        relocated = conditions.grade not in SAFE and conditions.remedy == RELOCATED
        cover = covers(Aid(home.on_dibao, home.on_support, relocated))
        for stay in home.stays:
            self._add_person(home, stay, present, cover)
        for found in present:
            year = found.year
            entry = home.entry if year == open_year else Entry.FULL
            net = None
            if found.members and entry is not Entry.NO_STATEMENT and entry is not Entry.NOTHING:
                net, income = self._income(home, found)
                self.statements.append(rows.statement(home, year, found.code, income))
            if found.members and entry is not Entry.NO_SURVEY:
                seen, confirmed = surveyed(conditions, year), entry not in (Entry.UNCONFIRMED, Entry.NOTHING)
                self.surveys.append(rows.survey(home, year, found.code, seen, confirmed=confirmed))
            if year < open_year:
                self.closings.append(closing(home, found, net, self.time, self.lines[year]))

    def _years(self, home: Home) -> Iterable[int]:
        """The years in which somebody kept the household's rows."""
        open_year = self.time.open
        kept = range(max(home.identified or open_year, self.time.baseline), home.last_year + 1)
        return [*kept, open_year] if home.again else kept

    def _add_person(self, home: Home, stay: Stay, present: list[Present], cover: Covers) -> None:
        person, until = stay.person, stay.counted_until
        traits, birth_year, school_year = person.traits, person.birth.year, person.birth.school_year
        counted_from, rows_until = stay.counted_from, stay.rows_until
        odd = person is home.dropout or stay is home.stays[0] or home.entry is Entry.NOTHING or person.state_stated
        for found in present:
            year = found.year
            if not counted_from <= year <= rows_until:
                continue
            age, kind, confirmed = year - birth_year, traits.cover, "t"
            state = traits.states.get((age, year - school_year)) or state_in(person, year)
            here = until is None or until > year
            if odd:
                state, kind, confirmed = self._odd(home, stay, found, state, here=here)
            if here:
                found.members += 1
                found.facts |= state.facts
                if age >= PENSIONER:
                    found.pensioners = True
            pension = traits.pension and age >= GROWN and not state.at_school
            self.member_years.append(
                f"{person.id}\t{year}\t{found.code}\t{confirmed}\t{state.text}\t{cover[kind][pension]}\t1\n"
            )

    def _odd(self, home: Home, stay: Stay, found: Present, state: State, *, here: bool) -> tuple[State, int, str]:
        """State, cover and whether confirmed, of those of whom a year may say something else than their traits do."""
        person, year, open_year, conditions = stay.person, found.year, self.time.open, home.conditions
        kind, confirmed = person.traits.cover, "t"
        first = stay is home.stays[0]
        if person is home.dropout and year < conditions.schooled and person.compulsory(year):
            state = out_of_school(person, Absence.POVERTY)
            found.unschooled = here
        if first and year < conditions.insured:
            kind = UNINSURED
            found.uninsured = here
        if year == open_year:
            state = person.state_stated or state
            confirmed = FLAG[home.entry is not Entry.NOTHING or stay.counted_from == open_year]
            kind = NOT_KNOWN if first and home.entry is Entry.VAGUE else kind
        return state, kind, confirmed

    def _income(self, home: Home, found: Present) -> tuple[int, Items]:
        year, time = found.year, self.time
        net = int(per_head(home, year, self.lines[year] / FEN, time.first) * found.members) + 1
        income = items(home, net, works=bool(found.facts & AT_WORK), pensioners=found.pensioners)
        if home.items_stated and year == time.open:
            income = income._replace(**home.items_stated)
        return net, income
