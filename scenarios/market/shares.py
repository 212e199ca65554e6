"""Who carries the background cost of each scheme, once it is known who lives there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from costing.schemes.shares import place_parts

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market

SHARE_COLUMNS = ("referral", "scheme", "background_share_pence")
SCHEME_COLUMNS = (
    "scheme",
    "provider",
    "places",
    "occupied_before",
    "newly_placed",
    "background_pence",
    "already_running",
    "carried_before_pence",
    "carried_new_pence",
    "in_prices_pence",
    "void_pence",
)


def background_shares(
    market: Market, allocation: Allocation
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Share each scheme's background cost by its commissioned places.

    A person newly placed carries what their offer was compared with: the cost over the
    places, half up. The odd pence fall on voids, else on those who live there. Where no
    places are stated, or more people than places, the people share it.
    A person whose price holds the core has their share in the price.

    Parameters
    ----------
    market : Market
    allocation : Allocation

    Returns
    -------
    shares : DataFrame
        Columns :data:`SHARE_COLUMNS`, one row a placement; 0 where the price holds the
        core or there is none.
    schemes : DataFrame
        Columns :data:`SCHEME_COLUMNS`, one row a scheme with a background cost that
        somebody is placed in. The four parts add to the cost, to the penny.
    """
    placed = allocation.placements
    apart = ~market.offers["core_included"].loc[placed["offer_row"]].to_numpy()
    pence = np.zeros(len(placed), dtype=np.int64)
    rows = []
    costly = market.schemes[market.schemes["background_pence"] > 0]
    for scheme in costly.sort_values("scheme").to_dict("records"):
        here = np.flatnonzero(placed["scheme"].to_numpy() == scheme["scheme"])
        if not len(here):
            continue
        before = int(scheme["occupied_places"])
        people = before + len(here)
        places = (
            people if np.isnan(scheme["places"]) else max(int(scheme["places"]), people)
        )
        cost = int(scheme["background_pence"])
        parts = place_parts(cost, before, len(here), places - people)
        new = np.array(parts.new.parts(len(here)), dtype=np.int64)
        pence[here] = np.where(apart[here], new, 0)
        rows.append(
            (
                scheme["scheme"],
                scheme["provider"],
                scheme["places"],
                before,
                len(here),
                int(scheme["background_pence"]),
                bool(scheme["already_running"]),
                parts.before.total(before),
                int(new[apart[here]].sum()),
                int(new[~apart[here]].sum()),
                parts.void_pence,
            )
        )
    shares = placed[["referral", "scheme"]].assign(background_share_pence=pence)
    return shares, pd.DataFrame(rows, columns=list(SCHEME_COLUMNS))
