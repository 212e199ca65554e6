"""The study: what was asked, what came out, and how it can be found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.market import Market
    from scenarios.case import Case
    from scenarios.prices import Prices


@dataclass(frozen=True, slots=True)
class Study:
    """One run of a case.

    Parameters
    ----------
    case : Case
    market : Market
        What the allocation was given.
    prices : Prices or None
        The cost model, unit prices and package lines; None where nothing needs the
        model and it cannot be used (a note then says why).
    allocation : Allocation
    shares : DataFrame
        Columns referral, scheme, background_share_pence; one row a placement.
    schemes : DataFrame
        Columns scheme, provider, places, occupied_before, newly_placed,
        background_pence, already_running, carried_before_pence, carried_new_pence,
        in_prices_pence, void_pence; one row a scheme with a background cost that the
        plan places somebody in. The last four add to the background cost.
    notes : tuple of str
        What a reader must know beside the numbers.
    provenance : mapping
        Versions, model, law with its sources, fingerprint: no times, no paths.
    seconds : mapping of phase to float
        The only times; nothing else of a study holds any.
    """

    case: Case
    market: Market
    prices: Prices | None
    allocation: Allocation
    shares: pd.DataFrame
    schemes: pd.DataFrame
    notes: tuple[str, ...]
    provenance: Mapping[str, object]
    seconds: Mapping[str, float]

    @property
    def title(self) -> str:
        """Give the title of the case."""
        return self.case.settings.title

    @property
    def day(self) -> date:
        """Give the day that law and rates are those of."""
        return self.case.settings.price_date
