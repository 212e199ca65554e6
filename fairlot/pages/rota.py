"""Rotas on a page: the days, what each house comes to, bands, and gaps of cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from costing.rota.cover import staff_words
from costing.rota.hours import Crossing
from costing.rota.rosters import PARTS
from costing.schemes.double_pay import NIGHTS
from fairlot.output import show, wrapped
from fairlot.pages.rates import pounds
from fairlot.pages.schemes import quantity
from scenarios.rota.rota_rows import clock, hours, needed_for, weekday_words

if TYPE_CHECKING:
    from costing.rota.prices import PricedRoster
    from costing.rota.span import Span
    from costing.schemes.double_pay import Compared
    from scenarios.rota.rota import Rota
    from scenarios.schemes.double_pay import Week

_SHOWN: Final = 20
_ALL_BANDS: Final = -1
_CROSSED: Final = {
    Crossing.MINUTE: "each minute in its own band",
    Crossing.HIGHER: "a shift all in the dearest band that it touches",
    Crossing.START: "a shift all in the band in which it starts",
}
_NATIONS: Final = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


def page(found: Rota, title: str) -> None:
    """Print the days, the houses, hours by band, and where cover is short."""
    _days(found, title)
    if found.priced:
        _houses(found)
        _bands(found)
    _cover(found)


def gaps_page(found: Rota, title: str) -> None:
    """Print the days, and every gap of cover."""
    _days(found, title)
    _cover(found, shown=None)


def _days(found: Rota, title: str) -> None:
    span = found.span
    click.secho(
        wrapped(
            f"{title}: rotas from {span.first} to {span.last}, {_days_of(span)}, "
            f"by {found.model.name}; {_CROSSED[found.crossing]}"
        ),
        bold=True,
    )
    if span.counting != "average":
        listed = ", ".join(day.isoformat() for day in span.bank_holidays)
        days = span.bank_holidays
        click.echo(
            wrapped(
                f"Bank holidays, {_NATIONS[span.division]}, {span.counting} days: "
                f"{len(days)}{f' ({listed})' if len(days) <= _SHOWN and days else ''}"
            )
        )
    for one in found.clock_changes[:_SHOWN]:
        how = "an hour shorter" if one.minutes < 0 else "an hour longer"
        click.echo(f"Clocks change on {one.day}: the night is {how}.")


def _days_of(span: Span) -> str:
    return "1 day" if span.n_days == 1 else f"{span.n_days:,} days"


def _houses(found: Rota) -> None:
    rows = [
        [
            one.scheme,
            f"{hours(one.waking_minutes):,.2f}",
            f"{one.sleep_ins / PARTS:,g}",
            f"{one.waking_nights / PARTS:,g}",
            f"{hours(one.hand_over_minutes):,.2f}",
            pounds(one.amount_pence),
        ]
        for one in found.facts
    ]
    numbers = ("hours awake", "sleep-ins", "waking nights", "hand-over", "cost")
    more = rows[_SHOWN:]
    columns = ("scheme", *numbers)
    title = "Houses, and what they cost by the cost model, whatever is paid for them"
    show("table", columns, rows[:_SHOWN], title=title, numbers=numbers)
    if more:
        click.echo(f"and {len(more):,} more; --format json has every one.")
    click.echo(f"All rotas: {pounds(found.amount_pence)}")
    if any(one.waking_nights for one in found.facts):
        click.echo("Hours of waking nights are among the hours awake.")


def _bands(found: Rota) -> None:
    """Show hours and money of all the houses together, by component and band."""
    totals: dict[tuple[str, int, str, int], list[int]] = {}
    for one in found.priced:
        counted, pence = one.quantity.sum(axis=0), one.amount_pence.sum(axis=0)
        for at in range(len(counted)):
            if counted[at]:
                band = _ALL_BANDS if _is_even(one) else at
                key = (one.component, band, one.unit, one.parts)
                total = totals.setdefault(key, [0, 0])
                total[0] += int(counted[at])
                total[1] += int(pence[at])
    bands = [*found.model.bands, "all bands"]
    rows = [
        [component, bands[at], unit, f"{counted / parts:,.2f}", pounds(pence)]
        for (component, at, unit, parts), (counted, pence) in sorted(totals.items())
    ]
    columns = ("component", "band", "unit", "quantity", "cost")
    show("table", columns, rows, title="By band", numbers=("quantity", "cost"))


def _is_even(one: PricedRoster) -> bool:
    """Tell of nights whether they cost the same in all bands, and so stand in none."""
    is_night = one.unit != "h"
    return is_night and bool((one.unit_pence == one.unit_pence[:, :1]).all())


def _cover(found: Rota, shown: int | None = _SHOWN) -> None:
    """Print gaps and what is held by the week, so many of each; None: all."""
    if found.gaps:
        rows = [
            [
                gap.scheme,
                gap.first.isoformat() if gap.days == 1 else f"{gap.days} days",
                weekday_words(gap.weekdays),
                f"{clock(gap.start)}-{clock(gap.end)}",
                staff_words(gap.there),
                staff_words(gap.needed),
                needed_for(gap),
            ]
            for gap in found.gaps[:shown]
        ]
        columns = ("scheme", "on", "days", "time", "there", "needed", "for")
        show(
            "table",
            columns,
            rows,
            title="Too few staff on shift",
            numbers=("there", "needed"),
        )
        if more := found.gaps[len(rows) :]:
            click.echo(f"and {len(more):,} more; --gaps has every one.")
    elif found.timed:
        houses = "1 house" if len(found.timed) == 1 else f"{len(found.timed):,} houses"
        click.echo(f"The rota covers its timetable throughout: {houses}.")
    if found.weekly:
        click.echo("Not checked in time, for want of a timetable. On the rota, of what")
        click.echo("is bought for an ordinary week:")
    for one in found.weekly[:shown]:
        click.echo(wrapped(_by_the_week(one), indent=2, more=2))
    if shown is not None and len(found.weekly) > shown:
        click.echo(f"and {len(found.weekly) - shown:,} more without a timetable.")


def _by_the_week(one: Week) -> str:
    kinds = [
        f"{row.support} {quantity(row.on_rota)} of {quantity(row.bought)} {_units(row)}"
        for row in one.rows
    ]
    return f"{one.scheme}: {', '.join(kinds) or 'nothing of nothing'}"


def _units(row: Compared) -> str:
    return "nights" if row.support in NIGHTS else row.unit
