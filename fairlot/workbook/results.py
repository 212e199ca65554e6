"""The results of a run as a workbook, its sums worked out on the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlot.workbook.book import Book
from fairlot.workbook.result_cover import result_cover
from fairlot.workbook.sheets.bridge import bridges, changes, compared
from fairlot.workbook.sheets.checks import Added, checks
from fairlot.workbook.sheets.departures import departed
from fairlot.workbook.sheets.homes import homes
from fairlot.workbook.sheets.limits import limits, shadow_prices, shortlist
from fairlot.workbook.sheets.lots import by_lot
from fairlot.workbook.sheets.placements import not_placed, placements
from fairlot.workbook.sheets.prices import prices
from fairlot.workbook.sheets.rates import rates
from fairlot.workbook.sheets.record import law, run_facts
from fairlot.workbook.sheets.summary import AS_IT_IS, summary

if TYPE_CHECKING:
    from fairlot.workbook.result_table import ResultTable
    from scenarios.study import Study


def results_workbook(study: Study) -> bytes:
    """Write a study as a workbook.

    Parameters
    ----------
    study : Study
        With or without scenarios. Shortlist and shadow prices are there where its
        outcomes hold their explanations.

    Returns
    -------
    bytes
        An ``.xlsx``; the same study gives the same bytes. Prices, sums and counts are
        live formulas that hold their values; text is text, whatever it starts with.
    """
    tables = result_tables(study)
    book = Book(study.title, "What came of a run of Fairlot")
    result_cover(book, study, tables)
    for table in tables:
        table.write(book)
    return book.content()


def result_tables(study: Study) -> list[ResultTable]:
    """Lay out every sheet but the cover, in their order."""
    outcomes = study.outcomes
    titles = {one.scenario.name: one.scenario.title for one in study.ran}
    titles = {name: titles.get(name, AS_IT_IS) for name in outcomes}
    priced = prices(outcomes)
    placed = placements(outcomes, priced)
    housed = homes(outcomes)
    bridged = bridges(study) if study.ran else None
    found = [
        summary(outcomes, titles, placed, housed),
        by_lot(outcomes, placed),
        placed,
        not_placed(outcomes),
        shortlist(outcomes),
        departed(outcomes),
        priced,
        housed,
        limits(outcomes),
        shadow_prices(outcomes),
        compared(study) if study.ran else None,
        bridged,
        changes(study) if study.ran else None,
        rates(study.case),
        checks(study, Added(placed, housed, priced, bridged)),
        law(outcomes),
        run_facts(study),
    ]
    return [table for table in found if table is not None]
