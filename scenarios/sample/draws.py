"""Draws: chance that falls the same way on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from numpy.random import PCG64, SeedSequence

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_AT_ONCE = 4096


class Draws:
    """A stream of draws from a key.

    Only the raw words of PCG64 are used, which numpy keeps the same for good; what its
    generators make of them may change with a version. From there on all is whole
    numbers.

    Parameters
    ----------
    *key : int
        0 or more. The same key gives the same draws.
    """

    def __init__(self, *key: int) -> None:
        self._bits = PCG64(SeedSequence(key))
        self._words: list[int] = []

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from ``low`` to ``high``, both included."""
        if not self._words:
            self._words = self._bits.random_raw(_AT_ONCE).tolist()
        return low + ((self._words.pop() * (high - low + 1)) >> 64)

    def bell(self, low: int, high: int) -> int:
        """Draw a whole number that is likelier in the middle: the mean of four."""
        return sum(self.whole(low, high) for _ in range(4)) // 4

    def chance(self, in_hundred: int) -> bool:
        """Say yes so many times in a hundred."""
        return self.whole(1, 100) <= in_hundred

    def pick(self, items: Sequence[T]) -> T:
        """Draw one of the items, each as likely."""
        return items[self.whole(0, len(items) - 1)]

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """Draw one of the items by whole weights."""
        at = self.whole(1, sum(weights))
        for item, weight in zip(items, weights, strict=True):
            at -= weight
            if at <= 0:
                return item
        return items[-1]

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """Draw so many different items, or all if there are fewer, in drawn order."""
        left = list(items)
        wanted = min(number, len(left))
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(wanted)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Give all the items in a drawn order."""
        return self.some(items, len(items))
