"""Two sides of a unit, as a page of text, as rows and as a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from costing.money import amount
from fairlot.build_up import given_text
from fairlot.output import wrapped

if TYPE_CHECKING:
    from datetime import date

    from costing.sides import InputGap, Sides
    from scenarios.rates.two_sides import Rate

COLUMNS: Final = (
    "part",
    "name",
    "label",
    "heading",
    "council",
    "provider",
    "difference",
)
"""Columns of ``fairlot sides --format csv``."""

_NAME: Final = 47
_MONEY: Final = 11


def page(
    found: Sides, day: date, names: tuple[str, str], rates: tuple[Rate, ...] = ()
) -> str:
    """Write the page.

    Parameters
    ----------
    found : Sides
    day : date
    names : tuple of str
        What to call the two sides.
    rates : tuple of Rate
        What the provider is paid for the unit.
    """
    parts = [_title(found, day), _lines(found, names), _inputs(found, names)]
    if rates:
        parts.append(_rates(found, rates))
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(found: Sides, day: date) -> str:
    unit, model = found.unit, found.unit.model
    line = model.lines[unit.part.line]
    law = f"law of {model.law.title()} on {day}" if model.law else "no law"
    what = f"{unit.part.name}, " if unit.part.name else ""
    heading = click.style(f"Two sides: {line.label}", bold=True)
    facts = f"{model.name}, {what}{line.unit}, band {unit.band}, {law}"
    return f"{heading}\n{wrapped(facts)}"


def _row(label: str, *cells: str) -> str:
    return f"{label:<{_NAME - 1}} {''.join(f'{cell:>{_MONEY}}' for cell in cells)}"


def _money(label: str, mine: int, theirs: int) -> str:
    return _row(label, amount(mine), amount(theirs), _signed(theirs - mine))


def _signed(pence: int) -> str:
    return f"+{amount(pence)}" if pence > 0 else amount(pence)


def _lines(found: Sides, names: tuple[str, str]) -> str:
    apart = [one for one in found.lines if one.difference]
    alike = [one for one in found.lines if one.council and not one.difference]
    rows = [click.style(_row("", *names, "difference"), bold=True)]
    rows += [_money(f"  {one.label}", one.council, one.provider) for one in apart]
    if alike:
        count = f"{len(alike)} line{'' if len(alike) == 1 else 's'} alike"
        same = sum(one.council for one in alike)
        rows.append(_money(f"  {count}", same, same))
    rows.append(_money("Price", found.council, found.provider))
    return "\n".join(rows)


def _inputs(found: Sides, names: tuple[str, str]) -> str:
    if not found.inputs:
        return "No input differs."
    rows = [click.style(_row("Inputs that differ", *names, "alone"), bold=True)]
    rows += [_input(found, one) for one in found.inputs]
    rows.append(_row("  Together, and not alone", "", "", _signed(found.together)))
    rows.append(_row("Gap", "", "", _signed(found.gap)))
    rows.append(
        "alone: what the price on the left moves by with that one input of the right."
    )
    return "\n".join(rows)


def _input(found: Sides, one: InputGap) -> str:
    part = found.unit.model.inputs[one.name]
    currency = found.unit.model.currency
    unit = "" if part.unit == "1" else f", {part.unit}"
    values = (given_text(v, part.unit, currency) for v in (one.council, one.provider))
    return _row(f"  {one.name}{unit}", *values, _signed(one.effect))


def _rates(found: Sides, rates: tuple[Rate, ...]) -> str:
    rows = [click.style("What the provider is paid", bold=True)]
    for one in rates:
        article = "an" if one.unit == "hour" else "a"
        place = f" in {one.area}" if one.area else ""
        what = f"{amount(one.rate)} {article} {one.unit}{place}"
        if one.is_comparable:
            what += (
                f": {_beside(one.rate - found.provider)} the provider's own figures, "
                f"{_beside(one.rate - found.council)} the council's"
            )
        what += f" ({one.note})." if one.note else "."
        rows.append(wrapped(what, 2))
    return "\n".join(rows)


def _beside(pence: int) -> str:
    if not pence:
        return "as much as"
    return f"{amount(abs(pence))} {'above' if pence > 0 else 'below'}"


def sides_rows(found: Sides, rates: tuple[Rate, ...] = ()) -> list[list[object]]:
    """Give a row for each line, each input, the price, and each rate."""
    rows: list[list[object]] = [
        [
            *("line", one.name, one.label, one.heading),
            *map(amount, (one.council, one.provider, one.difference)),
        ]
        for one in found.lines
    ]
    price = (found.council, found.provider, found.gap)
    rows.append(["price", found.unit.part.line, "Price", "", *map(amount, price)])
    inputs = found.unit.model.inputs
    rows += [
        [
            *("input", one.name, inputs[one.name].label, inputs[one.name].unit),
            *(one.council, one.provider, amount(one.effect)),
        ]
        for one in found.inputs
    ]
    rows.append(
        ["together", "", "Together, and not alone", "", "", "", amount(found.together)]
    )
    for one in rates:
        gap = amount(one.rate - found.provider) if one.is_comparable else ""
        rows.append(
            ["rate", str(one.row), one.area, one.unit, "", amount(one.rate), gap]
        )
    return rows


def sides_record(
    found: Sides, day: date, provider: str, rates: tuple[Rate, ...] = ()
) -> dict[str, Any]:
    """Give all there is as a record for JSON, money in pounds."""
    unit = found.unit
    line = unit.model.lines[unit.part.line]
    return {
        "model": unit.model.name,
        "on": day.isoformat(),
        "currency": unit.model.currency,
        "provider": provider or None,
        "component": unit.part.name or None,
        "line": line.name,
        "unit": line.unit,
        "band": unit.band,
        "price": _three(found.council, found.provider),
        "lines": [
            {
                "name": one.name,
                "label": one.label,
                "heading": one.heading,
                **_three(one.council, one.provider),
            }
            for one in found.lines
        ],
        "inputs": [
            {
                "name": one.name,
                "label": unit.model.inputs[one.name].label,
                "unit": unit.model.inputs[one.name].unit,
                "council": one.council,
                "provider": one.provider,
                "effect": one.effect / 100,
            }
            for one in found.inputs
        ],
        "together": found.together / 100,
        "rates": [_rate(found, one) for one in rates],
        "law_read": list(found.law),
    }


def _three(council: int, provider: int) -> dict[str, float]:
    return {
        "council": council / 100,
        "provider": provider / 100,
        "difference": (provider - council) / 100,
    }


def _rate(found: Sides, one: Rate) -> dict[str, Any]:
    known = one.is_comparable
    return {
        "row": one.row,
        "area": one.area,
        "unit": one.unit,
        "rate": one.rate / 100,
        "less_provider": (one.rate - found.provider) / 100 if known else None,
        "less_council": (one.rate - found.council) / 100 if known else None,
        "note": one.note,
    }
