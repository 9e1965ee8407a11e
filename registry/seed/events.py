"""Comings and goings of a year: births, deaths, marriages, absences and returns (§5.3)."""

from collections.abc import Callable

from registry.choices import Joining, Kind, Leaving, Relation

from .days import first_of
from .dice import spread
from .newcomers import Newcomers
from .people import Home, Person, Stay

MOTHERS, GROOMS, BRIDES, GROWN, ELDERS = range(20, 43), range(22, 37), range(19, 33), range(18, 60), range(60, 120)
LAST_DAY_OF_EVENTS = 340  # of the year; a newborn's full day moves him some days on

# Who a child of whom is, by the relation of the mother.
CHILD_OF = {
    Relation.SPOUSE: (Relation.SON, Relation.DAUGHTER, 1),
    Relation.DAUGHTER_IN_LAW: (Relation.GRANDSON, Relation.GRANDDAUGHTER, 2),
}
# What the others become when the spouse follows the head, by the sex of the one who follows.
UNDER_HUSBAND = {Relation.FATHER: Relation.WIFES_FATHER, Relation.MOTHER: Relation.WIFES_MOTHER}
UNDER_WIFE = {
    Relation.FATHER: Relation.HUSBANDS_FATHER,
    Relation.MOTHER: Relation.HUSBANDS_MOTHER,
    Relation.WIFES_FATHER: Relation.FATHER,
    Relation.WIFES_MOTHER: Relation.MOTHER,
}


def some_day(newcomers: Newcomers, year: int) -> int:
    """A day on which something may happen."""
    return first_of(year) + newcomers.dice.between(0, LAST_DAY_OF_EVENTS)


def join(
    home: Home, person: Person, relation: Relation, year: int, on: int, reason: Joining, kind: Kind = Kind.NATURAL
) -> None:
    """A coming counted in `year`."""
    home.stays.append(Stay(person, relation, year, on, kind, reason))
    home.changed = True


def leave(home: Home, stay: Stay, year: int, on: int, reason: Leaving, kind: Kind = Kind.NATURAL) -> None:
    """A going counted in `year`; a head who is followed by nobody must be the last."""
    stay.end(year, max(on, stay.joined_on), reason, kind)
    home.changed = True


def birth(home: Home, newcomers: Newcomers, year: int) -> None:
    """A child of the head's or the son's wife."""
    for stay in home.present():
        if stay.relation in CHILD_OF and not stay.person.male and stay.person.age(year) in MOTHERS:
            son, daughter, generation = CHILD_OF[Relation(stay.relation)]
            male = newcomers.dice.chance(0.53)
            child = newcomers.born(
                home, some_day(newcomers, year), male=male, generation=generation, family=home.family
            )
            join(home, child, son if male else daughter, year, child.birth.ordinal, Joining.BIRTH)
            return


def death(home: Home, newcomers: Newcomers, year: int) -> None:
    """The oldest dies; the spouse of a head who dies becomes the head."""
    oldest = min(home.present(), key=lambda stay: stay.person.birth.ordinal)
    if oldest.person.age(year) in ELDERS and (oldest.relation != Relation.HEAD or follow(home, oldest)):
        leave(home, oldest, year, some_day(newcomers, year), Leaving.DEATH)


def follow(home: Home, head: Stay) -> bool:
    """Make the spouse the head; False when there is none."""
    others = [stay for stay in home.present() if stay is not head]
    spouse = next((stay for stay in others if stay.relation == Relation.SPOUSE), None)
    if spouse is None:
        return False
    renamed = UNDER_HUSBAND if spouse.person.male else UNDER_WIFE
    for stay in others:
        stay.relation = renamed.get(Relation(stay.relation), stay.relation)
    spouse.relation = Relation.HEAD
    return True


def bride(home: Home, newcomers: Newcomers, year: int) -> None:
    """A son's wife comes."""
    present = home.present()
    if any(stay.relation == Relation.DAUGHTER_IN_LAW for stay in present):
        return
    for stay in present:
        if stay.relation == Relation.SON and stay.person.age(year) in GROOMS:
            age = stay.person.age(newcomers.time.first) - newcomers.dice.between(-1, 1)
            wife = newcomers.aged(home, age, male=False, generation=1)
            join(home, wife, Relation.DAUGHTER_IN_LAW, year, some_day(newcomers, year), Joining.MARRIAGE)
            return


def wedding(home: Home, newcomers: Newcomers, year: int) -> None:
    """A daughter marries into another household."""
    go(home, newcomers, year, (Relation.DAUGHTER, Relation.GRANDDAUGHTER), BRIDES, Leaving.MARRIAGE)


def departure(home: Home, newcomers: Newcomers, year: int) -> None:
    """A grown child moves away, is recruited, sentenced or lost."""
    go(home, newcomers, year, (Relation.SON, Relation.DAUGHTER), GROWN, newcomers.dice.pick(DEPARTURES))


def go(
    home: Home, newcomers: Newcomers, year: int, relations: tuple[Relation, ...], ages: range, reason: Leaving
) -> None:
    """The first of these relations and ages leaves."""
    for stay in home.present():
        if stay.relation in relations and stay.person.age(year) in ages:
            leave(home, stay, year, some_day(newcomers, year), reason)
            return


def adoption(home: Home, newcomers: Newcomers, year: int) -> None:
    """A child is taken in by a grown head."""
    head = home.head()
    if head is None or head.person.age(year) not in FOSTERING:
        return
    male = newcomers.dice.chance(0.5)
    child = newcomers.aged(home, newcomers.dice.between(1, 6), male=male, generation=1, family=home.family)
    relation = Relation.SON if male else Relation.DAUGHTER
    join(home, child, relation, year, some_day(newcomers, year), newcomers.dice.pick(CHILD_COMES))


def homecoming(home: Home, newcomers: Newcomers, year: int) -> None:
    """Somebody who left in an earlier year comes back."""
    here = [stay.person for stay in home.present()]
    for stay in home.stays:
        if stay.reason_out in RETURNS and stay.person not in here and stay.counted_until != year:
            reason = RETURNS[Leaving(stay.reason_out)]
            join(home, stay.person, Relation(stay.relation), year, some_day(newcomers, year), reason)
            return


def correction(home: Home, newcomers: Newcomers, year: int) -> None:
    """Somebody was forgotten, or should never have been counted: put right while a campaign allows it."""
    if year < newcomers.time.open - 1:
        return
    dice, on = newcomers.dice, some_day(newcomers, year)
    daughter = next((stay for stay in home.present() if stay.relation == Relation.DAUGHTER), None)
    if daughter is not None:
        leave(home, daughter, year, on, Leaving.WRONG, Kind.CORRECTION)
    elif (head := home.head()) is not None and head.person.age(year) in FOSTERING:
        child = newcomers.aged(home, dice.between(3, 9), male=False, generation=1, family=home.family)
        join(home, child, Relation.DAUGHTER, year, on, Joining.OMITTED, Kind.CORRECTION)


FOSTERING = range(32, 60)
DEPARTURES = spread({Leaving.MOVE_OUT: 6, Leaving.RECRUITED: 3, Leaving.PRISON: 2, Leaving.MISSING: 2})
CHILD_COMES = spread({Joining.ADOPTION: 5, Joining.MOVE_IN: 5})
RETURNS = {
    Leaving.PRISON: Joining.RELEASE,
    Leaving.MISSING: Joining.FOUND,
    Leaving.RECRUITED: Joining.DEMOBILISED,
    Leaving.MOVE_OUT: Joining.MOVE_IN,
}

Event = Callable[[Home, Newcomers, int], None]
# Of a thousand years of a household in how many somebody tries; many find nobody whom it could befall.
YEARLY: tuple[Event | None, ...] = spread(
    {
        birth: 90,
        death: 48,
        bride: 30,
        wedding: 40,
        departure: 15,
        homecoming: 40,
        adoption: 4,
        correction: 8,
        None: 725,
    }
)


def live(home: Home, newcomers: Newcomers, year: int) -> None:
    """What befalls the home in a year."""
    event = newcomers.dice.pick(YEARLY)
    if event is not None:
        event(home, newcomers, year)
