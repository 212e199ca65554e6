"""Pay below its legal minimum: told beside an answer, and as records in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from costing.engine.pay import underpaid
from costing.money import pence
from fairlot.build_up import given_text
from fairlot.output import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from fairlot.build_up import BuildUp

LOW_PAY: Final = "below_legal_minimum"
"""Under which an answer for JSON has the records of :func:`told_pay`."""

LOW_PRICE: Final = "below_statutory_employment_cost"
"""Under which it has the bands of :func:`told_floor`."""


def told_pay(
    model: Model,
    law: LawOnDay | None,
    given: Mapping[str, float],
    day: date,
    whose: str = "",
) -> list[dict[str, Any]]:
    """Tell on standard error which pay is below its legal minimum.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    given : mapping of input to float
        The others take their defaults.
    day : date
        Of the law.
    whose : str
        Such as "the provider's"; "" where there is one side only.

    Returns
    -------
    list of dict
        A record of each, for JSON.
    """
    records = [
        {
            "input": one.input,
            "value": one.value,
            "legal_minimum": one.minimum,
            "unit": model.inputs[one.input].unit,
        }
        for one in underpaid(model, law, given)
    ]
    for text in pay_words(records, model, day, whose):
        note(text)
    return records


def pay_words(
    records: Sequence[Mapping[str, Any]], model: Model, day: date, whose: str = ""
) -> list[str]:
    """Give the notes of :func:`told_pay`, from its records."""
    notes = []
    for one in records:
        value, minimum = (
            given_text(one[name], one["unit"], model.currency)
            for name in ("value", "legal_minimum")
        )
        name = f"{whose} {one['input']}".strip()
        notes.append(
            f"{name}: {value} {one['unit']} is below the legal minimum of {minimum} on "
            f"{day}."
        )
    return notes


def told_floor(build_up: BuildUp) -> list[str]:
    """Tell on standard error where the price cannot pay what employment law requires.

    Returns
    -------
    list of str
        The bands whose price is below the model's statutory employment cost.
    """
    model = build_up.model
    if not model.floor or model.currency not in model.lines[model.price].unit:
        return []
    values = (pence(build_up.values(name)) for name in (model.price, model.floor))
    bands = [
        band
        for band, price, floor in zip(model.bands, *values, strict=True)
        if price < floor
    ]
    if bands:
        where = f" in {', '.join(bands)}" if len(model.bands) > 1 else ""
        note(f"The price is below the statutory employment cost{where}.")
    return bands
