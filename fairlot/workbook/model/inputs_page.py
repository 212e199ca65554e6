"""The sheet of inputs: the open cells, with bounds, default, range and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from costing.forms.model_form import INPUTS, VALUE
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
    from costing.document.parts import Input, Model
    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.model.layout import Layout

_LABEL, _NAME, _VALUE, _UNIT, _DEFAULT, _CHANGED, _ALLOWED = range(7)
_LOW, _HIGH, _BASIS, _SOURCE, _SENT = range(7, 12)
_HEADINGS: Final = (
    Heading(VALUE, 15, is_number=True),
    Heading("Unit", 11),
    Heading("Default", 15, is_number=True),
    Heading("Changed", 10),
    Heading("Allowed", 14),
    Heading("Low", 15, is_number=True),
    Heading("High", 15, is_number=True),
    Heading("Basis", 16),
    Heading("Source", 52),
    Heading("As sent", 15, is_number=True),
)
_SAYS: Final = (
    "Fill in the column Value, whose cells have a frame; all else is locked. Low and "
    "High are the ends of the fair range."
)
_LARGEST: Final = 9e13
_CHANGED_WORD: Final = "changed"


def inputs_page(book: Book, layout: Layout) -> None:
    """Write the sheet of inputs, each value a cell by the input's name."""
    model = layout.build_up.model
    title = f"Inputs of {model.title}"
    headings = [Heading("Input", 40), name_heading(model.inputs), *_HEADINGS]
    page = begun(book, INPUTS, title, _SAYS, headings)
    for row, part in enumerate(model.inputs.values(), start=FIRST):
        _input(page, layout, row, part)
    page.sheet.freeze_panes(FIRST, _VALUE + 1)
    last = FIRST + max(len(model.inputs), 1) - 1
    page.sheet.print_area(0, 0, last, _SOURCE)


def sent_and_now(model: Model) -> tuple[str, str]:
    """Give the cells of the values as they are, and as they were sent."""
    last = FIRST + max(len(model.inputs), 1) - 1
    now, sent = (
        area(INPUTS, (FIRST, column), (last, column)) for column in (_VALUE, _SENT)
    )
    return now, sent


def _input(page: Page, layout: Layout, row: int, part: Input) -> None:
    build_up = layout.build_up
    name = layout.names[part.name]
    value = float(build_up.found.inputs[part.name][0])
    is_money = build_up.model.currency == "GBP" and "GBP" in part.unit
    page.text(row, _LABEL, part.label, "words")
    page.text(row, _NAME, part.name, "text")
    look = "open_gbp" if is_money else "open"
    default = layout.of_input(part.name, "default")
    is_live = default is not None and not _is_number(default.text)
    if part.name in build_up.settings or not is_live or default is None:
        page.cell(row, _VALUE, value, look)
    else:
        formula(page, row, _VALUE, Formula(default.text, value), look)
    page.book.workbook.define_name(name, address(INPUTS, row, _VALUE))
    page.sheet.data_validation(row, _VALUE, row, _VALUE, _limits(part))
    page.text(row, _UNIT, part.unit, "text")
    plain = "exact" if is_money else "plain"
    for column, what in ((_DEFAULT, "default"), (_LOW, "low"), (_HIGH, "high")):
        found = layout.of_input(part.name, what)
        if found is None:
            page.cell(row, column, None, plain)
        elif _is_number(found.text):
            page.cell(row, column, found.value, plain)
        else:
            formula(page, row, column, found, plain)
    c, e = f"C{row + 1}", f"E{row + 1}"
    test = f"=IF(ABS({c}-{e})>1E-12*ABS({e}),"
    if default is not None:
        is_changed = abs(value - float(default.value)) > 1e-12 * abs(
            float(default.value)
        )
        word = Formula(
            f'{test}"{_CHANGED_WORD}","")', _CHANGED_WORD if is_changed else ""
        )
        formula(page, row, _CHANGED, word, "text")
    page.text(row, _ALLOWED, _allowed(part), "words")
    page.text(row, _BASIS, part.basis, "words")
    page.text(row, _SOURCE, part.source, "words")
    page.cell(row, _SENT, value, plain)
    page.fit(row, {40: part.label, 52: part.source, 16: part.basis})


def _is_number(text: str) -> bool:
    try:
        float(text.removeprefix("="))
    except ValueError:
        return False
    return True


def _allowed(part: Input) -> str:
    if part.minimum is not None and part.maximum is not None:
        return f"{part.minimum:g} to {part.maximum:g}"
    if part.minimum is not None:
        return f"{part.minimum:g} or more"
    return f"up to {part.maximum:g}" if part.maximum is not None else "any number"


def _limits(part: Input) -> dict[str, Any]:
    least = -_LARGEST if part.minimum is None else part.minimum
    most = _LARGEST if part.maximum is None else part.maximum
    of_unit = "" if part.unit == "1" else f", in {part.unit}"
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": min(least, most),
        "maximum": max(least, most),
        "ignore_blank": False,
        "error_title": "Not allowed here",
        "error_message": f"A number, {_allowed(part)}{of_unit}."[:255],
    }
