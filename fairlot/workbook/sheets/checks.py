"""Checks: what the sheets add up to, beside what Fairlot worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from costing.care.packages import ONE_OFF
from fairlot.workbook.result_table import (
    FIRST_ROW,
    Column,
    Formula,
    ResultTable,
    count_of,
    sum_of,
)
from fairlot.workbook.sheets.bridge import MORE, TOGETHER
from fairlot.workbook.sheets.homes import PAID
from fairlot.workbook.sheets.prices import ONCE, placed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.outcome import Outcome
    from scenarios.study import Study

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Check", "words", 70),
    Column("On the sheets", "number", 18),
    Column("By Fairlot", "number", 18),
    Column("Difference", "number", 14),
    Column("Agrees", width=10),
)

_MINE: Final = "$A{row}"
"""The scenario of a check, in the first column of its own row."""


@dataclass(frozen=True, slots=True)
class Added:
    """The sheets that are added up; None where there is none."""

    placements: ResultTable
    homes: ResultTable
    prices: ResultTable | None
    bridge: ResultTable | None


@dataclass(frozen=True, slots=True)
class _Check:
    """What is added up, in words and as a formula; what it comes to; what it should."""

    scenario: str
    says: str
    text: str
    on_sheet: float
    by_fairlot: float

    def cells(self, row: int) -> tuple[Any, ...]:
        """Give the row of the sheet."""
        off = (round(self.on_sheet * 100) - round(self.by_fairlot * 100)) / 100
        return (
            self.scenario,
            self.says,
            Formula(f"=ROUND({self.text.format(row=row)},2)", self.on_sheet),
            self.by_fairlot,
            Formula(f"=ROUND(C{row}-D{row},2)", off),
            Formula(f'=IF(E{row}=0,"yes","NO")', "NO" if off else "yes"),
        )


def checks(study: Study, added: Added) -> ResultTable:
    """Set what the sheets add up to beside what Fairlot worked out in whole pence."""
    found = [
        check
        for scenario, outcome in study.outcomes.items()
        if outcome.allocation.audit != NO_PLAN
        for check in _of_outcome(scenario, outcome, added)
    ]
    if added.bridge is not None:
        found += _of_bridges(study, added.bridge)
    return ResultTable(
        "Checks",
        "Do the sheets agree with Fairlot?",
        "What the sheets add up to when your spreadsheet works them out, beside what "
        "Fairlot counted in whole pence.",
        COLUMNS,
        [check.cells(row) for row, check in enumerate(found, start=FIRST_ROW)],
    )


def _of_outcome(scenario: str, outcome: Outcome, added: Added) -> Iterator[_Check]:
    placed, homes = added.placements, added.homes
    allocation = outcome.allocation
    n_on_sheet = sum(1 for row in placed.rows if row[0] == scenario)
    count = count_of(_mine(placed))
    n_placed = len(allocation.placements)
    yield _Check(scenario, "People placed", count, n_on_sheet, n_placed)
    prices, prices_are = _sum(placed, "Price a week", scenario)
    paid, paid_is = _sum(homes, PAID, scenario)
    says = "Cost a week: prices of the placements, and background of homes opened"
    cost = allocation.cost_pence / 100
    yield _Check(scenario, says, f"{prices}+{paid}", prices_are + paid_is, cost)
    says = "Shares of background of the people placed, a week"
    shares = int(outcome.shares["background_share_pence"].sum()) / 100
    text, is_sum = _sum(placed, "Share of background a week", scenario)
    yield _Check(scenario, says, text, is_sum, shares)
    if added.prices is None:
        return
    lines = placed_lines(outcome)
    for when, once in (("a week", False), ("paid once", True)):
        kept = lines[(lines["component"] == ONE_OFF) == once]
        total = int(kept["amount_pence"].sum()) / 100
        word = '"yes"' if once else '"no"'
        says = f"Packages of the people placed by the cost model, {when}"
        also = (added.prices.area(ONCE), word)
        text = sum_of(added.prices.area("Amount"), _mine(added.prices), also)
        is_sum = added.prices.total("Amount", {"Scenario": scenario, ONCE: once})
        yield _Check(scenario, says, text, is_sum, total)


def _of_bridges(study: Study, bridge: ResultTable) -> Iterator[_Check]:
    for ran in study.ran:
        if ran.bridge.empty:
            continue
        scenario = ran.scenario.name
        together = (bridge.area("Step"), f'"{TOGETHER}"')
        text = sum_of(bridge.area(MORE), _mine(bridge), together)
        is_sum = bridge.total(MORE, {"Scenario": scenario, "Step": TOGETHER})
        old, new = study.baseline.allocation, ran.outcome.allocation
        more = (new.cost_pence - old.cost_pence) / 100
        says = "Cost a week against the case as it is: the steps of the bridge"
        yield _Check(scenario, says, text, is_sum, more)


def _mine(table: ResultTable) -> tuple[str, str]:
    return table.area("Scenario"), _MINE


def _sum(table: ResultTable, heading: str, scenario: str) -> tuple[str, float]:
    text = sum_of(table.area(heading), _mine(table))
    return text, table.total(heading, {"Scenario": scenario})
