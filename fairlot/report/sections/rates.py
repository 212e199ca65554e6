"""Rates against the fair range: how many stand how, and those that are outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.errors import CareError
from costing.ranges.state import RateState
from fairlot.report.figures import (
    NOTHING,
    count,
    day,
    gbp,
    gbp_more_or_less,
    several,
)
from fairlot.report.names import cut, provider_cell, provider_names
from fairlot.report.parts import Cell, Column, Plot, Table
from fairlot.report.spans import Rated, rated
from fairlot.report.words import first_upper, named
from scenarios.rates.rates import LINES, rate_check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome
    from scenarios.rates.rates import RateCheck

    Row = Mapping[str, Any]

MOST: Final = 24
"""Rates outside their range that a plot or the table shows at most."""

_OUTSIDE: Final = (RateState.BELOW_STATUTORY, RateState.BELOW, RateState.ABOVE)
_STATES: Final = {
    RateState.BELOW_STATUTORY: "Below statutory employment cost",
    RateState.BELOW: "Below the fair range",
    RateState.WITHIN: "Within the fair range",
    RateState.ABOVE: "Above the fair range",
    RateState.NOT_COMPARABLE: "Cannot be compared",
}
_LABEL: Final = 44


@dataclass(frozen=True, slots=True)
class Rates:
    """Every rate beside its fair range."""

    says: str
    notes: tuple[str, ...]
    states: Table | None
    plots: tuple[Plot, ...]
    outside: Table | None


def rates(outcome: Outcome) -> Rates | None:
    """Set the rates of a case beside their fair range; nothing where it has none."""
    if outcome.case.tables["rates"].empty:
        return None
    try:
        check = rate_check(outcome.case, draws=0)
    except CareError as error:
        first = str(error).partition("\n")[0]
        return Rates(f"Rates cannot be checked: {first}", (), None, (), None)
    names = provider_names(outcome.market)
    outside = _outside(check)
    return Rates(
        says=_says(check),
        notes=check.notes,
        states=_states(check),
        plots=tuple(_plots(outside, names)),
        outside=_table(outside, names) if outside else None,
    )


def _says(check: RateCheck) -> str:
    states = check.summary["states"]
    below = states[RateState.BELOW_STATUTORY]
    outside = sum(states[state] for state in _OUTSIDE)
    text = (
        f"{several(check.summary['rates'], 'rate')} set beside the fair range that the "
        f"cost model gives for {day(check.day)}. "
    )
    old = check.summary["not_in_force"]
    if old:
        of = several(old, "of them is", "of them are")
        text += f"{of} not in force that day, and left out here. "
    if below:
        has = "rate is" if below == 1 else "rates are"
        text += (
            f"{count(below)} {has} below statutory employment cost, and cannot pay "
            "what employment law asks of an employer; a rate itself is not unlawful. "
        )
    if not outside:
        return text + "None is outside its range."
    return text + f"{several(outside, 'rate is', 'rates are')} outside in all."


def _states(check: RateCheck) -> Table:
    rows = check.rows[check.rows["in_force"]]
    told = []
    for state, words in _STATES.items():
        mine = rows[rows["state"] == state]
        yearly = mine["gap_to_range_pence_per_year"].dropna()
        gap = gbp(abs(int(yearly.sum()))) if state in _OUTSIDE else NOTHING
        told.append((words, count(len(mine)), gap))
    without = check.summary["without_annual"]
    note = (
        "The fair range is the price with the inputs that have ranges at their ends. A "
        "year: what all of them together are short of the low end, or above the high."
    )
    if without:
        of = several(without, "rate")
        note += f" No yearly hours are known for {of}, which are left out of the money."
    return Table(
        "rate-states",
        "How rates stand",
        (
            Column("State", "words"),
            Column("Rates", "number"),
            Column("A year", "number"),
        ),
        tuple(told),
        total=("All", count(len(rows)), ""),
        note=note,
    )


def _outside(check: RateCheck) -> list[Row]:
    """Give the rates outside their range: by state, the largest yearly gap first."""
    rows = check.rows[check.rows["in_force"]]
    order = {str(state): place for place, state in enumerate(_OUTSIDE)}
    found = rows[rows["state"].isin(list(order))]
    yearly = found["gap_to_range_pence_per_year"].abs().astype("Float64").fillna(-1)
    keys = pd.DataFrame(
        {
            "state": found["state"].map(order),
            "year": -yearly,
            "unit": -found["gap_to_range_pence"].abs(),
        }
    )
    at = keys.sort_values(["state", "year", "unit"], kind="stable").index
    return [
        {str(name): cell for name, cell in row.items()}
        for row in found.loc[at].to_dict("records")
    ]


def _plots(outside: list[Row], names: Mapping[str, str]) -> list[Plot]:
    """Draw one plot a unit, since hours and nights do not share an axis."""
    shown: dict[str, list[Row]] = {}
    for row in outside[:MOST]:
        shown.setdefault(row["unit"], []).append(row)
    plots = []
    for number, (unit, rows) in enumerate(shown.items(), start=1):
        title = f"Rates outside their fair range, pounds a{_n(unit)} {named(unit)}"
        drawn = [_rated(row, names) for row in rows]
        values = "; ".join(_value(row, names) for row in rows)
        name = f"rates-plot-{number}"
        plots.append(
            Plot(
                name,
                title,
                "The bar is the fair range, the black stroke statutory employment "
                "cost, the dot the rate. The axis does not begin at zero.",
                "rates-outside",
                rated(name, title, values, drawn, tick=lambda value: f"£{value:,.2f}"),
            )
        )
    return plots


def _known(pence: Any) -> int | None:
    return None if pence is pd.NA else int(pence)


def _n(unit: str) -> str:
    return "n" if unit == "hour" else ""


def _rated(row: Row, names: Mapping[str, str]) -> Rated:
    floor = _known(row["statutory_employment_cost_pence"])
    return Rated(
        cut(_label(row, names), _LABEL),
        row["rate_pence"] / 100,
        row["low_pence"] / 100,
        row["high_pence"] / 100,
        None if floor is None else floor / 100,
        f"{gbp(row['rate_pence'])}, {_gap(row)}",
    )


def _label(row: Row, names: Mapping[str, str]) -> str:
    who = names.get(row["provider"], row["provider"])
    area = f", {row['area']}" if row["area"] else ""
    return f"{who}, {named(row['service'])}{area}"


def _gap(row: Row) -> str:
    gap = int(row["gap_to_range_pence"])
    return f"{gbp(abs(gap))} {'short' if gap < 0 else 'above'}"


def _value(row: Row, names: Mapping[str, str]) -> str:
    floor = _known(row["statutory_employment_cost_pence"])
    text = f"{_label(row, names)}: {gbp(row['rate_pence'])}, range "
    text += f"{gbp(row['low_pence'])} to {gbp(row['high_pence'])}"
    return text if floor is None else f"{text}, statutory {gbp(floor)}"


def _table(outside: list[Row], names: Mapping[str, str]) -> Table:
    rows = tuple(_row(row, names) for row in outside[:MOST])
    note = (
        "Lines: the three that explain most of the gap to the expected price, and what "
        "all others come to."
    )
    if len(outside) > MOST:
        note += f" The first {MOST} of {count(len(outside))}; the workbook has all."
    return Table(
        "rates-outside",
        "Rates outside their fair range, the worst first",
        (
            Column("Provider"),
            Column("Service"),
            Column("Rate", "number"),
            Column("Fair range", "number"),
            Column("Statutory cost", "number"),
            Column("Gap to range", "number"),
            Column("Gap a year", "number"),
            Column("What explains the gap to the expected price", "words"),
        ),
        rows,
        note=note,
    )


def _row(row: Row, names: Mapping[str, str]) -> tuple[str | Cell, ...]:
    floor = _known(row["statutory_employment_cost_pence"])
    yearly = _known(row["gap_to_range_pence_per_year"])
    expected = int(row["gap_to_expected_pence"])
    under = ", ".join(filter(None, (row["area"], f"a{_n(row['unit'])} {row['unit']}")))
    return (
        provider_cell(names, row["provider"]),
        Cell(first_upper(named(row["service"])), under=under),
        gbp(row["rate_pence"]),
        Cell(
            f"{gbp(row['low_pence'])} to {gbp(row['high_pence'])}",
            under=f"expected {gbp(row['expected_pence'])}",
        ),
        NOTHING if floor is None else gbp(floor),
        Cell(_gap(row), strong=row["state"] == RateState.BELOW_STATUTORY),
        NOTHING if yearly is None else gbp(abs(yearly)),
        Cell(f"{gbp_more_or_less(expected)} than expected", under=_lines(row)),
    )


def _lines(row: Row) -> str:
    told = [
        f"{row[f'line_{number}']} {gbp_more_or_less(row[f'line_{number}_pence'])}"
        for number in range(1, LINES + 1)
        if row[f"line_{number}"]
    ]
    if row["other_pence"]:
        told.append(f"all others {gbp_more_or_less(row['other_pence'])}")
    return "; ".join(told)
