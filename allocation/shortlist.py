"""The shortlist: each person's three best offers, and what each would cost the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.posed import NOT_SOLVED, is_small
from allocation.question import NEVER

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.posed import Posed
    from allocation.pursuit import Deadline

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


def shortlist(
    posed: Posed, allocation: Allocation, deadline: Deadline = NEVER
) -> pd.DataFrame:
    """List up to three eligible offers of each person, best first.

    For each that the plan does not choose, the plan is solved again with that offer
    chosen: what is lost is told on the first aim that changes.

    Parameters
    ----------
    posed : Posed
        The market that was shared out.
    allocation : Allocation
    deadline : Deadline

    Returns
    -------
    DataFrame
        :data:`COLUMNS`; by referral and place. Where the plan is not proven, or large,
        or time ran out, offers that are not chosen say that it was not solved again.
    """
    posed.know(allocation)
    pairs = allocation.pairs
    able = pairs[pairs["state"] != "refused"].rename_axis("offer_row").reset_index()
    able = able.sort_values(["referral", "rank", "provider", "scheme"], kind="stable")
    able["place"] = able.groupby("referral").cumcount() + 1
    best = able[able["place"] <= 3]
    keys = posed.problem.columns.pairs[_KEY].itertuples(index=False, name=None)
    pair_of = {key: pair for pair, key in enumerate(keys)}
    told = [
        _CHOSEN
        if state == "chosen"
        else _lost(posed, pair_of[tuple(key)], allocation, deadline)
        for state, *key in best[["state", *_KEY]].itertuples(index=False, name=None)
    ]
    listed = best.assign(what_the_plan_would_lose=told)
    return listed[list(COLUMNS)].reset_index(drop=True)


def _lost(posed: Posed, pair: int, allocation: Allocation, deadline: Deadline) -> str:
    """Say what the plan would lose if an offer were chosen."""
    if not is_small(allocation):
        return NOT_SOLVED
    if not posed.has_room(pair):
        return "it has no room for this person"
    return posed.with_pair(pair).moved(deadline) or "nothing: it is as good"
