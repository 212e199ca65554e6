"""Tables of rates and returns as files have them: pounds, and whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.money import amount
from costing.ranges.quantiles import INTERPOLATION
from scenarios.rates.return_check import QUARTILES
from scenarios.rates.return_checks import CHECKS
from scenarios.rates.returns import LINES, SERVICES

if TYPE_CHECKING:
    from scenarios.rates.return_check import ReturnCheck

_PENCE: Final = "_pence"


def _in_pounds(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.replace(_PENCE, "_gbp") for name in columns)


TABLE_COLUMNS: Final = {
    "quartiles": _in_pounds(QUARTILES),
    "services": _in_pounds(SERVICES),
    "lines": _in_pounds(LINES),
    "checks": _in_pounds(CHECKS),
}
"""Columns of each further table of ``fairlot rates``."""


def table_rows(found: ReturnCheck, table: str) -> list[list[str]]:
    """Give a table's rows as text, money as plain pounds, "" for what there is none of.

    Parameters
    ----------
    found : ReturnCheck
    table : str
        A key of :data:`TABLE_COLUMNS`.
    """
    frame: pd.DataFrame = getattr(found, table)
    texts = [_texts(frame[name], name) for name in frame.columns]
    return [list(row) for row in zip(*texts, strict=True)]


def table_records(found: ReturnCheck, table: str) -> list[dict[str, Any]]:
    """Give a table's rows as records for JSON, pounds as numbers, none as null."""
    frame: pd.DataFrame = getattr(found, table)
    cells = [_plain(frame[name], name) for name in frame.columns]
    names = TABLE_COLUMNS[table]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def return_record(found: ReturnCheck) -> dict[str, Any]:
    """Give all tables as a record for JSON, with the interpolation of quartiles."""
    tables = {name: table_records(found, name) for name in TABLE_COLUMNS}
    return {"interpolation": INTERPOLATION, **tables}


def _texts(column: pd.Series[Any], name: str) -> list[str]:
    return [
        ""
        if pd.isna(value)
        else amount(value)
        if name.endswith(_PENCE)
        else f"{value:.6g}"
        if isinstance(value, float)
        else str(value)
        for value in column
    ]


def _plain(column: pd.Series[Any], name: str) -> list[Any]:
    return [
        None
        if pd.isna(value)
        else int(value) / 100
        if name.endswith(_PENCE)
        else value
        if isinstance(value, str | float)
        else int(value)
        for value in column
    ]
