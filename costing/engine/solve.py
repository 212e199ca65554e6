"""Inversion: the input that a given price supports."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.engine.evaluation import evaluate
from costing.errors import CareError, Finding, InputError, quoted, suggestion
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike, NDArray

    from costing.document.parts import Model
    from costing.engine.arithmetic import Array, DatedLaw

_SAME: Final = 1e-11
"""Share of a price below which two are the same, where nothing is rounded."""

_FARTHEST: Final = 1e6
"""How many times its own size an input without bounds is moved."""

_PARTS: Final = 64
_MOST_DECIMALS: Final = 14


@dataclass(frozen=True, slots=True)
class Solution:
    """The value of an input at which a model gives a price.

    Parameters
    ----------
    input : str
    value : float
        The shortest decimal that will do, in the input's unit.
    price : float
        What the model gives at that value. It is the price asked for, save where
        rounding leaps over that: then it is the last below it.
    band : str
    """

    input: str
    value: float
    price: float
    band: str


def solve(
    model: Model,
    law: DatedLaw | None,
    name: str,
    price: float,
    *,
    band: str = "",
    inputs: Mapping[str, float] | None = None,
) -> Solution:
    """Find the value of an input that gives a price.

    The price may rise or fall in the input, in steps where lines are rounded, and may
    be no number at some values. It is looked for between the input's bounds, or up to a
    million times its size away, and of several values the nearest to the present one
    is given.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    name : str
        The input.
    price : float
        In the unit of the model's price.
    band : str
        The model's default band if "".
    inputs : mapping of input to float, optional
        Set for the whole search.

    Returns
    -------
    Solution

    Raises
    ------
    InputError
        If there is no such input or band, or the model cannot be worked out as it is.
    CareError
        If no value gives the price; the prices that can be reached are told.
    """
    _check(model, name, band)
    # Before anything is moved: what is wrong already is told as it is.
    now = evaluate(model, law, inputs or {}, [model.price])
    band = band or model.default_band
    rest = {key: value for key, value in (inputs or {}).items() if key != name}

    def prices(values: Array) -> Array:
        given: dict[str, ArrayLike] = {**rest, name: values}
        found = evaluate(model, law, given, [model.price])
        return found.value[model.price][:, found.bands.index(band)]

    search = _Search(prices, float(now.inputs[name][0]), price)
    part = model.inputs[name]
    value = search.value(part.minimum, part.maximum)
    if value is None:
        reach = search.reach(part.minimum, part.maximum)
        msg = (
            f"{model.file}: no value of {name} gives a price of {price:.12g} in band "
            f"{band}; {reach}."
        )
        raise CareError(msg)
    gap = float(search.gaps(np.array([value]))[0])
    at_value = float(snap(price + gap))
    return Solution(name, value, at_value, band)


def _check(model: Model, name: str, band: str) -> None:
    for given, known, what in (
        (name, model.inputs, "the name of an input"),
        (band, model.bands, "the name of a band"),
    ):
        if given and given not in known:
            near = suggestion(given, known)
            fault = Finding(model.file, 0, "", quoted(given), what, near)
            raise InputError([fault])


@dataclass(frozen=True, slots=True)
class _Search:
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

    def value(self, minimum: float | None, maximum: float | None) -> float | None:
        """Find the value; None where none gives the price."""
        values = self._grid(minimum, maximum)
        gaps = self.gaps(values)
        found: float | None = None
        leapt: float | None = None
        for at in self._places(values, gaps):
            if found is not None and self._distance(values, at) >= self._far(found):
                break
            value, is_exact = self._close_in(values, gaps, at)
            if value is None:
                continue
            if not is_exact:
                leapt = value if leapt is None else leapt
            elif found is None or self._far(value) < self._far(found):
                found = value
        if found is None and leapt is not None:
            return self._below(values, leapt)
        return found

    def _places(self, values: Array, gaps: Array) -> list[int]:
        """Give where the price is, or is crossed before the next; the nearest first."""
        crossed = np.append(_are_crossed(gaps), False)
        places = np.flatnonzero((gaps == 0) | crossed)
        return sorted(places.tolist(), key=lambda at: self._distance(values, at))

    def _close_in(
        self, values: Array, gaps: Array, at: int
    ) -> tuple[float | None, bool]:
        """Find the value at a place, and whether it gives the very price."""
        while gaps[at] != 0:
            low, high = values[at], values[at + 1]
            finer = np.unique(np.linspace(low, high, _PARTS + 1))
            if len(finer) <= 2:
                # Rounding leaps over the price: the side below it.
                return float(low if gaps[at] < 0 else high), False
            values, gaps = finer, self.gaps(finer)
            places = self._places(values, gaps)
            if not places:
                # What lies between is no number.
                return None, False
            at = places[0]
        return self.shortest(values, gaps, at), True

    def _below(self, values: Array, value: float) -> float:
        """Give the shortest decimal at which the price is that of a value."""
        price = float(self.prices(np.array([value]))[0])
        search = replace(self, asked=price)
        values = np.unique(np.append(values, value))
        at = int(np.searchsorted(values, value))
        return search.shortest(values, search.gaps(values), at)

    def _far(self, value: float) -> float:
        return abs(value - self.now)

    def _distance(self, values: Array, at: int) -> float:
        """Give how far a place and what adjoins it are at the least."""
        low, high = values[max(at - 1, 0)], values[min(at + 1, len(values) - 1)]
        return float(max(low - self.now, self.now - high, 0.0))

    def reach(self, minimum: float | None, maximum: float | None) -> str:
        """Say what prices there are, and where."""
        values = self._grid(minimum, maximum)
        prices = self.prices(values)
        known = snap(prices[np.isfinite(prices)])
        return (
            f"from {values[0]:.12g} to {values[-1]:.12g} it gives {known.min():.12g} "
            f"to {known.max():.12g}"
        )

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
        gaps = self.prices(values) - self.asked
        same = np.abs(gaps) <= _SAME * max(1.0, abs(self.asked))
        return np.where(same, 0.0, gaps)

    def shortest(self, values: Array, gaps: Array, at: int) -> float:
        """Give the shortest decimal of a stretch that gives the price.

        Of several as short, the nearest to the present value.
        """
        low, high = (self._edge(values, gaps, at, step) for step in (-1, 1))
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
        return float(values[at])

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
