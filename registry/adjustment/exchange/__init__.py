"""The exchange format: the closing's whole input and output as CSV, so that somebody else's program can check a run.

`dump` writes DIR/in and DIR/out of a run; `load` reads DIR/in into an empty database. Words are those of domain.md §13,
codes those of the national lists. No name and no ID number leaves; `load` invents them.
"""

from .dumping import dump
from .loading import load

__all__ = ["dump", "load"]
