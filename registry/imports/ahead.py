"""Work that is done a little before its result is asked for."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# How long the thread that asked waits, at most, for its turn after each answer of the database; 5 ms are usual.
TURN_SECONDS = 0.0005


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results of `work`, each made in a thread while the one before is used: waiting for the database leaves the
    processor to it. The items themselves are drawn in the thread that uses the results, and so may come from the
    database; `work` may not ask it."""
    with _short_turns(), ThreadPoolExecutor(max_workers=1) as thread:
        begun: deque[Future[Result]] = deque()
        for item in items:
            begun.append(thread.submit(work, item))
            if len(begun) > 1:
                yield begun.popleft().result()
        for last in begun:
            yield last.result()


@contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
