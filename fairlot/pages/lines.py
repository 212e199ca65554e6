"""Package lines added up: on a page, as rows and as a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from costing.care.packages import ONE_OFF
from costing.money import amount
from fairlot.output import show
from fairlot.pages.case_head import case_head
from fairlot.pages.rates import pounds

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.case import Case

COLUMNS: Final = (
    "provider",
    "component",
    "funder",
    "lines",
    "cost_gbp_per_week",
    "one_off_gbp",
)


def page(case: Case, totals: pd.DataFrame) -> None:
    """Print what each provider, component and funder comes to, and all together."""
    if totals.empty:
        return
    click.secho(case.settings.title, bold=True)
    click.echo(f"{case.settings.model}, {case.settings.price_date}")
    shown = [
        [*names, f"{count:,}", _shown(week), _shown(once)]
        for *names, count, week, once in _sums(totals)
    ]
    labels = {"cost_gbp_per_week": "a week", "one_off_gbp": "once"}
    show("table", COLUMNS, shown, numbers=COLUMNS[3:], labels=labels)
    is_once = totals["component"] == ONE_OFF
    click.echo(f"{int(totals['lines'].sum()):,} lines")
    for which, word in ((~is_once, "a week in all"), (is_once, "once in all")):
        whole = int(totals.loc[which, "amount_pence"].sum())
        click.echo(f"{pounds(whole):>16}  {word}")


def rows(totals: pd.DataFrame) -> list[list[object]]:
    """Give a row a provider, component and funder, as :data:`COLUMNS`."""
    return [
        [*first, *("" if pence is None else amount(pence) for pence in (week, once))]
        for *first, week, once in _sums(totals)
    ]


def record(case: Case, totals: pd.DataFrame) -> dict[str, object]:
    """Give the totals with the model, its currency and the day, for machines."""
    sums = [
        [*first, *(None if pence is None else pence / 100 for pence in (week, once))]
        for *first, week, once in _sums(totals)
    ]
    return {
        **case_head(case),
        "totals": [dict(zip(COLUMNS, row, strict=True)) for row in sums],
        "notes": list(case.notes),
    }


def _sums(totals: pd.DataFrame) -> list[list[Any]]:
    """Set pence a week and pence once apart; the other is None."""
    return [
        [*first, None, pence] if first[1] == ONE_OFF else [*first, pence, None]
        for *first, pence in totals.itertuples(index=False, name=None)
    ]


def _shown(pence: int | None) -> str:
    return "" if pence is None else pounds(pence)
