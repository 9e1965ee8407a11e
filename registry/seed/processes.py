"""Streams written by as many processes as there are processors, handed on in their order."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from .streams import Stream
from .writing import Written, write

AHEAD = 2  # streams a process may be ahead of the copying, so that what is written does not pile up
FEW = 4  # streams that are written sooner than another process has started


def _start_method() -> str:
    """A fork is ready at once, with all modules and caches, but loses every thread except the one that forks.

    It inherits the connection to the database too, which `write` never touches, and ends without closing it.
    """
    tasks = Path("/proc/self/task")
    return "fork" if tasks.exists() and len(list(tasks.iterdir())) == 1 else "spawn"


def written(streams: Sequence[Stream]) -> Iterator[Written]:
    """The text of each stream."""
    processes = os.cpu_count() or 1
    if processes == 1 or len(streams) < FEW:
        yield from map(write, streams)
        return
    with multiprocessing.get_context(_start_method()).Pool(processes) as pool:
        waiting = deque(pool.apply_async(write, (stream,)) for stream in streams[: processes * AHEAD])
        for stream in [*streams[processes * AHEAD :], *[None] * len(waiting)]:
            yield waiting.popleft().get()
            if stream is not None:
                waiting.append(pool.apply_async(write, (stream,)))
