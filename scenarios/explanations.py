"""What a plan would lose or win elsewhere: found by solving it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.posed import posed
from allocation.pursuit import Deadline
from allocation.shadow import shadow_prices
from allocation.shortlist import shortlist
from allocation.strict_price import SECONDS as STRICT_SECONDS
from allocation.strict_price import strict_price

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.market import Market
    from allocation.strict_price import StrictPrice


@dataclass(frozen=True, slots=True)
class Explanations:
    """What stands beside a plan to explain it.

    Parameters
    ----------
    shortlist : DataFrame
        As :data:`allocation.shortlist.COLUMNS`.
    shadow_prices : DataFrame
        As :data:`allocation.shadow.COLUMNS`.
    strict_rank : StrictPrice
        Departures counted, and what a strict ranking would have cost.
    """

    shortlist: pd.DataFrame
    shadow_prices: pd.DataFrame
    strict_rank: StrictPrice


MOST_SECONDS: Final = 120.0
"""How long explanations may take where no limit of time is given."""


def explanations_of(
    market: Market, allocation: Allocation, *, seconds: float = MOST_SECONDS
) -> Explanations:
    """Solve a plan again for what else could be chosen, and for each limit.

    Parameters
    ----------
    market : Market
    allocation : Allocation
    seconds : float
        For all of them; the shortlist takes half of it at most. What there was no time
        for says so.

    Returns
    -------
    Explanations
    """
    deadline = Deadline.after(seconds)
    again = posed(market)
    first = Deadline.after(deadline.share(2))
    listed = shortlist(again, allocation, first)
    shadows = shadow_prices(again, allocation, deadline)
    left = min(deadline.share(1) or 0.0, STRICT_SECONDS)
    return Explanations(
        shortlist=listed,
        shadow_prices=shadows,
        strict_rank=strict_price(market, allocation, left),
    )
