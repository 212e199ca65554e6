"""What people prefer: which of their preferences an offer meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.tables import join

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.market import Market

POINTS_BY_RANK: Final = (100.0, 75.0, 50.0, 25.0)
"""Choice points of ranks 1 to 4; lower ranks give nothing (CASE.md, choice)."""

NO_PREFERENCE_POINTS: Final = 50.0
"""Choice points of every offer to a person who ranked nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Preferences as they bear on each offer.

    Attributes
    ----------
    points : float64[offer]
        0 to 100.
    is_vetoed, is_only : bool[offer]
        A veto names the offer's provider, scheme or area; or an ``only`` does.
    has_only : bool[offer]
        The person has an ``only`` at all.
    """

    points: NDArray[np.float64]
    is_vetoed: NDArray[np.bool_]
    is_only: NDArray[np.bool_]
    has_only: NDArray[np.bool_]


def areas_of_offers(market: Market) -> NDArray[np.object_]:
    """Give the area of each offer: its scheme's, else the person's."""
    offers = market.offers
    of_person = join(offers[["referral"]], market.referrals, ["referral"], ["area"])
    of_scheme = join(
        offers[["scheme"]],
        market.schemes,
        ["scheme"],
        ["area"],
        otherwise={"area": ""},
    )
    own = of_scheme["area"].to_numpy(dtype=object)
    return np.where(own == "", of_person["area"].to_numpy(dtype=object), own)


def choice_of(market: Market) -> Choice:
    """Match preferences with offers; the best match of the three kinds counts."""
    offers, preferences = market.offers, market.preferences
    names = {
        "provider": offers["provider"].to_numpy(dtype=object),
        "scheme": offers["scheme"].to_numpy(dtype=object),
        "area": areas_of_offers(market),
    }
    rank = np.full(len(offers), np.inf)
    is_vetoed = np.zeros(len(offers), dtype=bool)
    is_only = np.zeros(len(offers), dtype=bool)
    for kind, named in names.items():
        stated = preferences[preferences[kind] != ""]
        met = (
            stated.assign(rank=stated["rank"].astype("float64"))
            .groupby(["referral", kind], as_index=False)
            .agg(best=("rank", "min"), veto=("veto", "any"), only=("only", "any"))
        )
        found = join(
            pd.DataFrame({"referral": offers["referral"], kind: named}),
            met,
            ["referral", kind],
            ["best", "veto", "only"],
            otherwise={"best": None, "veto": False, "only": False},
        )
        rank = np.fmin(rank, found["best"].to_numpy(dtype=np.float64))
        is_vetoed |= found["veto"].to_numpy(dtype=bool)
        is_only |= found["only"].to_numpy(dtype=bool)
    has_rank = _has(market, preferences["rank"].notna())
    points = np.where(has_rank, _points_of(rank), NO_PREFERENCE_POINTS)
    return Choice(points, is_vetoed, is_only, _has(market, preferences["only"]))


def _points_of(rank: NDArray[np.float64]) -> NDArray[np.float64]:
    points = np.zeros(len(rank))
    for place, worth in enumerate(POINTS_BY_RANK, start=1):
        points[rank == place] = worth
    return points


def _has(market: Market, rows: pd.Series[bool]) -> NDArray[np.bool_]:
    people = market.preferences.loc[rows.astype(bool), "referral"]
    return market.offers["referral"].isin(people).to_numpy(dtype=bool)
