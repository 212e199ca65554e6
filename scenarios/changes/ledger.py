"""The ledger: each cell that a scenario changes, old and new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

LEDGER_COLUMNS: Final = ("table", "key", "column", "old", "new")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell before and after, as text that could stand in the file.

    Parameters
    ----------
    table : str
        A table of the case; ``case`` and ``lots`` for rules, ``law`` for law.
    key : str
        Of the row: its key parted by semicolons, and where the table has no key its
        first column and its line; the lot; the name of the law; empty for ``case``.
    column : str
        The column; of a rule its key; of law the first day.
    old, new : str
        Empty where there was no row, or is none any more.
    """

    table: str
    key: str
    column: str
    old: str
    new: str


def ledger_of(entries: Iterable[Entry]) -> pd.DataFrame:
    """Lay out a ledger.

    Parameters
    ----------
    entries : iterable of Entry

    Returns
    -------
    DataFrame
        :data:`LEDGER_COLUMNS`, all text; without cells that stay as they are.
    """
    rows = [
        (one.table, one.key, one.column, one.old, one.new)
        for one in entries
        if one.old != one.new
    ]
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS), dtype="str")
