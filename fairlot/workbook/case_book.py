"""A case as a workbook: empty to fill in, or filled with a case that was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError
from fairlot.workbook.book import LAST_ROW, LONGEST_TEXT, Book
from fairlot.workbook.case_sheets import settings_sheet, table_sheet
from fairlot.workbook.cover import case_cover
from fairlot.workbook.forms import FORMS, form_cells
from fairlot.workbook.setting_rows import SettingRow, setting_rows
from fairlot.workbook.word_lists import (
    define_ids,
    known_lists,
    model_words,
    write_lists,
)
from scenarios.inputs.canonical import table_cells
from scenarios.inputs.contract import TABLES
from scenarios.inputs.settings import DEFAULT_MODEL, CaseSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from costing.columns import TableSpec
    from scenarios.case import Case

    Cells = Mapping[str, list[str]]

NEW_TITLE: Final = "A new case"

_DAY: Final = "price_date"


def case_workbook(case: Case | None = None, *, day: date | None = None) -> bytes:
    """Write a case as a workbook.

    Parameters
    ----------
    case : Case, optional
        Absent: an empty case, with every sheet and nothing in the tables.
    day : date, optional
        The price date that an empty case begins with; absent, none.

    Returns
    -------
    bytes
        An ``.xlsx``; the same case gives the same bytes. A cover, then ``case``,
        ``lots``, ``questions``, ``forecasts``, ``expect``, and a sheet for each table:
        all of them, or those that the case has. ``lists`` is hidden.

    Raises
    ------
    InputError
        If the case holds what a workbook cannot: a text or a table that is too long.
    """
    if case is None:
        settings = CaseSettings(title=NEW_TITLE, price_date=day or date.max)
        specs = [*FORMS, *TABLES.values()]
        cells: dict[str, Cells] = {}
        words = model_words(DEFAULT_MODEL)
    else:
        settings = case.settings.model_copy(update={"model": case.model_name})
        specs = [*FORMS, *(TABLES[name] for name in TABLES if name in case.present)]
        cells = {name: table_cells(name, case.tables[name]) for name in case.present}
        cells |= form_cells(case)
        words = model_words(case.settings.model, case.model_text)
    if findings := list(_too_large(specs, cells)):
        raise InputError(findings)
    book = Book(settings.title or NEW_TITLE, "A case of Fairlot")
    case_cover(book, settings.title or NEW_TITLE, specs, filled=case is not None)
    rows = setting_rows(settings)
    if case is None and day is None:
        rows = [_unset(row) if row.spec.name == _DAY else row for row in rows]
    settings_sheet(book, rows)
    columns = {spec.name: spec.names for spec in specs}
    for spec in specs:
        known = known_lists(spec.name, columns, words)
        table_sheet(book, spec, cells.get(spec.name, {}), known)
    define_ids(book, columns)
    write_lists(book, words)
    return book.content()


def _unset(row: SettingRow) -> SettingRow:
    return SettingRow(row.spec, None)


def _too_large(specs: list[TableSpec], cells: Mapping[str, Cells]) -> Iterator[Finding]:
    """Find what a workbook cannot hold; a CSV file can."""
    fix = "Keep the case as a folder"
    for spec in specs:
        for name, texts in cells.get(spec.name, {}).items():
            if len(texts) >= LAST_ROW:
                got, expected = f"{len(texts):,} rows", f"at most {LAST_ROW - 1:,}"
                yield Finding(spec.name, 0, "", got, expected, fix)
                break
            for row, text in enumerate(texts, start=2):
                if len(text) > LONGEST_TEXT:
                    got = f"a text of {len(text):,} characters"
                    expected = f"at most {LONGEST_TEXT:,}, all that a cell can hold"
                    yield Finding(spec.name, row, name, got, expected, fix)
