"""The first sheet of a case's workbook: what it is and how to fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costing.columns import TableSpec
    from fairlot.workbook.book import Book

COVER: Final = "Read me"
"""The sheet that the reader of a case leaves aside."""

_WIDE: Final = 84

_STEPS: Final = """\
Open the sheet case. Give the case a title, and the day whose law and rates hold.
Fill in the sheets from left to right. Start with providers, referrals and offers.
Point at the name of a column to read what it is. Bold on black: needed in every row. \
Plain on grey: may be empty, and the note says what that means.
Keep the names in row 1 as they are. Leave no title above them; merge no cells.
Delete the sheet of a table that you do not use. Without a sheet offers, each provider \
is taken to offer its modelled price.
Save as .xlsx, and in a terminal type: fairlot check FILE. It lists all that is wrong, \
with sheet and cell.
Then type: fairlot run FILE --out ANSWER
Use pseudonyms for people. Names, NHS numbers, dates of birth, e-mail addresses and \
home postcodes are refused.
"""
"""How to fill it in, a step a line."""


def case_cover(
    book: Book, title: str, specs: Sequence[TableSpec], *, filled: bool
) -> None:
    """Write the cover: title, how to fill it in, a line for each sheet.

    Parameters
    ----------
    book : Book
    title : str
        Of the case.
    specs : sequence of TableSpec
        The sheets that follow, in order.
    filled : bool
        Whether it holds a case.
    """
    page = book.page(COVER)
    page.text(0, 0, f"{title}: a case for Fairlot", "title")
    says = (
        "Everything that Fairlot knows of this case, as it was read. A table that the "
        "case does not have has no sheet."
        if filled
        else "An empty case to fill in. Each sheet is a table; this one is for you and "
        "is not read."
    )
    page.text(1, 0, says, "lead")
    page.text(2, 0, "How to fill it in", "heading")
    page.sheet.set_row(2, 24)
    row = 3
    for number, step in enumerate(_STEPS.splitlines(), start=1):
        page.text(row, 0, f"Step {number}", "bold")
        page.text(row, 1, step, "cover_words")
        page.fit(row, {_WIDE: step})
        row += 1
    for place, name in enumerate(("Sheet", "A row is", "Needed columns")):
        page.text(row, place, name, "cover_header")
    page.sheet.set_row(row, 24)
    of_case = ("case", "One setting: key, value and what it is", "price_date")
    lines = [of_case, *((one.name, one.says, _needed(one)) for one in specs)]
    for name, line, needed in lines:
        row += 1
        page.link(row, 0, name)
        page.text(row, 1, line, "cover_words")
        page.text(row, 2, needed, "cover_words")
    page.sheet.set_column(0, 0, 18)
    page.sheet.set_column(1, 1, _WIDE)
    page.sheet.set_column(2, 2, 44)
    page.sheet.hide_gridlines(2)


def _needed(spec: TableSpec) -> str:
    return ", ".join(column.name for column in spec.columns if column.needed)
