"""By lot: who waits, who is placed, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from fairlot.report.names import lot_titles, lots_of
from fairlot.workbook.charts import bars
from fairlot.workbook.result_table import (
    FIRST_ROW,
    Column,
    Formula,
    ResultTable,
    count_of,
    sum_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome

COLUMNS: Final = (
    Column("Scenario and lot", width=44),
    Column("Scenario", width=24),
    Column("Lot", width=8),
    Column("People", "count"),
    Column("Placed", "count"),
    Column("Not placed", "count"),
    Column("Hours placed a week", "number"),
    Column("Prices a week", "gbp"),
)


def by_lot(outcomes: Mapping[str, Outcome], placed: ResultTable) -> ResultTable:
    """Count people and add up prices by scenario and lot.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
    placed : ResultTable
        The sheet of placements, which is counted.
    """
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        if outcome.allocation.audit == NO_PLAN:
            continue
        lots = lots_of(outcome.market)
        placements = outcome.allocation.placements
        lot_of = placements["referral"].map(lots)
        for lot, title in lot_titles(outcome.market).items():
            row = FIRST_ROW + len(found)
            mine = placements[lot_of == lot]
            criteria = (
                (placed.area("Scenario"), f"$B{row}"),
                (placed.area("Lot"), f"$C{row}"),
            )
            people = sum(1 for one in lots.values() if one == lot)
            hours = sum_of(placed.area("Hours a week"), *criteria)
            cost = sum_of(placed.area("Price a week"), *criteria)
            found.append(
                (
                    f"{scenario}: {title}",
                    scenario,
                    lot,
                    people,
                    Formula(f"={count_of(*criteria)}", len(mine)),
                    Formula(f"=D{row}-E{row}", people - len(mine)),
                    Formula(f"={hours}", float(mine["hours_per_week"].sum())),
                    Formula(f"=ROUND({cost},2)", int(mine["price_pence"].sum()) / 100),
                )
            )
    table = ResultTable(
        "By lot",
        "Who is placed in each lot, and at what price",
        "Counted and added up from the sheet Placements. Background support of homes "
        "that the plan opens comes on top: see Homes.",
        COLUMNS,
        found,
    )
    if not found:
        return table
    charts = (bars(table, "Prices a week", "Prices a week by lot", "£#,##0"),)
    return replace(table, charts=charts)
