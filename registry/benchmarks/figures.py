"""What a benchmark prints: a table for people and, as its last line, one JSON object."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import psutil

SAMPLE_SECONDS = 0.02


@dataclass(frozen=True)
class Figures:
    """`n` things in `seconds`; `ratios` are against baselines measured in the same run: how many times as long."""

    name: str
    n: int
    seconds: float
    per_second: float
    peak_mb: float
    ratios: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """The last line."""
        return json.dumps(asdict(self), ensure_ascii=False)


class Peak:
    """`with Peak() as peak:` … `peak.mb`: the most memory this process and its children held at once, sampled."""

    def __init__(self, every: float = SAMPLE_SECONDS) -> None:
        self.mb, self.every = 0.0, every
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _sample(self) -> None:
        while not self._over.wait(self.every):
            held = 0
            with suppress(OSError, psutil.NoSuchProcess):  # one of them has just ended
                for process in _family(os.getpid()):
                    held += psutil.Process(process).memory_info().rss
            self.mb = max(self.mb, round(held / 2**20, 1))


def _family(process: int) -> Iterator[int]:
    """A process and its descendants, as Linux lists them: psutil goes through all processes of the machine, which takes
    an eighth of a processor from what is measured."""
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _family(int(child))
