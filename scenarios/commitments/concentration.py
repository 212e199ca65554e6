"""Concentration: how much of a market few providers hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike

_LARGEST: Final = 3

MONOPOLY: Final = 10_000
"""The index of a market that one provider holds whole."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated a market is.

    Parameters
    ----------
    shares : mapping of provider to float
        In [0, 1], largest first, ties by name; they add up to 1.
    hhi : int
        Herfindahl-Hirschman index: the sum of squares of shares in hundredths, 10,000
        where one provider holds all, half up.
    largest_three_share : float
    """

    shares: Mapping[str, float]
    hhi: int
    largest_three_share: float


def concentration_of(
    providers: Iterable[str], amounts: ArrayLike
) -> Concentration | None:
    """Tell how concentrated hours or money are.

    Parameters
    ----------
    providers : iterable of str
        Each once.
    amounts : int64[provider]
        Whole minutes or pence, none below 0.

    Returns
    -------
    Concentration or None
        None where there is nothing to share.
    """
    whole = np.asarray(amounts, dtype=np.int64).tolist()
    held = sorted(zip(whole, providers, strict=True), key=lambda one: (-one[0], one[1]))
    total = sum(amount for amount, _ in held)
    if total <= 0:
        return None
    squares = sum(amount * amount for amount, _ in held)
    return Concentration(
        {name: amount / total for amount, name in held if amount},
        _half_up(MONOPOLY * squares, total * total),
        sum(amount for amount, _ in held[:_LARGEST]) / total,
    )


def _half_up(top: int, bottom: int) -> int:
    """Divide whole numbers of any size; int64 would not hold squares of pence."""
    return (2 * top + bottom) // (2 * bottom)
