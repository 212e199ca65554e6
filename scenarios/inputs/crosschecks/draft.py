"""A case while it is being read: what the rules across tables look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costing.errors import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from allocation.rules import Lot
    from costing.sheets.frames import Table
    from scenarios.inputs.names import Names
    from scenarios.inputs.settings import CaseSettings


@dataclass(frozen=True, slots=True)
class Draft:
    """A case whose files have been read, each by itself.

    Parameters
    ----------
    tables : mapping of str to Table
        Every table of the contract; one that is absent has no rows.
    present : frozenset of str
        Tables that have a file.
    settings : CaseSettings or None
        None where case.toml is wrong in itself; rules that need it then rest.
    lots : tuple of Lot or None
        None where lots.toml is wrong in itself.
    names : Names or None
        None where the case needs no cost model, or it cannot be used.
    """

    tables: Mapping[str, Table]
    present: frozenset[str]
    settings: CaseSettings | None
    lots: tuple[Lot, ...] | None
    names: Names | None

    def frame(self, table: str) -> pd.DataFrame:
        """Give the rows of a table."""
        return self.tables[table].frame

    def knows(self, *tables: str) -> bool:
        """Tell whether all these tables could be read as tables."""
        return all(self.tables[table].is_whole for table in tables)


def rows_where(mask: pd.Series[bool]) -> Iterator[int]:
    """Give the rows where something holds, in order."""
    return (int(row) for row in mask.index[mask.to_numpy(dtype=bool)])


def cell(draft: Draft, table: str, row: int, column: str) -> str:
    """Give what a cell holds, in quotes."""
    one = draft.tables[table]
    texts = one.texts.get(column)
    place = one.places.get(row, 0)
    return quoted(texts[place]) if texts and texts[place].strip() else "an empty cell"


def finding(
    draft: Draft, table: str, row: int, column: str, expected: str, *, fix: str = ""
) -> Finding:
    """Make a finding about one cell, with what it holds."""
    file = draft.tables[table].spec.file
    got = cell(draft, table, row, column)
    return Finding(file, row, column, got, expected, fix)
