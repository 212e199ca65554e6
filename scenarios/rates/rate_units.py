"""Units of rates: whether a rate and the model count the same, and how many a year."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.document.units import parse_unit
from costing.errors import Finding, InputError
from costing.money import nearest
from scenarios.inputs.names import ONE_OFF

if TYPE_CHECKING:
    import pandas as pd

    from costing.document.parts import Component, Model

_MOST: Final = 10**17
"""Pence of one row."""

_UNITS: Final = {"hour": "h", "night": "night", "week": "week"}
"""What a rate is paid for, as the unit of a cost model."""


def mismatches(model: Model, rates: pd.DataFrame) -> list[str]:
    """Say of each rate why it cannot be compared with the model; "" where it can."""
    pairs = list(zip(rates["service"], rates["unit"], strict=True))
    found = {pair: mismatch(model, *pair) for pair in set(pairs)}
    return [found[pair] for pair in pairs]


def mismatch(model: Model, service: str, unit: str) -> str:
    """Say why a rate cannot be compared with the model; "" where it can.

    Parameters
    ----------
    model : Model
    service : str
        A component of the model, or ``one_off``.
    unit : {"hour", "week", "night"}
        Of the rate. Nothing converts by itself.
    """
    if service == ONE_OFF:
        return "a one-off is an amount in pounds and has no price of one"
    component = model.components[service]
    counted = parse_unit(component.unit, model.currency)
    if counted == parse_unit(_UNITS[unit], model.currency):
        return ""
    return (
        f"the rate is for one {unit}, the model counts {service} by the "
        f"{_spoken(component.unit)}"
    )


def units_per_year(
    annual_hours: float, hours: float | None, component: Component
) -> tuple[Fraction | None, str]:
    """Give how many units are bought a year, exactly; None, and why, where not known.

    Parameters
    ----------
    annual_hours : float
        NaN where the rate has none.
    hours : float or None
        Of one unit; None where the model does not say.
    component : Component
    """
    if math.isnan(annual_hours):
        return None, "no annual_hours"
    if hours is None or hours <= 0:
        unit = _spoken(component.unit)
        return None, f"the model does not say how many hours one {unit} has"
    return Fraction(str(annual_hours)) / Fraction(str(hours)), ""


def a_year(units: Fraction, money: int, row: int) -> int:
    """Give what units come to a year, half up to the penny.

    Raises
    ------
    InputError
        If it is too large to be counted.
    """
    found = nearest(units * money)
    if abs(found) <= _MOST:
        return found
    got, expected = "more than can be counted", "the hours of a year"
    raise InputError([Finding("rates.csv", row, "annual_hours", got, expected)])


def _spoken(unit: str) -> str:
    return {text: name for name, text in _UNITS.items()}.get(unit, unit)
