"""What the sheets of a cost model's workbook have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.forms.model_form import NAME
from costing.sheets.cell_facts import letters_of
from fairlot.workbook.result_table import COVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.result_table import Formula

HEADER: Final = 3
"""Row of the column names, from 0."""

FIRST: Final = HEADER + 1
"""First row below them, from 0."""

NUMBERS: Final = frozenset(
    {"gbp", "gbp_fine", "number", "number_fine", "exact", "open", "plain", "count"}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its name, its width in letters, and whether of numbers."""

    text: str
    width: int
    is_number: bool = False


def name_heading(names: Iterable[str]) -> Heading:
    """Give the column of names, as wide as the longest that is of common length."""
    longest = max(map(len, names), default=0)
    return Heading(NAME, max(14, min(longest + 3, 44)))


def begun(
    book: Book, name: str, title: str, says: str, headings: Sequence[Heading]
) -> Page:
    """Begin a sheet: a title, a line of words, a link to the cover, column names.

    Nothing of it can be changed but the cells that are open; there is no password.
    """
    page = book.page(name)
    page.text(0, 0, title, "title")
    page.text(1, 0, says, "lead")
    page.link(2, 0, COVER)
    lines = 1
    for place, heading in enumerate(headings):
        look = "header_right" if heading.is_number else "header"
        page.text(HEADER, place, heading.text, look)
        page.sheet.set_column(place, place, heading.width)
        lines = max(lines, -(-len(heading.text) // max(heading.width - 3, 1)))
    page.sheet.set_row(HEADER, 14 * lines + 4)
    page.sheet.repeat_rows(HEADER)
    locked(page)
    return page


def locked(page: Page) -> None:
    """Protect a sheet without a password; columns and rows may be made wider."""
    page.sheet.protect("", {"format_columns": True, "format_rows": True})


def formula(page: Page, row: int, column: int, given: Formula, style: str) -> None:
    """Write a live formula with the value that it has."""
    look = page.book.style(style)
    page.sheet.write_formula(row, column, given.text, look, given.value)


def address(sheet: str, row: int, column: int) -> str:
    """Give a cell as names refer to it; row and column from 0."""
    return f"={_quoted(sheet)}!${letters_of(column + 1)}${row + 1}"


def area(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """Give a block of cells, rows and columns from 0."""
    start, end = (
        f"${letters_of(column + 1)}${row + 1}" for row, column in (first, last)
    )
    return f"{_quoted(sheet)}!{start}:{end}"


def _quoted(sheet: str) -> str:
    return sheet if sheet.isalnum() else f"'{sheet}'"
