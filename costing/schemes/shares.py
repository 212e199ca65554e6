"""Shares: what background support adds to a price, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costing.money import divided

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def share(pence: int, weights: ArrayLike) -> NDArray[np.int64]:
    """Share out an amount by weights so that the shares add to it, to the penny.

    Each first gets its exact share cut to the penny; the pence left over go one each
    to the largest remainders, the earlier member first where they are equal.

    Parameters
    ----------
    pence : int
        0 or more.
    weights : int64[member]
        0 or more, at least one above 0: 1 each for places, minutes for assessed hours.

    Returns
    -------
    int64[member]

    Raises
    ------
    ValueError
        If the pence or a weight is below 0, or no weight is above 0.
    """
    weight = np.asarray(weights, dtype=np.int64)
    total = int(weight.sum())
    if pence < 0 or (weight < 0).any() or total <= 0:
        msg = "share: pence and weights of 0 or more, one weight above 0"
        raise ValueError(msg)
    exact = [pence * int(one) for one in weight]
    shares = np.array([top // total for top in exact], dtype=np.int64)
    remainder = np.array([top % total for top in exact])
    left = pence - int(shares.sum())
    shares[np.argsort(-remainder, kind="stable")[:left]] += 1
    return shares


@dataclass(frozen=True, slots=True)
class Even:
    """An amount over several that differ by a penny at most: the first have it more.

    Parameters
    ----------
    each_pence : int
    odd : int
        How many have a penny more.
    """

    each_pence: int
    odd: int = 0

    def parts(self, count: int) -> list[int]:
        """Give the part of each of so many."""
        return [self.each_pence + (at < self.odd) for at in range(count)]

    def total(self, count: int) -> int:
        """Add up the parts of so many, without making them."""
        return self.each_pence * count + min(self.odd, count)


@dataclass(frozen=True, slots=True)
class PlaceParts:
    """A background cost by commissioned places.

    Parameters
    ----------
    before, new : Even
        Of who lives there, and of who is newly placed.
    void_pence : int
        Of all the places without anybody.
    """

    before: Even
    new: Even
    void_pence: int


def place_parts(pence: int, before: int, new: int, voids: int) -> PlaceParts:
    """Share out a background cost by commissioned places.

    Who is newly placed pays what their offer was compared with: the cost over the
    places, half up. The odd pence fall on voids, else on those who live there.

    Parameters
    ----------
    pence : int
        0 or more.
    before, new, voids : int
        People who live there, who are newly placed, and places without anybody; at
        least one in all, and of any number: nothing is made for each place.

    Returns
    -------
    PlaceParts
        They add to the cost.
    """
    places = before + new + voids
    others = before + voids
    each = int(divided(pence, places))
    if not others or each * new > pence:
        part, odd = divmod(pence, places)
        theirs, fresh = Even(part, odd), Even(part, max(odd - before, 0))
    else:
        part, odd = divmod(pence - each * new, others)
        # Voids first in line for the odd pence.
        theirs, fresh = Even(part, max(odd - voids, 0)), Even(each)
    void = pence - theirs.total(before) - fresh.total(new)
    return PlaceParts(theirs, fresh, void)


def evaluated_pence(
    price_pence: ArrayLike,
    background_pence: ArrayLike,
    places: ArrayLike,
    core_apart: ArrayLike,
) -> NDArray[np.int64]:
    """Give the price that offers are compared by.

    The offer's price, and where the core is apart the scheme's background cost divided
    by its commissioned places, half up to the penny. Places and not tenants, so that
    nobody's offer carries a void.

    Parameters
    ----------
    price_pence, background_pence : int64[offer]
    places : float64[offer]
        Commissioned places of the offer's scheme; NaN or 0 where there are none stated.
    core_apart : bool[offer]
        True where the offer is into a scheme and does not hold the person's share.

    Returns
    -------
    int64[offer]

    Source: the case contract, "evaluated price".
    """
    stated = np.asarray(places, dtype=np.float64)
    usable = np.asarray(core_apart, dtype=bool) & np.isfinite(stated) & (stated > 0)
    count = np.where(usable, stated, 1).astype(np.int64)
    part = divided(background_pence, count)
    return np.asarray(price_pence, dtype=np.int64) + np.where(usable, part, 0)
