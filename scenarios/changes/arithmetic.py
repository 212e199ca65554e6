"""Cells multiplied and added to: money to the penny, hours to the minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from costing.columns import Kind
from costing.money import pence, pounds, round_to, snap
from costing.sheets.cells import LARGEST
from scenarios.changes.change import Operation

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIRST: Final = np.datetime64("0001-01-01", "s")
_LAST: Final = np.datetime64("9999-12-31", "s")
_DAYS: Final = 4_000_000
"""More days than there are between the two."""

_EXPECTED: Final = "a day between the years 1 and 9999"


def worked(
    kind: Kind, operation: Operation, cells: NDArray[Any], number: float
) -> NDArray[Any] | str:
    """Multiply cells or add to them.

    Parameters
    ----------
    kind : Kind
        A number's, or of days.
    operation : Operation
        To add or to multiply.
    cells : float64[cell] or datetime64[cell]
        Given, every one.
    number : float
        Of days a whole number.

    Returns
    -------
    float64[cell], datetime64[cell] or str
        Or what had been expected of the result.
    """
    if kind is Kind.DATE:
        return _days(cells, int(number))
    with np.errstate(over="ignore"):
        made = cells * number if operation is Operation.MULTIPLY else cells + number
    if kind in (Kind.MONEY, Kind.HOURS) and (np.abs(made) > LARGEST).any():
        return "at most 90,000,000,000,000"
    if not np.isfinite(made).all():
        return "a number that can be held"
    made = _kept(kind, made)
    if kind is Kind.COUNT and (made != np.floor(made)).any():
        return "whole numbers"
    return made


def _kept(kind: Kind, made: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give numbers as their kind is kept."""
    if kind is Kind.MONEY:
        return pounds(pence(made))
    if kind is Kind.HOURS:
        return round_to(made * 60) / 60
    return snap(made) + 0.0


def _days(cells: NDArray[Any], number: int) -> NDArray[Any] | str:
    if abs(number) > _DAYS:
        return _EXPECTED
    moved: NDArray[Any] = cells + np.timedelta64(number, "D")
    return moved if ((moved >= _FIRST) & (moved <= _LAST)).all() else _EXPECTED
