"""Rosters: rows of a rota that stand in for each other by the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.errors import Finding, InputError
from costing.money import round_to
from costing.rota.week import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

PARTS: Final = 1000
"""Staff are kept to a thousandth."""

BANK_HOLIDAY: Final = "BH"
MOST_STAFF: Final = 1_000_000
"""On one shift."""


@dataclass(frozen=True, slots=True)
class Shifts:
    """Rows that hold on the same days.

    Parameters
    ----------
    row : int64[shift]
        As its owner sees it.
    start, end : int64[shift]
        Minutes of the clock after midnight; an end not after the start is on the next
        day.
    staff : int64[shift]
        In thousandths.
    """

    row: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    staff: NDArray[np.int64]

    @property
    def is_overnight(self) -> NDArray[np.bool_]:
        """Tell which end on the next day, a whole day among them."""
        return self.end <= self.start

    @property
    def until(self) -> NDArray[np.int64]:
        """Minutes from midnight of the first day to the end, by the clock."""
        return np.where(self.is_overnight, self.end + 1440, self.end)

    @property
    def by_clock(self) -> NDArray[np.int64]:
        """Minutes that each lasts by the clock."""
        return self.until - self.start


@dataclass(frozen=True, slots=True)
class Roster:
    """Rows of one table that replace each other by the day.

    A row for a date stands in place of all others on it; on a bank holiday a row for
    bank holidays in place of those of the weekday; a shift belongs to the day on which
    it starts.

    Parameters
    ----------
    name : tuple of str
        What the rows have in common, the scheme first: of a rota also the kind and the
        component, of a timetable the component and the person.
    by_day : mapping of str to Shifts
        By what their column ``day`` holds.
    """

    name: tuple[str, ...]
    by_day: Mapping[str, Shifts]

    @property
    def scheme(self) -> str:
        """The scheme that the rows are of."""
        return self.name[0]

    def key_on(self, day: date, holidays: Collection[date]) -> str:
        """Give which rows hold on a day: a key of ``by_day``, "" where none do."""
        iso = day.isoformat()
        if iso in self.by_day:
            return iso
        if BANK_HOLIDAY in self.by_day and day in holidays:
            return BANK_HOLIDAY
        weekday = WEEKDAYS[day.weekday()]
        return weekday if weekday in self.by_day else ""


def rosters_of(
    frame: pd.DataFrame, file: str, names: Sequence[str], staff: str
) -> tuple[Roster, ...]:
    """Gather the rows of a table into rosters.

    Parameters
    ----------
    frame : DataFrame
        Columns day, start, end and those named.
    file : str
        For findings.
    names : sequence of str
        Columns that a roster has in common, the scheme first.
    staff : str
        Column that holds how many.

    Returns
    -------
    tuple of Roster
        By name; the order of rows changes nothing.

    Raises
    ------
    InputError
        If a row has more than a million staff.
    """
    many = frame[~(frame[staff] <= MOST_STAFF)]
    if len(many):
        raise InputError(
            Finding(file, int(row), staff, f"{value:g}", f"at most {MOST_STAFF:,}")
            for row, value in zip(many.index, many[staff], strict=True)
        )
    found: dict[tuple[str, ...], dict[str, Shifts]] = {}
    ordered = frame.sort_values([*names, "day", "start", "end"], kind="stable")
    for key, rows in ordered.groupby([*names, "day"], sort=True):
        *name, day = map(str, key)
        found.setdefault(tuple(name), {})[day] = Shifts(
            rows.index.to_numpy(dtype=np.int64),
            rows["start"].to_numpy(dtype=np.int64),
            rows["end"].to_numpy(dtype=np.int64),
            round_to(rows[staff].to_numpy() * PARTS).astype(np.int64),
        )
    return tuple(Roster(name, days) for name, days in sorted(found.items()))
