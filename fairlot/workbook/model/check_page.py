"""The sheet of checks: Fairlot's own figures, and whether the sheets agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.forms.model_form import BUILD_UP
from fairlot.workbook.model.inputs_page import sent_and_now
from fairlot.workbook.model.lines_pages import BANDS_FROM, band_headings
from fairlot.workbook.model.pages import (
    FIRST,
    Heading,
    address,
    area,
    begun,
    formula,
    name_heading,
)
from fairlot.workbook.result_table import Formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fairlot.workbook.book import Book
    from fairlot.workbook.model.layout import Layout

CHECK: Final = "Check"
AGREES: Final = "Agrees with Fairlot"
DIFFERS: Final = "Does not agree with Fairlot"
CHANGED: Final = "Inputs changed: Fairlot prices them when this comes back"

_CHECK_ROW: Final = FIRST
_CHANGED_ROW: Final = FIRST + 1
_LINES_FROM: Final = FIRST + 3


def check_page(book: Book, layout: Layout, places: Mapping[str, int]) -> None:
    """Write Fairlot's value of each line, how many cells differ, and the check cell.

    Parameters
    ----------
    book : Book
    layout : Layout
    places : mapping of line to int
        Its row on the build-up, from 0.
    """
    build_up, model = layout.build_up, layout.build_up.model
    headings = [
        Heading("Check", 44),
        name_heading(model.lines),
        Heading("Cells that differ", 12, is_number=True),
        *band_headings(model),
    ]
    says = (
        "Fairlot's figures for the inputs as sent. A cell differs if it is off by more "
        "than a billionth."
    )
    page = begun(book, CHECK, f"Check of {model.title}", says, headings)
    first, last = _LINES_FROM, _LINES_FROM + len(model.lines) - 1
    counts = area(CHECK, (first, 2), (last, 2)).partition("!")[2]
    page.text(_CHECK_ROW, 0, "All lines in all bands", "bold_words")
    page.text(_CHECK_ROW, 1, "check", "text")
    changed = f"C{_CHANGED_ROW + 1}"
    text = (
        f'=IFERROR(IF({changed}>0,"{CHANGED}",IF(SUM({counts})=0,"{AGREES}",'
        f'"{DIFFERS}")),"{DIFFERS}")'
    )
    formula(page, _CHECK_ROW, 2, Formula(text, AGREES), "bold")
    book.workbook.define_name(layout.check, address(CHECK, _CHECK_ROW, 2))
    page.text(_CHANGED_ROW, 0, "Inputs that were changed", "words")
    now, sent = sent_and_now(model)
    text = f"=IFERROR(SUMPRODUCT(--(ABS({now}-{sent})>1E-12*ABS({sent}))),1)"
    formula(page, _CHANGED_ROW, 2, Formula(text if model.inputs else "=0", 0), "count")
    page.text(_LINES_FROM - 1, 0, "Fairlot's figures", "section")
    for row, line in enumerate(model.lines.values(), start=_LINES_FROM):
        page.text(row, 0, line.label, "words")
        page.text(row, 1, line.name, "text")
        page.fit(row, {44: line.label})
        end = BANDS_FROM + len(model.bands) - 1
        mine = area("", (row, BANDS_FROM), (row, end)).partition("!")[2]
        there = places[line.name]
        sheet = area(BUILD_UP, (there, BANDS_FROM), (there, end))
        text = f"=SUMPRODUCT(--(ABS({sheet}-{mine})>1E-9*(1+ABS({mine}))))"
        formula(page, row, 2, Formula(text, 0), "count")
        for place, value in enumerate(build_up.values(line.name).tolist()):
            page.cell(row, BANDS_FROM + place, value, "exact")
    page.sheet.freeze_panes(FIRST, 1)
    page.sheet.print_area(0, 0, last, BANDS_FROM + len(model.bands) - 1)
