"""Mixes: kinds of workers to average over, read from a document."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from costing.document.fault import FaultError
from costing.document.parts import Mix
from costing.document.section import finite, key_fault, shown
from costing.document.units import PURE, Unit, parse_unit
from costing.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.document.section import Section

MOST_ROWS: Final = 200
"""Kinds of workers of one mix."""

_ADDS_TO_1: Final = 1e-9
_ROW: Final = "rows such as { hours = 37.5, share = 1 }"


def read_mix(section: Section, name: str) -> tuple[Mix | None, dict[str, Unit | None]]:
    """Read ``[mix.NAME]``, with the unit of each column.

    Returns
    -------
    Mix or None
        None where it cannot be used.
    dict of column to Unit or None
        None where a unit cannot be read.
    """
    section.only(("weight", "units", "rows", "source"))
    section.need("weight", "rows")
    weight = section.text("weight", needed=True)
    columns = _columns(section)
    texts, units = _units(section, columns)
    if weight and columns:
        _check_weight(section, weight, columns, units)
    source = section.text("source")
    if not columns or weight not in columns:
        return None, units
    return Mix(name, weight, texts, columns, source, section.row), units


def _columns(section: Section) -> dict[str, tuple[float, ...]]:
    given = section.values.get("rows")
    if given is None:
        return {}
    if not isinstance(given, list) or not given:
        section.report("rows", shown(given), _ROW)
        return {}
    if len(given) > MOST_ROWS:
        section.report("rows", f"{len(given)} rows", f"at most {MOST_ROWS}")
        return {}
    first = given[0] if isinstance(given[0], dict) else {}
    for key in first:
        if fault := key_fault(key):
            section.report("rows", quoted(key), fault)
    rows = [
        _row(section, number, row, first) for number, row in enumerate(given, start=1)
    ]
    if any(row is None for row in rows):
        return {}
    return {key: tuple(row[key] for row in rows if row) for key in first}


def _row(
    section: Section, number: int, row: object, first: Mapping[str, Any]
) -> dict[str, float] | None:
    if not isinstance(row, dict) or not row:
        section.report("rows", f"{shown(row)} as row {number}", _ROW)
        return None
    if set(row) != set(first):
        section.report(
            "rows",
            f"row {number} with {', '.join(row)}",
            f"the columns of row 1: {', '.join(first)}",
        )
        return None
    found = {key: finite(value) for key, value in row.items()}
    for key, value in found.items():
        if value is None:
            got = f"{shown(row[key])} as {key} of row {number}"
            section.report("rows", got, "a number")
    numbers = {key: value for key, value in found.items() if value is not None}
    return numbers if len(numbers) == len(found) else None


def _units(
    section: Section, columns: Mapping[str, tuple[float, ...]]
) -> tuple[dict[str, str], dict[str, Unit | None]]:
    """Give the unit of each column; one without is a pure number."""
    texts = dict.fromkeys(columns, "1")
    units: dict[str, Unit | None] = dict.fromkeys(columns, PURE)
    inner = section.table("units")
    for key in inner.values if inner else ():
        assert inner is not None
        text = inner.text(key, needed=True)
        if columns and key not in columns:
            near = section.reader.near(key, columns)
            inner.report(key, "a column that the rows do not have", "a column", near)
            continue
        texts[key] = text
        units[key] = None
        try:
            units[key] = parse_unit(text, section.reader.currency) if text else None
        except FaultError as fault:
            inner.report(key, fault.got, fault.expected, fault.fix)
    return texts, units


def _check_weight(
    section: Section,
    weight: str,
    columns: Mapping[str, tuple[float, ...]],
    units: Mapping[str, Unit | None],
) -> None:
    if weight not in columns:
        near = section.reader.near(weight, columns)
        section.report("weight", quoted(weight), "a column of the rows", near)
        return
    unit = units[weight]
    if unit is not None and unit != PURE:
        section.report("weight", f"{weight} in {unit}", "a column in 1")
    if min(columns[weight]) < 0:
        section.report("rows", f"a {weight} below 0", "weights from 0 to 1")
    elif abs(math.fsum(columns[weight]) - 1) > _ADDS_TO_1:
        total = f"{math.fsum(columns[weight]):.12g}"
        section.report(
            "rows", f"{weight} that adds to {total}", "weights that add to 1"
        )
