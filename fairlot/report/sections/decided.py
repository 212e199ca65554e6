"""What was decided: each placement, with its price, points and rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairlot.report.figures import count, decimal, gbp, several
from fairlot.report.names import (
    lots_of,
    or_nothing,
    provider_cell,
    provider_names,
)
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """Placements."""

    placements: Table | None
    says: str


def decided(outcome: Outcome) -> Decided:
    """Say what was decided in an outcome."""
    placed = outcome.allocation.placements
    if placed.empty:
        return Decided(None, "Nobody is placed.")
    first = int((placed["rank"] == 1).sum())
    departed = len(placed) - first
    who = several(first, "person gets", "people get") if first else "Nobody gets"
    says = f"{who} the offer ranked first."
    if departed:
        does = several(departed, "person does", "people do")
        says += f" {does} not, and each is in the register of departures."
    return Decided(_placements(outcome), says)


def _placements(outcome: Outcome) -> Table:
    placed, pairs = outcome.allocation.placements, outcome.allocation.pairs
    names, lots = provider_names(outcome.market), lots_of(outcome.market)
    eligible = pairs[pairs["rank"] > 0].groupby("referral").size()
    shares = outcome.shares["background_share_pence"].tolist()
    rows = tuple(
        (
            row.referral,
            lots[row.referral],
            provider_cell(names, row.provider),
            or_nothing(row.scheme),
            decimal(row.hours_per_week),
            gbp(row.price_pence),
            gbp(share) if share else or_nothing(""),
            decimal(row.points),
            Cell(
                f"{count(row.rank)} of {count(eligible[row.referral])}",
                strong=row.rank > 1,
            ),
        )
        for row, share in zip(rows_of(placed), shares, strict=True)
    )
    return Table(
        "placements",
        "Who is placed with whom",
        (
            Column("Referral"),
            Column("Lot"),
            Column("Provider"),
            Column("Scheme"),
            Column("Hours a week", "number"),
            Column("Price a week", "number"),
            Column("Background share", "number"),
            Column("Points", "number"),
            Column("Rank", "number"),
        ),
        rows,
        total=(
            "All",
            "",
            "",
            "",
            decimal(placed["hours_per_week"].sum()),
            gbp(int(placed["price_pence"].sum())),
            gbp(sum(shares)),
            decimal(placed["points"].sum()),
            "",
        ),
        note=(
            "The background share is the person's part of their home's shared support "
            "where the price does not hold it. The rank is among the person's eligible "
            "offers; bold where it is not the first."
        ),
    )
