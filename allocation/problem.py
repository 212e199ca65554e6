"""The problem to solve: its columns and rows, in whole minutes, pence and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from allocation.columns import KEY, columns_of, in_totals, openings
from allocation.limits import present
from allocation.rows import Family, at_most, matched, stacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.columns import Columns
    from allocation.limits import Limits
    from allocation.market import Market
    from allocation.rows import Rows


@dataclass(frozen=True, slots=True)
class Follows:
    """What blocks follow from: each is 1 where a sum of columns is at least a need.

    Attributes
    ----------
    block : int64[entry]
        Positions of blocks, rising.
    column, value : int64[entry]
        Columns before the totals; those that are blocks follow from pairs alone.
    need : int64[block]
    """

    block: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int64]
    need: NDArray[np.int64]

    def of(self, plan: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which blocks a plan brings about, bool[block]."""
        sums = np.zeros(len(self.need), dtype=np.int64)
        np.add.at(sums, self.block, self.value * plan[self.column])
        return np.asarray(sums >= self.need)


@dataclass(frozen=True, slots=True)
class Problem:
    """Columns, the rows that bind them, and what opens what.

    Attributes
    ----------
    columns : Columns
    rows : Rows
    opened_by, opens : int64[link]
        Positions of pairs and of the homes that they open.
    follows : Follows or None
        Of strict ranking alone.
    """

    columns: Columns
    rows: Rows
    opened_by: NDArray[np.int64]
    opens: NDArray[np.int64]
    follows: Follows | None = None

    def plan_of(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Complete a plan: who is unplaced and what is open follows from who is placed.

        Parameters
        ----------
        chosen : bool[pair]

        Returns
        -------
        int64[column]
        """
        columns = self.columns
        plan = np.zeros(len(columns), dtype=np.int64)
        plan[: columns.first_person] = chosen
        person = columns.pairs["person"].to_numpy()
        placed = np.bincount(person[chosen], minlength=len(columns.people))
        plan[columns.first_person : columns.first_home] = placed == 0
        plan[columns.first_home + self.opens[chosen[self.opened_by]]] = 1
        for _ in range(2 if self.follows is not None else 0):
            # Once for what follows from pairs, again for what follows from that.
            now = self._blocked(plan)
            plan[columns.first_block : columns.first_total] = now
        if len(columns.totals):
            in_minutes = np.where(chosen, columns.pairs["minutes"], 0)
            total, pair = in_totals(columns)
            sums = np.zeros(len(columns.totals), dtype=np.int64)
            np.add.at(sums, total, in_minutes[pair])
            plan[columns.first_total :] = sums
        return plan

    def _blocked(self, plan: NDArray[np.int64]) -> NDArray[np.bool_]:
        follows = self.follows
        return np.zeros(0, dtype=bool) if follows is None else follows.of(plan)


def built(
    market: Market,
    limits: Limits,
    eligible: NDArray[np.bool_],
    must_stay: NDArray[np.bool_],
) -> Problem:
    """Build the problem of a market.

    Parameters
    ----------
    market : Market
    limits : Limits
    eligible : bool[offer]
    must_stay : bool[referral]

    Returns
    -------
    Problem
        The same for any order of the rows of the market's tables.
    """
    columns = columns_of(market, limits, eligible, must_stay)
    pair, home = openings(columns)
    families = [
        _assign(columns),
        _stay(columns),
        *_rooms(columns, limits),
        _link(columns, pair, home),
        *_apart(columns, market),
        _total(columns),
        *_shares(columns, limits),
        _budgets(columns, limits),
    ]
    return Problem(columns, stacked(families), pair, home)


def _assign(columns: Columns) -> Family:
    """Each person is placed once, or not placed."""
    n_people = len(columns.people)
    once = np.ones(n_people, dtype=np.int64)
    person = columns.pairs["person"].to_numpy(dtype=np.int64)
    row = np.concatenate([person, np.arange(n_people)])
    return Family(
        "assign",
        columns.people[["referral"]],
        once,
        once,
        row,
        np.arange(columns.first_home),
        np.ones(len(row), dtype=np.int64),
    )


def _stay(columns: Columns) -> Family:
    """Who must stay is not left unplaced."""
    people = np.flatnonzero(columns.people["must_stay"])
    row = np.arange(len(people))
    return at_most(
        "stay",
        columns.people[["referral"]].iloc[people],
        np.zeros(len(people), dtype=np.int64),
        (row, columns.first_person + people, np.ones(len(people), dtype=np.int64)),
    )


def _rooms(columns: Columns, limits: Limits) -> list[Family]:
    """Hours and places of providers, of providers in lots, and of schemes."""
    families = []
    for kind in ("hours", "places"):
        rooms = limits.rooms[limits.rooms["kind"] == kind]
        for keys in (["provider"], ["provider", "lot"], ["scheme"]):
            others = [n for n in ("provider", "lot", "scheme") if n not in keys]
            mine = rooms[(rooms[others] == "").all(axis=1)]
            mine = mine[(mine[keys] != "").all(axis=1)]
            row, pair = matched(mine, columns.pairs, keys)
            in_minutes = columns.pairs["minutes"].to_numpy(dtype=np.int64)[pair]
            use = in_minutes if kind == "hours" else np.ones(len(pair), dtype=np.int64)
            upper = mine["room"].to_numpy(dtype=np.int64)
            named = mine[keys]
            families.append(at_most(kind, named, upper, (row, pair, use)))
    return families


def _link(columns: Columns, pair: NDArray[np.int64], home: NDArray[np.int64]) -> Family:
    """Open a scheme as soon as one offer does: the strong form, a row a pair."""
    keys = columns.pairs[KEY].iloc[pair].reset_index(drop=True)
    keys = keys.assign(lot=columns.homes["lot"].to_numpy()[home])
    row = np.arange(len(pair))
    one = np.ones(len(pair), dtype=np.int64)
    entries = (
        np.concatenate([row, row]),
        np.concatenate([pair, columns.first_home + home]),
        np.concatenate([one, -one]),
    )
    return at_most("link", keys, np.zeros(len(pair), dtype=np.int64), entries)


def _apart(columns: Columns, market: Market) -> list[Family]:
    """Keep apart, scheme by scheme, people who may not share."""
    pairs = columns.pairs
    housed = pairs[pairs["scheme"] != ""]
    at = housed.index.to_numpy(dtype=np.int64)
    stated = market.may_not_share[["referral", "other"]].astype("object")
    both = np.sort(stated.to_numpy(dtype=object), axis=1)
    couples = pd.DataFrame(both, columns=["referral", "other"]).drop_duplicates()
    couples = couples[couples["referral"] != couples["other"]]
    into = housed[["referral", "scheme"]].drop_duplicates()
    couple, where = matched(couples, into, ["referral"])
    keys = couples.iloc[couple].assign(scheme=into["scheme"].to_numpy()[where])
    others = keys[["other", "scheme"]].set_axis(["referral", "scheme"], axis=1)
    row, mine = matched(keys, housed, ["referral", "scheme"])
    other_row, theirs = matched(others, housed, ["referral", "scheme"])
    meets = np.isin(np.arange(len(keys)), other_row)
    met = meets[row]
    rows = np.concatenate([row[met], other_row])
    columns_in = np.concatenate([at[mine[met]], at[theirs]])
    ones = np.ones(len(rows), dtype=np.int64)
    upper = np.ones(len(keys), dtype=np.int64)
    return [
        at_most("apart", keys, upper, (rows, columns_in, ones)),
        _apart_from_tenants(housed, stated, market),
    ]


def _apart_from_tenants(
    housed: pd.DataFrame, stated: pd.DataFrame, market: Market
) -> Family:
    """Keep a person out of a scheme where somebody lives whom they may not share with.

    Everyone counts who lives there on the day, up for award or not.
    """
    at = housed.index.to_numpy(dtype=np.int64)
    living = present(market)
    tenants = living.loc[living["scheme"] != "", ["person", "scheme"]]
    tenants = tenants.drop_duplicates().set_axis(["other", "scheme"], axis=1)
    couple, where = matched(stated, tenants, ["other"])
    keys = stated.iloc[couple].assign(scheme=tenants["scheme"].to_numpy()[where])
    keys = keys.drop_duplicates()
    row, pair = matched(keys, housed, ["referral", "scheme"])
    entries = (row, at[pair], np.ones(len(row), dtype=np.int64))
    return at_most("apart", keys, np.zeros(len(keys), dtype=np.int64), entries)


def _total(columns: Columns) -> Family:
    """Sum the minutes that are placed, once for all shares of them."""
    row, pair = in_totals(columns)
    own = np.arange(len(columns.totals))
    value = columns.pairs["minutes"].to_numpy(dtype=np.int64)[pair]
    used = value != 0
    zero = np.zeros(len(own), dtype=np.int64)
    return Family(
        "total",
        columns.totals,
        zero,
        zero,
        np.concatenate([row[used], own]),
        np.concatenate([pair[used], columns.first_total + own]),
        np.concatenate([value[used], -np.ones(len(own), dtype=np.int64)]),
    )


def _shares(columns: Columns, limits: Limits) -> list[Family]:
    """Hold a provider's share: bottom * (before + own) <= top * (before_all + all)."""
    families = []
    for where in ("", "lot"):
        on = ["provider"] if where == "" else ["provider", "lot"]
        shares = limits.shares
        shares = shares[(shares["lot"] == "") == (where == "")].reset_index(drop=True)
        row, pair = matched(shares, columns.pairs, on)
        own_minutes = columns.pairs["minutes"].to_numpy(dtype=np.int64)[pair]
        whole = shares.astype({"is_over": "int64"})
        top, bottom, before, before_all, is_over = (
            whole[name].to_numpy(dtype=np.int64)
            for name in ("top", "bottom", "before", "before_all", "is_over")
        )
        total = pd.Index(columns.totals["lot"]).get_indexer(pd.Index(shares["lot"]))
        weight = np.where(is_over == 1, 1, bottom)
        bound = np.flatnonzero((is_over == 0) & np.isin(np.arange(len(shares)), row))
        entries = (
            np.concatenate([row, bound]),
            np.concatenate([pair, columns.first_total + total[bound]]),
            np.concatenate([weight[row] * own_minutes, -top[bound]]),
        )
        upper = np.where(is_over == 1, 0, top * before_all - bottom * before)
        families.append(at_most("share", shares[["provider", "lot"]], upper, entries))
    return families


def _budgets(columns: Columns, limits: Limits) -> Family:
    """Hold budgets: prices and opened backgrounds, in all or in a lot."""
    budgets = limits.budgets
    row, pair = matched(budgets, columns.pairs, ["lot"])
    anywhere = np.flatnonzero(budgets["lot"] == "")
    n_pairs = len(columns.pairs)
    opened_row, home = matched(budgets, columns.homes, ["lot"])
    price = columns.pairs["price"].to_numpy(dtype=np.int64)
    background = columns.homes["background"].to_numpy(dtype=np.int64)
    entries = (
        np.concatenate([row, np.repeat(anywhere, n_pairs), opened_row]),
        np.concatenate(
            [
                pair,
                np.tile(np.arange(n_pairs), len(anywhere)),
                columns.first_home + home,
            ]
        ),
        np.concatenate([price[pair], np.tile(price, len(anywhere)), background[home]]),
    )
    upper = budgets["limit"].to_numpy(dtype=np.int64)
    return at_most("budget", budgets[["lot"]], upper, entries)
