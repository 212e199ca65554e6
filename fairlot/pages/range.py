"""The fair range of one unit on a page: its ends, and what sets of assumptions cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from costing.money import amount
from costing.ranges.draws import Together
from costing.ranges.quantiles import INTERPOLATION
from costing.ranges.state import RateState
from fairlot.output import show, wrapped

if TYPE_CHECKING:
    from datetime import date

    from costing.document.parts import Model
    from costing.ranges.price_range import PriceRange, Spread

RULE: Final = (
    "A set puts every input that has a range somewhere in it: at a place from 0, its "
    "low end, over a half, its default, to 1, its high end, in two straight lines; "
    "places are drawn evenly. Inputs that move together stand at the same place."
)
"""How sets of assumptions are made up."""

READING: Final = (
    "A share of assumption sets says how much of what the model allows for a price "
    "covers. It is no forecast, and no evidence of the market. With each input alone, "
    "highs and lows cancel out, and the sets look closer together than anybody knows; "
    "all together is the widest."
)
"""What the share means, and what it does not."""

COLUMNS: Final = ("measure", "together", "share", "amount")
"""Columns of ``fairlot range --format csv``."""

_ENDS: Final = (
    ("low", "Low", "each input at the end that lowers the price"),
    ("expected", "Expected", "each at its default, or as set"),
    ("high", "High", "each at the end that raises it"),
    ("all_low", "All low", "each at the end that the model calls low"),
    ("all_high", "All high", "each at the end that it calls high"),
    ("floor", "Statutory", "statutory employment cost, at the expected inputs"),
)
_WORDS: Final = {
    Together.DECLARED: "declared",
    Together.NONE: "alone",
    Together.ALL: "together",
}
_PLACES: Final = {
    RateState.BELOW_STATUTORY: "below the statutory employment cost",
    RateState.BELOW: "below the range",
    RateState.WITHIN: "within the range",
    RateState.ABOVE: "above the range",
}
_SHOWN: Final = (5, 25, 50, 75, 95)


def page(found: PriceRange, model: Model, day: date) -> None:
    """Print the range, the sets of assumptions, and how the price stands to them."""
    click.secho(wrapped(model.title), bold=True)
    what = found.component or found.line
    law = f"law of {model.law.title()} on {day}" if model.law else "no law"
    click.echo(wrapped(f"{what}, {found.unit}, band {found.band}, {law}") + "\n")
    for name, label, says in _ENDS:
        value = getattr(found, name)
        if value is not None:
            click.echo(f"  {label:<10} {_money(value, model):>12}  {says}")
    _spreads(found, model)
    if found.price is not None and found.state is not None:
        click.echo(wrapped(verdict(found, model)) + "\n")
    for group, names in _together(found).items():
        click.echo(wrapped(f"Together with {group}: {', '.join(names)}."))
    click.echo(wrapped(f"{RULE} {READING}"))


def verdict(found: PriceRange, model: Model) -> str:
    """Say how the price stands, and what share of the sets it covers."""
    declared, alone, together = (_percent(spread.covered) for spread in found.spreads)
    place = _PLACES[found.state or RateState.WITHIN]
    return (
        f"{_price(found.price, model)} is {place}. It covers {declared} of the "
        f"assumption sets, with inputs moving together as declared; {alone} with each "
        f"input alone, {together} with all together."
    )


def rows(found: PriceRange) -> list[list[object]]:
    """Give the rows of the CSV, money as plain amounts."""
    table: list[list[object]] = [
        [_measure(name), "", "", amount(getattr(found, name))]
        for name, _, _ in _ENDS
        if getattr(found, name) is not None
    ]
    for spread in found.spreads:
        how = str(spread.together)
        table.append(["least", how, "", amount(spread.least)])
        table += [
            ["covers", how, float(share), amount(pence)]
            for share, pence in spread.quantiles
        ]
        table.append(["most", how, "", amount(spread.most)])
        if found.price is not None and spread.covered is not None:
            table.append(["price", how, spread.covered, f"{found.price:.12g}"])
    return table


def record(found: PriceRange, model: Model, day: date) -> dict[str, Any]:
    """Give the answer as a record for JSON, money as numbers."""
    return {
        "model": found.model,
        "component": found.component or None,
        "line": found.line,
        "unit": found.unit,
        "currency": model.currency,
        "on": day.isoformat(),
        "band": found.band,
        **{
            _measure(name): None if value is None else value / 100
            for name, value in ((name, getattr(found, name)) for name, _, _ in _ENDS)
        },
        "price": found.price,
        "state": None if found.state is None else str(found.state),
        "draws": found.draws,
        "seed": found.seed,
        "rule": RULE,
        "interpolation": INTERPOLATION,
        "sets": [_spread_record(spread) for spread in found.spreads],
        "moves_with": dict(found.groups),
        "law_read": list(found.law),
    }


def _spread_record(spread: Spread) -> dict[str, Any]:
    return {
        "together": str(spread.together),
        "least": spread.least / 100,
        "most": spread.most / 100,
        "covers": [
            {"share": float(share), "amount": pence / 100}
            for share, pence in spread.quantiles
        ],
        "price_covers_share": spread.covered,
    }


def _spreads(found: PriceRange, model: Model) -> None:
    """Print a row a share and a column a way of drawing, narrow whatever it costs."""
    ways = [_WORDS[spread.together] for spread in found.spreads]
    rows = [["least", *(_money(spread.least, model) for spread in found.spreads)]]
    for at, (share, _) in enumerate(found.spreads[0].quantiles):
        if share * 100 in _SHOWN:
            amounts = (spread.quantiles[at][1] for spread in found.spreads)
            rows.append([f"{share * 100} %", *(_money(one, model) for one in amounts)])
    rows.append(["most", *(_money(spread.most, model) for spread in found.spreads)])
    if found.price is not None:
        covered = (_percent(spread.covered) for spread in found.spreads)
        rows.append(["price covers", *covered])
    click.echo()
    heading = f"{found.draws:,} sets of assumptions: what covers a share of them"
    click.secho(heading, bold=True)
    show("table", ("inputs moving", *ways), rows, numbers=ways)


def _together(found: PriceRange) -> dict[str, list[str]]:
    """Give the inputs that move with another, by that other."""
    groups: dict[str, list[str]] = {}
    for name, group in found.groups.items():
        if name != group:
            groups.setdefault(group, []).append(name)
    return groups


def _measure(name: str) -> str:
    return "statutory_employment_cost" if name == "floor" else name


def _money(pence: int, model: Model) -> str:
    return f"{_sign(pence, model)}{abs(pence) / 100:,.2f}"


def _sign(number: float, model: Model) -> str:
    """Write what stands before an amount: the minus before the pound."""
    minus = "-" if number < 0 else ""
    return minus + ("£" if model.currency == "GBP" else f"{model.currency} ")


def _price(price: float | None, model: Model) -> str:
    asked = abs(price or 0)
    in_pence = f"{asked:,.2f}"
    is_whole = float(f"{asked:.2f}") == asked
    return _sign(price or 0, model) + (in_pence if is_whole else f"{asked:,.12g}")


def _percent(share: float | None) -> str:
    """Write a share to a tenth of a percent; never 100 % or 0 % of nearly all."""
    if share is None:
        return ""
    if 0 < share < 0.0005:
        return "under 0.1 %"
    if 0.9995 < share < 1:
        return "over 99.9 %"
    return f"{share * 100:.1f} %"
