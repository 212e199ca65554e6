"""The first sheet of a workbook of live formulas: what it is and how to use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.workbook.model.pages import formula, locked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fairlot.workbook.book import Page
    from fairlot.workbook.result_table import Formula

_NAMES: Final = 34
_WIDE: Final = 100


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first sheet.

    Parameters
    ----------
    title, lead : str
    check : Formula
        Whether the sheets agree with Fairlot.
    heading : str
        Above the facts.
    facts : sequence of (str, Formula, str)
        Name, value and look.
    steps : sequence of str
        How to use it.
    sheets : mapping of str to str
        What each sheet holds.
    """

    title: str
    lead: str
    check: Formula
    heading: str
    facts: Sequence[tuple[str, Formula, str]]
    steps: Sequence[str]
    sheets: Mapping[str, str]

    def write(self, page: Page) -> None:
        """Write the sheet, once all others are there."""
        page.text(0, 0, self.title, "title")
        page.text(1, 0, self.lead, "lead")
        page.text(2, 0, "Check", "bold")
        formula(page, 2, 1, self.check, "bold")
        row = self._heading(page, 3, self.heading)
        for name, value, look in self.facts:
            page.text(row, 0, name, "words")
            formula(page, row, 1, value, look)
            page.fit(row, {_NAMES: name})
            row += 1
        row = self._heading(page, row, "How to use it")
        for number, step in enumerate(self.steps, start=1):
            page.text(row, 0, f"Step {number}", "bold")
            page.text(row, 1, step, "cover_words")
            page.fit(row, {_WIDE: step})
            row += 1
        row = self._heading(page, row, "Sheet", "What it holds")
        for sheet in page.book.workbook.worksheets()[1:]:
            page.link(row, 0, sheet.get_name())
            page.text(row, 1, self.sheets[sheet.get_name()], "cover_words")
            row += 1
        page.sheet.set_column(0, 0, _NAMES)
        page.sheet.set_column(1, 1, _WIDE)
        page.sheet.hide_gridlines(2)
        locked(page)

    def _heading(self, page: Page, row: int, left: str, right: str = "") -> int:
        page.text(row, 0, left, "cover_header")
        page.text(row, 1, right, "cover_header")
        return row + 1
