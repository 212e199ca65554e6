"""Values of a scenario file, read as a cell of the table would be."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from costing.columns import Kind
from costing.money import round_to
from costing.sheets.cells import Fault, expected_of, read_cell
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from costing.columns import ColumnSpec, TableSpec, Value

_LONGEST: Final = 1_000
"""Bits of a whole number above which no cell could hold it."""


def spec_of(table: str, further: Iterable[str] = ()) -> TableSpec:
    """Give the form of a table, with further columns of numbers if it is open to any.

    Parameters
    ----------
    table : str
    further : iterable of str
        Inputs of the cost model that stand as columns.
    """
    spec = TABLES[table]
    if not spec.open_to:
        return spec
    return spec.with_numbers(further, "input of the cost model, as this rate has it")


def text_of(value: object) -> str | None:
    """Write a value of TOML as it would stand in a cell; None if it cannot.

    Parameters
    ----------
    value : object

    Returns
    -------
    str or None
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, str):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return None


def _number_text(value: float) -> str | None:
    """Write a number without an exponent; None if no cell could hold it."""
    if isinstance(value, int):
        return str(value) if value.bit_length() < _LONGEST else None
    if not math.isfinite(value):
        return None
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def value_of(column: ColumnSpec, value: object) -> Value | Fault:
    """Read a value of TOML as a cell of a column would be read.

    Parameters
    ----------
    column : ColumnSpec
    value : object
        A single value; for a column of lists a list of them too.

    Returns
    -------
    value or Fault
        In the form of ``costing.tables.series``: hours to the minute. "" is an empty
        cell, and so the column's default.
    """
    if isinstance(value, list):
        if column.kind is not Kind.LIST:
            return Fault(expected_of(column), "Write one value, not a list")
        texts = [text_of(one) for one in value]
        text = None if None in texts else ";".join(filter(None, texts))
    else:
        text = text_of(value)
    if text is None:
        return Fault(expected_of(column))
    read = read_cell(column, text)
    if column.kind is Kind.HOURS and isinstance(read, float):
        return float(round_to(read * 60)) / 60
    return read


def wanted(column: ColumnSpec, value: object) -> tuple[Any, ...] | Fault:
    """Read one value that rows are picked by.

    Parameters
    ----------
    column : ColumnSpec
    value : object

    Returns
    -------
    tuple or Fault
        The names that a cell of a list must all hold, none for an empty cell; else
        the one value.
    """
    read = value_of(column, value)
    if isinstance(read, Fault):
        return read
    return read if isinstance(read, tuple) else (read,)
