"""Rows of a problem as sparse arrays of whole numbers, named on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.tables import common_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

NO_LOWER: Final = -(2**62)
"""A lower end that is none."""


@dataclass(frozen=True, slots=True)
class Family:
    """Rows of one kind: ``lower <= sum of value * column <= upper``.

    Attributes
    ----------
    kind : str
        The first part of each row's name.
    keys : DataFrame
        One row a row; its columns are the further parts of the name.
    lower, upper : int64[row]
    row, column, value : int64[entry]
        The entries that are not 0; rows count from 0 within the family.
    """

    kind: str
    keys: pd.DataFrame
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, one after the other.

    Attributes
    ----------
    families : tuple of Family
    start : int64[row + 1]
        Where each row's entries begin.
    column, value : int64[entry]
    lower, upper : int64[row]
    """

    families: tuple[Family, ...]
    start: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int64]
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.upper)

    def activity(self, plan: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give what each row comes to under a plan, exactly, int64[row]."""
        sums = np.concatenate(([0], np.cumsum(self.value * plan[self.column])))
        return sums[self.start[1:]] - sums[self.start[:-1]]

    def keeps(self, plan: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which rows a plan keeps, bool[row]."""
        comes_to = self.activity(plan)
        return np.asarray((self.lower <= comes_to) & (comes_to <= self.upper))

    def of_entry(self) -> NDArray[np.int64]:
        """Give the row of each entry, int64[entry]."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def kind(self, row: int) -> str:
        """Give the kind of a row."""
        return self._found(row)[0].kind

    def key(self, row: int) -> dict[str, str]:
        """Give the parts of a row's name that are not empty."""
        family, place = self._found(row)
        parts = family.keys.iloc[place].to_dict()
        return {str(name): str(part) for name, part in parts.items() if part != ""}

    def name(self, row: int) -> str:
        """Name a row: ``hours[P001,2]``."""
        return f"{self.kind(row)}[{','.join(self.key(row).values())}]"

    def _found(self, row: int) -> tuple[Family, int]:
        place = row
        for family in self.families:
            if place < len(family.upper):
                return family, place
            place -= len(family.upper)
        msg = f"no row {row}"
        raise IndexError(msg)


def stacked(families: Sequence[Family]) -> Rows:
    """Put families of rows one after the other; rows without entries are left out.

    Parameters
    ----------
    families : sequence of Family

    Returns
    -------
    Rows
        Within a row, columns go up.
    """
    kept = [_without_empty(family) for family in families]
    sizes = np.array([len(family.upper) for family in kept], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(sizes)))
    row = _joined([f.row + shift for f, shift in zip(kept, first[:-1], strict=True)])
    column = _joined([family.column for family in kept])
    value = _joined([family.value for family in kept])
    order = np.lexsort((column, row))
    counts = np.bincount(row, minlength=int(first[-1]))
    return Rows(
        families=tuple(kept),
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        column=column[order],
        value=value[order],
        lower=_joined([family.lower for family in kept]),
        upper=_joined([family.upper for family in kept]),
    )


def at_most(
    kind: str,
    keys: pd.DataFrame,
    upper: NDArray[np.int64],
    entries: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
) -> Family:
    """Make rows with an upper end only, from (row, column, value) entries."""
    lower = np.full(len(upper), NO_LOWER, dtype=np.int64)
    row, column, value = entries
    used = value != 0
    return Family(
        kind, keys, lower, upper.astype(np.int64), row[used], column[used], value[used]
    )


def matched(
    left: pd.DataFrame, right: pd.DataFrame, on: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find every pair of rows of two tables that agree.

    Parameters
    ----------
    left, right : DataFrame
    on : sequence of str
        Columns of both.

    Returns
    -------
    left, right : int64[match]
        Positions, by ``left`` and then by ``right``.
    """
    of_left, of_right = common_codes(left, right, on)
    order = np.argsort(of_right, kind="stable")
    begin = np.searchsorted(of_right[order], of_left, side="left")
    end = np.searchsorted(of_right[order], of_left, side="right")
    count = end - begin
    rows = np.repeat(np.arange(len(left)), count)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    return rows, order[np.repeat(begin, count) + within]


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)


def _without_empty(family: Family) -> Family:
    used = np.bincount(family.row, minlength=len(family.upper)) > 0
    number = np.cumsum(used) - 1
    return Family(
        family.kind,
        family.keys[used].reset_index(drop=True),
        family.lower[used],
        family.upper[used],
        number[family.row],
        family.column,
        family.value,
    )
