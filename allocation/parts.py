"""The parts of a problem that have nothing to do with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocation.columns import Columns
from allocation.problem import Follows, Problem
from allocation.rows import NO_LOWER, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a problem as a problem of its own.

    Attributes
    ----------
    problem : Problem
        Its rows have no names; the whole knows them.
    columns : int64[column]
        Where the part's columns stand in the whole, rising.
    rows : int64[row]
        Where its rows stand in the whole, rising.
    """

    problem: Problem
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]


def labelled(problem: Problem, *, is_one: bool) -> NDArray[np.int64]:
    """Say to which part each column belongs.

    Two people have to do with each other where a row that can be broken holds both, or
    somebody who has to do with each. What a plan may do for one part is no matter to
    the others, and sums over the columns add up over the parts; so the best by aims in
    order is the best of every part, put together. That is so for aims without a
    tolerance: what one part gives up, another could use.

    Parameters
    ----------
    problem : Problem
    is_one : bool
        Take all as one part.

    Returns
    -------
    int64[column]
        From 0, by the part's first column.
    """
    n_columns = len(problem.columns)
    label = np.arange(n_columns)
    if is_one:
        return np.zeros(n_columns, dtype=np.int64)
    rows = problem.rows
    binding = np.flatnonzero(most_asked(problem) > rows.upper)
    kept = np.isin(rows.of_entry(), binding)
    row, column = rows.of_entry()[kept], rows.column[kept]
    # Spread the smallest label over rows and back until nothing changes.
    while True:
        least = np.full(len(rows), n_columns)
        np.minimum.at(least, row, label[column])
        spread = label.copy()
        np.minimum.at(spread, column, least[row])
        spread = spread[spread]
        if (spread == label).all():
            break
        label = spread
    return np.asarray(np.unique(label, return_inverse=True)[1], dtype=np.int64)


def part_of(problem: Problem, label: NDArray[np.int64], wanted: Iterable[int]) -> Part:
    """Give the columns with some labels as a problem of its own.

    Parameters
    ----------
    problem : Problem
    label : int64[column]
        As :func:`labelled` gives it.
    wanted : iterable of int

    Returns
    -------
    Part
        With every row that holds no other columns. A row that holds others too cannot
        be broken, and is left out.
    """
    columns, rows = problem.columns, problem.rows
    is_mine = np.isin(label, list(wanted))
    mine = np.flatnonzero(is_mine)
    place = np.cumsum(is_mine) - 1
    ends = (
        columns.first_person,
        columns.first_home,
        columns.first_block,
        columns.first_total,
    )
    pairs, people, homes, blocks, totals = (
        mine[(first <= mine) & (mine < end)] - first
        for first, end in zip((0, *ends), (*ends, len(columns)), strict=True)
    )
    entry_row = rows.of_entry()
    has_other = np.zeros(len(rows), dtype=bool)
    has_other[entry_row[~is_mine[rows.column]]] = True
    has_mine = np.zeros(len(rows), dtype=bool)
    has_mine[entry_row[is_mine[rows.column]]] = True
    own = np.flatnonzero(has_mine & ~has_other)
    entries = np.isin(entry_row, own)
    counts = np.diff(rows.start)[own]
    person = place[columns.first_person + columns.pairs["person"].to_numpy()[pairs]]
    smaller = Columns(
        pairs=columns.pairs.iloc[pairs].assign(person=person - len(pairs)),
        people=columns.people.iloc[people].reset_index(drop=True),
        homes=columns.homes.iloc[homes].reset_index(drop=True),
        totals=columns.totals.iloc[totals].reset_index(drop=True),
        blocks=columns.blocks.iloc[blocks].reset_index(drop=True),
    )
    opened = is_mine[problem.opened_by]
    first_home = len(pairs) + len(people)
    made = Problem(
        columns=smaller,
        rows=Rows(
            families=(),
            start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            column=place[rows.column[entries]],
            value=rows.value[entries],
            lower=rows.lower[own],
            upper=rows.upper[own],
        ),
        opened_by=place[problem.opened_by[opened]],
        opens=place[columns.first_home + problem.opens[opened]] - first_home,
        follows=_follows(problem, blocks, place),
    )
    return Part(made, mine, own)


def _follows(
    problem: Problem, blocks: NDArray[np.int64], place: NDArray[np.int64]
) -> Follows | None:
    """Give what a part's blocks follow from, in the part's own numbers."""
    follows = problem.follows
    if follows is None:
        return None
    mine = np.isin(follows.block, blocks)
    return Follows(
        block=np.searchsorted(blocks, follows.block[mine]),
        column=place[follows.column[mine]],
        value=follows.value[mine],
        need=follows.need[blocks],
    )


def most_asked(problem: Problem) -> NDArray[np.int64]:
    """Give the most that each row can come to, int64[row].

    Of a row that only adds up what people take: what each takes most, summed. A row
    with at least that room cannot be broken. Of any other row: more than any room.
    """
    rows, columns = problem.rows, problem.columns
    row = rows.of_entry()
    only_adds = rows.lower == NO_LOWER
    only_adds[row[rows.value < 0]] = False
    only_adds[row[rows.column >= columns.first_person]] = False
    mine = rows.column < columns.first_person
    n_people = max(len(columns.people), 1)
    person = columns.pairs["person"].to_numpy(dtype=np.int64)[rows.column[mine]]
    key, place = np.unique(row[mine] * n_people + person, return_inverse=True)
    most = np.zeros(len(key), dtype=np.int64)
    np.maximum.at(most, place, rows.value[mine])
    asked = np.zeros(len(rows), dtype=np.int64)
    np.add.at(asked, key // n_people, most)
    return np.where(only_adds, asked, -NO_LOWER)
