"""Rows of a table, one after the other, by the names of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """Give each row; ``row.referral`` is its cell, ``row.Index`` its number.

    The types of the cells are those of the table's contract, which a checker of types
    cannot know.
    """
    return iter(table.itertuples())
