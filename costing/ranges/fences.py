"""Fences: which of some values lie far from the rest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.ranges.quantiles import LOWER, MEDIAN, UPPER, quantile, quantile_pence

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 5
"""Values from which quartiles say more than the values themselves."""

REACH: Final = Fraction(3, 2)
"""How many times the distance of the quartiles a value may lie beyond them."""


def fences(values: Sequence[int]) -> tuple[Fraction, Fraction] | None:
    """Give the least and the most that is not far from the rest.

    Tukey's rule: from the lower quartile less 1.5 times the distance of the quartiles
    to the upper one and as much more. Where the quartiles are one, any other value is
    far from them.

    Parameters
    ----------
    values : sequence of int

    Returns
    -------
    tuple of Fraction, or None
        None for fewer than :data:`FEWEST` values.
    """
    if len(values) < FEWEST:
        return None
    ordered = sorted(values)
    lower, upper = quantile(ordered, LOWER), quantile(ordered, UPPER)
    reach = REACH * (upper - lower)
    return lower - reach, upper + reach


def is_far(value: int, limits: tuple[Fraction, Fraction] | None) -> bool:
    """Say whether a value lies beyond the fences; without any, none does."""
    return limits is not None and not limits[0] <= value <= limits[1]


def quartiles(values: Sequence[int]) -> tuple[int, int, int]:
    """Give lower quartile, median and upper quartile in whole pence, half up.

    Parameters
    ----------
    values : sequence of int
        At least one.
    """
    ordered = sorted(values)
    lower, median, upper = (
        quantile_pence(ordered, share) for share in (LOWER, MEDIAN, UPPER)
    )
    return lower, median, upper
