"""What the values of a sheet do not tell: what is hidden, merged, or not worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

Place = tuple[int, int]
"""Row and column, each from 1."""

MOST_CELLS: Final = 5_000_000
"""Rows times columns of a sheet above which it is refused."""

_ALPHABET: Final = 26


@dataclass(slots=True)
class CellFacts:
    """Facts of one sheet, gathered from its XML.

    Parameters
    ----------
    last_row, last_column : int
        The farthest that holds anything; 0 where nothing does.
    errors : dict of Place to str
        Cells that hold an error, such as ``#N/A``.
    unknown : set of Place
        Cells with a formula whose value nobody has worked out.
    formulas : set of Place
        Cells with a formula.
    merged : list of (Place, Place)
        First and last cell of what is merged.
    hidden_rows, hidden_columns : set of int
    """

    last_row: int = 0
    last_column: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    unknown: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def is_too_large(self) -> bool:
        """Whether it spans more cells than are read."""
        return self.last_row * self.last_column > MOST_CELLS


@lru_cache(maxsize=1_000)
def letters_of(column: int) -> str:
    """Name a column as a spreadsheet does: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Give the number of a column from its letters: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number


def address(place: Place) -> str:
    """Name a cell: row 14, column 6 is F14."""
    row, column = place
    return f"{letters_of(column)}{row}"
