"""Departures: who is not with the offer that ranks first for them, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from allocation.departures import departures
from fairlot.report.names import provider_names
from fairlot.workbook.result_table import Column, ResultTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Referral"),
    Column("Placed with"),
    Column("Provider's name", width=28),
    Column("Scheme"),
    Column("Points", "number"),
    Column("Rank", "count"),
    Column("Better offer of"),
    Column("Name of that provider", width=28),
    Column("Scheme of that offer"),
    Column("Points of that offer", "number"),
    Column("Rank of that offer", "count"),
    Column("Reason", width=16),
    Column("Why", "words", 60),
)


def departed(outcomes: Mapping[str, Outcome]) -> ResultTable:
    """Lay out every offer that ranks above the one chosen, and what held it back."""
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        if outcome.allocation.audit == NO_PLAN:
            continue
        names = provider_names(outcome.market)
        register = departures(outcome.market, outcome.allocation)
        for row in register.to_dict("records"):
            found.append(
                (
                    scenario,
                    row["referral"],
                    row["provider"],
                    names.get(row["provider"], ""),
                    row["scheme"],
                    float(row["points"]),
                    int(row["rank"]),
                    row["better_provider"],
                    names.get(row["better_provider"], ""),
                    row["better_scheme"],
                    float(row["better_points"]),
                    int(row["better_rank"]),
                    row["reason"].replace("_", " "),
                    row["why"],
                )
            )
    return ResultTable(
        "Departures",
        "Who is not with the offer that ranks first for them, and why",
        "One row an offer that ranks above the one chosen: what held it back, the rest "
        "of the plan as it is.",
        COLUMNS,
        found,
    )
