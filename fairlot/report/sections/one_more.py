"""Shadow prices in words: what one hour or place more, or less, would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fairlot.report.figures import count, plain
from fairlot.report.names import limit_label, provider_names
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

MOST: Final = 25
"""Limits that the table shows at most."""


def one_more(outcome: Outcome) -> Table | None:
    """Say what more or less of each limit would change.

    Nothing where the outcome has no explanations, or no limit changes anything.
    """
    if outcome.explanations is None:
        return None
    prices = outcome.explanations.shadow_prices
    told = prices[prices["words"] != ""]
    if told.empty:
        return None
    names = provider_names(outcome.market)
    rows = tuple(
        (
            Cell(limit_label(names, row.provider, row.lot, row.scheme), under=row.kind),
            plain(row.limit),
            plain(row.left),
            row.words,
        )
        for row in rows_of(told.head(MOST))
    )
    note = (
        "The largest first. Found by solving again with one more and with one less: "
        "where that was too much to do for the plan itself, by the linear programme, "
        "in which people may be placed in parts."
    )
    if len(told) > MOST:
        note += f" The first {MOST} of {count(len(told))}; shadow_prices.csv has all."
    return Table(
        "one-more",
        "What one more hour or place would change, and one less",
        (
            Column("Limit", "words"),
            Column("It is", "number"),
            Column("Left", "number"),
            Column("What would change", "words"),
        ),
        rows,
        note=note,
    )
