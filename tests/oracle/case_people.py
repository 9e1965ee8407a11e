"""Persons of a synthetic case: who was where before Y, and every way to come and go in it."""

from collections.abc import Callable
from datetime import date, timedelta

from .case_world import Home, Stay, World

KINDS = ("natural", "correction", "transfer")
MEMBERS = {1: 10, 2: 25, 3: 28, 4: 22, 5: 9, 6: 4, 8: 2}


def birth(world: World) -> date:
    """Mostly any age; the days on which school age begins and ends; 29 February."""
    rng, year = world.setting.rng, world.setting.year
    if rng.random() < 0.25:
        leap = year - 8 - (year - 8) % 4
        edges = [(year - 6, 8, 31), (year - 6, 9, 1), (year - 16, 12, 31), (year - 15, 1, 1), (leap, 2, 29)]
        return date(*rng.choice([*edges, (leap - 8, 2, 29), (leap - 4, 2, 29)]))
    oldest, youngest = date(year - 85, 1, 1), date(year - 4, 12, 31)
    if rng.random() < 0.3:
        oldest = date(year - 16, 1, 1)
    return oldest + timedelta(days=rng.randint(0, (youngest - oldest).days))


def newcomer(world: World, born: date | None = None) -> int:
    world.born.append(born or birth(world))
    return len(world.born) - 1


def come(world: World, person: int, home: Home, kind: str, on: date, since: int | None = None) -> Stay:
    stay = Stay(person, home, world.setting.year if since is None else since, kind, on)
    world.stays.append(stay)
    return stay


def before(world: World, person: int, home: Home) -> Stay:
    """Counted in a closed year; the real date may be years older (entered late)."""
    rng, year = world.setting.rng, world.setting.year
    since = rng.choice((year - 1, year - 1, year - 2, year - 3))
    born = world.born[person] or date.min
    real = since if rng.random() < 0.9 else since - 2
    return come(world, person, home, rng.choice(KINDS), max(world.setting.day(real), born), since)


def two_days(world: World) -> tuple[date, date]:
    """In order; often the same day, on which the order of entry decides."""
    one = world.setting.day()
    return (one, one) if world.setting.rng.random() < 0.3 else (min(one, other := world.setting.day()), max(one, other))


def kind(world: World) -> str:
    return world.setting.rng.choice(KINDS)


def leave(world: World, stay: Stay, to: Home) -> None:
    stay.end(world.setting.year, kind(world), world.setting.day())


def leave_and_come_back(world: World, stay: Stay, to: Home) -> None:
    left, back = two_days(world)
    stay.end(world.setting.year, kind(world), left)
    come(world, stay.person, stay.home, kind(world), back)


def leave_come_back_and_leave(world: World, stay: Stay, to: Home) -> None:
    left, back = two_days(world)
    stay.end(world.setting.year, kind(world), left)
    come(world, stay.person, stay.home, kind(world), back).end(
        world.setting.year, kind(world), world.setting.day(since=back)
    )


def move(world: World, stay: Stay, to: Home) -> None:
    left, joined = two_days(world)
    as_transfer = world.setting.rng.random() < 0.6
    stay.end(world.setting.year, "transfer" if as_transfer else kind(world), left)
    come(world, stay.person, to, "transfer" if as_transfer else kind(world), joined)


def move_and_leave(world: World, stay: Stay, to: Home) -> None:
    left, joined = two_days(world)
    stay.end(world.setting.year, kind(world), left)
    come(world, stay.person, to, kind(world), joined).end(
        world.setting.year, kind(world), world.setting.day(since=joined)
    )


def move_and_return(world: World, stay: Stay, to: Home) -> None:
    left, joined = two_days(world)
    stay.end(world.setting.year, "transfer", left)
    back = world.setting.day(since=joined)
    come(world, stay.person, to, "transfer", joined).end(world.setting.year, "transfer", back)
    come(world, stay.person, stay.home, "transfer", back)


def wander_and_leave(world: World, stay: Stay, to: Home) -> None:
    """Over two other households, of which either may have been entered first."""
    rng, year = world.setting.rng, world.setting.year
    days = sorted(world.setting.day() for _ in range(4))
    stay.end(year, kind(world), days[0])
    for home, joined, left in ((to, days[0], days[1]), (rng.choice(world.homes), days[2], days[3])):
        come(world, stay.person, home, kind(world), joined).end(year, kind(world), left)


def leave_next_year(world: World, stay: Stay, to: Home) -> None:
    """Entered for Y+1: not yet counted."""
    stay.end(world.setting.year + 1, kind(world), world.setting.day(world.setting.year + 1))


GOINGS: dict[Callable[[World, Stay, Home], None], int] = {
    leave: 8,
    leave_and_come_back: 3,
    leave_come_back_and_leave: 2,
    move: 7,
    move_and_leave: 3,
    wander_and_leave: 2,
    move_and_return: 2,
    leave_next_year: 1,
}


def arrive(world: World, person: int, home: Home) -> None:
    """For good; entered late now and then."""
    year = world.setting.year
    real = year if world.setting.rng.random() < 0.8 else year - 1
    come(world, person, home, kind(world), max(world.setting.day(real), world.born[person] or date.min))


def arrive_over_another(world: World, person: int, home: Home) -> None:
    on_the_way, joined = two_days(world)
    first = world.setting.rng.choice(world.homes)
    come(world, person, first, kind(world), on_the_way).end(world.setting.year, kind(world), on_the_way)
    come(world, person, home, kind(world), joined)


def come_and_go(world: World, person: int, home: Home) -> None:
    joined, left = two_days(world)
    come(world, person, home, kind(world), joined).end(world.setting.year, kind(world), left)


def return_after_years(world: World, person: int, home: Home) -> None:
    old = before(world, person, world.setting.rng.choice(world.homes))
    until = world.setting.rng.randint(old.since, world.setting.year - 1)
    old.end(until, kind(world), world.setting.day(until))
    come(world, person, home, kind(world), world.setting.day())


def arrive_next_year(world: World, person: int, home: Home) -> None:
    come(world, person, home, kind(world), world.setting.day(world.setting.year + 1), world.setting.year + 1)


COMINGS = {arrive: 8, arrive_over_another: 3, come_and_go: 3, return_after_years: 2, arrive_next_year: 1}


def pick_way(world: World, ways: dict[Callable[..., None], int]) -> Callable[..., None]:
    return world.setting.rng.choices(list(ways), list(ways.values()))[0]
