"""Sheets made into typed frames, with a finding for each cell that does not fit."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.columns import Kind
from costing.errors import Finding, quoted, suggestion
from costing.money import round_to
from costing.schema import failures_of
from costing.sheets.cells import bare, expected_of, read_cells
from costing.sheets.sheet import trimmed
from costing.tables import empty, row_index, series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from costing.columns import ColumnSpec, TableSpec
    from costing.sheets.sheet import Sheet

CARRIED: Final = "x_"
"""What the names of columns start with that are carried through."""

_MISSPELT: Final = 0.85
"""Likeness from which a name is a misspelling though the column itself is there."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Parameters
    ----------
    spec : TableSpec
    frame : DataFrame
        In the form of ``costing.tables``: every column, defaults filled in, then the
        columns that are carried through.
    texts : dict of str to list of str
        What the cells hold, by column of the file.
    findings : tuple of Finding
    ignored : tuple of str
        Columns of the file that nothing reads.
    notes : tuple of str
    is_whole : bool
        False where the file could not be read as a table; its frame is then empty.
    """

    spec: TableSpec
    frame: pd.DataFrame
    texts: dict[str, list[str]]
    findings: tuple[Finding, ...] = ()
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_whole: bool = True
    places: dict[int, int] = field(default_factory=dict)

    def is_blank(self, column: str) -> pd.Series[bool]:
        """Tell which rows have nothing in a column, bool[row]."""
        texts = self.texts.get(column)
        blank = [not trimmed(text) for text in texts] if texts else True
        return pd.Series(blank, index=self.frame.index, dtype=bool)


def absent(spec: TableSpec) -> Table:
    """Give the table of a file that is not there."""
    return Table(spec, empty(spec), {})


def read_table(sheet: Sheet, spec: TableSpec) -> Table:
    """Make a table of a sheet.

    Parameters
    ----------
    sheet : Sheet
    spec : TableSpec

    Returns
    -------
    Table
        With findings for cells that do not fit, which hold their column's default.
    """
    if not sheet.is_readable:
        return Table(spec, empty(spec), {}, sheet.findings, is_whole=False)
    texts, findings, ignored = _matched(sheet, spec)
    index = row_index(sheet.rows)
    places = {row: place for place, row in enumerate(sheet.rows)}
    columns: dict[str, pd.Series[Any]] = {}
    faulty: set[tuple[int, str]] = set()
    for column in spec.columns:
        cells = texts.get(column.name)
        values, faults = (
            read_cells(column, cells)
            if cells is not None
            else ([column.fill] * len(index), {})
        )
        columns[column.name] = _kept(column, series(column.kind, values, index))
        for place, fault in faults.items():
            row = sheet.rows[place]
            faulty.add((row, column.name))
            got = quoted((cells or [])[place])
            findings.append(
                Finding(sheet.file, row, column.name, got, fault.expected, fault.fix)
            )
    for name in sorted(texts):
        if name.startswith(CARRIED):
            cells = [bare(text) for text in texts[name]]
            columns[name] = series(Kind.TEXT, cells, index)
    empty_cells = list(_not_given(sheet, spec, texts))
    findings += empty_cells
    faulty |= {(finding.row, finding.column) for finding in empty_cells}
    frame = pd.DataFrame(columns, index=index)
    failures = failures_of(spec, frame)
    for row, name in failures.outside:
        got = quoted(texts[name][places[row]])
        expected, fix = _bounds_words(spec.column(name))
        findings.append(Finding(sheet.file, row, name, got, expected, fix))
    findings += _repeated(sheet.file, spec, frame, failures.repeated, faulty)
    return Table(
        spec,
        _with_defaults(frame, spec, failures.outside),
        texts,
        (*_of_sheet(sheet, ignored), *_not_told(sheet, findings)),
        ignored,
        sheet.notes,
        places=places,
    )


def _of_sheet(sheet: Sheet, ignored: Sequence[str]) -> list[Finding]:
    """Give what is wrong with the sheet itself, but for cells that nothing reads."""
    unread = {name.lower() for name in ignored}
    return [
        one
        for one in sheet.findings
        if one.row <= sheet.header_row or one.column.lower() not in unread
    ]


def _not_told(sheet: Sheet, findings: list[Finding]) -> list[Finding]:
    """Leave out what is said of a cell of which the sheet tells a fault already."""
    told = {(one.row, one.column.lower()) for one in sheet.findings if one.column}
    return [one for one in findings if (one.row, one.column) not in told]


def _kept(column: ColumnSpec, values: pd.Series[Any]) -> pd.Series[Any]:
    if column.kind is Kind.HOURS:
        minutes = round_to(values.to_numpy() * 60)
        return pd.Series(minutes / 60, index=values.index)
    return values


def _matched(
    sheet: Sheet, spec: TableSpec
) -> tuple[dict[str, list[str]], list[Finding], tuple[str, ...]]:
    """Match the columns of a sheet with those of the table."""
    cells = dict(
        zip((name.lower() for name in sheet.header), sheet.columns, strict=True)
    )
    texts = {name: cells[name] for name in spec.names if name in cells}
    missing = [name for name in spec.names if name not in cells]
    findings = []
    ignored = []
    for written in sheet.header:
        name = written.lower()
        if name in texts:
            continue
        if name.startswith(CARRIED):
            texts[name] = cells[name]
        elif near := suggestion(name, missing) or _misspelt(name, spec.names):
            findings.append(
                Finding(
                    sheet.file,
                    sheet.header_row,
                    name,
                    "a column name that is not known",
                    "one of the names in docs/case.md",
                    f"{near}? If not, call it x_{name}",
                )
            )
        else:
            ignored.append(written)
    findings += [
        Finding(
            sheet.file,
            sheet.header_row,
            column.name,
            "no such column",
            f"a column {column.name}, which is needed",
            "Add it",
        )
        for column in spec.columns
        if column.needed and column.name in missing
    ]
    return texts, findings, tuple(ignored)


def _misspelt(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=_MISSPELT)
    return f'Did you mean "{near[0]}"' if near else ""


def _not_given(
    sheet: Sheet, spec: TableSpec, texts: dict[str, list[str]]
) -> Iterator[Finding]:
    """Find the empty cells of columns that are needed."""
    for column in spec.columns:
        if not column.needed or column.name not in texts:
            continue
        cells = texts[column.name]
        empty_cells = {text for text in set(cells) if not trimmed(text)}
        for row, text in zip(sheet.rows, cells, strict=True):
            if text in empty_cells:
                got, fix = "an empty cell", "Fill it in"
                expected = expected_of(column)
                yield Finding(sheet.file, row, column.name, got, expected, fix)


def _with_defaults(
    frame: pd.DataFrame, spec: TableSpec, cells: Sequence[tuple[int, str]]
) -> pd.DataFrame:
    """Give a frame with the default in some cells, so that no rule trips on them."""
    rows: dict[str, list[int]] = {}
    for row, name in cells:
        rows.setdefault(name, []).append(row)
    mended = {}
    for name, places in rows.items():
        fill = spec.column(name).fill
        at_fault = frame.index.isin(places)
        mended[name] = frame[name].mask(at_fault, np.nan if fill is None else fill)
    return frame.assign(**mended)


def _repeated(
    file: str,
    spec: TableSpec,
    frame: pd.DataFrame,
    rows: Sequence[int],
    faulty: set[tuple[int, str]],
) -> Iterator[Finding]:
    """Tell of keys that stand again, unless a part of the key is at fault itself."""
    key = list(spec.key or frame.columns)
    sound = [row for row in rows if not any((row, name) in faulty for name in key)]
    firsts = _firsts(frame[key]) if sound else {}
    for row in sound:
        yield _again(file, spec, frame, row, firsts[row])


def _firsts(keys: pd.DataFrame) -> dict[int, int]:
    """Give each row the first row that holds the same."""
    first: dict[str, int] = {}
    # By their text, since NaN is unlike itself and two empty numbers are the same.
    cells = keys.astype(str).itertuples(index=False, name=None)
    return {
        int(row): first.setdefault(repr(values), int(row))
        for row, values in zip(keys.index, cells, strict=True)
    }


def _again(
    file: str, spec: TableSpec, frame: pd.DataFrame, row: int, first: int
) -> Finding:
    if not spec.key:
        fix = "Take one away, or put both into one row"
        return Finding(file, row, "", f"the same as line {first}", "each row once", fix)
    column = spec.key[0]
    cells = " ".join(filter(None, (_told(frame[name].loc[row]) for name in spec.key)))
    got = f"{quoted(cells)}, as in line {first}"
    words = f"{', '.join(spec.key[:-1])} and {spec.key[-1]}" if spec.key[1:] else column
    expected = f"each {words} once"
    return Finding(file, row, column, got, expected, "Take one of the rows away")


def _told(cell: Any) -> str:
    """Write a cell of a key as its owner would; "" for none."""
    if pd.isna(cell):
        return ""
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else str(cell)


def _bounds_words(column: ColumnSpec) -> tuple[str, str]:
    least, most = column.bounds
    if column.kind in (Kind.MARK, Kind.SHARE):
        fix = "Write 40 % as 0.4" if column.kind is Kind.SHARE else ""
        return expected_of(column), fix
    if most is None:
        return f"{least:g} or more", "Write an amount that is not below it"
    return f"from {least:g} to {most:g}", "Write a number between them"
