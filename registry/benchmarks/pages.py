"""The pages of a clerk's day at a large register: list, search by each key, household, save; over real HTTP.

Requests come at their times whether or not the earlier ones have been answered (an open loop), and each is timed from
the moment it was due: a server that falls behind is not spared. What is timed is waiting for the server and its work.
"""

import random
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from .figures import Figures, Peak
from .page_server import pages_database, web_server
from .page_visits import BASELINE, WEIGHTS, Office, Visit, prepare

SEED = 1
AT_ONCE = 64  # more than ever wait at once, or the loop would close
WARMING_SECONDS = 5
GIVEN_UP_SECONDS = 30
Say = Callable[[str], Any]


@dataclass(frozen=True)
class PageFigures(Figures):
    """Over all kinds but the baseline."""

    median_ms: float = 0.0
    p95_ms: float = 0.0


@dataclass(frozen=True)
class Taken:
    """A visit that is over."""

    kind: str
    ms: float
    error: str


def add_arguments(parser: ArgumentParser) -> None:
    """`manage.py bench pages --households 1000000 --rate 40 --clerks 20 --seconds 60`."""
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rate", type=float, default=40.0, help="requests a second")
    parser.add_argument("--clerks", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)


def run(options: dict[str, Any], say: Say) -> Figures:
    """Prepare the register once, then measure it. The saves really are saved."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    with pages_database(options["households"]), web_server() as port:
        wanted = round(options["rate"] * (options["seconds"] + WARMING_SECONDS))
        office = prepare(port, options["clerks"], round(wanted * WEIGHTS["save"] / sum(WEIGHTS.values())) + 1, dice)
        visits = [office.next_visit() for _ in range(wanted)]
        with Peak(every=1.0) as peak:  # looking through all processes takes a good part of a core
            began = time.perf_counter()
            taken = _go(visits, options["rate"])
            seconds = time.perf_counter() - began - WARMING_SECONDS
    _tell(say, options, office, taken)
    measured = [one.ms for one in taken if one.kind != BASELINE]
    frame = statistics.median(one.ms for one in taken if one.kind == BASELINE)
    median = statistics.median(measured)
    return PageFigures(
        "pages",
        len(taken),
        round(seconds, 2),
        round(len(taken) / seconds, 1),
        peak.mb,
        ratios={"frame": round(median / frame, 2)},
        median_ms=round(median, 1),
        p95_ms=round(_p95(measured), 1),
    )


def _go(visits: list[Visit], rate: float) -> list[Taken]:
    """All visits, each at its time; what the first seconds took is left out: workers and caches are cold."""
    warming = round(rate * WARMING_SECONDS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.perf_counter()
        waiting = []
        for number, visit in enumerate(visits):
            due = began + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            waiting.append(pool.submit(_make, visit, due))
        return [visit.result() for visit in waiting[warming:]]


def _make(visit: Visit, due: float) -> Taken:
    try:
        # A server that has fallen behind for good is not asked any more, so that the measurement ends.
        error = "given up" if time.perf_counter() - due > GIVEN_UP_SECONDS else visit.make()
    except OSError as broken:
        error = repr(broken)
    return Taken(visit.kind, (time.perf_counter() - due) * 1000, error)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _tell(say: Say, options: dict[str, Any], office: Office, taken: list[Taken]) -> None:
    say(
        f"{options['households']:,} households, {len(office.clerks)} clerks of as many counties, "
        f"{options['rate']:.0f} requests/s for {options['seconds']} s"
    )
    say(f"  {'kind':<18}{'requests':>9}{'median':>9}{'p95':>9}{'max':>9}{'errors':>8}")
    for kind in WEIGHTS:
        own = [one for one in taken if one.kind == kind]
        if len(own) > 1:
            times = [one.ms for one in own]
            errors = [one.error for one in own if one.error]
            say(
                f"  {kind:<18}{len(own):>9}{statistics.median(times):>9.0f}{_p95(times):>9.0f}"
                f"{max(times):>9.0f}{len(errors):>8}{'  ' + errors[0] if errors else ''}"
            )
