"""A cost model on a day as a workbook: open inputs, live formulas, a check cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.forms.model_form import ABOUT, BUILD_UP, INPUTS, LAW
from fairlot.workbook.book import Book
from fairlot.workbook.model.check_page import AGREES, CHECK, check_page
from fairlot.workbook.model.cover_page import Cover
from fairlot.workbook.model.facts_pages import (
    BANDS,
    MIXES,
    about_page,
    bands_page,
    law_page,
    mixes_page,
)
from fairlot.workbook.model.inputs_page import inputs_page
from fairlot.workbook.model.layout import cell, laid_out
from fairlot.workbook.model.lines_pages import (
    LINES,
    WORKINGS,
    build_up_page,
    lines_page,
    workings_page,
)
from fairlot.workbook.result_table import COVER, Formula

if TYPE_CHECKING:
    from fairlot.build_up import BuildUp
    from fairlot.workbook.book import Page
    from fairlot.workbook.model.layout import Layout

_STEPS: Final = """\
Open the sheet Inputs. The cells with a frame in the column Value are open; type over \
what is different with you. All else is locked, without a password.
A cell that holds a formula follows other inputs or the law until you type over it.
Look at the sheet Build-up: every line is a formula over the inputs, so click on it to \
see how it comes about.
Save the workbook as .xlsx and send it back. Fairlot reads the inputs and prices them \
itself: fairlot hour MODEL --returned FILE
"""
SHEETS: Final = {
    INPUTS: "What the model is given: the open cells, with bounds, range and source",
    BUILD_UP: "Every line in every band, to the price",
    WORKINGS: "Steps of lines: before rounding, by rows of a mix, parts of formulas",
    LINES: "Every line's formula as the document has it, and its source",
    LAW: "The law of the day that formulas read, with its source",
    BANDS: "The numbers of each band",
    MIXES: "Kinds of workers that lines are averaged over",
    CHECK: "Fairlot's own figures beside those of this workbook",
    ABOUT: "Which model and version this is",
}
"""What each sheet of a model holds."""


def model_workbook(build_up: BuildUp) -> bytes:
    """Write a cost model, worked out on a day, as a workbook.

    Parameters
    ----------
    build_up : BuildUp

    Returns
    -------
    bytes
        An ``.xlsx``; the same build-up gives the same bytes. Inputs are open cells,
        lines live formulas over them that hold the engine's values.

    Raises
    ------
    InputError
        If a formula is too long for a spreadsheet, even in parts.
    """
    model = build_up.model
    layout = laid_out(build_up)
    book = Book(model.title, "A cost model of Fairlot")
    cover = book.page(COVER)
    model_sheets(book, layout)
    _cover(cover, layout)
    return book.content()


def model_sheets(book: Book, layout: Layout) -> None:
    """Write the sheets of a cost model into a workbook."""
    inputs_page(book, layout)
    places = build_up_page(book, layout)
    workings_page(book, layout)
    lines_page(book, layout)
    law_page(book, layout)
    bands_page(book, layout)
    mixes_page(book, layout)
    check_page(book, layout, places)
    about_page(book, layout)


def _cover(page: Page, layout: Layout) -> None:
    """Write the first sheet: what it is, its price, how to fill it in, its sheets."""
    build_up, model = layout.build_up, layout.build_up.model
    price = model.lines[model.price]
    look = "gbp_left" if model.currency == "GBP" else "number_left"
    facts = [
        (band.label, Formula(f"={cell(model.price, band.name)}", value), look)
        for band, value in zip(
            model.bands.values(), build_up.values(model.price).tolist(), strict=True
        )
    ]
    cover = Cover(
        title=model.title,
        lead=f"Cost model {model.name}, law and inputs of {build_up.day:%d/%m/%Y}.",
        check=Formula(f"={layout.check}", AGREES),
        heading=f"{price.label}, {price.unit}",
        facts=facts,
        steps=_STEPS.splitlines(),
        sheets=SHEETS,
    )
    cover.write(page)
