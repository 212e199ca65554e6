"""The first sheet of a workbook of results: what came out, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fairlot.report.figures import day
from fairlot.report.sections.headline import lead
from fairlot.report.words import STATUSES
from fairlot.workbook.result_table import COVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.result_table import ResultTable
    from scenarios.study import Study

_NAMES: Final = 36
_WIDE: Final = 110
_DECIDES: Final = "Fairlot ranks and explains; a named person decides."


def result_cover(book: Book, study: Study, tables: Sequence[ResultTable]) -> None:
    """Write the cover: title, day, what came out, notes, a line for each sheet.

    Parameters
    ----------
    book : Book
    study : Study
    tables : sequence of ResultTable
        The sheets that follow, in order.
    """
    page = book.page(COVER)
    page.text(0, 0, study.title or "A case without a title", "title")
    page.text(1, 0, f"Law and rates of {day(study.day)}. {_DECIDES}", "lead")
    row = 2
    baseline = study.baseline
    facts = [("What came out", lead(baseline))]
    facts += [("How sure it is", f"{STATUSES[baseline.allocation.status]}.")]
    facts += [("Clash", text) for text in baseline.allocation.clash]
    facts += [
        (f"Scenario {ran.scenario.name}", f"{ran.scenario.title}: {lead(ran.outcome)}")
        for ran in study.ran
    ]
    facts += [("Note", text) for text in _notes(study)]
    for name, text in facts:
        _line(page, row, name, text)
        row += 1
    page.text(row, 0, "Sheet", "cover_header")
    page.text(row, 1, "What it holds", "cover_header")
    page.sheet.set_row(row, 22)
    for table in tables:
        row += 1
        page.link(row, 0, table.sheet)
        page.text(row, 1, table.says, "cover_words")
        page.fit(row, {_WIDE: table.says})
    page.sheet.set_column(0, 0, _NAMES)
    page.sheet.set_column(1, 1, _WIDE)
    page.sheet.hide_gridlines(2)


def _line(page: Page, row: int, name: str, text: str) -> None:
    page.text(row, 0, name, "bold_words")
    page.text(row, 1, text, "cover_words")
    page.fit(row, {_NAMES: name, _WIDE: text})


def _notes(study: Study) -> list[str]:
    """Give every note once; those of a scenario alone begin with its name."""
    told = dict.fromkeys((*study.baseline.notes, *study.notes))
    for ran in study.ran:
        for text in ran.outcome.notes:
            if text not in told:
                told[f"{ran.scenario.name}: {text}"] = None
    return list(told)
