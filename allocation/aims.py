"""The aims of a plan, in order, each a sum over the columns in whole numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from allocation.draw import drawn
from allocation.rules import AimName, exact
from costing.tables import join

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from allocation.columns import Columns
    from allocation.market import Market

_PARTS_AT_MOST: Final = 10**6
"""Parts of a mark of quality that its aim can tell apart."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim as a sum that is to be least.

    Attributes
    ----------
    name, unit : str
    sense : {"most", "least"}
        Of the natural value; the sum is always to be least.
    coefficients : int64[column]
    scale : Fraction
        Sums of one natural unit, above 0.
    tolerance : Fraction
        Share of the best sum that later aims may give up.
    is_tie_break : bool
    """

    name: str
    unit: str
    sense: Literal["most", "least"]
    coefficients: NDArray[np.int64]
    scale: Fraction
    tolerance: Fraction
    is_tie_break: bool = False

    def natural(self, least_sum: int) -> float:
        """Turn a sum into people, points or pounds."""
        size = Fraction(least_sum) / self.scale
        return float(size if self.sense == "least" else -size) + 0.0


@dataclass(frozen=True, slots=True)
class _Sum:
    """Coefficients of an aim, by column, before they have a name."""

    coefficients: NDArray[np.int64]
    unit: str
    sense: Literal["most", "least"]
    scale: Fraction


def aims_of(market: Market, worth: pd.DataFrame, columns: Columns) -> tuple[Aim, ...]:
    """Give the aims of a market in order, priority class by class, tie-breaks last.

    Parameters
    ----------
    market : Market
        With aims that this version can pursue.
    worth : DataFrame
        Of every offer, as :func:`allocation.scoring.scored` gives it.
    columns : Columns

    Returns
    -------
    tuple of Aim
    """
    rules = market.aims
    made = []
    for name in rules.aims:
        tolerance = exact(rules.tolerance.get(name, 0.0))
        if name is AimName.PLACED:
            sums = _placed(market, columns)
        else:
            sums = {str(name): _SUMS[name](market, worth, columns)}
        made += [_named(key, total, tolerance) for key, total in sums.items()]
    for name in rules.tie_break:
        if name is AimName.PLACED:
            total = _of_pairs(columns, -np.ones(len(columns.pairs)), "people", "most")
        else:
            total = _SUMS[name](market, worth, columns)
        key = f"tie_break:{name}"
        made.append(_named(key, total, Fraction(0), is_tie_break=True))
    return tuple(made)


def cost_of(columns: Columns) -> NDArray[np.int64]:
    """Give what each column costs a week, int64[column] in pence.

    The chosen prices, and the background, once, of each scheme that is opened.
    """
    pence = np.zeros(len(columns), dtype=np.int64)
    pence[: columns.first_person] = columns.pairs["price"]
    is_any = (columns.homes["lot"] == "").to_numpy(dtype=bool)
    background = columns.homes["background"].to_numpy(dtype=np.int64)
    pence[columns.first_home : columns.first_block] = np.where(is_any, background, 0)
    return pence


def _named(
    name: str, total: _Sum, tolerance: Fraction, *, is_tie_break: bool = False
) -> Aim:
    return Aim(
        name,
        total.unit,
        total.sense,
        total.coefficients,
        total.scale,
        tolerance,
        is_tie_break,
    )


def _of_pairs(
    columns: Columns,
    values: NDArray[np.generic],
    unit: str,
    sense: Literal["most", "least"],
    scale: int = 1,
) -> _Sum:
    """Make a sum over pairs alone, from whole numbers that are to be least."""
    coefficients = np.zeros(len(columns), dtype=np.int64)
    coefficients[: columns.first_person] = np.rint(values.astype(np.float64))
    return _Sum(coefficients, unit, sense, Fraction(scale))


def _placed(market: Market, columns: Columns) -> dict[str, _Sum]:
    """Count the people placed, in each priority class, 1 most urgent first."""
    people = market.referrals[["referral", "priority"]]
    priority = join(columns.pairs[["referral"]], people, ["referral"], ["priority"])
    classes = sorted(set(people["priority"].tolist())) or [1.0]
    return {
        "placed" if len(classes) == 1 else f"placed:{urgency:g}": _of_pairs(
            columns,
            -(priority["priority"].to_numpy(dtype=np.float64) == urgency).astype(int),
            "people",
            "most",
        )
        for urgency in classes
    }


def _worth(worth: pd.DataFrame, columns: Columns, part: str) -> NDArray[np.float64]:
    at = columns.pairs["offer"].to_numpy(dtype=np.int64)
    return np.asarray(worth[part].to_numpy(dtype=np.float64)[at])


def _points(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    del market
    hundredths = np.rint(_worth(worth, columns, "points") * 100)
    return _of_pairs(columns, -hundredths, "points", "most", 100)


def _cost(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    del market, worth
    return _Sum(cost_of(columns), "GBP/week", "least", Fraction(100))


def _balance(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    """``points - cost / pounds_per_point``, over a common denominator."""
    per_point = exact(market.aims.pounds_per_point)
    top, bottom = per_point.numerator, per_point.denominator
    points = _points(market, worth, columns).coefficients
    common = bottom * cost_of(columns) + top * points
    return _Sum(common, "points", "most", Fraction(100 * top))


def _quality(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    """Sum qualities over their common denominator: a mean of three marks is exact."""
    del market
    quality = _worth(worth, columns, "quality")
    ratios = [Fraction(mark).limit_denominator(_PARTS_AT_MOST) for mark in quality]
    parts = math.lcm(*{ratio.denominator for ratio in ratios})
    parts = parts if parts <= _PARTS_AT_MOST else _PARTS_AT_MOST
    return _of_pairs(columns, np.rint(-quality * parts), "marks", "most", parts)


def _choice(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    del market
    return _of_pairs(columns, -_worth(worth, columns, "choice"), "points", "most")


def _moves(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    """Count the people placed with another provider than the one they have."""
    del worth
    people = market.referrals[["referral", "current_provider"]]
    pairs = columns.pairs[["referral", "provider"]]
    had = join(pairs, people, ["referral"], ["current_provider"])["current_provider"]
    moves = (had != "") & (had != pairs["provider"])
    return _of_pairs(columns, moves.to_numpy(dtype=np.int64), "people", "least")


def _draw(market: Market, worth: pd.DataFrame, columns: Columns) -> _Sum:
    del worth
    pairs = columns.pairs
    offers = zip(pairs["referral"], pairs["provider"], pairs["scheme"], strict=True)
    return _of_pairs(columns, drawn(market.aims.draw_seed, offers), "draw", "least")


_SUMS: Final[dict[AimName, Callable[[Market, pd.DataFrame, Columns], _Sum]]] = {
    AimName.POINTS: _points,
    AimName.COST: _cost,
    AimName.BALANCE: _balance,
    AimName.QUALITY: _quality,
    AimName.CHOICE: _choice,
    AimName.MOVES: _moves,
    AimName.DRAW: _draw,
}
"""Every aim that this version can pursue, but ``placed``, which is one a class."""
