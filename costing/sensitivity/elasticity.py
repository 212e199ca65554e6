"""Elasticity: by how much of 1 % a price moves when an input moves by 1 %."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.engine.search import Search
from costing.money import round_to, snap

if TYPE_CHECKING:
    from costing.engine.arithmetic import Array
    from costing.sensitivity.unit import Unit

STEP: Final = 0.001
"""Share of its value that an input is moved by, to either side."""

_FINER: Final = 16
"""A second step is this many times smaller: across a leap, slopes do not agree."""

_AGREE: Final = 0.05
"""Share of a slope by which two may differ and still be one."""

_NOTHING: Final = 1e-7
"""An elasticity below this is none."""

_DIGITS: Final = 0.000001
_FAR: Final = (0.5, 0.9, 1.1, 2.0)


class Slope(StrEnum):
    """What is to be said of a slope."""

    CLEAR = ""
    OF_NOUGHT = "it is 0, and 1 % of it nothing"
    PRICE_OF_NOUGHT = "the price is 0"
    AT_MIN = "at its min: by the upper side"
    AT_MAX = "at its max: by the lower side"
    HELD_FAST = "nothing beside it within its min and max that gives a price"
    ONE_SIDED = "no price on one side of it"
    STEP = "a step of the price lies here: it has no slope"
    BEND = "a bend of the price lies here: see down and up"
    FLAT = "flat here: it moves the price only farther off"
    STILL = "moves nothing"


@dataclass(frozen=True, slots=True)
class Elasticity:
    """How a price answers to an input, near where that is.

    Parameters
    ----------
    input : str
    value : float
    elasticity : float or None
        Percentage change of the price for 1 % more of the input, by central difference:
        ``(price(x + h) - price(x - h)) / (2 x step x price)``, h = 0.1 % of x. Of one
        side only where the other is beyond a bound. None where there is no slope.
    down, up : float or None
        The same by the lower side alone, and the upper; None where there is none.
    note : Slope
        Why there is none, or why one side is missing, or that the sides differ.
    """

    input: str
    value: float
    elasticity: float | None
    down: float | None
    up: float | None
    note: Slope = Slope.CLEAR


def elasticities(unit: Unit) -> tuple[Elasticity, ...]:
    """Give the elasticity of a price in each input that it reads.

    Lines are not rounded for it, since a move of 0.1 % is often less than a penny;
    what a formula itself rounds, cuts or chooses stays as it is.

    Parameters
    ----------
    unit : Unit

    Returns
    -------
    tuple of Elasticity
        In the order of the document.
    """
    exact = unit.exact
    now = exact.found({})
    price = float(now.value[unit.part.line][0, 0] * unit.part.staff)
    return tuple(
        _elasticity(exact, name, float(now.inputs[name][0]), price)
        for name in unit.inputs
    )


def _elasticity(unit: Unit, name: str, value: float, price: float) -> Elasticity:
    told = float(snap(value))
    if not value or not price:
        note = Slope.OF_NOUGHT if price else Slope.PRICE_OF_NOUGHT
        return Elasticity(name, told, None, None, None, note)
    search = Search(lambda values: unit.pounds({name: values}), value, price)
    shares = [1 + sign * STEP / by for by in (1, _FINER) for sign in (-1, 1)]
    moved = search.prices(value * np.array([*shares, *_FAR]))
    coarse, fine = (_sides(pair, price, STEP / by) for pair, by in _pairs(moved))
    down, up = (_slope(*pair) for pair in zip(coarse, fine, strict=True))
    leaps = np.isfinite(coarse) & np.isnan([down, up])
    if leaps.any():
        return Elasticity(name, told, None, _known(down), _known(up), Slope.STEP)
    sides = [one for one in (down, up) if np.isfinite(one)]
    if not sides:
        return Elasticity(name, told, None, None, None, Slope.HELD_FAST)
    slope = sum(sides) / len(sides)
    return Elasticity(
        name,
        told,
        _known(slope),
        _known(down),
        _known(up),
        _note(moved[4:], price, (down, up), _bound(unit, name, value)),
    )


def _pairs(moved: Array) -> tuple[tuple[Array, int], tuple[Array, int]]:
    return (moved[:2], 1), (moved[2:4], _FINER)


def _sides(pair: Array, price: float, step: float) -> Array:
    """Give the elasticity by the lower side and by the upper."""
    slopes: Array = (pair - price) * np.array([-1, 1]) / step / price
    return slopes


def _slope(coarse: float, fine: float) -> float:
    """Give the slope of a side; NaN where two steps do not agree on one."""
    apart = abs(coarse - fine)
    return (
        coarse if apart <= _AGREE * max(abs(coarse), abs(fine)) + _NOTHING else np.nan
    )


def _bound(unit: Unit, name: str, value: float) -> Slope:
    part = unit.model.inputs[name]
    if part.minimum is not None and value - abs(value) * STEP < part.minimum:
        return Slope.AT_MIN
    if part.maximum is not None and value + abs(value) * STEP > part.maximum:
        return Slope.AT_MAX
    return Slope.ONE_SIDED


def _note(
    far: Array, price: float, slopes: tuple[float, float], one_sided: Slope
) -> Slope:
    down, up = slopes
    if np.isnan(down) or np.isnan(up):
        return one_sided
    if abs(down - up) > _AGREE * max(abs(down), abs(up)) + _NOTHING:
        return Slope.BEND
    if max(abs(down), abs(up)) > _NOTHING:
        return Slope.CLEAR
    away = np.abs(far[np.isfinite(far)] - price) > _NOTHING * abs(price)
    return Slope.FLAT if away.any() else Slope.STILL


def _known(slope: float) -> float | None:
    return float(round_to(slope, _DIGITS)) if np.isfinite(slope) else None
