"""Nights: which waking shifts are a waking night, for every page that counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_DARK: Final = (23 * 60, 30 * 60)
"""23:00 to 06:00, from midnight of the day on which the shift starts."""

_OF_A_NIGHT: Final = 180
_LONGEST: Final = 720


def is_waking_night(start: ArrayLike, until: ArrayLike) -> NDArray[np.bool_]:
    """Tell which waking shifts are a waking night.

    Those with at least three hours between 23:00 and 06:00, and of twelve hours at the
    most: of a longer one the hours are counted. Times are those of the clock.

    Parameters
    ----------
    start, until : int64[shift]
        Minutes from midnight of the day on which it starts; past 1440 on the next.

    Returns
    -------
    bool[shift]

    The three hours are those of a night worker in the Working Time Regulations 1998,
    regulation 2: a convention here, and recalled, not looked up.
    """
    begins, ends = np.asarray(start), np.asarray(until)
    first, last = _DARK
    after = np.minimum(ends, last) - np.maximum(begins, first)
    before = np.minimum(ends, last - 1440) - begins
    dark = np.maximum(after, 0) + np.maximum(before, 0)
    is_one: NDArray[np.bool_] = (dark >= _OF_A_NIGHT) & (ends - begins <= _LONGEST)
    return is_one
