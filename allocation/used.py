"""What a plan takes of each limit, what is left, and which limits bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.limits import MINUTES_PER_HOUR
from allocation.rows import matched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.limits import Limits
    from allocation.problem import Problem

COLUMNS: Final = [
    "kind",
    "provider",
    "lot",
    "scheme",
    "limit",
    "before",
    "used",
    "left",
    "binds",
    "unit",
]
"""Columns of the table of limits."""

_PENCE_PER_POUND: Final = 100


def used_limits(
    problem: Problem, limits: Limits, plan: NDArray[np.int64], rank: NDArray[np.int64]
) -> pd.DataFrame:
    """Give every limit with what the plan takes of it.

    A limit binds where an offer that ranks above what its person got, or any eligible
    offer of a person who got nothing, would break it in place of what they got.

    Parameters
    ----------
    problem : Problem
    limits : Limits
    plan : int64[column]
    rank : int64[pair]

    Returns
    -------
    DataFrame
        :data:`COLUMNS`, in hours, places and pounds. A share cap is told in hours: its
        limit is that share of all hours, commitments and plan.
    """
    taken = _Taken(problem, plan, rank)
    parts = [
        _of_rooms(limits.rooms, taken),
        _of_shares(limits.shares, taken),
        _of_budgets(limits.budgets, taken),
    ]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


class _Taken:
    """What the plan takes, and who would rather have what."""

    def __init__(
        self, problem: Problem, plan: NDArray[np.int64], rank: NDArray[np.int64]
    ) -> None:
        columns = problem.columns
        n_people = len(columns.people)
        self.problem = problem
        self.plan = plan
        self.pairs = columns.pairs
        self.homes = columns.homes
        self.chosen = plan[: columns.first_person] == 1
        self.minutes = self.pairs["minutes"].to_numpy(dtype=np.int64)
        self.price = self.pairs["price"].to_numpy(dtype=np.int64)
        self.person = self.pairs["person"].to_numpy(dtype=np.int64)
        got = np.full(n_people, np.iinfo(np.int64).max)
        got[self.person[self.chosen]] = rank[self.chosen]
        self.is_wanted = rank < got[self.person]
        self.has_minutes = self._of_person(self.minutes)
        self.has_price = self._of_person(self.price)

    def _of_person(self, amounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give what each pair's person takes now, int64[pair]."""
        now = np.zeros(int(self.person.max(initial=-1)) + 1, dtype=np.int64)
        now[self.person[self.chosen]] = amounts[self.chosen]
        return np.asarray(now[self.person])

    def met(
        self, table: pd.DataFrame, on: list[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Match rows of limits with pairs; an empty key matches every pair."""
        if on:
            return matched(table, self.pairs, on)
        n_pairs = len(self.pairs)
        return (
            np.repeat(np.arange(len(table)), n_pairs),
            np.tile(np.arange(n_pairs), len(table)),
        )

    def released(
        self,
        row: NDArray[np.int64],
        pair: NDArray[np.int64],
        use: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Give what each match's person takes of that limit now, int64[match]."""
        n_people = int(self.person.max(initial=-1)) + 1
        key = row * n_people + self.person[pair]
        mine = self.chosen[pair]
        now = pd.Series(use[mine], index=key[mine])
        return now.reindex(key, fill_value=0).to_numpy(dtype=np.int64)

    def backgrounds(self, lot: str) -> NDArray[np.int64]:
        """Give what each pair, in place of its person's, opens less what that closes.

        Parameters
        ----------
        lot : str
            Whose people alone are looked at; empty for everybody.

        Returns
        -------
        int64[pair]
            Pence a week; 0 where the pair is not of the lot.
        """
        problem = self.problem
        is_mine = (self.homes["lot"] == lot).to_numpy(dtype=bool)[problem.opens]
        pair, home = problem.opened_by[is_mine], problem.opens[is_mine]
        # One more home, of no cost, stands for none.
        none = len(self.homes)
        home_of = np.full(len(self.pairs), none, dtype=np.int64)
        home_of[pair] = home
        background = np.append(self.homes["background"].to_numpy(dtype=np.int64), 0)
        openers = np.bincount(home_of[self.chosen], minlength=none + 1)
        now = np.full(int(self.person.max(initial=-1)) + 1, none, dtype=np.int64)
        now[self.person[self.chosen]] = home_of[self.chosen]
        left = now[self.person]
        opening = np.where(openers[home_of] == 0, background[home_of], 0)
        closing = np.where(openers[left] == 1, background[left], 0)
        return np.where(home_of == left, 0, opening - closing)


def _summed(
    n_rows: int, row: NDArray[np.int64], amounts: NDArray[np.int64]
) -> NDArray[np.int64]:
    sums = np.zeros(n_rows, dtype=np.int64)
    np.add.at(sums, row, amounts)
    return sums


def _any(n_rows: int, row: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.bincount(row, minlength=n_rows).astype(bool)


def _keys(table: pd.DataFrame) -> list[list[str]]:
    """Give each set of keys by which rows of limits are stated."""
    names = ["provider", "lot", "scheme"]
    given = (table[names] != "").to_numpy(dtype=bool)
    return [
        [name for name, has in zip(names, pattern, strict=True) if has]
        for pattern in np.unique(given, axis=0)
    ]


def _of_rooms(rooms: pd.DataFrame, taken: _Taken) -> pd.DataFrame:
    rooms = rooms.reset_index(drop=True)
    is_hours = (rooms["kind"] == "hours").to_numpy(dtype=bool)
    room = rooms["room"].to_numpy(dtype=np.int64)
    used = np.zeros(len(rooms), dtype=np.int64)
    binds = np.zeros(len(rooms), dtype=bool)
    for on in _keys(rooms):
        others = [name for name in ("provider", "lot", "scheme") if name not in on]
        mine = (rooms[on] != "").all(axis=1) & (rooms[others] == "").all(axis=1)
        at = np.flatnonzero(mine)
        row, pair = taken.met(rooms.iloc[at], on)
        row = at[row]
        use = np.where(is_hours[row], taken.minutes[pair], 1)
        used += _summed(len(rooms), row, np.where(taken.chosen[pair], use, 0))
        more = use - taken.released(row, pair, use)
        asks = taken.is_wanted[pair]
        binds |= _any(len(rooms), row[asks & (more > (room - used)[row])])
    scale = np.where(is_hours, MINUTES_PER_HOUR, 1)
    return rooms.assign(
        limit=rooms["limit"] / scale,
        before=rooms["before"] / scale,
        used=used / scale,
        left=(room - used) / scale,
        binds=binds,
        unit=np.where(is_hours, "hours", "places"),
    )


def _of_shares(shares: pd.DataFrame, taken: _Taken) -> pd.DataFrame:
    shares = shares.assign(scheme="").reset_index(drop=True)
    whole = {
        name: shares[name].to_numpy(dtype=np.int64)
        for name in ("top", "bottom", "before", "before_all")
    }
    own = np.zeros(len(shares), dtype=np.int64)
    every = np.zeros(len(shares), dtype=np.int64)
    is_over = shares["is_over"].to_numpy(dtype=bool)
    binds = np.zeros(len(shares), dtype=bool)
    for lots in ([], ["lot"]):
        at = np.flatnonzero((shares["lot"] != "") == bool(lots))
        row, pair = taken.met(shares.iloc[at], lots)
        placed = np.where(taken.chosen[pair], taken.minutes[pair], 0)
        every += _summed(len(shares), at[row], placed)
        row, pair = taken.met(shares.iloc[at], ["provider", *lots])
        row = at[row]
        use = taken.minutes[pair]
        own += _summed(len(shares), row, np.where(taken.chosen[pair], use, 0))
        plan_own = own[row] + use - taken.released(row, pair, use)
        new_own = whole["before"][row] + plan_own
        new_all = (whole["before_all"] + every)[row] + use - taken.has_minutes[pair]
        breaks = whole["bottom"][row] * new_own > whole["top"][row] * new_all
        breaks = np.where(is_over[row], plan_own > 0, breaks)
        asks = taken.is_wanted[pair]
        binds |= _any(len(shares), row[asks & breaks])
    cap = whole["top"] / whole["bottom"]
    limit = cap * (whole["before_all"] + every)
    left = np.where(is_over, 0.0, limit - whole["before"]) - own
    return shares.assign(
        kind="share",
        limit=limit / MINUTES_PER_HOUR,
        before=whole["before"] / MINUTES_PER_HOUR,
        used=own / MINUTES_PER_HOUR,
        left=left / MINUTES_PER_HOUR,
        binds=binds,
        unit="hours",
    )


def _of_budgets(budgets: pd.DataFrame, taken: _Taken) -> pd.DataFrame:
    columns = taken.problem.columns
    opened = taken.plan[columns.first_home : columns.first_block] == 1
    background = taken.homes["background"].to_numpy(dtype=np.int64)
    used = np.zeros(len(budgets), dtype=np.int64)
    binds = np.zeros(len(budgets), dtype=bool)
    limit = budgets["limit"].to_numpy(dtype=np.int64)
    for lots in ([], ["lot"]):
        at = np.flatnonzero((budgets["lot"] != "") == bool(lots))
        row, pair = taken.met(budgets.iloc[at], lots)
        row = at[row]
        used += _summed(
            len(budgets), row, np.where(taken.chosen[pair], taken.price[pair], 0)
        )
        home_row, home = matched(budgets.iloc[at], taken.homes, ["lot"])
        costs = np.where(opened[home], background[home], 0)
        used += _summed(len(budgets), at[home_row], costs)
        more = taken.price[pair] - taken.has_price[pair]
        for number in at:
            homes = taken.backgrounds(str(budgets["lot"].iloc[number]))
            more += np.where(row == number, homes[pair], 0)
        asks = taken.is_wanted[pair]
        binds |= _any(len(budgets), row[asks & (more > (limit - used)[row])])
    return budgets.assign(
        kind="budget",
        provider="",
        scheme="",
        limit=limit / _PENCE_PER_POUND,
        before=0.0,
        used=used / _PENCE_PER_POUND,
        left=(limit - used) / _PENCE_PER_POUND,
        binds=binds,
        unit="GBP/week",
    )
