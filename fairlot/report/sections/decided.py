"""What was decided: each placement, and each that is not the offer ranked first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocation.departures import departures
from fairlot.report.figures import count, decimal, gbp, gbp_more_or_less, several
from fairlot.report.names import (
    lots_of,
    or_nothing,
    provider_cell,
    provider_names,
)
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """Placements, and the register of departures from each person's own ranking."""

    placements: Table | None
    departures: Table | None
    says: str


def decided(outcome: Outcome) -> Decided:
    """Say what was decided in an outcome."""
    placed = outcome.allocation.placements
    if placed.empty:
        return Decided(None, None, "Nobody is placed.")
    departed = placed[placed["rank"] > 1]
    first = len(placed) - len(departed)
    who = several(first, "person gets", "people get") if first else "Nobody gets"
    says = f"{who} the offer ranked first."
    if len(departed):
        does = several(len(departed), "person does", "people do")
        says += f" {does} not, and each is in the register of departures below."
    return Decided(
        _placements(outcome),
        _departures(outcome, departed) if len(departed) else None,
        says,
    )


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


def _departures(outcome: Outcome, departed: pd.DataFrame) -> Table:
    pairs = outcome.allocation.pairs
    names = provider_names(outcome.market)
    register = departures(outcome.market, outcome.allocation)
    leading = register.drop_duplicates("referral").set_index("referral")
    keys = zip(pairs["referral"], pairs["provider"], pairs["scheme"], strict=True)
    offer_row = dict(zip(keys, pairs.index, strict=True))
    rows = []
    for row in rows_of(departed):
        held = leading.loc[row.referral]
        where = str(held["better_provider"]), str(held["better_scheme"])
        first = pairs.loc[offer_row[row.referral, where[0], where[1]]]
        chosen = pairs.loc[row.offer_row]
        dearer = int(chosen["evaluated_pence"]) - int(first["evaluated_pence"])
        rows.append(
            (
                row.referral,
                provider_cell(names, row.provider),
                count(row.rank),
                replace(
                    provider_cell(names, where[0]),
                    under=f"scheme {where[1]}" if where[1] else "",
                ),
                decimal(float(first["points"]) - row.points),
                gbp_more_or_less(dearer),
                str(held["why"]),
            )
        )
    return Table(
        "departures",
        "Register of departures: placed with an offer that is not ranked first",
        (
            Column("Referral"),
            Column("Placed with"),
            Column("Rank", "number"),
            Column("Ranked first"),
            Column("Points given up", "number"),
            Column("Weekly price", "number"),
            Column("What held it back", "words"),
        ),
        tuple(rows),
        note="Points and prices are against the offer ranked first. Prices are "
        "compared as offers are scored: where a home's background support is paid "
        "apart, with one place's part of it.",
    )
