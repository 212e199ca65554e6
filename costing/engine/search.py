"""Search: the values of one input at which a price is what was asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.errors import InputError
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from costing.engine.arithmetic import Array

_SAME: Final = 1e-11
"""Share of a price below which two are the same, where nothing is rounded."""

_FARTHEST: Final = 1e6
"""How many times its own size an input without bounds is moved."""

_PARTS: Final = 64
_MOST_DECIMALS: Final = 14

_MOST_PLACES: Final = 64
"""Where values are looked for: a saw's teeth could be without number."""

_POLE: Final = 1e6
"""How many times the price a leap is that no rounding makes."""

MOST_STRETCHES: Final = 8
"""How many values that give one price are told; the nearest to the present one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values next to each other that all give the price.

    Parameters
    ----------
    value : float
        The shortest decimal among them.
    low, high : float
        The ends.
    """

    value: float
    low: float
    high: float

    def meets(self, other: Stretch) -> bool:
        """Tell whether two stretches have a value in common."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Search:
    """The search for one value.

    Parameters
    ----------
    evaluated : callable
        Takes float64[value], gives the price at each; raises InputError where there is
        none at one of them.
    now : float
        The present value.
    asked : float
        The price.
    """

    evaluated: Callable[[Array], Array]
    now: float
    asked: float

    def tried(
        self, minimum: float | None, maximum: float | None
    ) -> tuple[Array, Array]:
        """Give values over all that the input may be, and the price at each."""
        values = self._grid(minimum, maximum)
        return values, self.prices(values)

    def stretches(self, values: Array, prices: Array) -> tuple[Stretch, ...]:
        """Find the values that give the price, the nearest to the present one first.

        Where none gives the very price, and rounding leaps over it, that is the last
        price below; empty where there is none.

        Parameters
        ----------
        values, prices : float64[value]
            From :meth:`tried`.
        """
        gaps = self._gaps(prices)
        found: list[Stretch] = []
        leapt: float | None = None
        for at in self._places(values, gaps)[:_MOST_PLACES]:
            if len(found) == MOST_STRETCHES:
                break
            stretch, below = self._close_in(values, gaps, at)
            leapt = below if leapt is None else leapt
            if stretch is not None and not any(map(stretch.meets, found)):
                found.append(stretch)
        if not found and leapt is not None:
            found.append(self._below(values, leapt))
        return tuple(sorted(found, key=lambda one: abs(one.value - self.now)))

    def price(self, value: float) -> float:
        """Give the price at one value; what was asked for where it is the same."""
        return float(snap(self.asked + self.gaps(np.array([value]))[0]))

    @staticmethod
    def way(prices: Array) -> int | None:
        """Tell whether the price only rises (1), falls (-1), or neither moves (0).

        None where it does both, as far as the values that were tried can tell.
        """
        known = prices[np.isfinite(prices)]
        steps = np.diff(known)
        noise = _SAME * np.maximum(1.0, np.abs(known[1:]))
        rises, falls = bool((steps > noise).any()), bool((steps < -noise).any())
        return None if rises and falls else int(rises) - int(falls)

    def _places(self, values: Array, gaps: Array) -> list[int]:
        """Give where the price is, or is crossed before the next; the nearest first."""
        crossed = np.append(_are_crossed(gaps), False)
        places = np.flatnonzero((gaps == 0) | crossed)
        return sorted(places.tolist(), key=lambda at: self._distance(values, at))

    def _close_in(
        self, values: Array, gaps: Array, at: int
    ) -> tuple[Stretch | None, float | None]:
        """Find the stretch at a place, or the value below a leap over the price."""
        while gaps[at] != 0:
            low, high = values[at], values[at + 1]
            finer = np.unique(np.linspace(low, high, _PARTS + 1))
            if len(finer) <= 2:
                if np.abs(gaps[at : at + 2]).max() > _POLE * max(1.0, abs(self.asked)):
                    # A division by next to nothing, where the price has no bound.
                    return None, None
                # Rounding leaps over the price: the side below it.
                return None, float(low if gaps[at] < 0 else high)
            values, gaps = finer, self.gaps(finer)
            places = self._places(values, gaps)
            if not places:
                # What lies between is no number.
                return None, None
            at = places[0]
        return self.stretch_at(values, gaps, at), None

    def _below(self, values: Array, value: float) -> Stretch:
        """Give the values at which the price is that of a value."""
        search = replace(self, asked=self.price(value))
        values = np.unique(np.append(values, value))
        at = int(np.searchsorted(values, value))
        return search.stretch_at(values, search.gaps(values), at)

    def _distance(self, values: Array, at: int) -> float:
        """Give how far a place and what adjoins it are at the least."""
        low, high = values[max(at - 1, 0)], values[min(at + 1, len(values) - 1)]
        return float(max(low - self.now, self.now - high, 0.0))

    def _grid(self, minimum: float | None, maximum: float | None) -> Array:
        """Give values to try, over all that the input may be."""
        size = abs(self.now) or 1.0
        steps = size * np.geomspace(1e-4, _FARTHEST, 81)
        low = self.now - steps[-1] if minimum is None else minimum
        high = self.now + steps[-1] if maximum is None else maximum
        near = np.concatenate((self.now - steps, [self.now, 0.0], self.now + steps))
        between = np.linspace(low, high, 2 * _PARTS + 1)
        inside = near[(near >= low) & (near <= high)]
        return np.unique(np.concatenate((inside, between)))

    def prices(self, values: Array) -> Array:
        """Give the price at each value; NaN where there is none."""
        try:
            return self.evaluated(values)
        except InputError:
            if len(values) == 1:
                return np.array([np.nan])
            halves = np.array_split(values, 2)
            return np.concatenate([self.prices(half) for half in halves])

    def gaps(self, values: Array) -> Array:
        """Give price less what was asked for; 0 where they are the same."""
        return self._gaps(self.prices(values))

    def _gaps(self, prices: Array) -> Array:
        gaps = prices - self.asked
        same = np.abs(gaps) <= _SAME * max(1.0, abs(self.asked))
        return np.where(same, 0.0, gaps)

    def stretch_at(self, values: Array, gaps: Array, at: int) -> Stretch:
        """Give the whole of a stretch, by a place in it."""
        low, high = (self._edge(values, gaps, at, step) for step in (-1, 1))
        return Stretch(self._shortest(low, high, float(values[at])), low, high)

    def _shortest(self, low: float, high: float, known: float) -> float:
        """Give the shortest decimal of a stretch; of several the nearest to now."""
        if low <= self.now <= high:
            return self.now
        nearest, up = (low, math.ceil) if self.now < low else (high, math.floor)
        for decimals in range(_MOST_DECIMALS + 1):
            step = 10.0**-decimals
            for value in (
                float(round_to(nearest, step)),
                float(round_to(up(nearest / step) * step, step)),
            ):
                if low <= value <= high and not self.gaps(np.array([value]))[0]:
                    return value
        return known

    def _edge(self, values: Array, gaps: Array, at: int, step: int) -> float:
        """Give the last value in a direction that still gives the price."""
        while 0 <= at + step < len(values) and gaps[at + step] == 0:
            at += step
        if not 0 <= at + step < len(values):
            return float(values[at])
        inside, outside = values[at], values[at + step]
        while True:
            finer = np.linspace(inside, outside, _PARTS + 1)
            if len(np.unique(finer)) <= 2:
                return float(inside)
            # The first that does not give the price ends the stretch.
            first = int(np.argmax(self.gaps(finer) != 0))
            inside, outside = finer[first - 1], finer[first]


def _are_crossed(gaps: Array) -> NDArray[np.bool_]:
    """Say of each value but the last whether the price lies before the next."""
    crossed: NDArray[np.bool_] = ((gaps[:-1] < 0) & (gaps[1:] > 0)) | (
        (gaps[:-1] > 0) & (gaps[1:] < 0)
    )
    return crossed
