"""Gap: which lines of a price could account for how far a rate is from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Accounted:
    """What accounts for the gap of each rate; amounts and rest add up to it.

    Parameters
    ----------
    parts : int64[rate, place]
        Which part of the price, the one with the widest range first; -1 for none.
    amounts : int64[rate, place]
        Pence, of the gap's sign.
    rest : int64[rate]
        What these parts' ranges do not cover.
    """

    parts: NDArray[np.int64]
    amounts: NDArray[np.int64]
    rest: NDArray[np.int64]


def accounted(
    gaps: NDArray[np.int64],
    widths_low: NDArray[np.int64],
    widths_high: NDArray[np.int64],
    most: int = 3,
) -> Accounted:
    """Account for gaps by the parts with the widest ranges on the side of the gap.

    A rate below the expected price is held against how far each part falls towards the
    low end, one above it against how far each rises towards the high end. The widest
    part takes as much of the gap as its range allows, then the next, until the gap is
    used up: so no few parts could account for more of it.

    Parameters
    ----------
    gaps : int64[rate]
        Rate less expected price.
    widths_low, widths_high : int64[rate, part]
        Each part at the low, or high, end less the part at the expected inputs.
    most : int
        Parts to name.

    Returns
    -------
    Accounted
    """
    is_below = gaps < 0
    widths = np.where(is_below[:, None], -widths_low, widths_high)
    widths = np.maximum(widths, 0)  # a part that moves the other way explains nothing
    order = np.argsort(-widths, axis=1, kind="stable")[:, :most]
    sizes = np.take_along_axis(widths, order, axis=1)
    before = np.cumsum(sizes, axis=1) - sizes
    taken = np.clip(np.abs(gaps)[:, None] - before, 0, sizes)
    amounts = np.where(is_below[:, None], -taken, taken)
    parts = np.where(taken > 0, order, -1)
    short = max(0, most - parts.shape[1])
    return Accounted(
        np.pad(parts, ((0, 0), (0, short)), constant_values=-1),
        np.pad(amounts, ((0, 0), (0, short))),
        gaps - amounts.sum(axis=1),
    )
