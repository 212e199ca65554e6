"""What can be told of a change before any case is looked at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from costing.columns import Kind
from costing.errors import quoted, suggestion
from costing.sheets.cells import Fault
from costing.sheets.frames import CARRIED
from scenarios.changes.cells import spec_of, text_of, value_of
from scenarios.changes.change import ChangeType, Operation
from scenarios.changes.keys import key_findings
from scenarios.changes.purposes import PURPOSES
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from costing.columns import ColumnSpec, TableSpec
    from costing.errors import Finding
    from scenarios.changes.change import Change

_NUMBERS: Final = (Operation.ADD, Operation.MULTIPLY)


def form_findings(change: Change) -> Iterator[Finding]:
    """Find what is wrong with a change by itself: names, columns, values, purpose.

    Parameters
    ----------
    change : Change

    Yields
    ------
    Finding
        Columns of an open table that it may have in a case are left to the case.
    """
    if change.name:
        yield from _law(change)
    elif change.key:
        yield from _unpicked(change, "key")
        yield from key_findings(change)
    elif change.table in TABLES:
        yield from _table(change)
    elif change.table:
        fix = suggestion(change.table, TABLES) or f"Known: {', '.join(TABLES)}"
        yield change.finding("table", quoted(change.table), "a table of the case", fix)
    if change.start is not None and not change.name:
        expected = "no day: from belongs to a change of law"
        yield change.finding("from", quoted(change.start), expected)


def _law(change: Change) -> Iterator[Finding]:
    if change.type is not ChangeType.LAW:
        expected = 'a table or a key: name belongs to type = "law"'
        yield change.finding("name", quoted(change.name), expected)
        return
    yield from _unpicked(change, "name")
    if change.start is None:
        expected = "the first day of the new value"
        yield change.finding("from", "nothing", expected, "Add the key")
    if change.operation not in (Operation.SET, *_NUMBERS):
        expected = "set, add or multiply, since it is a value of law"
        yield change.finding(change.operation, change.operation, expected)
    elif not is_number(change.value):
        got = shown(change.value)
        yield change.finding(change.operation, got, "a number")


def _unpicked(change: Change, target: str) -> Iterator[Finding]:
    for key in ("where", "unless"):
        if getattr(change, key):
            expected = f"no {key}: {target} names one thing"
            yield change.finding(key, "a table", expected, "Take it out")


def _table(change: Change) -> Iterator[Finding]:
    spec = spec_of(change.table)
    for key, picked in (("where", change.where), ("unless", change.unless)):
        if picked and change.operation is Operation.INSERT:
            expected = f"no {key}: an insert picks no rows"
            yield change.finding(key, "a table", expected, "Take it out")
        else:
            yield from _picked(change, spec, key, picked)
    if change.operation in (Operation.INSERT, Operation.REMOVE):
        yield from _whole_rows(change, spec)
    else:
        yield from _cells(change, spec)


def _picked(
    change: Change, spec: TableSpec, key: str, picked: Mapping[str, tuple[Any, ...]]
) -> Iterator[Finding]:
    for name, values in picked.items():
        where = f"{key}.{name}"
        if name.startswith(CARRIED):
            continue
        if name not in spec.names:
            if not spec.open_to:
                yield _no_column(change, spec, where, name)
            continue
        if not values:
            yield change.finding(where, "an empty list", "at least one value")
        column = spec.column(name)
        for value in values:
            read = value_of(column, value)
            if isinstance(read, Fault):
                yield change.finding(where, shown(value), read.expected, read.fix)


def _no_column(change: Change, spec: TableSpec, where: str, name: str) -> Finding:
    fix = suggestion(name, spec.names) or f"Known: {', '.join(spec.names)}"
    return change.finding(where, quoted(name), f"a column of {spec.name}", fix)


def _whole_rows(change: Change, spec: TableSpec) -> Iterator[Finding]:
    operation = change.operation
    if spec.name not in PURPOSES[change.type].rows:
        yield _other_purpose(change, operation, f"rows of {spec.name}")
    if operation is Operation.REMOVE:
        if change.value is not True:
            yield change.finding(operation, shown(change.value), "true")
        return
    if not isinstance(change.value, list) or not change.value:
        column = spec.columns[0].name
        expected = f"a list of at least one row, such as [ {{ {column} = ... }} ]"
        yield change.finding(operation, shown(change.value), expected)
        return
    for place, row in enumerate(change.value, start=1):
        if not isinstance(row, dict):
            expected = "a row as a table of columns and values"
            yield change.finding(f"{operation}.{place}", shown(row), expected)
            continue
        yield from _row(change, spec, place, row)


def _row(
    change: Change, spec: TableSpec, place: int, row: dict[str, Any]
) -> Iterator[Finding]:
    for name, value in row.items():
        yield from _cell(change, spec, f"{change.operation}.{place}", name, value)
    for column in spec.columns:
        if column.needed and column.name not in row:
            where = f"{change.operation}.{place}.{column.name}"
            expected = f"a {column.name}, which each row of {spec.name} needs"
            yield change.finding(where, "nothing", expected, "Add it to the row")


def _cells(change: Change, spec: TableSpec) -> Iterator[Finding]:
    operation, given = change.operation, change.value
    if not isinstance(given, dict) or not given:
        expected = "columns and their values, such as { status = ... }"
        yield change.finding(operation, shown(given), expected)
        return
    allowed = PURPOSES[change.type].allows_columns(spec.name)
    for name, value in given.items():
        is_open = bool(spec.open_to) and name not in spec.names
        if operation in _NUMBERS and (name in spec.names or is_open):
            column = None if is_open else spec.column(name)
            yield from _number(change, column, name, value)
        else:
            yield from _cell(change, spec, operation, name, value)
        is_foreign = is_open and not allowed
        if is_foreign or (name in spec.names and name not in allowed):
            what = f"{name} of {spec.name}"
            yield _other_purpose(change, f"{operation}.{name}", what)


def _cell(
    change: Change, spec: TableSpec, key: str, name: str, value: Any
) -> Iterator[Finding]:
    where = f"{key}.{name}"
    if name not in spec.names:
        if not spec.open_to:
            yield _no_column(change, spec, where, name)
        return
    column = spec.column(name)
    read = value_of(column, value)
    if isinstance(read, Fault):
        yield change.finding(where, shown(value), read.expected, read.fix)
    elif column.needed and text_of(value) == "":
        expected = f"a {name}, which each row of {spec.name} needs"
        yield change.finding(where, "an empty cell", expected, "Fill it in")
    elif expected := outside(column, read):
        yield change.finding(where, shown(value), expected)


def _number(
    change: Change, column: ColumnSpec | None, name: str, value: Any
) -> Iterator[Finding]:
    where = f"{change.operation}.{name}"
    is_day = column is not None and column.kind is Kind.DATE
    if is_day and change.operation is Operation.ADD:
        if not isinstance(value, int) or isinstance(value, bool):
            yield change.finding(where, shown(value), "a whole number of days")
    elif column is not None and not column.kind.is_number:
        expected = f"set, since {name} is no number"
        yield change.finding(where, change.operation, expected)
    elif not is_number(value):
        yield change.finding(where, shown(value), "a number")


def _other_purpose(change: Change, key: str, what: str) -> Finding:
    kind = change.type
    able = [
        other
        for other, purpose in PURPOSES.items()
        if (
            change.table in purpose.rows
            if change.operation in (Operation.INSERT, Operation.REMOVE)
            else key.rsplit(".", maxsplit=1)[-1] in purpose.allows_columns(change.table)
        )
    ]
    fix = f"Make it a change of type {' or '.join(able)}" if able else ""
    expected = f"{PURPOSES[kind].says}, since its type is {kind}"
    return change.finding(key, what, expected, fix)


def outside(column: ColumnSpec, value: object) -> str:
    """Say what was expected of a number outside its bounds; nothing if it is within."""
    least, most = column.bounds
    if not isinstance(value, float):
        return ""
    if (least is None or value >= least) and (most is None or value <= most):
        return ""
    if most is None:
        return f"{least:g} or more"
    return f"at most {most:g}" if least is None else f"from {least:g} to {most:g}"


def is_number(value: object) -> bool:
    """Tell whether a value of TOML is a number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def shown(value: object) -> str:
    """Show a value of TOML in a finding."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = text_of(value)
    return "a value that no cell holds" if text is None else quoted(text)
