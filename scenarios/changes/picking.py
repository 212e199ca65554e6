"""Which rows of a table a change is about: ``where`` and ``unless``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from costing.columns import Kind
from costing.errors import quoted
from costing.sheets.cells import Fault, suggestion_among
from scenarios.changes.cells import text_of, wanted
from scenarios.changes.forms import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from costing.columns import ColumnSpec, TableSpec
    from costing.errors import Finding
    from scenarios.changes.change import Change

_NAMED = frozenset({Kind.ID, Kind.TEXT, Kind.CHOICE, Kind.LIST, Kind.DAY})
"""Kinds of columns in which a value that nothing has is likely a slip."""


def picked(
    change: Change, spec: TableSpec, frame: pd.DataFrame
) -> tuple[NDArray[np.bool_], list[Finding], list[str]]:
    """Pick the rows that a change is about, in the case as it was read.

    Parameters
    ----------
    change : Change
        Of rows that are there.
    spec : TableSpec
    frame : DataFrame

    Returns
    -------
    mask : bool[row]
    findings : list of Finding
        Columns that the case's table has not, and a change that picks nothing.
    notes : list of str
        Values that no row has, beside others that some have.
    """
    findings: list[Finding] = []
    notes: list[str] = []
    mask = np.ones(len(frame), dtype=bool)
    count = len(frame)
    for key, values in (("where", change.where), ("unless", change.unless)):
        fits = np.ones(len(frame), dtype=bool)
        for name, given in values.items():
            if name not in frame.columns:
                got, expected = quoted(name), f"a column of {spec.name} of this case"
                findings.append(change.finding(f"{key}.{name}", got, expected))
                continue
            each = [_matches(spec, frame, name, value) for value in given]
            notes += _strange(
                change, spec, frame, name, list(zip(given, each, strict=True))
            )
            fits &= np.logical_or.reduce(each)
        if key == "where":
            mask &= fits
            count = int(mask.sum())
        elif values:
            mask &= ~fits
    if not findings and not mask.any():
        left_out = _left_out(change, spec, count)
        findings.append(left_out or _nothing(change, spec, frame))
        notes.clear()
    return mask, findings, notes


def _matches(
    spec: TableSpec, frame: pd.DataFrame, name: str, value: Any
) -> NDArray[np.bool_]:
    """Tell which cells of a column hold a value, defaults filled in, bool[row]."""
    cells = frame[name]
    if name not in spec.names:  # carried through, as text
        return np.array(cells == (text_of(value) or "").strip(), dtype=bool)
    column = spec.column(name)
    read = wanted(column, value)
    if isinstance(read, Fault):  # told when the file was read
        return np.zeros(len(frame), dtype=bool)
    if column.kind is Kind.LIST:
        return _holds(column, cells, read)
    if read[0] is None:
        return np.array(cells.isna(), dtype=bool)
    if column.kind is Kind.DATE:
        return np.array(cells == np.datetime64(str(read[0]), "s"), dtype=bool)
    return np.array(cells == read[0], dtype=bool)


def _holds(
    column: ColumnSpec, cells: pd.Series[Any], names: tuple[str, ...]
) -> NDArray[np.bool_]:
    """Tell which lists hold all of some names; an empty one that means all does."""
    if not names:
        return np.array([not cell for cell in cells], dtype=bool)
    is_all = column.default_says == "all"
    asked = set(names)
    held = [(is_all and not cell) or asked.issubset(cell) for cell in cells]
    return np.array(held, dtype=bool)


def _strange(
    change: Change,
    spec: TableSpec,
    frame: pd.DataFrame,
    name: str,
    tried: list[tuple[Any, NDArray[np.bool_]]],
) -> Iterator[str]:
    """Tell of values that no row has, since they may be slips."""
    if name not in spec.names or spec.column(name).kind not in _NAMED:
        return
    for value, fits in tried:
        if not fits.any():
            near = _near(spec, frame, name, value)
            yield (
                f"{change.file}, change {change.number}: no row of {spec.name} has "
                f"{name} {shown(value)}.{f' {near}?' if near else ''}"
            )


def _near(spec: TableSpec, frame: pd.DataFrame, name: str, value: Any) -> str:
    """Suggest a value that is there."""
    cells = frame[name]
    if spec.column(name).kind is Kind.LIST:
        known = sorted({one for cell in cells for one in cell})
    else:
        known = sorted({str(cell) for cell in cells} - {""})
    return suggestion_among(text_of(value) or "", known)


def _left_out(change: Change, spec: TableSpec, count: int) -> Finding | None:
    """Say that ``unless`` leaves out each row that ``where`` picks."""
    if not count or not change.unless:
        return None
    rows = "the one row" if count == 1 else f"each of the {count} rows"
    picked = "that where picks" if change.where else f"of {spec.name}"
    got = f"an unless that leaves out {rows} {picked}"
    expected = "at least one row that is left to be changed"
    return change.finding("unless", got, expected)


def _nothing(change: Change, spec: TableSpec, frame: pd.DataFrame) -> Finding:
    """Say that a change picks no row, with a near value if there is one."""
    count = len(frame)
    rows = "no rows" if not count else f"{count} row{'s' if count > 1 else ''}"
    expected = f"a row that it fits; {spec.name} has {rows} and none does"
    if change.operation.value != "insert" and not count:
        expected = f"a row that it fits; {spec.name} has no rows"
    near = [
        found
        for name, given in change.where.items()
        if name in spec.names and spec.column(name).kind in _NAMED
        for value in given
        if not _matches(spec, frame, name, value).any()
        and (found := _near(spec, frame, name, value))
    ]
    picks = ", ".join(
        f"{name} {' or '.join(shown(one) for one in given)}"
        for name, given in _few(change.where).items()
    )
    key = "where" if change.where else "table"
    return change.finding(key, picks or quoted(change.table), expected, *near[:1])


def _few(values: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    return {name: given[:4] for name, given in values.items()}
