"""A sheet of results: a title, a line of words, and one table from row 4."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from costing.money import pence
from costing.sheets.cell_facts import letters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fairlot.workbook.book import Book, Page

HEADER_ROW: Final = 4
"""Where the column names of every table stand, as a reader counts rows."""

FIRST_ROW: Final = HEADER_ROW + 1
"""Where the first row of every table stands."""

COVER: Final = "Read me"

_ON_A_PAGE: Final = 2
"""Charts that go on one page, where there are more."""

_RIGHT: Final = frozenset(
    {
        *("gbp", "gbp_more", "number", "more", "plain", "count", "count_more"),
        *("share", "open", "open_gbp"),
    }
)
_WIDTHS: Final = {
    "text": 14,
    "words": 40,
    "gbp": 15,
    "gbp_more": 15,
    "number": 12,
    "more": 12,
    "plain": 12,
    "count": 10,
    "count_more": 10,
    "day": 12,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula, with the value that Fairlot has for it.

    Parameters
    ----------
    text : str
        Beginning with ``=``.
    value : float or str
        What a reader sees who does not work it out again.
    """

    text: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of results.

    Parameters
    ----------
    heading : str
    style : str
        Of its cells: one of :data:`fairlot.workbook.book.STYLES`.
    width : int
        In characters; 0 for that of the style.
    """

    heading: str
    style: str = "text"
    width: int = 0

    @property
    def wide(self) -> int:
        """Give the width in characters."""
        return self.width or _WIDTHS[self.style]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A sheet with one table.

    Parameters
    ----------
    sheet : str
        Name of the sheet.
    title : str
        Stands in A1.
    says : str
        What it holds, in a line under the title.
    columns : tuple of Column
    rows : list of tuples
        A cell a column: text, number, day, yes or no, :class:`Formula`, or None.
    charts : tuple of callables
        Each draws a chart under the table: given book, page, and the row to start at;
        gives the next free row.
    printed : int
        Columns that go on paper; 0 for all.
    table : str
        What the table is called where other names may clash; "" for as the sheet.
    """

    sheet: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    charts: tuple[Callable[[Book, Page, int], int], ...] = ()
    printed: int = 0
    table: str = ""

    @property
    def last_row(self) -> int:
        """Row of the last cell, as a reader counts; an empty table has one row."""
        return HEADER_ROW + max(len(self.rows), 1)

    def letter(self, heading: str) -> str:
        """Give the letter of a column."""
        place = [column.heading for column in self.columns].index(heading)
        return letters_of(place + 1)

    def area(self, heading: str) -> str:
        """Give the cells of a column as other sheets refer to them."""
        letter = self.letter(heading)
        return f"{self._quoted}!${letter}${FIRST_ROW}:${letter}${self.last_row}"

    def cell(self, heading: str, row: int) -> str:
        """Give one cell as other sheets refer to it; ``row`` as a reader counts."""
        return f"{self._quoted}!${self.letter(heading)}${row}"

    def total(self, heading: str, wanted: Mapping[str, object]) -> float:
        """Add up what the cells of a column hold, as a spreadsheet would.

        Parameters
        ----------
        heading : str
        wanted : mapping of str to object
            What other columns of the row must hold.
        """
        headings = [column.heading for column in self.columns]
        cells = (dict(zip(headings, row, strict=True)) for row in self.rows)
        held = [
            _held(row[heading])
            for row in cells
            if all(row[name] == value for name, value in wanted.items())
        ]
        return int(pence(held).sum()) / 100

    @property
    def _quoted(self) -> str:
        return f"'{self.sheet}'" if " " in self.sheet else self.sheet

    def write(self, book: Book) -> None:
        """Write the sheet."""
        page = book.page(self.sheet)
        page.text(0, 0, self.title, "title")
        page.text(1, 0, self.says, "lead")
        page.link(2, 0, COVER)
        self._table(page)
        for row, cells in enumerate(self.rows, start=FIRST_ROW - 1):
            self._row(page, row, cells)
        if not self.rows:
            page.text(FIRST_ROW - 1, 0, "none", "text")
        for place, column in enumerate(self.columns):
            page.sheet.set_column(place, place, column.wide)
        page.sheet.freeze_panes(HEADER_ROW, 1)
        page.sheet.repeat_rows(HEADER_ROW - 1)
        next_row = self.last_row + 1
        breaks = []
        for place, draw in enumerate(self.charts):
            if place % _ON_A_PAGE == 0 and len(self.charts) > _ON_A_PAGE:
                breaks.append(next_row)
            next_row = draw(book, page, next_row)
        page.sheet.set_h_pagebreaks(breaks)
        if self.printed:
            page.sheet.print_area(0, 0, next_row, self.printed - 1)

    def _table(self, page: Page) -> None:
        headings = [
            {
                "header": column.heading,
                "header_format": page.book.style(
                    "header_right" if column.style in _RIGHT else "header"
                ),
            }
            for column in self.columns
        ]
        area = HEADER_ROW - 1, 0, self.last_row - 1, len(self.columns) - 1
        page.sheet.add_table(
            *area,
            {
                "name": self.table or self.sheet.replace(" ", "_"),
                "columns": headings,
                "style": "Table Style Light 1",
            },
        )
        lines = max(_lines(column) for column in self.columns)
        page.sheet.set_row(HEADER_ROW - 1, 14 * lines + 4)

    def _row(self, page: Page, row: int, cells: tuple[Any, ...]) -> None:
        wrapped: dict[int, str] = {}
        for place, (column, value) in enumerate(zip(self.columns, cells, strict=True)):
            if isinstance(value, Formula):
                look = page.book.style(column.style)
                page.sheet.write_formula(row, place, value.text, look, value.value)
                continue
            page.cell(row, place, value, column.style)
            if column.style == "words" and isinstance(value, str):
                longest = max(value, wrapped.get(column.wide, ""), key=len)
                wrapped[column.wide] = longest
        if wrapped:
            page.fit(row, wrapped)


def _held(cell: object) -> float:
    value = cell.value if isinstance(cell, Formula) else cell
    return float(value) if isinstance(value, int | float) else 0.0


def _lines(column: Column) -> int:
    """Count the lines that a heading needs beside the arrow of its filter."""
    return len(wrap(f"{column.heading} \u25bc", max(column.wide - 2, 1)))


def sum_of(area: str, *criteria: tuple[str, str]) -> str:
    """Write a sum of the cells that meet every criterion: ``(area, cell or text)``.

    Texts are compared as they are: to ``SUMIFS`` 1, 01 and 1e0 are one number.
    """
    return f"SUMPRODUCT({_exact(criteria)},{area})"


def quick_sum_of(area: str, *criteria: tuple[str, str]) -> str:
    """Write a sum as :func:`sum_of`, for a row of many: quicker, and less exact."""
    pairs = "".join(f",{of},{what}" for of, what in criteria)
    return f"SUMIFS({area}{pairs})"


def count_of(*criteria: tuple[str, str]) -> str:
    """Write a count of the rows that meet every criterion."""
    return f"SUMPRODUCT({_exact(criteria)})"


def _exact(criteria: tuple[tuple[str, str], ...]) -> str:
    return "*".join(f"EXACT({of},{what})" for of, what in criteria) + "*1"
