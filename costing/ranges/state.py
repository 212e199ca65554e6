"""State: how a rate stands to its fair range, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class RateState(StrEnum):
    """How a rate stands; the first that holds, in this order."""

    BELOW_STATUTORY = "below statutory employment cost"
    BELOW = "below range"
    WITHIN = "within"
    ABOVE = "above range"
    NOT_COMPARABLE = "not comparable"


def states(
    rates: NDArray[np.int64] | NDArray[np.float64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    floor: NDArray[np.int64] | None,
) -> NDArray[Any]:
    """Say how rates stand; one on an end of its range is within it.

    Parameters
    ----------
    rates : int64[rate] or float64[rate]
        Pence.
    low, high : int64[rate]
    floor : int64[rate] or None
        Statutory employment cost, where the document has a line for it.

    Returns
    -------
    object[rate]
        Of :class:`RateState`.
    """
    found = np.empty(len(rates), dtype=object)
    found[:] = RateState.WITHIN
    found[rates < low] = RateState.BELOW
    found[rates > high] = RateState.ABOVE
    if floor is not None:
        found[rates < floor] = RateState.BELOW_STATUTORY
    return found
