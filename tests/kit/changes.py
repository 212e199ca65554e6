"""Other markets and allocations, one cell or row away from a given one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from tests.kit.frames import frame

Tables = dict[str, Any]

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market
    from tests.kit.frames import Row


def changed(market: Market, table: str, where: Row, **cells: Any) -> Market:
    """Give a market with other cells in the rows of a table that match.

    Raises
    ------
    KeyError
        If no row matches.
    """
    tables: Tables = {table: written(getattr(market, table), where, cells)}
    return replace(market, **tables)


def added(market: Market, table: str, **cells: Any) -> Market:
    """Give a market with one more row in a table, defaults filled in."""
    before: pd.DataFrame = getattr(market, table)
    row = frame(table, [cells])
    row.index = pd.RangeIndex(len(before) + 2, len(before) + 3, name="row")
    made = pd.concat([before, row]) if len(before) else row
    tables: Tables = {table: made.astype(before.dtypes.to_dict())}
    return replace(market, **tables)


def with_lot(market: Market, name: str, **rules: object) -> Market:
    """Give a market with other rules in a lot."""
    lots = tuple(
        lot.model_copy(update=rules) if lot.lot == name else lot for lot in market.lots
    )
    return replace(market, lots=lots)


def told(allocation: Allocation, table: str, where: Row, **cells: Any) -> Allocation:
    """Give an allocation that tells something else in the rows of a table that match.

    Raises
    ------
    KeyError
        If no row matches.
    """
    frame_of: pd.DataFrame = getattr(allocation, table)
    tables: Tables = {table: written(frame_of, where, cells)}
    return replace(allocation, **tables)


def without(allocation: Allocation, table: str, where: Row) -> Allocation:
    """Give an allocation without the rows of a table that match."""
    frame_of: pd.DataFrame = getattr(allocation, table)
    kept = [not hit for hit in _matching(frame_of, where)]
    tables: Tables = {table: frame_of[kept]}
    return replace(allocation, **tables)


def written(table: pd.DataFrame, where: Row, cells: Row) -> pd.DataFrame:
    """Give a table with other cells in the rows that match, dtypes kept."""
    rows = _matching(table, where)
    columns = {
        name: pd.Series(
            [
                cells[name] if hit else value
                for hit, value in zip(rows, table[name], strict=True)
            ],
            index=table.index,
            dtype="object" if isinstance(cells[name], tuple) else None,
        )
        for name in cells
    }
    return table.assign(**columns)


def _matching(table: pd.DataFrame, where: Row) -> list[bool]:
    rows = pd.Series(data=True, index=table.index)
    for name, value in where.items():
        rows &= table[name] == value
    if not rows.any():
        msg = f"no row has {where}"
        raise KeyError(msg)
    return [bool(row) for row in rows]
