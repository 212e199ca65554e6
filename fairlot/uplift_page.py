"""Uplifts on a page: what law changed, what it comes to, the rates it moves most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
import pandas as pd

from fairlot.output import show
from fairlot.rates_page import counted, pounds

if TYPE_CHECKING:
    from costing.law import Change
    from scenarios.rates.uplifts import Uplifts

_SHOWN: Final = 20

_WITHOUT_FORMULA: Final = {
    "rate": "rate_pence",
    "law": "law_pence",
    "asked": "requested_pence",
    "law a year": "law_pence_per_year",
}
_NAMES: Final = {
    "rate": "rate_pence",
    "law": "law_pence",
    "formula": "formula_pence",
    "asked": "requested_pence",
    "difference": "difference_pence_per_year",
}


def page(found: Uplifts) -> None:
    """Print the changes of law, the money a year, and the rates it moves most."""
    if found.rows.empty:
        return
    summary = found.summary
    click.secho(
        f"{counted(summary['rates'])} from {found.start} to {found.end}, by "
        f"{found.model}, band {found.band}, differential {found.differential}",
        bold=True,
    )
    for change in found.changes:
        click.echo(_change(change))
    if not found.changes:
        click.echo("No law that the model reads changes between these days.")
    click.echo("A year:")
    for name, words in (
        ("law", "by law"),
        ("formula", "by the council's formula"),
        ("difference", "formula less law"),
        ("requested", "asked for, by those who ask"),
    ):
        pence = summary[f"{name}_pence_per_year"]
        if pence is not None:
            click.echo(f"  {pounds(pence):>16}  {words}")
    if found.cpi is not None and not summary["with_formula"]:
        click.echo("No rate has a formula of the council's: see note in the CSV.")
    if summary["raised"]:
        click.echo(
            f"Pay told is below the legal minimum of {found.start}, and taken at it, "
            f"for {counted(summary['raised'])}."
        )
    if summary["without_annual"]:
        count = counted(summary["without_annual"])
        click.echo(f"The money a year of {count} is not known: see note in the CSV.")
    if summary["comparable"] < summary["rates"]:
        count = counted(summary["rates"] - summary["comparable"])
        click.echo(f"{count} cannot be compared: see note in the CSV.")
    _table(found)


def _change(change: Change) -> str:
    flag = f", {change.new.flag}" if change.new.flag else ""
    unit = "" if change.new.unit == "1" else f" {change.new.unit}"
    return (
        f"  {change.day}  {change.name}: {change.old.value:,.10g} to "
        f"{change.new.value:,.10g}{unit}{flag} ({change.new.source})"
    )


def _table(found: Uplifts) -> None:
    rows = found.rows[found.rows["law_pence"].notna()]
    size = rows["law_pence_per_year"].abs().astype("Float64").fillna(-1)
    keys = pd.DataFrame({"year": size, "unit": rows["law_pence"].abs()})
    order = keys.sort_values(["year", "unit"], ascending=False, kind="stable").index
    shown = rows.loc[order].head(_SHOWN)
    if shown.empty:
        return
    has_formula = bool(found.summary["with_formula"])
    names = _NAMES if has_formula else _WITHOUT_FORMULA
    title = "What law adds to a unit, the most money a year first"
    if has_formula:
        title += "; difference: formula less law, a year"
    show(
        "table",
        ("provider", "service", *names),
        [
            [row["provider"], row["service"], *(pounds(row[n]) for n in names.values())]
            for row in shown.to_dict("records")
        ],
        title=title,
        numbers=tuple(names),
    )
    if len(rows) > len(shown):
        rest = len(rows) - len(shown)
        click.echo(f"and {rest:,} more; --format csv has every rate.")
