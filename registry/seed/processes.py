"""Streams written by as many processes as there are processors, handed on in their order."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence

from .streams import Stream
from .writing import Written, write

AHEAD = 2  # streams a process may be ahead of the copying, so that what is written does not pile up


def written(streams: Sequence[Stream]) -> Iterator[Written]:
    """The text of each stream."""
    processes = min(os.cpu_count() or 1, len(streams))
    if processes == 1:
        yield from map(write, streams)
        return
    # Forked, so that they have Django's settings already; the connection they inherit they never touch.
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        waiting = deque(pool.apply_async(write, (stream,)) for stream in streams[: processes * AHEAD])
        for stream in [*streams[processes * AHEAD :], *[None] * len(waiting)]:
            yield waiting.popleft().get()
            if stream is not None:
                waiting.append(pool.apply_async(write, (stream,)))
