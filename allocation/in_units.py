"""A problem in numbers as a solver wants them: small, so that tolerances are too."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.limits import MINUTES_PER_HOUR
from allocation.rows import NO_LOWER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.problem import Problem

_DUAL_TOLERANCE: Final = 1e-7
"""How far HiGHS lets a reduced cost be from its sign."""


class InUnits:
    """The numbers of a problem, each row and sum divided by what all of it shares.

    Parameters
    ----------
    problem : Problem

    Attributes
    ----------
    unit : int64[row]
        What each row is divided by.
    step : int64[column]
        What one of a column stands for: a total is in hours, since the shorter a
        column's reach, the firmer a solver's bound.
    top : float64[column]
        The most of each column.
    value : float64[entry]
    """

    def __init__(self, problem: Problem) -> None:
        columns, rows = problem.columns, problem.rows
        is_total = np.arange(len(columns)) >= columns.first_total
        most_hours = int(columns.pairs["minutes"].sum()) / MINUTES_PER_HOUR
        self._lower = rows.lower
        self._reach = columns.first_total + len(columns.totals) * most_hours
        self.step = np.where(is_total, MINUTES_PER_HOUR, 1)
        self.top = np.where(is_total, most_hours, 1.0)
        # Of one entry alone reduceat gives the entry, sign and all.
        shared = np.gcd.reduceat(rows.value, rows.start[:-1]) if len(rows) else [1]
        self.unit = np.abs(np.asarray(shared, dtype=np.int64))[: len(rows)]
        of_entry = rows.value // self.unit[rows.of_entry()] * self.step[rows.column]
        self.value = of_entry.astype(np.float64)

    def ends(
        self, upper: NDArray[np.int64], spare: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the ends of all rows.

        Parameters
        ----------
        upper : int64[row]
        spare : float
            0: as they are. Above: cut down to what whole sums can reach, and so much
            room to spare in rows that are not met exactly.

        Returns
        -------
        lower, upper : float64[row]
        """
        is_open = self._lower == NO_LOWER
        low = np.where(is_open, 0, self._lower)
        if spare == 0.0:
            return np.where(is_open, -np.inf, low / self.unit), upper / self.unit
        is_met = self._lower == upper
        given = np.where(is_met, 0.0, spare)
        lowest = np.where(is_open, -np.inf, -(-low // self.unit) - given)
        return lowest, np.asarray(upper // self.unit + given, dtype=np.float64)

    def costs(self, coefficients: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give a sum's coefficients in units of :func:`shared`, float64[column]."""
        own = coefficients // shared(coefficients) * self.step
        return np.asarray(own, dtype=np.float64)

    def bound(self, told: float, unit: int) -> int | None:
        """Round a solver's bound up to a whole sum, past what tolerances may hide.

        Parameters
        ----------
        told : float
            In units of the sum.
        unit : int
            Of the sum, as :func:`shared` gives it.

        Returns
        -------
        int or None
            None where the solver told none.
        """
        if not math.isfinite(told):
            return None
        # A reduced cost may be wrong by the tolerance, times as far as a column goes.
        margin = 1e-6 + _DUAL_TOLERANCE * self._reach + 1e-12 * abs(told)
        return math.ceil(told - margin) * unit


def shared(coefficients: NDArray[np.int64]) -> int:
    """Give what all of a sum shares: one unit of it is one unit of the solver."""
    return int(np.gcd.reduce(coefficients)) or 1
