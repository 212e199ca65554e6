"""The summary: every scenario beside the case as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from fairlot.report.words import STATUSES
from fairlot.workbook.charts import bars
from fairlot.workbook.result_table import (
    FIRST_ROW,
    Column,
    Formula,
    ResultTable,
    count_of,
    sum_of,
)
from fairlot.workbook.sheets.homes import PAID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome

AS_IT_IS: Final = "The case as it is"

COST: Final = "Cost a week"
PLACED: Final = "Placed"

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("What it is", "words", 44),
    Column("Law and rates of", "day"),
    Column("Status", "words", 30),
    Column("People", "count"),
    Column(PLACED, "count"),
    Column("Not placed", "count"),
    Column("Placed, more or less", "count_more"),
    Column(COST, "gbp"),
    Column("Cost, more or less", "gbp_more"),
    Column("Points", "number"),
    Column("Points, more or less", "more"),
)


def summary(
    outcomes: Mapping[str, Outcome],
    titles: Mapping[str, str],
    placed: ResultTable,
    homes: ResultTable,
) -> ResultTable:
    """Set every outcome beside the baseline, added up from the other sheets.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        By name of scenario, the baseline first.
    titles : mapping of str to str
        What each is.
    placed, homes : ResultTable
        The sheets that are added up.
    """
    base = next(iter(outcomes.values()))
    rows = [
        _row(FIRST_ROW + place, name, titles[name], (outcome, base), (placed, homes))
        for place, (name, outcome) in enumerate(outcomes.items())
    ]
    table = ResultTable(
        "Summary",
        "What each scenario places and costs",
        "Counted and added up from the sheets Placements and Homes. More or less: "
        "against the case as it is.",
        COLUMNS,
        rows,
    )
    if base.allocation.audit == NO_PLAN:
        return table
    charts = (
        bars(table, COST, "Cost a week by scenario", "£#,##0"),
        bars(table, PLACED, "People placed by scenario", "0"),
    )
    return replace(table, charts=charts)


def points_of(outcome: Outcome) -> float:
    """Add up the points of everybody placed, two decimals each."""
    hundredths = (outcome.allocation.placements["points"] * 100).round()
    return int(hundredths.sum()) / 100


def _row(
    row: int,
    name: str,
    title: str,
    outcomes: tuple[Outcome, Outcome],
    sheets: tuple[ResultTable, ResultTable],
) -> tuple[Any, ...]:
    outcome, base = outcomes
    placed, homes = sheets
    people = len(outcome.market.referrals)
    head = (name, title, outcome.day, STATUSES[outcome.allocation.status], people)
    if outcome.allocation.audit == NO_PLAN:
        return (*head, *([None] * (len(COLUMNS) - len(head))))
    mine = (placed.area("Scenario"), f"$A{row}")
    cost = sum_of(placed.area("Price a week"), mine)
    background = sum_of(homes.area(PAID), (homes.area("Scenario"), f"$A{row}"))
    points = sum_of(placed.area("Points"), mine)
    n_placed, n_base = (len(one.allocation.placements) for one in outcomes)
    pence = outcome.allocation.cost_pence
    cells: list[Any] = [
        *head,
        Formula(f"={count_of(mine)}", n_placed),
        Formula(f"=E{row}-F{row}", people - n_placed),
        None,
        Formula(f"=ROUND({cost}+{background},2)", pence / 100),
        None,
        Formula(f"=ROUND({points},2)", points_of(outcome)),
        None,
    ]
    if base.allocation.audit != NO_PLAN:
        more = (points_of(outcome) * 100 - points_of(base) * 100) / 100
        cells[7] = Formula(f"=F{row}-F${FIRST_ROW}", n_placed - n_base)
        more_pence = pence - base.allocation.cost_pence
        cells[9] = Formula(f"=ROUND(I{row}-I${FIRST_ROW},2)", more_pence / 100)
        cells[11] = Formula(f"=ROUND(K{row}-K${FIRST_ROW},2)", more)
    return tuple(cells)
