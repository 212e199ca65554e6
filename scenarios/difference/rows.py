"""Tables of text held against each other, row by key and cell by cell."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ABSENT: Final = "(absent)"
"""What a row, file or key that is not there is shown as."""

WHOLE_ROW: Final = "(row)"
"""The column of a change that is a whole row come or gone."""

Row = dict[str, str]
Name = tuple[tuple[str, ...], int]
"""The cells that name a row, and the how manieth of that name it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text.

    Parameters
    ----------
    columns : tuple of str
    rows : tuple of dict of str to str
        Every column in each, in file order.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that is not as it was, or one row that came or went.

    Parameters
    ----------
    key : str
        The cells that name the row, parted by " / ".
    column : str
        Or ``(row)``.
    old, new : str
    """

    key: str
    column: str
    old: str
    new: str


def sheet_of(text: str) -> Sheet:
    """Read the text of a CSV file; cells that a row lacks are empty."""
    lines = csv.reader(io.StringIO(text))
    header = tuple(next(lines, ()))
    rows = [
        dict(zip(header, (*line, *[""] * len(header)), strict=False))
        for line in lines
        if any(line)
    ]
    return Sheet(header, tuple(rows))


def cell_changes(
    old: Sheet,
    new: Sheet,
    key: Sequence[str],
    blank: Callable[[str, Row], str] | None = None,
) -> tuple[CellChange, ...]:
    """Compare two tables; the order of rows does not matter.

    Parameters
    ----------
    old, new : Sheet
    key : sequence of str
        Columns that name a row. Rows of the same name are told apart by their order.
    blank : callable, optional
        Gives what a cell stands for whose column a table does not have, from the
        column and the row. Without it only columns of both are compared.

    Returns
    -------
    tuple of CellChange
        In the order of the old table, then what is new.
    """
    before, after = _named(old, key), _named(new, key)
    if blank is None:
        columns = [name for name in old.columns if name in new.columns]
    else:
        columns = [*dict.fromkeys((*old.columns, *new.columns))]
    found: list[CellChange] = []
    for name, row in before.items():
        other = after.get(name)
        if other is None:
            found.append(CellChange(_shown(name), WHOLE_ROW, _words(row, key), ABSENT))
        elif row != other:
            for column in columns:
                was, now = _cell(row, column, blank), _cell(other, column, blank)
                if was != now:
                    found.append(CellChange(_shown(name), column, was, now))
    found += [
        CellChange(_shown(name), WHOLE_ROW, ABSENT, _words(row, key))
        for name, row in after.items()
        if name not in before
    ]
    return tuple(found)


def is_reordered(old: Sheet, new: Sheet, key: Sequence[str]) -> bool:
    """Tell whether the same rows stand in another order."""
    before, after = list(_named(old, key)), list(_named(new, key))
    return before != after and sorted(before) == sorted(after)


def leading_key(old: Sheet, new: Sheet) -> tuple[str, ...]:
    """Give the fewest leading columns that tell the rows of both tables apart."""
    columns = [name for name in old.columns if name in new.columns]
    for count in range(1, len(columns) + 1):
        key = tuple(columns[:count])
        named = [{_cells(row, key) for row in sheet.rows} for sheet in (old, new)]
        if [len(one) for one in named] == [len(old.rows), len(new.rows)]:
            return key
    return tuple(columns[:1])


def _named(sheet: Sheet, key: Sequence[str]) -> Mapping[Name, Row]:
    seen: Counter[tuple[str, ...]] = Counter()
    named: dict[Name, Row] = {}
    for row in sheet.rows:
        cells = _cells(row, key)
        seen[cells] += 1
        named[cells, seen[cells]] = row
    return named


def _cells(row: Row, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in key)


def _shown(name: Name) -> str:
    cells, occurrence = name
    words = " / ".join(cell for cell in cells if cell)
    return words if occurrence == 1 else f"{words} ({occurrence})"


def _cell(row: Row, column: str, blank: Callable[[str, Row], str] | None) -> str:
    if column in row:
        return row[column]
    return blank(column, row) if blank else ""


def _words(row: Row, key: Sequence[str]) -> str:
    """Say what a row holds beside its name."""
    cells = [f"{name} {cell}" for name, cell in row.items() if cell and name not in key]
    return ", ".join(cells) or "nothing beside its name"
