"""Scenarios compared: what each comes to, beside the case as it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.money import pence
from fairlot.report.figures import (
    NOTHING,
    count,
    decimal,
    gbp,
    gbp_more_or_less,
    more_or_fewer,
    percent,
    pounds,
    several,
)
from fairlot.report.names import cut
from fairlot.report.parts import Cell, Column, Plot, Table
from fairlot.report.sections.moved import moved
from fairlot.report.spans import Beside, beside
from fairlot.report.words import STATUSES, first_upper
from scenarios.disk.layout import BASELINE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scenarios.study import Ran, Study

    Measures = Mapping[tuple[str, str], tuple[float, float]]

_AS_IS: Final = "The case as it is"
_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Compared:
    """Every scenario beside the baseline."""

    says: str
    caution: str
    plot: Plot | None
    table: Table
    caseload: Table | None


def compared(study: Study) -> Compared | None:
    """Set every scenario of a study beside the baseline; nothing where none is."""
    if not study.ran:
        return None
    rows = study.comparison.to_dict("records")
    measures = {
        (row["scenario"], row["measure"]): (row["value"], row["difference"])
        for row in rows
    }
    has_plot = study.baseline.has_plan and any(
        one.outcome.has_plan for one in study.ran
    )
    return Compared(
        says=_says(study),
        caution=_caution(study),
        plot=_plot(study) if has_plot else None,
        table=_table(study, measures),
        caseload=_caseload(study, measures),
    )


def difference(study: Study, one: Ran) -> str:
    """Say in words how a scenario differs from the baseline: people, then money."""
    base, then = study.baseline.allocation, one.outcome.allocation
    if not study.baseline.has_plan:
        return "The case as it is has no plan to compare with."
    people = len(then.placements) - len(base.placements)
    cost = then.cost_pence - base.cost_pence
    placed = "as many people are placed"
    if people:
        who = several(abs(people), "person", "people")
        more, are = (
            "more" if people > 0 else "fewer",
            "is" if abs(people) == 1 else "are",
        )
        placed = f"{who} {more} {are} placed"
    money = (
        f"for {gbp_more_or_less(cost)} a week" if cost else "at the same weekly cost"
    )
    return f"Against the case as it is, {placed}, {money}."


def _says(study: Study) -> str:
    number = several(len(study.ran), "scenario")
    text = f"{number} beside the case as it is, each priced and shared out anew."
    without = [one for one in study.ran if not one.outcome.has_plan]
    if without:
        has = several(len(without), "scenario has", "scenarios have")
        text += f" {has} no plan: the table says why."
    return text


def _caution(study: Study) -> str:
    """Warn where a scenario costs less since fewer people are placed."""
    base = study.baseline.allocation
    cheaper = [
        one
        for one in study.ran
        if study.baseline.has_plan
        and one.outcome.has_plan
        and one.outcome.allocation.cost_pence < base.cost_pence
        and len(one.outcome.allocation.placements) < len(base.placements)
    ]
    if not cheaper:
        return ""
    names = "; ".join(title(one) for one in cheaper)
    return (
        "Cost falls where fewer people are placed, which saves nothing: the duty to "
        f"meet their needs goes on. This holds for: {names}."
    )


def title(one: Ran) -> str:
    """Give the title of a scenario, or its name."""
    return one.scenario.title or one.scenario.name


def _plot(study: Study) -> Plot:
    base = study.baseline.allocation
    first = Beside(_AS_IS, base.cost_pence / 100, gbp(base.cost_pence))
    rows = []
    for one in study.ran:
        label = cut(title(one), _LABEL)
        if not one.outcome.has_plan:
            rows.append(Beside(label, None, "no plan"))
            continue
        then = one.outcome.allocation
        end = gbp_more_or_less(then.cost_pence - base.cost_pence)
        people = len(then.placements) - len(base.placements)
        if people:
            end += f", {more_or_fewer(people)} placed"
        rows.append(Beside(label, then.cost_pence / 100, end))
    values = "; ".join(f"{row.label}: {_value(row)}" for row in (first, *rows))
    name = "Weekly cost of the plan in each scenario"
    return Plot(
        "compared-plot",
        name,
        "The line runs from the cost of the case as it is to that of the scenario. The "
        "axis does not begin at zero.",
        "compared",
        beside(
            "compared-plot",
            name,
            values,
            first,
            rows,
            tick=lambda value: f"£{value:,.0f}",
        ),
    )


def _value(row: Beside) -> str:
    if row.value is None:
        return row.end
    cost = pounds(row.value)
    return cost if row.end == cost else f"{cost} a week, {row.end}"


def _table(study: Study, measures: Measures) -> Table:
    rows: list[tuple[str | Cell, ...]] = []
    for name, outcome in study.outcomes.items():
        one = next((ran for ran in study.ran if ran.scenario.name == name), None)
        label = Cell(_AS_IS, strong=True)
        if one is not None:
            label = Cell(title(one), under=name)
        if not outcome.has_plan:
            why = Cell(STATUSES[str(outcome.allocation.status)])
            rows.append((label, why, *[NOTHING] * 7))
            continue
        cells = [
            _cell(measures, name, "placed"),
            _cell(measures, name, "unplaced"),
            _cost(measures, name),
            _cell(measures, name, "points", decimal),
            _cell(measures, name, "moves_of_provider"),
            _cell(measures, name, "moves_of_home"),
        ]
        if one is None or not study.baseline.has_plan:
            elsewhere = NOTHING
        else:
            elsewhere = count(len(moved(study.baseline, outcome)))
        status = first_upper(str(outcome.allocation.status))
        rows.append((label, status, *cells, elsewhere))
    return Table(
        "compared",
        "Each scenario beside the case as it is",
        (
            Column("Scenario", "words"),
            Column("Plan"),
            Column("Placed", "number"),
            Column("Not placed", "number"),
            Column("Cost a week", "number"),
            Column("Points", "number"),
            Column("Change provider", "number"),
            Column("Change home", "number"),
            Column("Placed elsewhere", "number"),
        ),
        tuple(rows),
        note="Under each figure: how it differs from the case as it is. Optimal: "
        "proven that no plan is better. Change provider and change home: people with "
        "support today whose placement is with another provider, or in another home. "
        "Placed elsewhere: people whose placement is not that of the case as it is.",
    )


def _cell(
    measures: Measures,
    scenario: str,
    measure: str,
    figure: Callable[[float], str] = count,
) -> Cell:
    value, by = measures.get((scenario, measure), (math.nan, math.nan))
    if math.isnan(value):
        return Cell(NOTHING)
    known = scenario != BASELINE and not math.isnan(by)
    return Cell(figure(value), under=more_or_fewer(by) if known else "")


def _cost(measures: Measures, scenario: str, measure: str = "cost") -> Cell:
    value, by = measures.get((scenario, measure), (math.nan, math.nan))
    if math.isnan(value):
        return Cell(NOTHING)
    known = scenario != BASELINE and not math.isnan(by)
    under = gbp_more_or_less(int(pence(by))) if known else ""
    return Cell(pounds(value), under=under)


def _caseload(study: Study, measures: Measures) -> Table | None:
    if study.case.tables["commitments"].empty:
        return None
    rows: list[tuple[str | Cell, ...]] = []
    titles = {one.scenario.name: title(one) for one in study.ran}
    for name, outcome in study.outcomes.items():
        label = Cell(titles.get(name, _AS_IS), strong=name == BASELINE)
        if not outcome.has_plan:
            rows.append((label, *[NOTHING] * 6))
            continue
        share, _ = measures.get((name, "largest_three_share_of_cost"), (math.nan, 0.0))
        rows.append(
            (
                label,
                _cell(measures, name, "caseload_people"),
                _cell(measures, name, "waiting_people"),
                _cost(measures, name, "caseload_gbp_per_week"),
                _cost(measures, name, "caseload_gbp_per_year"),
                _cell(measures, name, "hhi_cost"),
                percent(share),
            )
        )
    return Table(
        "compared-caseload",
        "Everybody who is supported, with each plan carried out",
        (
            Column("Scenario", "words"),
            Column("People", "number"),
            Column("Of them waiting", "number"),
            Column("Cost a week", "number"),
            Column("Cost a year", "number"),
            Column("Concentration", "number"),
            Column("Largest three", "number"),
        ),
        tuple(rows),
        note="The caseload as it stays, and the plan. Who is given out anew and has "
        "no placement is counted as waiting, at what they cost today. Concentration: "
        "sum of the squared shares of providers in the cost, 10,000 where one has all. "
        "Largest three: their share of the cost.",
    )
