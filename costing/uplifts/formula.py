"""The council's formula: a x growth of a wage + (1 - a) x CPI, beside exact law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costing.money import pence, round_to
from costing.uplifts.uplift import SHARE_STEP

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from costing.engine.arithmetic import Array


def formula_share(pay_share: ArrayLike, growth: ArrayLike, cpi: float) -> Array:
    """Give the uplift by formula: ``a x growth + (1 - a) x CPI``, to six decimals.

    Parameters
    ----------
    pay_share : float64[rate]
        a, a share.
    growth : float64[rate]
        Of the wage, as a share: 0.041 is 4.1 %.
    cpi : float
        Of prices, likewise.
    """
    a = np.asarray(pay_share, dtype=np.float64)
    wage = np.asarray(growth, dtype=np.float64)
    return round_to(a * wage + (1 - a) * cpi, SHARE_STEP)


def exact_share(rise: ArrayLike, growth: ArrayLike, cpi: float) -> Array:
    """Give the a with which the formula comes to a rise, to six decimals.

    ``(rise - CPI) / (growth - CPI)``: below 0 or above 1 where the rise is not between
    the growth of the wage and that of prices. NaN where these are the same, and every a
    gives one uplift.

    Parameters
    ----------
    rise : float64[rate]
        As a share.
    growth : float64[rate]
    cpi : float
    """
    between = np.asarray(growth, dtype=np.float64) - cpi
    same = np.abs(between) < SHARE_STEP / 2
    found = (np.asarray(rise) - cpi) / np.where(same, 1.0, between)
    return np.where(same, np.nan, round_to(found, SHARE_STEP))


def raised_by(
    rate: NDArray[np.int64], share: ArrayLike, step: int | None = None
) -> NDArray[np.int64]:
    """Give the pence that an uplift adds to a rate.

    Half up to the penny; or, with a step, so that the raised rate is a whole multiple
    of it, upwards: of 4p, so that a quarter of an hour is whole pence, or 7p, so that a
    day of a week is. (City of Wolverhampton, fees of 2022-23.)

    Parameters
    ----------
    rate : int64[rate]
        Whole pence.
    share : float64[rate]
    step : int, optional
        Pence, above 0.
    """
    added = rate * np.asarray(share, dtype=np.float64)
    if step is None:
        return pence(added / 100)
    return pence(round_to(rate + added, float(step), "ceil") / 100) - rate
