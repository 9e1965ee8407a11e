"""Work that is done a little before its result is asked for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results of `work`, each made in a thread while the one before is used: waiting for the database leaves the
    processor to it. The items themselves are drawn in the thread that uses the results, and so may come from the
    database; `work` may not ask it."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        begun: deque[Future[Result]] = deque()
        for item in items:
            begun.append(thread.submit(work, item))
            if len(begun) > 1:
                yield begun.popleft().result()
        for last in begun:
            yield last.result()
