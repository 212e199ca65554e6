"""Who is placed, and who is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from fairlot.report.names import lots_of, provider_names
from fairlot.workbook.result_table import (
    FIRST_ROW,
    Column,
    Formula,
    ResultTable,
    quick_sum_of,
)
from fairlot.workbook.sheets.prices import ONCE, weekly_pence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.outcome import Outcome

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Referral"),
    Column("Lot", width=8),
    Column("Provider"),
    Column("Provider's name", width=28),
    Column("Scheme"),
    Column("Hours a week", "number"),
    Column("Points", "number"),
    Column("Rank", "count"),
    Column("Price a week", "gbp"),
    Column("Share of background a week", "gbp"),
    Column("Model's price a week", "gbp"),
    Column("Price and share against model", "gbp_more"),
)

UNPLACED_COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Referral"),
    Column("Lot", width=8),
    Column("Priority", "count"),
    Column("Reason", "words", 70),
    Column("Remedy", "words", 60),
)


def placements(
    outcomes: Mapping[str, Outcome], prices: ResultTable | None
) -> ResultTable:
    """Lay out every placement of every outcome, by scenario and referral.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        By name of scenario, the baseline first.
    prices : ResultTable or None
        The sheet of package lines, from which the model's price is added up.
    """
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        found += _rows(scenario, outcome, prices, FIRST_ROW + len(found))
    return ResultTable(
        "Placements",
        "Who is placed with whom",
        "One row a person placed. Price: what the offer asks. Model's price: what the "
        "cost model makes of the same package, added up from the sheet Prices.",
        COLUMNS,
        found,
    )


def _rows(
    scenario: str, outcome: Outcome, prices: ResultTable | None, first: int
) -> Iterator[tuple[Any, ...]]:
    names = provider_names(outcome.market)
    lots = lots_of(outcome.market)
    modelled = weekly_pence(outcome)
    shares = outcome.shares["background_share_pence"]
    placed = outcome.allocation.placements.to_dict("records")
    for number, (row, share) in enumerate(zip(placed, shares, strict=True), first):
        price = int(row["price_pence"])
        model = modelled.get((row["referral"], row["provider"]))
        model_cell = against = None
        if model is not None and prices is not None:
            text = quick_sum_of(
                prices.area("Amount"),
                (prices.area("Scenario"), f"$A{number}"),
                (prices.area("Referral"), f"$B{number}"),
                (prices.area(ONCE), '"no"'),
            )
            more = price + int(share) - model
            model_cell = Formula(f"=ROUND({text},2)", model / 100)
            against = Formula(f"=ROUND(J{number}+K{number}-L{number},2)", more / 100)
        yield (
            scenario,
            row["referral"],
            lots[row["referral"]],
            row["provider"],
            names.get(row["provider"], ""),
            row["scheme"],
            float(row["hours_per_week"]),
            float(row["points"]),
            int(row["rank"]),
            price / 100,
            int(share) / 100,
            model_cell,
            against,
        )


def not_placed(outcomes: Mapping[str, Outcome]) -> ResultTable:
    """Lay out everybody whom a plan leaves without a placement, and why."""
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        if outcome.allocation.audit == NO_PLAN:
            continue
        lots = lots_of(outcome.market)
        people = outcome.market.referrals
        priority = dict(zip(people["referral"], people["priority"], strict=True))
        found += [
            (
                scenario,
                row["referral"],
                lots[row["referral"]],
                int(priority[row["referral"]]),
                row["reason"],
                row["remedy"],
            )
            for row in outcome.allocation.unplaced.to_dict("records")
        ]
    return ResultTable(
        "Not placed",
        "Who is not placed, and what would change that",
        "One row a person without a placement: what stands against every offer, and "
        "the nearest thing that would place them.",
        UNPLACED_COLUMNS,
        found,
    )
