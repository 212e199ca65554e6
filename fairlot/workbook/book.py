"""A workbook made in memory: the same content gives the same bytes."""

from __future__ import annotations

import io
import math
from datetime import date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from fairlot.workbook.text_lines import n_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - a property of the file, no moment
"""When every workbook says that it was made: a file must not tell the time."""

LAST_ROW: Final = 1_048_576
"""Rows that a sheet can have."""

LONGEST_TEXT: Final = 32_767
"""Characters that a cell can hold."""

_FIRST_DAY: Final = date(1900, 3, 1)
"""Days before this count differently in spreadsheets, or not at all."""

_LINE_HEIGHT: Final = 12.75
"""Points that a line of text takes."""

BLACK: Final = "#0b0c0c"
GREY: Final = "#505a5f"
BLUE: Final = "#1d70b8"
PALE: Final = "#f3f2f1"
LINE: Final = "#b1b4b6"
WHITE: Final = "#ffffff"

_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text starts with that a spreadsheet runs once somebody edits it."""

_TOP: Final = {"valign": "top"}
_RIGHT: Final = {"valign": "top", "align": "right", "indent": 1}
_WRAP: Final = {"valign": "top", "text_wrap": True}
_OPEN: Final = {"locked": False, "bg_color": "#fff7bf", "border": 1, **_RIGHT}
_SUM: Final = {"top": 1, "italic": True, **_RIGHT}
STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": BLACK},
    "lead": {"font_color": GREY},
    "link": {"font_color": BLUE, "underline": 1, "valign": "top"},
    "heading": {"bold": True, "font_size": 12},
    "cover_header": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": BLACK,
        "valign": "bottom",
        "text_wrap": True,
        "border": 1,
        "border_color": BLACK,
    },
    "header": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": BLACK,
        "valign": "bottom",
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "border": 1,
        "border_color": BLACK,
    },
    "header_right": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": BLACK,
        "valign": "bottom",
        "align": "right",
        "indent": 1,
        "text_wrap": True,
        "border": 1,
        "border_color": BLACK,
    },
    "needed": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": BLACK,
        "num_format": "@",
        "border": 1,
        "border_color": LINE,
    },
    "optional": {
        "font_color": BLACK,
        "bg_color": PALE,
        "num_format": "@",
        "border": 1,
        "border_color": LINE,
    },
    "bold": {"bold": True, "valign": "top"},
    "bold_words": {"bold": True, **_WRAP},
    "text": {"align": "left", "indent": 1, **_TOP},
    "words": {"align": "left", "indent": 1, **_WRAP},
    "cover_words": _WRAP,
    "typed": {"num_format": "@", "valign": "top"},
    "typed_words": {"num_format": "@", **_WRAP},
    "gbp": {"num_format": "£#,##0.00;-£#,##0.00", **_RIGHT},
    "gbp_more": {"num_format": "+£#,##0.00;-£#,##0.00;£0.00", **_RIGHT},
    "number": {"num_format": "#,##0.00", **_RIGHT},
    "more": {"num_format": "+#,##0.00;-#,##0.00;0.00", **_RIGHT},
    "plain": {"num_format": "General", **_RIGHT},
    "count": {"num_format": "#,##0", **_RIGHT},
    "count_more": {"num_format": "+#,##0;-#,##0;0", **_RIGHT},
    "set": {"num_format": "General", "align": "left", **_TOP},
    "day": {"num_format": "dd/mm/yyyy", "align": "left", "indent": 1, **_TOP},
    "typed_day": {"num_format": "dd/mm/yyyy", "align": "left", **_TOP},
    "money": {"num_format": "#,##0.00", **_RIGHT},
    "gbp_fine": {"num_format": "£#,##0.0000;-£#,##0.0000", **_RIGHT},
    "number_fine": {"num_format": "#,##0.0000", **_RIGHT},
    "exact": {"num_format": "#,##0.00####", **_RIGHT},
    "open": {"num_format": "General", **_OPEN},
    "open_gbp": {"num_format": "£#,##0.00##;-£#,##0.00##", **_OPEN},
    "gbp_left": {"num_format": "£#,##0.00;-£#,##0.00", "align": "left", **_TOP},
    "number_left": {"num_format": "#,##0.00", "align": "left", **_TOP},
    "count_left": {"num_format": "#,##0", "align": "left", **_TOP},
    "section": {"bold": True, "bg_color": PALE, **_TOP},
    "gbp_bold": {"num_format": "£#,##0.00;-£#,##0.00", "bold": True, **_RIGHT},
    "number_bold": {"num_format": "#,##0.00", "bold": True, **_RIGHT},
    "gbp_sum": {"num_format": "£#,##0.00;-£#,##0.00", **_SUM},
    "number_sum": {"num_format": "#,##0.00", **_SUM},
}
"""How cells look, by name."""


class Book:
    """A workbook under way.

    Parameters
    ----------
    title, subject : str
        Properties of the file.
    """

    def __init__(self, title: str, subject: str) -> None:
        import xlsxwriter  # noqa: PLC0415 - heavy, and only wanted here

        self._stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        }
        self.workbook: Workbook = xlsxwriter.Workbook(self._stream, options)
        self._formats: dict[tuple[str, bool], Format] = {}
        made_by = f"Fairlot {version('fairlot')}"
        properties = {
            "title": title[:255],
            "subject": subject,
            "author": "Fairlot",
            "comments": f"Made by {made_by}.",
            "created": CREATED,
        }
        self.workbook.set_properties(properties)
        self.workbook.set_custom_property("Made by", made_by, "text")
        self.workbook.set_custom_property("Case contract", 1, "number")

    def page(self, name: str) -> Page:
        """Add a sheet, set up to be printed on A4 across."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        return Page(self, sheet)

    def style(self, name: str, *, quoted: bool = False) -> Format:
        """Give a format by the name of its style.

        Parameters
        ----------
        name : str
            One of :data:`STYLES`.
        quoted : bool
            For text that must stay text when somebody edits the cell.
        """
        key = name, quoted
        if key not in self._formats:
            also = {"quote_prefix": True} if quoted else {}
            self._formats[key] = self.workbook.add_format({**STYLES[name], **also})
        return self._formats[key]

    def content(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._stream.getvalue()


class Page:
    """A sheet of a workbook; rows and columns count from 0.

    Parameters
    ----------
    book : Book
    sheet : Worksheet
    """

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """Write text as text, whatever it starts with, cut to what a cell can hold."""
        is_risky = text.startswith(_RUN)
        look = self.book.style(style, quoted=is_risky)
        self.sheet.write_string(row, column, text[:LONGEST_TEXT], look)

    def cell(self, row: int, column: int, value: object, style: str) -> None:
        """Write a value by its type; None and what is not a number are left blank."""
        look = self.book.style(style)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            self.sheet.write_string(row, column, "yes" if value else "no", look)
        elif isinstance(value, int | float) and math.isfinite(value):
            self.sheet.write_number(row, column, value, look)
        elif isinstance(value, int | float):
            self.sheet.write_string(row, column, "not known", look)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            self.sheet.write_datetime(row, column, value, look)
        else:
            self.text(row, column, str(value), style)

    def link(self, row: int, column: int, name: str) -> None:
        """Write the name of a sheet, as a link to it."""
        look = self.book.style("link")
        self.sheet.write_url(row, column, f"internal:'{name}'!A1", look, name)

    def fit(self, row: int, texts: Mapping[int, str]) -> None:
        """Make a row as high as its longest text needs.

        Parameters
        ----------
        row : int
        texts : mapping of int to str
            Texts that are wrapped, by the width of their column in digits.
        """
        lines = max((n_lines(text, width) for width, text in texts.items()), default=1)
        self.sheet.set_row(row, _LINE_HEIGHT * lines + 2)
