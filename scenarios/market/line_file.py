"""Package lines of a file of any length: read, checked and priced some at a time."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.care.amounts import rates_of
from costing.care.packages import ALL_WEEK, ONE_OFF, priced
from costing.columns import ColumnSpec, Kind, TableSpec
from costing.errors import Finding, InputError, quoted, suggestion
from costing.sheets.frames import read_table
from costing.sheets.sheet import sheet_of
from scenarios.inputs.contract.people import PACKAGES
from scenarios.inputs.names import model_of
from scenarios.market.prices import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from costing.care.pricing import UnitPrices
    from scenarios.case import Case

LINES: Final = TableSpec(
    "lines",
    "One component of somebody's support",
    (
        *PACKAGES.columns,
        ColumnSpec(
            "provider",
            Kind.ID,
            "who gives it",
            default_says="priced at the case's own inputs",
        ),
    ),
    may_repeat=True,
)
"""A file of package lines: the columns of packages.csv, and provider."""

AT_ONCE: Final = 50_000
"""Lines in memory at a time."""

TOTALS: Final = ("provider", "component", "funder", "lines", "amount_pence")

_MOST_FINDINGS: Final = 1_000
_BY: Final = ["provider", "component", "funder"]
_Records = list[tuple[int, list[str]]]


def price_lines(case: Case, file: Path) -> pd.DataFrame:
    """Price a file of package lines by a case, and add up what they come to.

    The file may be of any length: it is never whole in memory.

    Parameters
    ----------
    case : Case
        Its cost model, inputs, providers' inputs and day.
    file : Path
        A CSV file in UTF-8, with the columns :data:`LINES`.

    Returns
    -------
    DataFrame
        Columns :data:`TOTALS`, sorted: a row for each provider, component and funder,
        amounts a week in whole pence, of one-off lines once.

    Raises
    ------
    InputError
        With what is wrong with the file; past a thousand findings it is read no more.
    """
    total = pd.DataFrame({name: [] for name in TOTALS})
    for lines, chunk in _priced(case, file):
        # A line that is spread over the week is priced band by band, and is one line.
        counts = lines.groupby(_BY).size()
        sums = chunk.groupby(_BY)["amount_pence"].sum()
        parts = pd.concat([counts, sums], axis=1).reset_index()
        parts.columns = pd.Index(TOTALS)
        total = pd.concat([total, parts]) if len(total) else parts
        total = total.groupby(_BY, as_index=False)[list(TOTALS[3:])].sum()
    return total


def priced_line_chunks(case: Case, file: Path) -> Iterator[pd.DataFrame]:
    """Price a file of package lines by a case, some at a time.

    Parameters
    ----------
    case : Case
    file : Path
        As for :func:`price_lines`.

    Yields
    ------
    DataFrame
        As :data:`costing.care.packages.COLUMNS`, the lines in the order of the file;
        one spread over the week is a line a band. Up to :data:`AT_ONCE` of the file.

    Raises
    ------
    InputError
        With all findings, up to a thousand, once the file is read that far; what was
        given until then was sound.
    """
    for _, chunk in _priced(case, file):
        yield chunk


def _priced(case: Case, file: Path) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Give the lines of a file as they were read, and priced, some at a time."""
    model = model_of(case.settings.model, case.model_text)
    _, prices = units_of(case, model)
    rates = rates_of(prices)
    known = _known(case, prices)
    findings: list[Finding] = []
    for records in _chunks(file):
        table = read_table(sheet_of(file.name, records), LINES)
        lines = table.frame
        findings += table.findings
        if table.is_whole:
            findings += _unknown(file.name, lines, known)
        if not table.is_whole or len(findings) > _MOST_FINDINGS:
            break
        if findings or lines.empty:
            continue
        try:
            chunk = priced(lines.rename_axis("row").reset_index(), prices, rates)
        except OverflowError:
            findings.append(_too_large(file.name, lines))
            continue
        yield lines, chunk
    if findings:
        raise InputError(findings)


def _chunks(file: Path) -> Iterator[_Records]:
    """Read the rows of a CSV file some at a time, the header before each lot."""
    row = 0
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            rows = ((row := at, cells) for at, cells in enumerate(reader, 1) if cells)
            header = next(rows, None)
            if header is None:
                got, expected = "an empty file", "column names in the first row"
                raise InputError([Finding(file.name, 0, "", got, expected)])
            while len(records := [header, *islice(rows, AT_ONCE)]) > 1 or row == 1:
                yield records
                if len(records) == 1:
                    return
    except csv.Error:
        got = "a quote that is not closed, or text after a closing quote"
        expected = "cells in plain text or in pairs of quotes"
        raise InputError([Finding(file.name, row + 1, "", got, expected)]) from None
    except UnicodeDecodeError:
        got, expected = "bytes that are not text", "text in UTF-8"
        fix = 'Save it as "CSV UTF-8 (comma delimited)"'
        raise InputError([Finding(file.name, 0, "", got, expected, fix)]) from None
    except OSError as error:
        got = f"a file that cannot be read ({error.strerror})"
        raise InputError([Finding(file.name, 0, "", got, "a CSV file")]) from None


def _known(case: Case, prices: UnitPrices) -> dict[str, tuple[str, ...]]:
    """Name the components and bands of the cost model, and the case's providers."""
    whole = sum(prices.minutes.values()) == 168 * 60
    return {
        "component": (*prices.components, ONE_OFF),
        "band": (*prices.bands, *((ALL_WEEK,) if whole else ())),
        "provider": tuple(case.tables["providers"]["provider"]),
    }


def _unknown(
    file: str, lines: pd.DataFrame, known: dict[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Tell of components and bands that the model has not, and unknown providers."""
    for column, names in known.items():
        # What is empty has a default, or has been told already.
        strange = lines.loc[~lines[column].isin((*names, "")), column]
        expected = f"one of {', '.join(names)}"
        if column == "provider":
            expected = "a provider of providers.csv"
        for row, name in zip(strange.index, strange, strict=True):
            near = suggestion(name, names)
            yield Finding(file, int(row), column, quoted(name), expected, near)


def _too_large(file: str, lines: pd.DataFrame) -> Finding:
    row = int(lines.index[int(np.argmax(lines["quantity"].to_numpy()))])
    got = f"{lines['quantity'].max():g}"
    expected = "an amount that can be counted in pence"
    return Finding(file, row, "quantity", got, expected)
