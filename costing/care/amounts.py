"""Amounts of package lines: unit price times quantity, exact, half up, whole pence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.engine.blocks import blocks_of, each
from costing.money import divided

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from costing.care.pricing import UnitPrices

PARTS_OF_A_UNIT: Final = 1_000_000
"""A quantity that is not hours is kept to a millionth; hours are kept to the minute."""

PARTS_OF_A_SHARE: Final = 1_000
"""How many people share a line is kept to a thousandth."""

_LARGEST: Final = 4e18
"""Above this a product of whole numbers no longer fits 64 bits."""

_EXACT: Final = 2.0**51
"""Below this a float holds every whole number, every half, and quarters besides."""

_AT_ONCE: Final = 131_072
"""Lines of a block: of fewer, Python's own part of each step holds the threads up."""


def parts_of(unit: str) -> int:
    """Say in what parts of a unit a quantity is counted: minutes, or millionths."""
    return 60 if unit == "h" else PARTS_OF_A_UNIT


@dataclass(frozen=True, slots=True)
class Rates:
    """What lines are priced at, place by place, in whole numbers.

    A line of a place comes to ``top x quantity / (bottom x shared by)`` pence, where
    the quantity is counted in minutes or millionths, and shared by in thousandths.

    Parameters
    ----------
    top : int64[place]
    bottom : int64[place]
    shape : tuple of int
        Ways, variants, components and bands. The second way is that of a line spread
        over the week, of which a band has its share.
    """

    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    shape: tuple[int, int, int, int]

    def place(
        self,
        way: ArrayLike,
        variant: ArrayLike,
        component: ArrayLike,
        band: ArrayLike,
    ) -> NDArray[np.int64]:
        """Give the place of each line."""
        axes = [np.asarray(axis) for axis in (way, variant, component, band)]
        return np.ravel_multi_index(axes, self.shape).astype(np.int64)


def rates_of(prices: UnitPrices) -> Rates:
    """Lay unit prices out as whole numbers, each place in its lowest terms.

    Raises
    ------
    OverflowError
        If a unit price is too large to be multiplied.
    """
    week = sum(prices.minutes.values()) or 1
    minutes = [prices.minutes.get(band, 0) for band in prices.bands]
    components = list(prices.components.values())
    shape = (2, len(prices.variants), len(components), len(prices.bands))
    top, bottom = np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.int64)
    for number, component in enumerate(components):
        pence = prices.pence[component.name]
        unit = Fraction(str(component.staff)) * PARTS_OF_A_SHARE
        unit /= parts_of(component.unit)
        for band in range(len(prices.bands)):
            for way, share in enumerate((Fraction(1), Fraction(minutes[band], week))):
                factor = unit * share
                refuse_large(pence[:, band], factor.numerator)
                whole = pence[:, band] * factor.numerator
                common = np.gcd(whole, factor.denominator)
                top[way, :, number, band] = whole // common
                bottom[way, :, number, band] = factor.denominator // common
    return Rates(top.ravel(), bottom.ravel(), shape)


def amounts(
    rates: Rates,
    place: NDArray[np.int64],
    quantity: NDArray[np.int64],
    shared_by: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Price lines, each exact and then rounded half away from zero.

    Parameters
    ----------
    rates : Rates
    place : int64[line]
    quantity : int64[line]
        Minutes, or millionths of a unit.
    shared_by : int64[line]
        Thousandths, above 0.

    Returns
    -------
    int64[line]
        Whole pence.

    Raises
    ------
    OverflowError
        If an amount does not fit 64 bits.
    """
    found = np.empty(len(place), dtype=np.int64)
    tops, bottoms = rates.top.astype(np.float64), rates.bottom.astype(np.float64)

    def work(lines: slice) -> None:
        top = tops.take(place[lines])
        top *= quantity[lines]
        bottom = bottoms.take(place[lines])
        bottom *= shared_by[lines]
        least, most = top.min(initial=0.0), top.max(initial=0.0)
        if least < 0 or max(most, bottom.max(initial=0.0)) >= _EXACT:
            found[lines] = _in_whole_numbers(
                rates, place[lines], quantity[lines], shared_by[lines]
            )
            return
        # Both are whole. A quotient that is a half is exact, and one that is none lies
        # further from it than a float of this size errs.
        top /= bottom
        top += 0.5
        found[lines] = top  # never below 0, so that what is cut off is rounded down

    for _ in each(work, blocks_of(len(place), _AT_ONCE)):
        pass
    return found


def _in_whole_numbers(
    rates: Rates,
    place: NDArray[np.int64],
    quantity: NDArray[np.int64],
    shared_by: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Price lines that are too large for floats, or below zero."""
    top, bottom = rates.top[place], rates.bottom[place] * shared_by
    common = np.gcd(quantity, bottom)
    quantity, bottom = quantity // common, bottom // common
    refuse_large(top, quantity)
    return divided(top * quantity, bottom)


def refuse_large(*factors: ArrayLike) -> None:
    """Refuse whole numbers whose product would not fit 64 bits."""
    size = np.ones(1)
    for factor in factors:
        size = size * np.abs(np.asarray(factor, dtype=np.float64))
    if size.max(initial=0.0) > _LARGEST:
        msg = "packages: an amount is too large to be counted in whole pence"
        raise OverflowError(msg)
