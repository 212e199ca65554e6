"""The shortlist: each person's three best offers, and what each would cost the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from allocation.posed import NOT_SOLVED, is_small

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.posed import Posed

COLUMNS: Final = (
    "referral",
    "place",
    "provider",
    "scheme",
    "points",
    "what_the_plan_would_lose",
)

_KEY: Final = ["referral", "provider", "scheme"]

_CHOSEN: Final = "nothing: it is chosen"


def shortlist(posed: Posed, allocation: Allocation) -> pd.DataFrame:
    """List up to three eligible offers of each person, best first.

    For each that the plan does not choose, the plan is solved again with that offer
    chosen: what is lost is told on the first aim that changes.

    Parameters
    ----------
    posed : Posed
        The market that was shared out.
    allocation : Allocation

    Returns
    -------
    DataFrame
        :data:`COLUMNS`; by referral and place. Where the plan is not proven, or large,
        offers that are not chosen say that it was not solved again.
    """
    pairs = allocation.pairs
    able = pairs[pairs["state"] != "refused"].rename_axis("offer_row").reset_index()
    able = able.sort_values(["referral", "rank", "provider", "scheme"], kind="stable")
    able["place"] = able.groupby("referral").cumcount() + 1
    best = able[able["place"] <= 3]
    told = [
        _CHOSEN if row["state"] == "chosen" else _lost(row, posed, allocation)
        for row in best.to_dict("records")
    ]
    listed = best.assign(what_the_plan_would_lose=told)
    return listed[list(COLUMNS)].reset_index(drop=True)


def _lost(row: Mapping[Hashable, Any], posed: Posed, allocation: Allocation) -> str:
    """Say what the plan would lose if this offer were chosen."""
    if not is_small(allocation):
        return NOT_SOLVED
    pairs = posed.problem.columns.pairs
    mine = (pairs[_KEY] == [row[name] for name in _KEY]).all(axis=1)
    pair = int(np.flatnonzero(mine)[0])
    if not posed.has_room(pair):
        return "it has no room for this person"
    lost = posed.with_pair(pair).moved()
    return lost or "nothing: it is as good"
