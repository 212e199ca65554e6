"""The small case as a workbook, .xlsx or .ods, and ways to break it."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

import openpyxl

from costing.errors import InputError
from scenarios.case import load_case
from tests.kit.folders import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

Rows = list[list[Any]]

_SETTINGS: Final[dict[str, Rows]] = {
    "case": [
        ["key", "value"],
        ["title", "A small case"],
        ["price_date", date(2026, 11, 1)],
        ["model", "model.toml"],
        ["scoring.weights.quality", 45],
        ["scoring.weights.price", 30],
        ["scoring.weights.choice", 15],
        ["scoring.weights.fit", 10],
    ],
    "lots": [
        ["lot", "accepts_night_support", "includes"],
        [1, False, None],
        [2, None, 1],
    ],
    "questions": [
        ["lot", "question", "weight", "out_of"],
        ["2", "staffing", 60, 5],
        ["2", "safety", 40, 5],
    ],
}


def small_sheets() -> dict[str, Rows]:
    """Give the small case as rows of cells, by sheet."""
    tables = {
        name.removesuffix(".csv"): [
            [cell or None for cell in row] for row in csv.reader(io.StringIO(text))
        ]
        for name, text in FILES.items()
        if name.endswith(".csv")
    }
    settings = {name: [list(row) for row in _SETTINGS[name]] for name in _SETTINGS}
    return {**settings, **tables}


def write_book(
    folder: Path,
    change: Callable[[Workbook], None] | None = None,
    name: str = "case.xlsx",
    **sheets: Rows | None,
) -> Path:
    """Write the small case as an .xlsx, with its cost model beside.

    Parameters
    ----------
    folder : Path
    change : callable, optional
        What is done to the workbook before it is saved.
    name : str
    **sheets : rows or None
        Sheets with other rows; None leaves one out.

    Returns
    -------
    Path
        Of the workbook.
    """
    (folder / "model.toml").write_text(FILES["model.toml"])
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in {**small_sheets(), **sheets}.items():
        if rows is not None:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
    if change:
        change(book)
    book.save(folder / name)
    return folder / name


def parts_of(path: Path) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write parts as a workbook."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return path


def ods(sheets: Mapping[str, Rows | str]) -> bytes:
    """Write an .ods by hand, as LibreOffice does.

    Parameters
    ----------
    sheets : mapping of str to rows or str
        A str is the XML of the rows.
    """
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + (rows if isinstance(rows, str) else "".join(map(_ods_row, rows)))
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:'
        'calcext:1.0"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        file.writestr("mimetype", kind)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def _ods_row(row: list[Any]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"


def ods_cell(value: Any) -> str:
    """Write a cell of an .ods."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        said = f'"boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        said = f'"float" office:value="{value}"'
    elif isinstance(value, date):
        said = f'"date" office:date-value="{value.isoformat()}"'
    else:
        said = '"string"'
    text = escape(str(value))
    return (
        f"<table:table-cell office:value-type={said}><text:p>{text}</text:p>"
        "</table:table-cell>"
    )


def told(path: Path) -> list[str]:
    """Give what loading the case finds, each in its one line of text."""
    try:
        load_case(path)
    except InputError as error:
        return [str(finding) for finding in error.findings]
    return []
