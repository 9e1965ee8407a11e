"""Chance, the same for the same seed."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """`Random` with three throws that cost a tenth of `choice`, `choices` and `randint`."""

    def pick(self, table: Sequence[T]) -> T:
        """One of `table`, each as likely."""
        return table[int(self.random() * len(table))]

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.random() * (most - least + 1))

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self.random() < share


def spread(weights: Mapping[T, int]) -> tuple[T, ...]:
    """A table in which each key stands as often as its weight, to pick from."""
    return tuple(key for key, weight in weights.items() for _ in range(weight))


def by_age(*tables: tuple[int, T]) -> tuple[T, ...]:
    """Tables for ages or years below each limit, laid out so that one is found by its number."""
    laid: list[T] = []
    for below, table in tables:
        laid += [table] * (below - len(laid))
    return tuple(laid)
