"""Changes of rows: cells set, added to and multiplied, rows taken out and put in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from costing.columns import Kind
from costing.errors import quoted
from costing.sheets.cells import Fault
from costing.tables import series
from scenarios.changes.arithmetic import worked
from scenarios.changes.cells import text_of, value_of
from scenarios.changes.change import Operation
from scenarios.changes.picking import picked
from scenarios.inputs.canonical import cell_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from costing.columns import ColumnSpec, TableSpec
    from costing.errors import Finding
    from scenarios.changes.change import Change


@dataclass(slots=True)
class Edit:
    """One table while a scenario changes it.

    Parameters
    ----------
    spec : TableSpec
    old : DataFrame
        As it was read; what rows are picked by.
    cells : dict of str to array
        New values of each column that is touched, by place in ``old``.
    owners : dict of str to int64[row]
        Which change touched a cell, by column: its place among ``changes`` plus 1, 0
        where none did. Under "" the one that took the row out.
    changes : list of Change
        Those that touch this table.
    new_rows : list of (Change, dict)
        Rows put in, values by column as they are kept.
    findings : list of Finding
    notes : list of str
    """

    spec: TableSpec
    old: pd.DataFrame
    cells: dict[str, NDArray[Any]] = field(default_factory=dict)
    owners: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    new_rows: list[tuple[Change, dict[str, Any]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def owner(self, row: int, column: str = "") -> Change | None:
        """Give the change that made a cell what it is, or put its row in."""
        if row not in self.old.index:
            place = row - self._first_new()
            return self.new_rows[place][0] if 0 <= place < len(self.new_rows) else None
        at = self.old.index.get_loc(row)
        held = [column] if column else [name for name in self.owners if name]
        numbers = [int(self.owners[name][at]) for name in held if name in self.owners]
        found = next((number for number in numbers if number), 0)
        return self.changes[found - 1] if found else None

    def copied(self) -> Edit:
        """Give an edit that can be changed without changing this one."""
        return Edit(
            self.spec,
            self.old,
            {name: values.copy() for name, values in self.cells.items()},
            {name: held.copy() for name, held in self.owners.items()},
            list(self.changes),
            list(self.new_rows),
            list(self.findings),
            list(self.notes),
        )

    def _first_new(self) -> int:
        return max((int(row) for row in self.old.index), default=1) + 1

    def frame(self) -> pd.DataFrame:
        """Give the table as it is when all is done."""
        made = self.old.assign(
            **{
                name: self._series(name, values, self.old.index)
                for name, values in self.cells.items()
            }
        )
        if (gone := self.owners.get("")) is not None:
            made = made[gone == 0]
        if not self.new_rows:
            return made
        first = self._first_new()
        index = pd.Index(
            range(first, first + len(self.new_rows)), dtype="int64", name="row"
        )
        columns = {}
        for name in made.columns:
            if name in self.spec.names:
                column = self.spec.column(name)
                values = [row.get(name, column.fill) for _, row in self.new_rows]
                columns[name] = series(column.kind, values, index)
            else:
                columns[name] = series(Kind.TEXT, [""] * len(index), index)
        if self.spec.name == "schemes":
            columns["already_running"] = pd.Series(
                [
                    row.get("already_running", (row.get("occupied_places") or 0) > 0)
                    for _, row in self.new_rows
                ],
                index=index,
                dtype="bool",
            )
        fresh = pd.DataFrame(columns, index=index)
        return fresh if made.empty else pd.concat([made, fresh])

    def _series(
        self, name: str, values: NDArray[Any], index: pd.Index[Any]
    ) -> pd.Series[Any]:
        return pd.Series(values, index=index, dtype=self.spec.column(name).kind.dtype)


def edited(spec: TableSpec, frame: pd.DataFrame, changes: Sequence[Change]) -> Edit:
    """Make all changes of one table, each on the rows as they were read.

    Parameters
    ----------
    spec : TableSpec
    frame : DataFrame
    changes : sequence of Change
        Of this table, in order.

    Returns
    -------
    Edit
    """
    missing = sorted(set(spec.names) - set(frame.columns))
    old = frame.assign(
        **{
            name: series(spec.column(name).kind, [None] * len(frame), frame.index)
            for name in missing
        }
    )
    edit = Edit(spec, old)
    for change in changes:
        edit.changes.append(change)
        if change.operation is Operation.INSERT:
            _insert(edit, change)
            continue
        mask, findings, notes = picked(change, spec, old)
        edit.findings += findings
        edit.notes += notes
        if findings:
            continue
        if change.operation is Operation.REMOVE:
            _touch(edit, "", mask)
        else:
            for name, value in change.value.items():
                _cells(edit, change, name, value, mask)
    _removed_and_changed(edit)
    return edit


def _insert(edit: Edit, change: Change) -> None:
    for place, given in enumerate(change.value, start=1):
        row = {}
        for name, value in given.items():
            if name not in edit.spec.names:
                edit.findings.append(_no_column(edit, change, f"insert.{place}", name))
                continue
            read = value_of(edit.spec.column(name), value)
            if isinstance(read, Fault):  # a column that only the case knew
                where = f"insert.{place}.{name}"
                got = quoted(text_of(value))
                edit.findings.append(change.finding(where, got, read.expected))
            else:
                row[name] = read
        if edit.spec.name == "schemes" and text_of(given.get("already_running")) == "":
            row.pop("already_running")
        edit.new_rows.append((change, row))


def _no_column(edit: Edit, change: Change, key: str, name: str) -> Finding:
    expected = f"a column of {edit.spec.name} or an input of the cost model"
    return change.finding(f"{key}.{name}", quoted(name), expected)


def _cells(
    edit: Edit, change: Change, name: str, value: Any, mask: NDArray[np.bool_]
) -> None:
    """Change the cells of one column in some rows."""
    key = f"{change.operation}.{name}"
    if name not in edit.spec.names:
        edit.findings.append(_no_column(edit, change, str(change.operation), name))
        return
    column = edit.spec.column(name)
    held = edit.cells.get(name)
    if held is None:
        held = _array(column, edit.old[name])
        edit.cells[name] = held
    if change.operation is Operation.SET:
        read = value_of(column, value)
        if isinstance(read, Fault):
            got = quoted(text_of(value))
            edit.findings.append(change.finding(key, got, read.expected, read.fix))
            return
        _touch(edit, name, mask)
        held[mask] = _one(column, read)
        return
    base = _array(column, edit.old[name])
    given = mask & ~pd.isna(base)
    if not given.any():
        expected = f"a row with a {name}; none of the {mask.sum()} that it fits has one"
        edit.findings.append(change.finding(key, "empty cells", expected))
        return
    if blank := int((mask & ~given).sum()):
        edit.notes.append(
            f"{change.file}, change {change.number}: {blank} of {mask.sum()} rows of "
            f"{edit.spec.name} have no {name}, and keep none."
        )
    made = worked(column.kind, change.operation, base[given], float(value))
    if isinstance(made, str):
        edit.findings.append(change.finding(key, _shown(change, value), made))
        return
    _touch(edit, name, given)
    held[given] = made


def _shown(change: Change, value: Any) -> str:
    sign = "x" if change.operation is Operation.MULTIPLY else "+"
    return f"{sign} {text_of(value)}, whose result the column cannot hold"


def _array(column: ColumnSpec, cells: pd.Series[Any]) -> NDArray[Any]:
    """Give a column's cells as an array of their own."""
    if column.kind.dtype == "str":
        return cells.to_numpy(dtype=object, copy=True)
    return cells.to_numpy(copy=True)


def _one(column: ColumnSpec, value: Any) -> Any:
    """Give one value as an array of the column's kind holds it."""
    if column.kind is Kind.LIST:
        held = np.empty(1, dtype=object)
        held[0] = value
        return held
    if column.kind is Kind.DATE:
        return np.datetime64(value or "NaT", "s")
    return np.nan if value is None else value


def _touch(edit: Edit, name: str, mask: NDArray[np.bool_]) -> None:
    """Note which change touches cells, and find those that another touched before."""
    number = len(edit.changes)
    held = edit.owners.setdefault(name, np.zeros(len(edit.old), dtype=np.int64))
    _clash(edit, name, np.where(mask, held, 0))
    held[mask & (held == 0)] = number


def _clash(edit: Edit, name: str, before: NDArray[np.int64]) -> None:
    """Find cells of the last change that others touch too, one finding for each."""
    change = edit.changes[-1]
    for number in np.unique(before[before > 0]):
        places = np.flatnonzero(before == number)
        other = edit.changes[int(number) - 1]
        what = f"{name} of " if name else ""
        first = row_key(edit.spec, edit.old, int(places[0]))
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        row = f"{what}{edit.spec.name} {first}{more}"
        got = f"{row}, which {other.called} changes too"
        expected = "each cell changed once"
        fix = "Take these rows out of one of the two, with unless"
        edit.findings.append(change.finding(str(change.operation), got, expected, fix))


def _removed_and_changed(edit: Edit) -> None:
    """Find rows that one change takes out and another changes."""
    gone = edit.owners.get("")
    if gone is None:
        return
    for name, held in edit.owners.items():
        if not name:
            continue
        for one, two in {
            (int(a), int(b)) for a, b in zip(gone, held, strict=True) if a and b
        }:
            places = np.flatnonzero((gone == one) & (held == two))
            first, second = edit.changes[one - 1], edit.changes[two - 1]
            row = row_key(edit.spec, edit.old, int(places[0]))
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            what = f"{name} of {edit.spec.name} {row}{more}"
            got = f"{what}, which {first.called} takes out"
            fix = "Take these rows out of one of the two, with unless"
            key = str(second.operation)
            edit.findings.append(
                second.finding(key, got, "each cell changed once", fix)
            )


def row_key(spec: TableSpec, frame: pd.DataFrame, place: int) -> str:
    """Name a row: by its key, and where its table has none by first column and line."""
    return row_keys(spec, frame.iloc[[place]])[0]


def row_keys(spec: TableSpec, frame: pd.DataFrame) -> list[str]:
    """Name every row, as :func:`row_key` does."""
    names = spec.key or spec.names[:1]
    parts = [cell_texts(spec.column(name).kind, frame[name]) for name in names]
    if not spec.key:
        parts.append([f"line {row}" for row in frame.index])
    return [";".join(cells) for cells in zip(*parts, strict=True)]
