"""Strict ranking as rows: an offer wins only if no better one of its person's fits.

An offer may be chosen only if each eligible offer of the same person that ranks above
it (a) would break a limit of the plan, everybody else staying put and the person's own
use given back, or (b) has fewer choice points. So for each better offer: the worse ones
are chosen at most as often as something blocks the better one. What blocks it is a
column of its own, which may be 1 only where others take too much of a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.columns import in_totals
from allocation.problem import Follows
from allocation.rows import Family, at_most, stacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.problem import Problem

_LIMITS: Final = ("hours", "places", "apart", "share", "budget")
"""Kinds of rows that an offer can break."""


def strict(problem: Problem, worth: pd.DataFrame) -> Problem:
    """Add the rows of strict ranking to a problem.

    Parameters
    ----------
    problem : Problem
    worth : DataFrame
        Of every offer, as :func:`allocation.scoring.scored` gives it.

    Returns
    -------
    Problem
    """
    pairs = problem.columns.pairs
    offer = pairs["offer"].to_numpy(dtype=np.int64)
    rank = worth["rank"].to_numpy(dtype=np.int64)[offer]
    choice = worth["choice"].to_numpy(dtype=np.float64)[offer]
    person = pairs["person"].to_numpy(dtype=np.int64)
    made = _Made(problem)
    limits = _limits(problem)
    touching: dict[int, list[_Limit]] = {}
    for limit in limits:
        for one in np.unique(person[limit.pair]).tolist():
            touching.setdefault(one, []).append(limit)
    for better in range(len(pairs)):
        mine = np.flatnonzero(person == person[better])
        is_worse = (rank[mine] > rank[better]) & (choice[mine] <= choice[better])
        worse = mine[is_worse]
        if len(worse):
            near = touching.get(int(person[better]), [])
            made.add(better, worse, near)
    return made.problem()


@dataclass(frozen=True, slots=True)
class _Limit:
    """A row over pairs and homes alone, totals put in.

    Attributes
    ----------
    name : str
    upper : int
    pair, value : int64[entry]
    home, background : int64[entry]
    """

    name: str
    upper: int
    pair: NDArray[np.int64]
    value: NDArray[np.int64]
    home: NDArray[np.int64]
    background: NDArray[np.int64]


def _limits(problem: Problem) -> list[_Limit]:
    columns, rows = problem.columns, problem.rows
    total, member = in_totals(columns)
    minutes = columns.pairs["minutes"].to_numpy(dtype=np.int64)
    made = []
    for row in range(len(rows)):
        if rows.kind(row) not in _LIMITS:
            continue
        part = slice(rows.start[row], rows.start[row + 1])
        column, value = rows.column[part], rows.value[part]
        sums = np.zeros(columns.first_person, dtype=np.int64)
        is_pair = column < columns.first_person
        sums[column[is_pair]] = value[is_pair]
        is_total = column >= columns.first_total
        for one, weight in zip(column[is_total], value[is_total], strict=True):
            inside = member[total == one - columns.first_total]
            sums[inside] += weight * minutes[inside]
        is_home = (column >= columns.first_home) & ~is_total
        pair = np.flatnonzero(sums)
        made.append(
            _Limit(
                rows.name(row),
                int(rows.upper[row]),
                pair,
                sums[pair],
                column[is_home] - columns.first_home,
                value[is_home],
            )
        )
    return made


@dataclass(slots=True)
class _Made:
    """The columns and rows of strict ranking as they are made."""

    before: Problem
    names: list[str] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)
    entries: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = field(
        default_factory=list
    )
    spare: list[int] = field(default_factory=list)
    strict_rows: list[tuple[int, NDArray[np.int64], list[int]]] = field(
        default_factory=list
    )
    known: dict[tuple[int, bytes, bytes], int] = field(default_factory=dict)
    opened: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, better: int, worse: NDArray[np.int64], limits: list[_Limit]) -> None:
        """Keep worse offers from winning unless something blocks a better one."""
        blocks: list[int] = []
        for limit in limits:
            block = self._block(better, worse, limit)
            if block is None:
                return  # It never fits, whatever others take.
            if block >= 0 and block not in blocks:
                blocks.append(block)
        self.strict_rows.append((better, worse, blocks))

    def _block(
        self, better: int, worse: NDArray[np.int64], limit: _Limit
    ) -> int | None:
        """Give the column that may say a limit blocks an offer.

        Returns
        -------
        int or None
            -1 where it never can; None where it always does.
        """
        columns = self.before.columns
        person = columns.pairs["person"].to_numpy(dtype=np.int64)
        mine = int(person[better])
        takes = dict(zip(limit.pair.tolist(), limit.value.tolist(), strict=True))
        own = takes.get(better, 0)
        if own <= min(takes.get(one, 0) for one in worse.tolist()) and not len(
            limit.home
        ):
            return -1  # Never more than what the person gives back.
        is_other = person[limit.pair] != mine
        column, value = limit.pair[is_other], limit.value[is_other]
        homes = self._homes(better, mine, limit)
        opens = self._opened_by(better)
        need = limit.upper + 1 - own
        need -= sum(
            cost
            for home, cost in zip(
                limit.home.tolist(), limit.background.tolist(), strict=True
            )
            if home in opens
        )
        if homes:
            extra = np.array(list(homes.items()), dtype=np.int64)
            column = np.concatenate([column, extra[:, 0]])
            value = np.concatenate([value, extra[:, 1]])
        most, least = self._reach(column, value)
        if most < need:
            return -1
        if least >= need:
            return None
        key = need, column.tobytes(), value.tobytes()
        if key not in self.known:
            name = ",".join(
                columns.pairs[["referral", "provider", "scheme"]].iloc[better]
            )
            self.known[key] = self._new(
                f"{name},{limit.name}", need, column, value, least
            )
        return self.known[key]

    def _opened_by(self, pair: int) -> set[int]:
        return set(self.before.opens[self.before.opened_by == pair].tolist())

    def _homes(self, better: int, mine: int, limit: _Limit) -> dict[int, int]:
        """Give a column for each home of a limit that says others open it."""
        columns = self.before.columns
        person = columns.pairs["person"].to_numpy(dtype=np.int64)
        opens = self._opened_by(better)
        found = {}
        for home, cost in zip(
            limit.home.tolist(), limit.background.tolist(), strict=True
        ):
            if home in opens:
                continue  # Open with the offer, whoever else opens it.
            openers = self.before.opened_by[self.before.opens == home]
            others = openers[person[openers] != mine]
            if not len(others):
                continue
            key = home, mine if len(others) < len(openers) else -1
            if key not in self.opened:
                ones = np.ones(len(others), dtype=np.int64)
                name = f"{columns.homes['scheme'].iloc[home]},others of {key[1]}"
                self.opened[key] = self._new(name, 1, others, ones, 0)
            found[self._at(self.opened[key])] = cost
        return found

    def _at(self, block: int) -> int:
        return self.before.columns.first_total + block

    def _new(
        self,
        name: str,
        need: int,
        column: NDArray[np.int64],
        value: NDArray[np.int64],
        least: int,
    ) -> int:
        self.names.append(name)
        self.needs.append(need)
        self.entries.append((column, value))
        self.spare.append(least)
        return len(self.names) - 1

    def _reach(
        self, column: NDArray[np.int64], value: NDArray[np.int64]
    ) -> tuple[int, int]:
        """Give the most and the least that columns can sum to, one offer a person."""
        columns = self.before.columns
        n_people = len(columns.people)
        person = columns.pairs["person"].to_numpy(dtype=np.int64)
        is_pair = column < columns.first_person
        most = np.zeros(n_people, dtype=np.int64)
        least = np.zeros(n_people, dtype=np.int64)
        np.maximum.at(most, person[column[is_pair]], value[is_pair])
        np.minimum.at(least, person[column[is_pair]], value[is_pair])
        homes = value[~is_pair]
        return int(most.sum() + homes.sum()), int(least.sum())

    def problem(self) -> Problem:
        """Put columns and rows into the problem: the columns before the totals."""
        before, n_new = self.before, len(self.names)
        first = before.columns.first_total
        columns = replace(
            before.columns, blocks=pd.DataFrame({"name": self.names}, dtype="str")
        )
        moved = [
            replace(
                family,
                column=np.where(
                    family.column >= first, family.column + n_new, family.column
                ),
            )
            for family in before.rows.families
        ]
        size = [len(column) for column, _ in self.entries]
        block = np.repeat(np.arange(n_new), size)
        empty = np.zeros(0, dtype=np.int64)
        column = np.concatenate([empty, *(one for one, _ in self.entries)])
        value = np.concatenate([empty, *(one for _, one in self.entries)])
        need = np.array(self.needs, dtype=np.int64)
        least = np.array(self.spare, dtype=np.int64)
        # As much as is needed, or nothing is said: -others + big * blocked <= -least.
        blocked = at_most(
            "block",
            columns.blocks,
            -least,
            (
                np.concatenate([block, np.arange(n_new)]),
                np.concatenate([column, first + np.arange(n_new)]),
                np.concatenate([-value, need - least]),
            ),
        )
        rows = stacked([*moved, blocked, self._strict_family(first)])
        follows = Follows(block, column, value, need)
        return replace(before, columns=columns, rows=rows, follows=follows)

    def _strict_family(self, first: int) -> Family:
        empty = np.zeros(0, dtype=np.int64)
        row = [
            np.full(len(worse) + len(blocks), at)
            for at, (_, worse, blocks) in enumerate(self.strict_rows)
        ]
        column = [
            np.concatenate([worse, first + np.array(blocks, dtype=np.int64)])
            for _, worse, blocks in self.strict_rows
        ]
        value = [
            np.repeat([1, -1], [len(worse), len(blocks)])
            for _, worse, blocks in self.strict_rows
        ]
        at = np.array([better for better, _, _ in self.strict_rows], dtype=np.int64)
        keys = self.before.columns.pairs[["referral", "provider", "scheme"]].iloc[at]
        return at_most(
            "strict",
            keys.reset_index(drop=True),
            np.zeros(len(at), dtype=np.int64),
            (
                np.concatenate([empty, *row]),
                np.concatenate([empty, *column]),
                np.concatenate([empty, *value]),
            ),
        )
