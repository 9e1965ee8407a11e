"""Scripted turns of the open year and of past ones that reach beyond one household (§13.2): splits, transfers, moves.

Each takes a home and the one before it, and says whether it could be told of them.
"""

from collections.abc import Callable
from dataclasses import replace

from registry.choices import REGISTERED, Joining, Kind, Leaving, Relation, Status

from .days import first_of
from .events import GROOMS, GROWN, join, leave
from .newcomers import Newcomers
from .paths import Path
from .people import Home, Stay, Village

SPRING, SUMMER, AUTUMN = 75, 180, 270  # days into the year
PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.HUSBANDS_MOTHER)
AFTER_SPLIT = {
    Relation.SON: Relation.HEAD,
    Relation.DAUGHTER_IN_LAW: Relation.SPOUSE,
    Relation.GRANDSON: Relation.SON,
    Relation.GRANDDAUGHTER: Relation.DAUGHTER,
}


def in_register(home: Home, year: int) -> bool:
    """Whether it was registered when `year` began."""
    return home.path.get(year - 1) in REGISTERED


def hand_over(stay: Stay, home: Home, relation: Relation, year: int, on: int, reasons: tuple[Leaving, Joining]) -> None:
    """Move a member into `home` within `year`; the person-year goes along."""
    stay.end(year, max(on, stay.joined_on), reasons[0], Kind.TRANSFER)
    stay.rows_until = year - 1
    join(home, stay.person, relation, year, stay.left_on, reasons[1], Kind.TRANSFER)


def splits_off(home: Home) -> list[Stay]:
    """The son's family, when there is a couple left to stay behind."""
    present = home.present()
    if not any(stay.relation == Relation.DAUGHTER_IN_LAW for stay in present):
        return []
    leaving = [stay for stay in present if stay.relation in AFTER_SPLIT and stay.relation != Relation.SON]
    husbands = [stay for stay in present if stay.relation == Relation.SON]
    oldest = min(husbands, key=lambda stay: stay.person.birth.ordinal, default=None)
    return [oldest, *leaving] if oldest else []


def split(home: Home, new: Home, year: int) -> None:
    """分户: the son's family becomes the household `new`, which begins with its parent's status."""
    on = first_of(year) + SUMMER
    for stay in splits_off(home):
        hand_over(stay, new, AFTER_SPLIT[Relation(stay.relation)], year, on, (Leaving.SPLIT, Joining.SPLIT))
    home.changed = True
    new.split_from, new.split_year, new.status = home, year, home.path[year - 1]
    new.attribute, new.standard = home.attribute, home.standard
    new.main_cause, new.other_causes = home.main_cause, home.other_causes
    new.conditions = replace(home.conditions)
    if any(stay.person is home.dropout for stay in new.stays):
        new.dropout, home.dropout = home.dropout, None
    new.path = Path(dict.fromkeys((later for later in home.path if later >= year), new.status))


def parent_moves_in(home: Home, before: Home, newcomers: Newcomers, villages: list[Village]) -> bool:
    """The head's parent goes to live with the neighbours."""
    year = newcomers.time.open
    stay = next((stay for stay in home.present() if stay.relation in PARENTS), None)
    if stay is None or not (in_register(before, year) and before.head()):
        return False
    on = first_of(year) + SPRING
    hand_over(stay, before, Relation.OTHER, year, on, (Leaving.MERGE, Joining.MERGE))
    home.changed = True
    return True


def there_and_back(home: Home, before: Home, newcomers: Newcomers, villages: list[Village]) -> bool:
    """Somebody is lost in spring and found in autumn: nothing is counted."""
    year = newcomers.time.open
    stay = next((stay for stay in home.present() if stay.relation != Relation.HEAD), None)
    if stay is None or stay.counted_from == year or stay.person.age(year) not in GROWN:
        return False
    leave(home, stay, year, first_of(year) + SPRING, Leaving.MISSING)
    stay.rows_until = year - 1
    join(home, stay.person, Relation(stay.relation), year, first_of(year) + AUTUMN, Joining.FOUND)
    return True


def came_and_went(home: Home, before: Home, newcomers: Newcomers, villages: list[Village]) -> bool:
    """A son marries in spring and is divorced in autumn: nothing is counted either."""
    year, dice = newcomers.time.open, newcomers.dice
    present = home.present()
    son = next((s for s in present if s.relation == Relation.SON and s.person.age(year) in GROOMS), None)
    if son is None or any(stay.relation == Relation.DAUGHTER_IN_LAW for stay in present):
        return False
    age = max(son.person.age(newcomers.time.first) - dice.between(0, 1), 19)
    wife = newcomers.aged(home, age, male=False, generation=1)
    join(home, wife, Relation.DAUGHTER_IN_LAW, year, first_of(year) + SPRING, Joining.MARRIAGE)
    leave(home, home.stays[-1], year, first_of(year) + AUTUMN, Leaving.DIVORCE)
    return True


def from_removed(home: Home, before: Home, newcomers: Newcomers, villages: list[Village]) -> bool:
    """Somebody of a household removed in an earlier year joins a registered one: a transfer (§13.8)."""
    year = newcomers.time.open
    stay = next((stay for stay in before.present() if stay.relation != Relation.HEAD), None)
    if before.status != Status.REMOVED or stay is None or home.head() is None:
        return False
    on = first_of(year) + SUMMER
    hand_over(stay, home, Relation.OTHER, year, on, (Leaving.REREGISTERED, Joining.MOVE_IN))
    before.changed = True
    return True


def moves_village(home: Home, before: Home, newcomers: Newcomers, villages: list[Village]) -> bool:
    """The whole household moves to another village of the area."""
    others = [village for village in villages if village.code != home.village.code]
    if not others or home.moved_from:
        return False
    home.moved_from, home.village = home.village, newcomers.dice.pick(others)
    return True


Story = Callable[[Home, Home, Newcomers, list[Village]], bool]
STORIES: tuple[Story, ...] = (
    parent_moves_in,
    there_and_back,
    came_and_went,
    from_removed,
    moves_village,
)
