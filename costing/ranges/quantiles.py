"""Quantiles: values in order, and what stands between two of them, exactly.

The share p of n values stands at the place 1 + (n - 1) p; between two values it is
taken on the straight line. That is numpy's ``linear`` and a spreadsheet's
``QUARTILE.INC`` and ``PERCENTILE.INC``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

INTERPOLATION: Final = "linear"
"""The rule's name: numpy's ``linear``, a spreadsheet's ``QUARTILE.INC``."""

LOWER: Final = Fraction(1, 4)
MEDIAN: Final = Fraction(1, 2)
UPPER: Final = Fraction(3, 4)


def quantile(ordered: Sequence[int] | NDArray[np.int64], share: Fraction) -> Fraction:
    """Give the value below which a share of values lies.

    Parameters
    ----------
    ordered : sequence of int, or int64[value]
        At least one, in ascending order.
    share : Fraction
        From 0 to 1.

    Returns
    -------
    Fraction
        Exact.
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    first = int(ordered[below])
    if place == below:
        return Fraction(first)
    return first + (place - below) * (int(ordered[below + 1]) - first)


def quantile_pence(ordered: Sequence[int] | NDArray[np.int64], share: Fraction) -> int:
    """Give :func:`quantile` in whole pence, half up."""
    return nearest(quantile(ordered, share))
