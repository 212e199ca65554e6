"""Uplifts on a page: what law changed, what it comes to, the rates it moves most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
import pandas as pd

from costing.uplifts.calendar import CALENDAR
from fairlot.output import show, wrapped
from fairlot.pages.rates import counted, pounds

if TYPE_CHECKING:
    from costing.law import Change
    from scenarios.rates.uplift_steps import Step
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


def page(found: Uplifts, by: str = "rate") -> None:
    """Print the changes of law, the money a year, and the rates it moves most.

    Parameters
    ----------
    found : Uplifts
    by : {"rate", "provider"}
        What the table has a row for.
    """
    if found.rows.empty:
        return
    summary = found.summary
    heading = (
        f"{counted(summary['rates'])} from {found.start} to {found.end}, by "
        f"{found.model}, band {found.band}, differential {found.differential}"
    )
    click.secho(wrapped(heading), bold=True)
    for change in found.changes:
        click.echo(wrapped(_change(change), indent=2, more=12))
    if not found.changes:
        click.echo("No law that the model reads changes between these days.")
    _money(found)
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
    old = summary["not_in_force"]
    if old:
        is_not = "is not in force" if old == 1 else "are not in force"
        click.echo(f"{counted(old)} {is_not}, and left out here: see note in the CSV.")
    if summary["comparable"] + old < summary["rates"]:
        count = counted(summary["rates"] - summary["comparable"] - old)
        click.echo(f"{count} cannot be compared: see note in the CSV.")
    if by == "provider":
        _providers(found)
    else:
        _table(found)


def _money(found: Uplifts) -> None:
    """Print what the formula is made of, and the money a year."""
    formula = found.formula
    told = []
    if formula.pay_share is not None:
        told.append(f"a {formula.pay_share:.6g}")
    if formula.growth is not None:
        told.append(f"growth of {formula.wage} {formula.growth:.6g}")
    told += [
        f"rates of one {u} up to whole {pounds(step)}" for u, step in formula.steps
    ]
    if told and formula.cpi is not None:
        click.echo(f"The formula has: {', '.join(told)}.")
    click.echo("A year:")
    for name, words in (
        ("law", "by law"),
        ("calendar", _calendar(found)),
        ("formula", "by the council's formula"),
        ("difference", "formula less law"),
        ("requested", "asked for, by those who ask"),
        ("asked_less_law", "asked for less law, by those who ask"),
    ):
        pence = found.summary[f"{name}_pence_per_year"]
        if pence is not None and (pence or name != "calendar"):
            click.echo(f"  {pounds(pence):>16}  {words}")
        if name == "law" and len(found.steps) > 1:
            for step in found.steps:
                of_step = f"of it {_when(step)}"
                click.echo(f"  {pounds(step.pence_per_year):>16}    {of_step}")


def _calendar(found: Uplifts) -> str:
    """Say why the calendar moves prices: ``8`` bank holidays, then ``10``."""
    days = [one for one in found.changes if one.name in CALENDAR]
    if not days:
        return "apart from law, since a year has other bank holidays"
    new, old = (f"{one.value:g}" for one in (days[-1].new, days[0].old))
    return f"apart from law: {new} bank holidays fall in the year, not {old}"


def _when(step: Step) -> str:
    return f"from {step.day}" if step.day else "left by pay that fell, or by pennies"


def _change(change: Change) -> str:
    flag = f", {change.new.flag}" if change.new.flag else ""
    unit = "" if change.new.unit == "1" else f" {change.new.unit}"
    return (
        f"{change.day}  {change.name}: {change.old.value:,.10g} to "
        f"{change.new.value:,.10g}{unit}{flag} ({change.new.source})"
    )


def _providers(found: Uplifts) -> None:
    """Print the money a year of each provider, the most by law first."""
    names = ["law", "formula", "requested", "asked_less_law"]
    if not found.summary["with_formula"]:
        names.remove("formula")
    columns = [f"{name}_pence_per_year" for name in names]
    size = found.providers["law_pence_per_year"].fillna(-1)
    order = size.sort_values(ascending=False, kind="stable").index
    shown = found.providers.loc[order].head(_SHOWN)
    labels = {"requested": "asked", "asked_less_law": "asked less law"}
    show(
        "table",
        ("provider", "rates", *names),
        [
            [row["provider"], row["rates"], *(pounds(row[name]) for name in columns)]
            for row in shown.to_dict("records")
        ],
        title="The money a year by provider, the most by law first",
        numbers=("rates", *names),
        labels=labels,
    )
    if len(found.providers) > len(shown):
        rest = len(found.providers) - len(shown)
        click.echo(f"and {rest:,} more; --by provider --format csv has every one.")


def _table(found: Uplifts) -> None:
    rows = found.rows[found.rows["in_force"] & found.rows["law_pence"].notna()]
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
