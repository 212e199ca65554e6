"""Tables as frames: empty ones, columns filled from text, and joins without gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from costing.columns import ColumnSpec, Kind, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from costing.columns import Value

__all__ = ["ColumnSpec", "Kind", "TableSpec", "empty", "frame_of", "join", "series"]


def series(kind: Kind, values: Sequence[Value], index: pd.Index[Any]) -> pd.Series[Any]:
    """Make one column of a frame.

    Parameters
    ----------
    kind : Kind
    values : sequence
        One a row; None is a number or a date that is not given. Dates are ISO text.
    index : Index[row]

    Returns
    -------
    Series[row]
        Of the kind's type.
    """
    if kind is Kind.LIST:
        lists = np.empty(len(values), dtype=object)
        lists[:] = values
        return pd.Series(lists, index=index, dtype="object")
    if kind is Kind.DATE:
        days = np.array([day or "NaT" for day in values], dtype="datetime64[s]")
        return pd.Series(days, index=index)
    if kind.is_number:
        numbers = np.array(values, dtype=np.float64)  # None becomes NaN
        return pd.Series(numbers, index=index)
    return pd.Series(list(values), index=index, dtype=kind.dtype)


def row_index(rows: Iterable[int]) -> pd.Index[Any]:
    """Index of a table: the row as its owner sees it, the header being row 1."""
    return pd.Index(list(rows), dtype="int64", name="row")


def empty(spec: TableSpec) -> pd.DataFrame:
    """Give a table without rows, with every column and its type."""
    index = row_index([])
    return pd.DataFrame(
        {column.name: series(column.kind, [], index) for column in spec.columns},
        index=index,
    )


def frame_of(spec: TableSpec, records: Sequence[Mapping[str, Value]]) -> pd.DataFrame:
    """Make a table from records, as if they had been read from a file.

    Parameters
    ----------
    spec : TableSpec
    records : sequence of mappings
        Values by column, as they are kept (lists as tuples, dates as ISO text). What
        is left out takes the default of its column.

    Returns
    -------
    DataFrame
        Row 2 is the first record.

    Raises
    ------
    KeyError
        If a record names a column that the table has not.
    """
    known = set(spec.names)
    for record in records:
        if unknown := sorted(set(record) - known):
            msg = f"{spec.name} has no column {unknown[0]}"
            raise KeyError(msg)
    index = row_index(range(2, len(records) + 2))
    return pd.DataFrame(
        {
            column.name: series(
                column.kind,
                [record.get(column.name, column.fill) for record in records],
                index,
            )
            for column in spec.columns
        },
        index=index,
    )


def common_codes(
    left: pd.DataFrame, right: pd.DataFrame, on: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the keys of two tables as numbers, the same key the same number.

    Parameters
    ----------
    left, right : DataFrame
    on : sequence of str
        The key, columns of both; at least one.

    Returns
    -------
    left, right : int64[row]
        From 0 up.
    """
    code = np.zeros(len(left) + len(right), dtype=np.int64)
    for name in on:
        both = [table[name].to_numpy(dtype=object) for table in (left, right)]
        part, found = pd.factorize(np.concatenate(both), use_na_sentinel=False)
        # Numbered anew after each column, so that the product stays small.
        code, _ = pd.factorize(code * (len(found) + 1) + part)
    return code[: len(left)], code[len(left) :]


def join(
    left: pd.DataFrame,
    right: pd.DataFrame,
    on: Sequence[str],
    columns: Sequence[str],
    *,
    otherwise: Mapping[str, Value] | None = None,
) -> pd.DataFrame:
    """Bring columns of another table to each row, many to one and without gaps.

    Parameters
    ----------
    left : DataFrame
        Keeps its rows, their order and their index.
    right : DataFrame
        Its key may stand only once.
    on : sequence of str
        The key, columns of both.
    columns : sequence of str
        Columns of ``right`` to bring, none of which ``left`` has.
    otherwise : mapping of str to value, optional
        What a row without a match gets, for every one of ``columns``. Absent: each
        row must have a match.

    Returns
    -------
    DataFrame
        A new one.

    Raises
    ------
    ValueError
        If a key of ``right`` stands twice, a row has no match, or a column is in both.
    """
    keys = list(on)
    if twice := sorted(set(columns) & set(left.columns)):
        msg = f"join: column {twice[0]} is on both sides"
        raise ValueError(msg)
    of_left, of_right = common_codes(left, right, keys)
    n_codes = int(max(of_left.max(initial=-1), of_right.max(initial=-1))) + 1
    if (np.bincount(of_right, minlength=n_codes) > 1).any():
        msg = f"join: a key of {', '.join(keys)} stands twice on the right"
        raise ValueError(msg)
    place_of = np.full(n_codes, -1, dtype=np.int64)
    place_of[of_right] = np.arange(len(right))
    places = place_of[of_left]
    missing = places < 0
    if missing.any() and otherwise is None:
        first = left.loc[missing, keys].iloc[0].tolist()
        msg = f"join: no match for {', '.join(keys)} = {first}"
        raise ValueError(msg)
    brought = {}
    for name in columns:
        found = right[name].iloc[np.where(missing, 0, places)] if len(right) else None
        brought[name] = _filled(found, right[name], missing, name, otherwise)
    return left.assign(**brought)


def _filled(
    found: pd.Series[Any] | None,
    like: pd.Series[Any],
    missing: np.ndarray[Any, np.dtype[np.bool_]],
    name: str,
    otherwise: Mapping[str, Value] | None,
) -> Any:
    """Give the values of one joined column, those without a match filled."""
    if not missing.any() and found is not None:
        return found.to_numpy()
    fill = None if otherwise is None else otherwise[name]
    values = [None] * len(missing) if found is None else found.tolist()
    given = [fill if gap else value for gap, value in zip(missing, values, strict=True)]
    return pd.Series(given, dtype=like.dtype).to_numpy()
