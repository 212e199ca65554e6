"""Cost models as workbooks, filled in elsewhere, and what became of their cells."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from costing.engine.evaluation import evaluate
from costing.law import load_law
from fairlot.build_up import BuildUp
from fairlot.workbook.model.model_book import model_workbook
from tests.kit.spreadsheet import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.document.parts import Model

DAY: Final = date(2026, 11, 1)


def worked(
    model: Model, inputs: Mapping[str, float] | None = None, on: date = DAY
) -> BuildUp:
    """Work a model out on a day."""
    law = load_law(model.law).on(on) if model.law else None
    given = inputs or {}
    return BuildUp(model, on, law, evaluate(model, law, given), given)


def model_book(
    model: Model, inputs: Mapping[str, float] | None = None, on: date = DAY
) -> bytes:
    """Write a model, worked out on a day, as a workbook."""
    return model_workbook(worked(model, inputs, on))


def filled_in(
    content: bytes, values: Mapping[str, Any], cells: Mapping[str, Any] | None = None
) -> bytes:
    """Type values over inputs, as somebody else would.

    Parameters
    ----------
    content : bytes
    values : mapping of input to any
        By the name that its row has.
    cells : mapping of str to any, optional
        By sheet and address, such as ``Law!B5``.
    """
    book = opened(content)
    for row in book["Inputs"].iter_rows(min_row=5):
        if row[1].value in values:
            row[2].value = values[row[1].value]
    for place, value in (cells or {}).items():
        sheet, _, address = place.partition("!")
        book[sheet][address].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def named(content: bytes) -> dict[str, Any]:
    """Give the value of every cell that has a name, by the name."""
    book, values = opened(content), opened(content, values=True)
    found = {}
    for name, one in book.defined_names.items():
        sheet, _, address = one.attr_text.rpartition("!")
        if ":" not in address:
            found[name] = values[sheet.strip("'")][address.replace("$", "")].value
    return found


def differences(content: bytes, built: BuildUp) -> list[str]:
    """Name the lines, by band, whose cells are not what the engine has."""
    cells = named(content)
    found = []
    for name in built.model.lines:
        for band, value in zip(built.model.bands, built.values(name), strict=True):
            cell = cells.get(f"{name}__{band}")
            is_near = isinstance(cell, int | float) and abs(cell - value) <= 1e-9 * max(
                abs(value), abs(cell)
            )
            if not is_near and not (cell == 0 and abs(value) < 1e-9):
                found.append(f"{name} in {band}: {cell}, not {value}")
    return found
