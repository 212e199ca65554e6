"""The sheets of lines: the build-up band by band, its workings, and its formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.document.expression import Group, walk
from costing.forms.model_form import BUILD_UP
from costing.money import pence
from fairlot.build_up import is_shown_rounded
from fairlot.workbook.model.layout import cell, group_cell
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
    from collections.abc import Iterable, Mapping

    from costing.document.parts import Line, Model
    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.model.layout import Layout, Row

WORKINGS: Final = "Workings"
LINES: Final = "Lines"

BANDS_FROM: Final = 3
"""The column of the first band, from 0; the reader finds it after Unit."""

_ANSWERS: Final = "Price, and what goes with it"
_OTHERS: Final = "Other lines"


def band_headings(model: Model) -> list[Heading]:
    """Give a column for each band, by its label."""
    return [
        Heading(band.label, max(12, min(len(band.label) // 2 + 3, 18)), is_number=True)
        for band in model.bands.values()
    ]


def build_up_page(book: Book, layout: Layout) -> dict[str, int]:
    """Write the build-up: every line in every band, by the headings of the document.

    Returns
    -------
    dict of line to int
        The row of each, from 0.
    """
    build_up, model = layout.build_up, layout.build_up.model
    says = (
        "Every cell is a formula over the sheet Inputs; click one to follow it. "
        f"{model.price} is the price."
    )
    headings = [Heading("Line", 50), name_heading(model.lines), Heading("Unit", 11)]
    headings += band_headings(model)
    title = f"Build-up of {model.title}, {build_up.day:%d/%m/%Y}"
    page = begun(book, BUILD_UP, title, says, headings)
    places: dict[str, int] = {}
    row = FIRST
    for heading in model.headings:
        row = _group(page, layout, row, heading, places)
    answers = _answers(model)
    others = [
        name
        for name, line in model.lines.items()
        if not line.heading and name not in answers
    ]
    for heading, rest in ((_ANSWERS, answers), (_OTHERS, others)):
        if rest:
            row = _section(page, row, heading, len(headings))
        for name in rest:
            places[name] = row
            _line(page, layout, row, model.lines[name])
            row += 1
    page.sheet.freeze_panes(FIRST, 1)
    page.sheet.print_area(0, 0, row - 1, len(headings) - 1)
    return places


def _group(
    page: Page, layout: Layout, row: int, heading: str, places: dict[str, int]
) -> int:
    """Write the lines of a heading and their sum; give the next row."""
    build_up, model = layout.build_up, layout.build_up.model
    names = model.headings[heading]
    row = _section(page, row, heading, BANDS_FROM + len(model.bands))
    first = row
    for name in names:
        places[name] = row
        _line(page, layout, row, model.lines[name])
        row += 1
    units = {model.lines[name].unit for name in names}
    if len(units) > 1 or (len(names) == 1 and heading not in _summed(model)):
        return row
    page.text(row, 0, f"Sum of {heading}", "text")
    page.text(row, 2, model.lines[names[0]].unit, "text")
    look = "gbp_sum" if _is_money(model, model.lines[names[0]]) else "number_sum"
    for place, band in enumerate(model.bands):
        column = BANDS_FROM + place
        cells = area("", (first, column), (row - 1, column)).partition("!")[2]
        total = sum(float(build_up.values(name)[place]) for name in names)
        formula(page, row, column, Formula(f"=SUM({cells})", total), look)
        name = group_cell(layout.groups[heading], band)
        page.book.workbook.define_name(name, address(BUILD_UP, row, column))
    return row + 1


def _answers(model: Model) -> list[str]:
    """Name the lines that a reader looks for: price, floor and components."""
    wanted = [model.price, model.floor]
    wanted += [part.line for part in model.components.values()]
    wanted += [part.floor for part in model.components.values()]
    return [
        name
        for name in dict.fromkeys(wanted)
        if name in model.lines and not model.lines[name].heading
    ]


def _summed(model: Model) -> set[str]:
    """Name the headings whose sum a formula reads."""
    nodes = (node for line in model.lines.values() for node in walk(line.formula))
    return {node.heading for node in nodes if isinstance(node, Group)}


def _section(page: Page, row: int, text: str, columns: int) -> int:
    for column in range(columns):
        page.text(row, column, text if column == 0 else "", "section")
    return row + 1


def _line(page: Page, layout: Layout, row: int, line: Line) -> None:
    model = layout.build_up.model
    is_answer = line.name in (model.price, model.floor)
    words = line.label
    if line.name == model.floor:
        words += " (statutory employment cost)"
    page.text(row, 0, words, "bold_words" if is_answer else "words")
    page.text(row, 1, line.name, "text")
    page.text(row, 2, line.unit, "text")
    page.fit(row, {50: words})
    look = _look(model, line)
    if is_answer and look in ("gbp", "number"):
        look += "_bold"
    _cells(page, row, layout.lines[line.name], model.bands, look)


def _cells(page: Page, row: int, found: Row, bands: Iterable[str], look: str) -> None:
    sheet = page.sheet.get_name()
    for place, (band, one) in enumerate(zip(bands, found.cells, strict=True)):
        column = BANDS_FROM + place
        formula(page, row, column, one, look)
        name = cell(found.name, band)
        page.book.workbook.define_name(name, address(sheet, row, column))


def _is_money(model: Model, line: Line) -> bool:
    return model.currency == "GBP" and "GBP" in line.unit


def _look(model: Model, line: Line) -> str:
    """Give the look of a line: pence where they are what is charged or shown."""
    kind = "gbp" if _is_money(model, line) else "number"
    if model.currency not in line.unit:
        return "exact"
    is_pence = line.rounding is not None and _is_whole_pence(line.rounding.step)
    return kind if is_pence or is_shown_rounded(model, line) else f"{kind}_fine"


def _is_whole_pence(step: float) -> bool:
    return step >= 0.01 and abs(int(pence(step)) / 100 - step) < 1e-12


def workings_page(book: Book, layout: Layout) -> None:
    """Write the steps of lines: before rounding, by rows of a mix, parts."""
    model = layout.build_up.model
    if not layout.workings and not layout.input_steps:
        return
    says = (
        "Steps that lines are worked out by: before a rounding, for each row of a mix, "
        "and parts of long formulas."
    )
    steps = [step.name for step in layout.workings]
    headings = [Heading("Step", 60), name_heading(steps), Heading("Unit", 11)]
    headings += band_headings(model)
    page = begun(book, WORKINGS, f"Workings of {model.title}", says, headings)
    row, places = FIRST, {}
    for name, one in layout.input_steps.items():
        page.text(row, 0, f"A part of the input {name.partition('__')[0]}", "words")
        page.text(row, 1, name, "text")
        formula(page, row, BANDS_FROM, one, "exact")
        book.workbook.define_name(name, address(WORKINGS, row, BANDS_FROM))
        row += 1
    for step in layout.workings:
        line = model.lines[step.owner]
        page.text(row, 0, step.says, "words")
        page.text(row, 1, step.name, "text")
        page.text(row, 2, "" if _is_part(step.name) else line.unit, "text")
        page.fit(row, {60: step.says})
        is_money = _is_money(model, line) and not _is_part(step.name)
        _cells(page, row, step, model.bands, "gbp_fine" if is_money else "exact")
        places[step.name] = row
        row += 1
    _name_rows(book, layout, places)
    page.sheet.freeze_panes(FIRST, 1)
    page.sheet.print_area(0, 0, row - 1, len(headings) - 1)


def _is_part(name: str) -> bool:
    return "__part" in name or name.endswith("__steps")


def _name_rows(book: Book, layout: Layout, places: Mapping[str, int]) -> None:
    """Name the rows of each line over a mix, a block for each band."""
    for line, names in layout.means.items():
        first, last = places[names[0]], places[names[-1]]
        for place, band in enumerate(layout.build_up.model.bands):
            column = BANDS_FROM + place
            block = area(WORKINGS, (first, column), (last, column))
            book.workbook.define_name(cell(f"{line}__rows", band), f"={block}")


def lines_page(book: Book, layout: Layout) -> None:
    """Write every line's formula as the document has it, with its source."""
    model = layout.build_up.model
    headings = [
        name_heading(model.lines),
        Heading("Line", 36),
        Heading("Unit", 10),
        Heading("Formula of the document", 64),
        Heading("Averaged over", 14),
        Heading("Rounding", 16),
        Heading("Source", 44),
    ]
    says = "What each line says in the document, and where it comes from."
    page = begun(book, LINES, f"Lines of {model.title}", says, headings)
    for row, line in enumerate(model.lines.values(), start=FIRST):
        rounding = ""
        if line.rounding is not None:
            mode = line.rounding.mode.replace("_", " ")
            rounding = f"{mode} to {line.rounding.step:g}"
        text = " ".join(line.text.split())
        cells = (line.name, line.label, line.unit, text, line.over, rounding)
        for column, words in enumerate((*cells, line.source)):
            page.text(row, column, words, "words")
        page.fit(row, {64: text, 44: line.source, 36: line.label})
    page.sheet.freeze_panes(FIRST, 1)
