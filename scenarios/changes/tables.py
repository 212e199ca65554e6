"""Changes of the tables of a case: every table that is touched, and its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costing.columns import Kind
from costing.schema import failures_of
from costing.sheets.frames import CARRIED
from scenarios.changes.cells import spec_of
from scenarios.changes.forms import outside
from scenarios.changes.ledger import Entry
from scenarios.changes.rows import edited, row_keys
from scenarios.inputs.canonical import cell_texts
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pandas as pd

    from costing.columns import TableSpec
    from costing.errors import Finding
    from scenarios.case import Case
    from scenarios.changes.change import Change
    from scenarios.changes.rows import Edit


def edits_of(
    case: Case, changes: Sequence[Change], inputs: Collection[str]
) -> dict[str, Edit]:
    """Change the tables of a case.

    Parameters
    ----------
    case : Case
    changes : sequence of Change
        Of rows, in order.
    inputs : collection of str
        Of the cost model, which a table may have as columns.

    Returns
    -------
    dict of str to Edit
        By table, in the order of the contract.
    """
    return {
        table: edited(_spec(case, table, of_it, inputs), case.tables[table], of_it)
        for table in TABLES
        if (of_it := [change for change in changes if change.table == table])
    }


def _spec(
    case: Case, table: str, changes: Sequence[Change], inputs: Collection[str]
) -> TableSpec:
    """Give the form of a table with the further columns that it has or is to have."""
    held = {str(name) for name in case.tables[table].columns}
    further = {name for name in held if not name.startswith(CARRIED)}
    named = {
        str(name)
        for change in changes
        for row in (change.value if isinstance(change.value, list) else [change.value])
        if isinstance(row, dict)
        for name in row
    }
    return spec_of(table, further | (named & set(inputs)))


def table_findings(edit: Edit, frame: pd.DataFrame) -> Iterator[Finding]:
    """Find numbers outside their bounds, and keys that stand twice, after changes.

    Parameters
    ----------
    edit : Edit
    frame : DataFrame
        The table when all is done.

    Yields
    ------
    Finding
        At the change that made it so.
    """
    failures = failures_of(edit.spec, frame)
    keys = dict(zip(frame.index, row_keys(edit.spec, frame), strict=True))
    for row, name in failures.outside:
        change = edit.owner(row, name)
        if change is None:
            continue
        value = float(frame[name].loc[row])
        expected = outside(edit.spec.column(name), value)
        got = f"{value:g} for {keys[row]}"
        yield change.finding(f"{change.operation}.{name}", got, expected)
    for row in failures.repeated:
        yield from _repeated(edit, frame, row, keys[row])


def _repeated(edit: Edit, frame: pd.DataFrame, row: int, key: str) -> Iterator[Finding]:
    """Tell of a row that stands again, at the change that made it or its like."""
    names = list(edit.spec.key or frame.columns)
    like = (frame[names].astype(str) == frame.loc[row, names].astype(str)).all(
        axis="columns"
    )
    rows = [row, *(int(one) for one in frame.index[like] if one != row)]
    change = next(filter(None, (edit.owner(one) for one in rows)), None)
    if change is None:
        return
    once = ", ".join(edit.spec.key) or "row"
    yield change.finding(str(change.operation), f"{key} again", f"each {once} once")


def table_entries(edit: Edit, frame: pd.DataFrame) -> Iterator[Entry]:
    """Give the ledger's rows of a table, by row and column.

    Parameters
    ----------
    edit : Edit
    frame : DataFrame
        The table when all is done.

    Yields
    ------
    Entry
    """
    stays = edit.old.index.isin(frame.index)
    touched = stays & False
    for name, held in edit.owners.items():
        touched |= (held > 0) & stays if name else touched
    if touched.any():
        changed = edit.old[touched]
        columns = [name for name in edit.spec.names if name in edit.cells]
        keys = row_keys(edit.spec, changed)
        old = _texts(edit.spec, changed, columns)
        new = _texts(edit.spec, frame.loc[changed.index], columns)
        for place, key in enumerate(keys):
            for name in columns:
                yield _entry(edit, key, name, old[name][place], new[name][place])
    if not stays.all():
        yield from _whole(edit, edit.old[~stays], is_new=False)
    fresh = frame[~frame.index.isin(edit.old.index)]
    if len(fresh):
        yield from _whole(edit, fresh, is_new=True)


def _entry(edit: Edit, key: str, column: str, old: str, new: str) -> Entry:
    return Entry(edit.spec.name, key, column, old, new)


def _whole(edit: Edit, rows: pd.DataFrame, *, is_new: bool) -> Iterator[Entry]:
    """Give every cell of rows that are taken out or put in."""
    names = [str(name) for name in rows.columns]
    texts = _texts(edit.spec, rows, names)
    for place, key in enumerate(row_keys(edit.spec, rows)):
        for name in names:
            text = texts[name][place]
            old, new = ("", text) if is_new else (text, "")
            yield _entry(edit, key, name, old, new)


def _texts(
    spec: TableSpec, frame: pd.DataFrame, columns: Sequence[str]
) -> Mapping[str, list[str]]:
    return {
        name: cell_texts(
            spec.column(name).kind if name in spec.names else Kind.TEXT, frame[name]
        )
        for name in columns
    }
