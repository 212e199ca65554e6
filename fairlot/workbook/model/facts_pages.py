"""The sheets of what stands fast: law, bands, mixes, and which model it is."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from costing.document.fingerprint import fingerprint
from costing.errors import LawError
from costing.forms.model_form import ABOUT, LAW, MODEL, NAME, ON, VALUE, VERSION
from fairlot.workbook.model.pages import (
    FIRST,
    Heading,
    address,
    area,
    begun,
    formula,
)
from fairlot.workbook.result_table import Formula

if TYPE_CHECKING:
    from costing.document.parts import Mix
    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.model.layout import Layout

BANDS: Final = "Bands"
MIXES: Final = "Mixes"

_NOT_KNOWN: Final = Formula("=NA()", "#N/A")


def law_page(book: Book, layout: Layout) -> None:
    """Write the law that formulas read: value, unit, first day, source."""
    build_up = layout.build_up
    if not layout.law:
        return
    headings = [
        Heading(NAME, 34),
        Heading(VALUE, 14, is_number=True),
        Heading("Unit", 12),
        Heading("In force from", 14),
        Heading("Kind", 14),
        Heading("Checked", 10),
        Heading("Source", 80),
    ]
    day = f"{build_up.day:%d/%m/%Y}"
    says = (
        "What the law says on that day; locked. For another day write a new workbook "
        "with --on."
    )
    page = begun(book, LAW, f"Law of {day}", says, headings)
    for row, name in enumerate(layout.law, start=FIRST):
        page.text(row, 0, name, "text")
        book.workbook.define_name(f"law__{name}", address(LAW, row, 1))
        try:
            record = build_up.law.record(name) if build_up.law else None
        except LawError:
            record = None
        if record is None:  # read in an arm that is not taken
            formula(page, row, 1, _NOT_KNOWN, "exact")
            page.text(row, 6, f"not known on {day}, and not needed", "words")
            continue
        page.cell(row, 1, record.value, "exact")
        page.text(row, 2, record.unit, "text")
        page.cell(row, 3, record.start, "day")
        page.text(row, 4, record.flag or "law", "text")
        page.text(row, 5, "yes" if record.checked else "no", "text")
        page.text(row, 6, record.source, "words")
        page.fit(row, {80: record.source})
    page.sheet.freeze_panes(FIRST, 1)


def bands_page(book: Book, layout: Layout) -> None:
    """Write the numbers of each band, where bands have some."""
    model = layout.build_up.model
    keys = list(dict.fromkeys(key for one in model.bands.values() for key in one.keys))
    if not keys:
        return
    headings = [Heading(NAME, 24), Heading("Band", 32)]
    headings += [
        Heading(key, max(12, min(len(key) + 3, 30)), is_number=True) for key in keys
    ]
    headings.append(Heading("Source", 40))
    says = "The numbers of each band; locked, as the document has them."
    page = begun(book, BANDS, f"Bands of {model.title}", says, headings)
    for row, band in enumerate(model.bands.values(), start=FIRST):
        page.text(row, 0, band.name, "text")
        page.text(row, 1, band.label, "words")
        for column, key in enumerate(keys, start=2):
            page.cell(row, column, band.keys.get(key), "exact")
            name = f"band__{key}__{band.name}"
            book.workbook.define_name(name, address(BANDS, row, column))
        page.text(row, len(keys) + 2, band.source, "words")
        page.fit(row, {32: band.label, 40: band.source})
    page.sheet.freeze_panes(FIRST, 1)


def mixes_page(book: Book, layout: Layout) -> None:
    """Write the rows of each mix, where the document has some."""
    model = layout.build_up.model
    if not model.mixes:
        return
    headings = [
        Heading("Mix", 24),
        Heading("Column", 24),
        Heading("Unit", 12),
        Heading("Weighs", 10),
        Heading("Row", 8, is_number=True),
        Heading(VALUE, 14, is_number=True),
        Heading("Source", 60),
    ]
    says = "Kinds of workers that lines are averaged over; locked."
    page = begun(book, MIXES, f"Mixes of {model.title}", says, headings)
    row = FIRST
    for mix in model.mixes.values():
        row = _mix(page, row, mix)
    page.sheet.freeze_panes(FIRST, 1)


def _mix(page: Page, row: int, mix: Mix) -> int:
    for key, column in mix.columns.items():
        block = area(MIXES, (row, 5), (row + len(column) - 1, 5))
        page.book.workbook.define_name(f"{mix.name}__{key}", f"={block}")
        for number, value in enumerate(column, start=1):
            page.text(row, 0, mix.name, "text")
            page.text(row, 1, key, "text")
            page.text(row, 2, mix.units.get(key, "1"), "text")
            page.text(row, 3, "yes" if key == mix.weight else "", "text")
            page.cell(row, 4, number, "count")
            page.cell(row, 5, value, "exact")
            page.text(row, 6, mix.source, "words")
            page.fit(row, {60: mix.source})
            name = f"{mix.name}__{key}__{number}"
            page.book.workbook.define_name(name, address(MIXES, row, 5))
            row += 1
    return row


def about_page(book: Book, layout: Layout) -> None:
    """Write which model it is, by which a workbook is known when it comes back."""
    build_up, model = layout.build_up, layout.build_up.model
    headings = [Heading(NAME, 18), Heading(VALUE, 60), Heading("What it is", 70)]
    says = "By this Fairlot knows the workbook again; do not change it."
    page = begun(book, ABOUT, "About this workbook", says, headings)
    told: list[tuple[str, object, str]] = [
        (MODEL, model.name, "the cost model"),
        (VERSION, fingerprint(model), "changes with whatever the model works out"),
        (ON, build_up.day, "the day whose law counts"),
        ("currency", model.currency, "of its amounts"),
        ("price", model.price, "the line that is the answer"),
        ("source", model.source, "where the model comes from"),
        ("made_by", f"Fairlot {version('fairlot')}", "the program that wrote this"),
    ]
    for row, (name, value, words) in enumerate(told, start=FIRST):
        page.text(row, 0, name, "text")
        page.cell(row, 1, value, "day" if name == ON else "words")
        page.text(row, 2, words, "words")
        if isinstance(value, str):
            page.fit(row, {60: value})
