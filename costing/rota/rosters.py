"""Rosters: rows of a rota that stand in for each other by the day."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.errors import Finding, InputError
from costing.money import round_to
from costing.rota.span import DAY
from costing.rota.week import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from costing.rota.span import Span

PARTS: Final = 1000
"""Staff are kept to a thousandth."""

BANK_HOLIDAY: Final = "BH"
PLAIN_DAYS: Final = frozenset({*WEEKDAYS, BANK_HOLIDAY})
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

    def keys_over(self, span: Span) -> tuple[str, ...]:
        """Give which rows hold on each day from the one before a span to its last.

        Parameters
        ----------
        span : Span

        Returns
        -------
        tuple of str
            Keys of ``by_day``; "" where none do.
        """
        plain = [name if name in self.by_day else "" for name in WEEKDAYS]
        before = span.first - DAY
        first, count = before.weekday(), span.n_days + 1
        keys = [plain[(first + index) % 7] for index in range(count)]
        if BANK_HOLIDAY in self.by_day:
            for day in span.holidays:
                if before <= day <= span.last:
                    keys[(day - before).days] = BANK_HOLIDAY
        for key in self.by_day:
            if key not in PLAIN_DAYS:
                place = (date.fromisoformat(key) - before).days
                if 0 <= place < count:
                    keys[place] = key
        return tuple(keys)


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
    by = [*names, "day"]
    ordered = frame.sort_values([*by, "start", "end"], kind="stable")
    keys = [ordered[name].to_numpy(dtype=object) for name in by]
    columns = (
        ordered.index.to_numpy(dtype=np.int64),
        ordered["start"].to_numpy(dtype=np.int64),
        ordered["end"].to_numpy(dtype=np.int64),
        round_to(ordered[staff].to_numpy() * PARTS).astype(np.int64),
    )
    is_other = np.zeros(len(ordered), dtype=np.bool_)
    for key in keys:
        is_other[1:] |= key[1:] != key[:-1]
    edges = [0, *np.flatnonzero(is_other).tolist(), len(ordered)]
    found: dict[tuple[str, ...], dict[str, Shifts]] = {}
    for first, last in itertools.pairwise(edges):
        if first < last:
            *name, day = (str(key[first]) for key in keys)
            shifts = Shifts(*(column[first:last] for column in columns))
            found.setdefault(tuple(name), {})[day] = shifts
    return tuple(Roster(name, days) for name, days in sorted(found.items()))
