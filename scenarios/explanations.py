"""What a plan would lose or win elsewhere: found by solving it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocation.posed import posed
from allocation.shadow import shadow_prices
from allocation.shortlist import shortlist

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.market import Market


@dataclass(frozen=True, slots=True)
class Explanations:
    """What stands beside a plan to explain it.

    Parameters
    ----------
    shortlist : DataFrame
        As :data:`allocation.shortlist.COLUMNS`.
    shadow_prices : DataFrame
        As :data:`allocation.shadow.COLUMNS`.
    """

    shortlist: pd.DataFrame
    shadow_prices: pd.DataFrame


def explanations_of(market: Market, allocation: Allocation) -> Explanations:
    """Solve a plan again for what else could be chosen, and for each limit."""
    again = posed(market)
    return Explanations(
        shortlist=shortlist(again, allocation),
        shadow_prices=shadow_prices(again, allocation),
    )
