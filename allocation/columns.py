"""What is decided: who goes where, who is not placed, which schemes open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.limits import minutes
from allocation.rows import matched
from costing.tables import join

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.limits import Limits
    from allocation.market import Market

KEY: Final = ["referral", "provider", "scheme"]
"""What names an offer, and the order of the columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What is decided: one column each, in this order.

    Attributes
    ----------
    pairs : DataFrame
        Eligible offers, sorted by referral, provider and scheme: those, lot, offer
        (position among the offers), person (position in ``people``), minutes, price
        (pence), is_apart (its core cost is not in its price).
    people : DataFrame
        referral, lot, must_stay; sorted by referral. A column each: not placed.
    homes : DataFrame
        scheme, lot (empty: any), background (pence). A column each: opened by an offer
        whose core is apart, of anyone, or of somebody in that lot. Only schemes with a
        background cost that are not already running; by lot only for a lot's budget.
    totals : DataFrame
        lot (empty: all). A column each: minutes of all that are placed.
    blocks : DataFrame
        name. A column each, between homes and totals, of strict ranking alone: others
        take so much that an offer does not fit.
    """

    pairs: pd.DataFrame
    people: pd.DataFrame
    homes: pd.DataFrame
    totals: pd.DataFrame
    blocks: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def first_person(self) -> int:
        """Where the columns of people begin."""
        return len(self.pairs)

    @property
    def first_home(self) -> int:
        """Where the columns of homes begin."""
        return self.first_person + len(self.people)

    @property
    def first_block(self) -> int:
        """Where the columns of blocks begin."""
        return self.first_home + len(self.homes)

    @property
    def first_total(self) -> int:
        """Where the columns of totals begin; all before are 0 or 1."""
        return self.first_block + len(self.blocks)

    def __len__(self) -> int:
        """Count the columns."""
        return self.first_total + len(self.totals)

    def name(self, column: int) -> str:
        """Name a column: ``place[R0001,P001,S01]``."""
        if column < self.first_person:
            parts = self.pairs[KEY].iloc[column].tolist()
            kind = "place"
        elif column < self.first_home:
            parts = [self.people["referral"].iloc[column - self.first_person]]
            kind = "unplaced"
        elif column < self.first_block:
            parts = (
                self.homes[["scheme", "lot"]].iloc[column - self.first_home].tolist()
            )
            kind = "open"
        elif column < self.first_total:
            parts = [self.blocks["name"].iloc[column - self.first_block]]
            kind = "blocked"
        else:
            parts = [self.totals["lot"].iloc[column - self.first_total]]
            kind = "minutes"
        return f"{kind}[{','.join(str(part) for part in parts if part != '')}]"


def columns_of(
    market: Market,
    limits: Limits,
    eligible: NDArray[np.bool_],
    must_stay: NDArray[np.bool_],
) -> Columns:
    """Give the columns of a market.

    Parameters
    ----------
    market : Market
    limits : Limits
    eligible : bool[offer]
    must_stay : bool[referral]

    Returns
    -------
    Columns
        The same for any order of the rows of the market's tables, ``offer`` apart.
    """
    people = (
        market.referrals[["referral", "lot"]]
        .assign(must_stay=must_stay)
        .sort_values("referral")
        .reset_index(drop=True)
    )
    offers = market.offers
    pairs = (
        offers[KEY]
        .assign(
            offer=np.arange(len(offers)),
            minutes=minutes(offers["hours_per_week"]),
            price=offers["price_pence"],
            is_apart=~offers["core_included"].astype(bool) & (offers["scheme"] != ""),
        )
        .loc[eligible]
        .sort_values(KEY)
        .reset_index(drop=True)
    )
    person = pd.Index(people["referral"]).get_indexer(pd.Index(pairs["referral"]))
    pairs = join(pairs.assign(person=person), people, ["referral"], ["lot"])
    shared = limits.shares[["lot"]].drop_duplicates().sort_values("lot")
    return Columns(
        pairs=pairs,
        people=people,
        homes=_homes(market, limits, pairs),
        totals=shared.reset_index(drop=True),
    )


def _homes(market: Market, limits: Limits, pairs: pd.DataFrame) -> pd.DataFrame:
    schemes = market.schemes
    costs = schemes[~schemes["already_running"].astype(bool)]
    costs = costs[costs["background_pence"] > 0]
    apart = pairs[pairs["is_apart"] & pairs["scheme"].isin(costs["scheme"])]
    by_lot = apart[apart["lot"].isin(limits.budgets["lot"])]
    homes = pd.concat(
        [apart[["scheme"]].assign(lot=""), by_lot[["scheme", "lot"]]],
        ignore_index=True,
    ).drop_duplicates()
    found = join(homes, costs, ["scheme"], ["background_pence"])
    return (
        found.rename(columns={"background_pence": "background"})
        .sort_values(["lot", "scheme"])
        .reset_index(drop=True)
    )


def openings(columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every pair whose core is apart, with each home that it opens.

    Returns
    -------
    pair, home : int64[link]
    """
    apart = np.flatnonzero(columns.pairs["is_apart"])
    pairs, homes = columns.pairs.iloc[apart], columns.homes
    anywhere = np.flatnonzero(homes["lot"] == "")
    in_lot = np.flatnonzero(homes["lot"] != "")
    pair, home = matched(pairs, homes.iloc[anywhere], ["scheme"])
    lot_pair, lot_home = matched(pairs, homes.iloc[in_lot], ["scheme", "lot"])
    return (
        np.concatenate([apart[pair], apart[lot_pair]]),
        np.concatenate([anywhere[home], in_lot[lot_home]]),
    )


def in_totals(columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every total with each pair whose minutes are in it.

    Returns
    -------
    total, pair : int64[entry]
    """
    totals, pairs = columns.totals, columns.pairs
    row, pair = matched(totals, pairs, ["lot"])
    anywhere = np.flatnonzero(totals["lot"] == "")
    return (
        np.concatenate([row, np.repeat(anywhere, len(pairs))]),
        np.concatenate([pair, np.tile(np.arange(len(pairs)), len(anywhere))]),
    )
