"""Prices: the package lines of everybody placed, worked out on the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.care.packages import COLUMNS as LINE_COLUMNS
from costing.care.packages import ONE_OFF
from fairlot.workbook.result_table import FIRST_ROW, Column, Formula, ResultTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.outcome import Outcome

ONCE: Final = "Paid once"

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Referral"),
    Column("Provider"),
    Column("Component", width=16),
    Column("Band", width=18),
    Column("Funder", width=10),
    Column("Scheme"),
    Column(ONCE, width=8),
    Column("Unit price", "gbp"),
    Column("Quantity", "plain"),
    Column("Unit", width=8),
    Column("Staff", "plain", 8),
    Column("Shared by", "plain", 8),
    Column("Amount", "gbp"),
)


def prices(outcomes: Mapping[str, Outcome]) -> ResultTable | None:
    """Lay out every package line of everybody placed, with the provider they are with.

    Returns
    -------
    ResultTable or None
        None where no outcome has priced lines.
    """
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        found += _rows(scenario, outcome, FIRST_ROW + len(found))
    if not found:
        return None
    return ResultTable(
        "Prices",
        "What the cost model makes of each package, line by line",
        "Amount = unit price x quantity x staff / shared by, to the penny; click a "
        "cell to see it worked out. prices.csv has the lines of every other offer.",
        COLUMNS,
        found,
    )


def placed_lines(outcome: Outcome) -> pd.DataFrame:
    """Give the priced lines of everybody placed, with the provider they are with."""
    keys = ["referral", "provider"]
    placed = outcome.allocation.placements[keys].drop_duplicates()
    if outcome.prices is None or placed.empty:
        return pd.DataFrame(columns=list(LINE_COLUMNS))
    return placed.merge(outcome.prices.lines, on=keys, how="inner")


def weekly_pence(outcome: Outcome) -> dict[tuple[str, str], int]:
    """Give the model's weekly price, in pence, by referral and provider."""
    if outcome.prices is None:
        return {}
    weekly = outcome.prices.weekly
    pairs = zip(weekly["referral"], weekly["provider"], strict=True)
    return dict(zip(pairs, map(int, weekly["price_pence"].tolist()), strict=True))


def _rows(scenario: str, outcome: Outcome, first: int) -> Iterator[tuple[Any, ...]]:
    lines = placed_lines(outcome).to_dict("records")
    for number, row in enumerate(lines, first):
        text = f"=ROUND(I{number}*J{number}*L{number}/M{number},2)"
        yield (
            scenario,
            row["referral"],
            row["provider"],
            row["component"],
            row["band"],
            row["funder"],
            row["scheme"],
            row["component"] == ONE_OFF,
            int(row["unit_price_pence"]) / 100,
            float(row["quantity"]),
            row["unit"],
            float(row["staff"]),
            float(row["shared_by"]),
            Formula(text, int(row["amount_pence"]) / 100),
        )
