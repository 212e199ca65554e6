"""Further tables of rates on a page: quartiles, returns, lines and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from costing.ranges.fences import FEWEST
from fairlot.output import show, wrapped
from scenarios.rates.return_rows import TABLE_COLUMNS, table_records, table_rows

if TYPE_CHECKING:
    from scenarios.rates.return_check import ReturnCheck

_SHOWN: Final = 20

_TITLES: Final = {
    "quartiles": "Rates in force, by service",
    "services": "Returns, by service: quartiles of totals, and the sum of line medians",
    "lines": "Returns, by line",
}
_COLUMNS: Final = {
    "quartiles": {
        "service": "service",
        "unit": "unit",
        "rates": "rates",
        "lower_quartile_gbp": "lower",
        "median_gbp": "median",
        "upper_quartile_gbp": "upper",
        "outliers": "outliers",
    },
    "services": {
        "service": "service",
        "returns": "returns",
        "response_share": "response",
        "lower_quartile_gbp": "lower",
        "median_of_totals_gbp": "median",
        "upper_quartile_gbp": "upper",
        "sum_of_line_medians_gbp": "lines",
        "difference_gbp": "difference",
    },
    "lines": {
        "service": "service",
        "heading": "heading",
        "line": "line",
        "returns": "returns",
        "lower_quartile_gbp": "lower",
        "median_gbp": "median",
        "upper_quartile_gbp": "upper",
    },
}
"""Columns of the page and their headings; CSV and JSON have more."""

_WORDS: Final = ("service", "unit", "heading", "line")
_QUARTILES: Final = (
    "Quartiles: the share p of n values in order stands at the place 1 + (n - 1) p, on "
    "a straight line between two (QUARTILE.INC)."
)


def page(found: ReturnCheck, table: str) -> None:
    """Print one of the tables for people, or say that it has no rows."""
    rows = table_rows(found, table)
    if not rows:
        click.echo(_NOTHING[table])
        return
    if table == "checks":
        _checks(found)
        return
    headings = _COLUMNS[table]
    places = [TABLE_COLUMNS[table].index(name) for name in headings]
    show(
        "table",
        list(headings),
        [[_cell(row[at], TABLE_COLUMNS[table][at]) for at in places] for row in rows],
        title=_TITLES[table],
        numbers=[name for name in headings if name not in _WORDS],
        labels=headings,
    )
    click.echo(_QUARTILES)


def _cell(text: str, column: str) -> str:
    return f"{float(text):.0%}" if column.endswith("_share") and text else text


def _checks(found: ReturnCheck) -> None:
    """Print what was found, a sentence each, under the name of its check."""
    records = table_records(found, "checks")
    for check, count in found.checks["check"].value_counts(sort=False).items():
        click.secho(f"{check} ({count})", bold=True)
        mine = [one for one in records if one["check"] == check]
        for one in mine[:_SHOWN]:
            names = ("provider", "service", "location", "line")
            where = ", ".join(one[name] for name in names if one[name])
            click.echo(wrapped(f"{where}: {_amounts(one)}{one['says']}.", 2, 2))
        if len(mine) > _SHOWN:
            rest = len(mine) - _SHOWN
            click.echo(f"  and {rest:,} more; --format csv has every one.")


def _amounts(one: dict[str, Any]) -> str:
    if one["amount_gbp"] is None:
        return ""
    return f"{_pounds(one['amount_gbp'])} beside {_pounds(one['beside_gbp'])}; "


def _pounds(amount: float) -> str:
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def checks_line(found: ReturnCheck) -> str:
    """Count what asks for a second look, by kind, in one line; "" if nothing does."""
    counts = found.checks["check"].value_counts(sort=False)
    if counts.empty:
        return ""
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return f"For a second look: {kinds}. See --table checks."


_NOTHING: Final = {
    "quartiles": "There are no rates in force.",
    "services": "There are no returns.",
    "lines": "There are no returns with lines.",
    "checks": f"Nothing asks for a second look. Fewer than {FEWEST} values are not "
    "looked at for what lies far from the rest.",
}
