"""From the baseline to each scenario: comparison, bridge, and what was changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fairlot.report.figures import gbp
from fairlot.report.words import aim
from fairlot.workbook.charts import BLANK, SEEN, waterfall
from fairlot.workbook.column_words import cut
from fairlot.workbook.result_table import FIRST_ROW, Column, Formula, ResultTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from fairlot.workbook.charts import Draw
    from scenarios.study import Ran, Study

MORE: Final = "More or less a week"
TOGETHER: Final = "all together"

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Step", "words", 50),
    Column(MORE, "gbp_more"),
    Column("Together a week", "gbp_more"),
    Column("People placed, more or less", "count_more", 14),
    Column("In the chart", "words", 56),
    *(Column(name, "number") for name in (BLANK[0], *(name for name, _ in SEEN[:3]))),
    *(Column(name, "number") for name in (BLANK[1], *(name for name, _ in SEEN[3:]))),
)

COMPARISON_COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Measure", width=26),
    Column("In words", "words", 46),
    Column("Value", "number", 16),
    Column("More or less", "more", 16),
)

CHANGE_COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Table", width=18),
    Column("Key", "words", 40),
    Column("Column", width=28),
    Column("Old", "words", 30),
    Column("New", "words", 30),
)

MOST_CHANGES: Final = 20_000
"""Rows of changes that the workbook shows; the ledgers have every one."""

_LONGEST: Final = 36


def bridges(study: Study) -> ResultTable:
    """Lay out what each change of each scenario does by itself, with a waterfall."""
    found: list[tuple[Any, ...]] = []
    spans: list[tuple[Ran, int, int]] = []
    for ran in study.ran:
        first = FIRST_ROW + len(found)
        found += _steps(ran, first)
        if len(ran.bridge):
            spans.append((ran, first, FIRST_ROW + len(found) - 1))
    table = ResultTable(
        "Bridge",
        "From the case as it is to each scenario, step by step",
        "Each change run by itself; the interaction is what they do together and none "
        "does alone. The columns from G on are drawn in the charts.",
        COLUMNS,
        found,
    )
    charts = tuple(_chart(table, ran, first, last) for ran, first, last in spans)
    return replace(table, charts=charts, printed=6)


def _steps(ran: Ran, first: int) -> Iterator[tuple[Any, ...]]:
    before = people = 0
    row = first
    for step in ran.bridge.to_dict("records"):
        pence, placed = int(step["pence"]), int(step["placed"])
        after = before + pence
        start = "0" if row == first else f"D{row - 1}"
        running = f"=ROUND({start}+C{row},2)"
        yield (
            ran.scenario.name,
            step["step"],
            pence / 100,
            Formula(running, after / 100),
            placed,
            f"{cut(step['step'].replace('_', ' '), _LONGEST)} ({_signed(pence)})",
            *_drawn(row, start, (before, after)),
        )
        before, people, row = after, people + placed, row + 1
    if row > first:
        yield (
            ran.scenario.name,
            TOGETHER,
            Formula(f"=ROUND(SUM(C{first}:C{row - 1}),2)", before / 100),
            Formula(f"=C{row}", before / 100),
            Formula(f"=SUM(E{first}:E{row - 1})", people),
            f"{TOGETHER} ({_signed(before)})",
            *(0, 0, 0, Formula(f"=MAX(0,D{row})", max(0, before) / 100)),
            *(0, 0, 0, Formula(f"=MIN(0,D{row})", min(0, before) / 100)),
        )


def _drawn(row: int, start: str, pence: tuple[int, int]) -> tuple[Any, ...]:
    """Part a step into what a stacked column shows of it, above zero and below."""
    a, b = pence
    end = f"D{row}"
    rises, falls = b >= a, b < a
    above = max(0, b) - max(0, a)
    below = min(0, b) - min(0, a)
    parts = (
        (f"MAX(0,MIN({start},{end}))", max(0, min(a, b))),
        (f"IF({end}>={start},MAX(0,{end})-MAX(0,{start}),0)", above * rises),
        (f"IF({end}<{start},MAX(0,{start})-MAX(0,{end}),0)", -above * falls),
        None,
        (f"MIN(0,MAX({start},{end}))", min(0, max(a, b))),
        (f"IF({end}>={start},MIN(0,{start})-MIN(0,{end}),0)", -below * rises),
        (f"IF({end}<{start},MIN(0,{end})-MIN(0,{start}),0)", below * falls),
        None,
    )
    return tuple(
        0 if part is None else Formula(f"=ROUND({part[0]},2)", part[1] / 100)
        for part in parts
    )


def _chart(table: ResultTable, ran: Ran, first: int, last: int) -> Draw:
    title = f"{cut(ran.scenario.title or ran.scenario.name, 70)}: pounds a week"
    values = "; ".join(
        str(row[5]) for row in table.rows[first - FIRST_ROW :][: last - first + 1]
    )
    return waterfall(
        table, "In the chart", (first, last), (title, f"{title}. {values}")
    )


def _signed(pence: int) -> str:
    return f"+{gbp(pence)}" if pence > 0 else gbp(pence)


def compared(study: Study) -> ResultTable:
    """Lay out every measure of every scenario beside the baseline."""
    rows = [
        (
            row["scenario"],
            row["measure"],
            aim(row["measure"]),
            float(row["value"]),
            float(row["difference"]),
        )
        for row in study.comparison.to_dict("records")
    ]
    return ResultTable(
        "Comparison",
        "Every measure of every scenario",
        "More or less: against the case as it is. Money in pounds. comparison.csv has "
        "the same.",
        COMPARISON_COLUMNS,
        rows,
    )


def changes(study: Study, most: int = MOST_CHANGES) -> ResultTable:
    """Lay out every cell that a scenario changes: old and new.

    Parameters
    ----------
    study : Study
    most : int
        Rows above which the rest is left to the ledgers of the scenarios.
    """
    rows = [
        (ran.scenario.name, *map(str, row))
        for ran in study.ran
        for row in _ledger(ran.ledger)
    ]
    says = "One row a cell: what it was in the case, and what it is in the scenario."
    if len(rows) > most:
        says += (
            f" The first {most:,} of {len(rows):,}: ledger.csv of each has them all."
        )
    return ResultTable(
        "Changes", "What each scenario changes", says, CHANGE_COLUMNS, rows[:most]
    )


def _ledger(ledger: pd.DataFrame) -> Sequence[Sequence[object]]:
    names = ["table", "key", "column", "old", "new"]
    rows: list[list[object]] = ledger[names].to_numpy().tolist()
    return rows
