"""Rates on a page: how many stand how, and the farthest outside their range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import pandas as pd

from costing.money import amount
from costing.ranges.state import RateState
from fairlot.output import show, wrapped
from scenarios.rates.rates import LINES

if TYPE_CHECKING:
    from scenarios.rates.rates import RateCheck

_SHOWN: Final = 20
_EXPLAINED: Final = 5
"""Rates of which the lines are shown, the first of all tables together."""

_END: Final = {
    RateState.BELOW_STATUTORY: "low",
    RateState.BELOW: "low",
    RateState.ABOVE: "high",
}
"""The states that are outside, and the end of the range that is nearest."""


def page(check: RateCheck) -> None:
    """Print what rates come to: states first, then the worst by gap per year."""
    if check.rows.empty:
        return
    summary = check.summary
    click.secho(
        f"{counted(summary['rates'])} on {check.day}, by {check.model}, band "
        f"{check.band}",
        bold=True,
    )
    for state, count in summary["states"].items():
        click.echo(f"  {count:>6,}  {state}")
    if summary["not_in_force"]:
        count = summary["not_in_force"]
        click.echo(f"  {count:>6,}  not in force that day, and left out below")
    for word in ("below", "above"):
        pence = summary[f"{word}_pence_per_year"]
        click.echo(f"A year {word} the range: {pounds(abs(pence))}")
    if summary["without_annual"]:
        count = counted(summary["without_annual"])
        click.echo(f"The money a year of {count} is not known: see note in the CSV.")
    left, explained = _SHOWN, _EXPLAINED
    now = check.rows[check.rows["in_force"]]
    for state, end in _END.items():
        shown = _farthest(now[now["state"] == state]).head(left)
        left -= len(shown)
        if not shown.empty:
            _table(shown, str(state), end)
            _explain(shown.head(explained))
            explained -= len(shown.head(explained))
    outside = sum(summary["states"][state] for state in _END)
    if outside > _SHOWN:
        rest = counted(outside - _SHOWN)
        click.echo(f"and {rest} more outside; --format csv has every one.")


def pounds(pence: Any) -> str:
    """Write pence as a person reads them: ``£1,234.50``, ``-£0.05``; "" for none."""
    if pd.isna(pence):
        return ""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{float(amount(abs(int(pence)))):,.2f}"


def counted(count: int) -> str:
    """Write ``1 rate``, ``300 rates``."""
    return "1 rate" if count == 1 else f"{count:,} rates"


def _farthest(rows: pd.DataFrame) -> pd.DataFrame:
    """Put rates in order, the largest yearly gap first; those without one come last."""
    by_year = rows["gap_to_range_pence_per_year"].abs().astype("Float64")
    keys = pd.DataFrame(
        {"year": by_year.fillna(-1), "unit": rows["gap_to_range_pence"].abs()}
    )
    order = keys.sort_values(["year", "unit"], ascending=False, kind="stable").index
    return rows.loc[order]


def _explain(rows: pd.DataFrame) -> None:
    """Print of each rate the lines that could account for most of its gap."""
    if rows.empty:
        return
    click.echo("Lines that could account for the gap to the expected price:")
    for row in rows.to_dict("records"):
        names = ("provider", "service", "area")
        told = " ".join(filter(None, (row[name] for name in names)))
        parts = [
            f"{row[f'line_{number}']} {pounds(row[f'line_{number}_pence'])}"
            for number in range(1, LINES + 1)
            if row[f"line_{number}"]
        ]
        if row["other_pence"]:
            parts.append(f"other {pounds(row['other_pence'])}")
        gap = pounds(row["gap_to_expected_pence"])
        text = f"{told}, {gap}: {', '.join(parts)}"
        click.echo(wrapped(text, 2, 2))


def _table(rows: pd.DataFrame, state: str, end: str) -> None:
    names = {
        "rate": "rate_pence",
        f"{end} end": f"{end}_pence",
        "expected": "expected_pence",
        "gap": "gap_to_range_pence",
        "gap a year": "gap_to_range_pence_per_year",
    }
    if state == RateState.BELOW_STATUTORY:
        names["expected"] = "statutory_employment_cost_pence"
    labels = {"expected": "statutory"} if state == RateState.BELOW_STATUTORY else {}
    records = rows.to_dict("records")
    show(
        "table",
        ("provider", "service", *names),
        [
            [row["provider"], row["service"], *(pounds(row[n]) for n in names.values())]
            for row in records
        ],
        title=f"{state[:1].upper()}{state[1:]}, by the gap to the {end} end a year",
        numbers=tuple(names),
        labels=labels,
    )
