"""What a trial does, drawn from its seed: whom it kills, how, when or at which point of the work."""

import random
from dataclasses import dataclass
from enum import StrEnum


class Victim(StrEnum):
    """A process, by its name with the supervisor."""

    WORKER = "worker"
    POSTGRESQL = "postgresql"
    WEB = "web"
    BEAT = "beat"
    BROKER = "valkey"


class Blow(StrEnum):
    """What is done to it."""

    KILL = "kill"
    KILL_CHILD = "kill a child"
    KILL_ALL = "kill with its children"
    STOP = "stop longer than the lease"
    FLUSH = "flush, then kill"


# Blows and how often they fall, of 30: as many on workers as on the database.
BLOWS: dict[tuple[Victim, Blow], int] = {
    (Victim.WORKER, Blow.KILL): 3,
    (Victim.WORKER, Blow.KILL_CHILD): 3,
    (Victim.WORKER, Blow.KILL_ALL): 3,
    (Victim.WORKER, Blow.STOP): 2,
    (Victim.POSTGRESQL, Blow.KILL): 9,
    (Victim.POSTGRESQL, Blow.KILL_CHILD): 1,
    (Victim.WEB, Blow.KILL_ALL): 3,
    (Victim.BEAT, Blow.KILL): 3,
    (Victim.BROKER, Blow.KILL): 1,
    (Victim.BROKER, Blow.FLUSH): 2,
}
# Where a blow can be aimed at: the table that the worker is about to write, in the order of a run. A unit is claimed;
# its closing rows, what was before, households, decisions and doubts are written; it is balanced; the run finishes.
POINTS = (
    "jobs_unit",
    "registry_closing",
    "registry_before",
    "registry_household",
    "registry_decision",
    "registry_doubt",
    "registry_balance",
    "registry_part",
    "registry_run",
)
AIMED = (
    (Victim.WORKER, Blow.KILL),
    (Victim.WORKER, Blow.KILL_ALL),
    (Victim.WORKER, Blow.STOP),
    (Victim.POSTGRESQL, Blow.KILL),
)
AIM_EVERY, DOUBLE = 5, 0.2
RECOVERY_SECONDS = 4.0


@dataclass(frozen=True)
class Strike:
    """One blow at one victim, so many seconds after what went before."""

    victim: Victim
    blow: Blow
    after: float


@dataclass(frozen=True)
class Plan:
    """A trial: `point` is the table at which the first blow falls, or empty; a second one falls during the recovery."""

    number: int
    seed: int
    strikes: tuple[Strike, ...]
    point: str = ""


def plan_of(number: int, seed: int, seconds: float) -> Plan:
    """The plan of trial `number` of a series, for work that takes so many seconds when nobody disturbs it."""
    draw = random.Random(f"{seed} {number}")  # noqa: S311 - to be repeated, not to be secret
    aimed = number % AIM_EVERY == 0
    victim, blow = draw.choice(AIMED) if aimed else _blow(draw)
    first = Strike(victim, blow, 0.0 if aimed else draw.uniform(0, seconds))
    strikes = [first]
    if draw.random() < DOUBLE:
        strikes.append(Strike(*_blow(draw), draw.uniform(0, RECOVERY_SECONDS)))
    return Plan(number, seed, tuple(strikes), draw.choice(POINTS) if aimed else "")


def _blow(draw: random.Random) -> tuple[Victim, Blow]:
    return draw.choices(list(BLOWS), list(BLOWS.values()))[0]
