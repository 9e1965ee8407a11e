"""Households of a synthetic case: status, opening row, villages, splits."""

from collections.abc import Callable

from .case_world import REGISTERED, Home, World

ENDED = ("removed", "closed")
STATUSES = {"poor": 42, "relapsed": 14, "exited": 30, "stable": 14}


def near(world: World, village: str) -> str:
    """Another village, in the same township, county, city or anywhere."""
    rng = world.setting.rng
    for digits in rng.sample((9, 6, 4, 2), 4):
        others = [one for one in world.setting.villages if one[:digits] == village[:digits] and one != village]
        if others:
            return rng.choice(others)
    return village


def village_last_year(world: World, village: str) -> tuple[str, str]:
    """(village at opening, village at the cut): the same, moved, recoded, both, or from another province."""
    rng, recoded = world.setting.rng, world.setting.recoded
    way = rng.random()
    if way < 0.12:
        return near(world, village), village
    if way < 0.20 and recoded:
        old = rng.choice(sorted(recoded))
        return old, world.setting.successor(old) if way < 0.17 else village
    if way < 0.23 and world.setting.outside:
        return rng.choice(world.setting.outside), village
    return village, village


def opened(world: World, number: int, opening_status: str, status: str) -> Home:
    """A household with an opening row."""
    opening_village, village = village_last_year(world, world.setting.rng.choice(world.setting.villages))
    return Home(number, status, village, opening_status, opening_village)


def registered(world: World, number: int) -> Home:
    status = world.setting.rng.choices(list(STATUSES), list(STATUSES.values()))[0]
    return opened(world, number, status, status)


def split_off(world: World, number: int) -> Home:
    """A household made by a split in Y; also from one made so."""
    rng = world.setting.rng
    parents = [one for one in world.homes if world.is_ours(one) and one.root().opening_status in REGISTERED]
    parents = [one for one in parents if not one.root().emptied]
    if not parents:
        return registered(world, number)
    parent = rng.choice(parents)
    village = parent.village if rng.random() < 0.7 else near(world, parent.village)
    return Home(number, parent.status, village, split_from=parent, split_year=world.setting.year)


def candidate(world: World, number: int) -> Home:
    return Home(number, "candidate", world.setting.rng.choice(world.setting.villages))


def refused_last_year(world: World, number: int) -> Home:
    return opened(world, number, "candidate", "candidate")


def identified_again(world: World, number: int) -> Home:
    return opened(world, number, world.setting.rng.choice(ENDED), "candidate")


def ended_last_year(world: World, number: int) -> Home:
    status = world.setting.rng.choice(ENDED)
    return opened(world, number, status, status)


def ended_long_ago(world: World, number: int) -> Home:
    rng = world.setting.rng
    return Home(number, rng.choice(ENDED), rng.choice(world.setting.villages))


def moved_out(world: World, number: int) -> Home:
    home = registered(world, number)
    home.opening_village, home.village = home.village, world.setting.rng.choice(world.setting.outside)
    return home


def foreign(world: World, number: int) -> Home:
    home = moved_out(world, number)
    home.opening_village = home.village
    return home


STANDINGS: dict[Callable[[World, int], Home], int] = {
    registered: 62,
    split_off: 8,
    candidate: 11,
    refused_last_year: 3,
    identified_again: 4,
    ended_last_year: 3,
    ended_long_ago: 3,
}
WITH_OTHER_PROVINCES = {moved_out: 2, foreign: 3}


def add_homes(world: World, count: int) -> None:
    rng = world.setting.rng
    standings = STANDINGS | WITH_OTHER_PROVINCES if world.setting.outside else STANDINGS
    for number in range(1, count + 1):
        made = rng.choices(list(standings), list(standings.values()))[0](world, number)
        if made.opening_status and world.homes and rng.random() < 0.05:  # split off in a closed year
            made.split_from, made.split_year = rng.choice(world.homes), world.setting.year - 1
        made.emptied = rng.random() < 0.06
        world.homes.append(made)
