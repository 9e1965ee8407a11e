"""Which persons of a synthetic case take which way: splits, emptied households, and the year's comings and goings."""

from collections import defaultdict
from datetime import date

from .case_people import (
    COMINGS,
    GOINGS,
    MEMBERS,
    arrive,
    before,
    birth,
    kind,
    leave,
    leave_come_back_and_leave,
    move,
    move_and_leave,
    newcomer,
    pick_way,
)
from .case_world import REGISTERED, Home, Stay, World


def settle(world: World) -> dict[int, list[Stay]]:
    """Everybody who was there before Y, by home; a new candidate's members are entered in Y or were the year before."""
    rng = world.setting.rng
    settled: dict[int, list[Stay]] = defaultdict(list)
    for home in world.homes:
        if home.root() is not home:
            continue
        fresh = home.status == "candidate" and not home.opening_status and rng.random() < 0.6
        for _ in range(rng.choices(list(MEMBERS), list(MEMBERS.values()))[0]):
            person = newcomer(world)
            if not fresh:
                settled[home.number].append(before(world, person, home))
            elif not home.emptied:
                arrive(world, person, home)
    return settled


def fill_splits(world: World, settled: dict[int, list[Stay]]) -> None:
    """A household split off in Y receives members of the one it comes from, in the end."""
    rng = world.setting.rng
    for home in world.homes:
        stays = settled[home.root().number]
        if home.root() is home or home.emptied or len(stays) < 2:
            continue
        for _ in range(rng.randint(1, len(stays) - 1)):
            move(world, stays.pop(rng.randrange(len(stays))), home)


def walk(world: World, settled: dict[int, list[Stay]]) -> None:
    """A seventh of those who were there come or go; everybody leaves an emptied household."""
    rng = world.setting.rng
    targets = [home for home in world.homes if not home.emptied and home.status not in ("removed", "closed")]
    for home in world.homes:
        for stay in settled[home.number]:
            to = rng.choice(targets) if targets else home
            if home.emptied:
                empty(world, stay, to)
            elif to is not home and rng.random() < (0.14 if home.status in REGISTERED else 0.3):
                pick_way(world, GOINGS)(world, stay, to)


def empty(world: World, stay: Stay, to: Home) -> None:
    ways = (leave, leave, leave_come_back_and_leave, move, move_and_leave)
    way = leave if to is stay.home else world.setting.rng.choice(ways)
    way(world, stay, to)


def welcome(world: World) -> None:
    """Newcomers, some of them born in Y."""
    rng, year = world.setting.rng, world.setting.year
    for home in world.homes:
        if home.emptied or home.status in ("removed", "closed"):
            continue
        while rng.random() < 0.16:
            if rng.random() < 0.3:
                born = date(year, rng.randint(1, 12), rng.randint(1, 28))
                arrive_born(world, home, born)
            else:
                pick_way(world, COMINGS)(world, newcomer(world, birth(world)), home)


def arrive_born(world: World, home: Home, born: date) -> None:
    world.stays.append(Stay(newcomer(world, born), home, world.setting.year, kind(world), born))


def add_people(world: World) -> None:
    settled = settle(world)
    fill_splits(world, settled)
    walk(world, settled)
    welcome(world)
