"""Two sides of a rate: a unit by the council's inputs and by the provider's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costing.errors import Finding, InputError, quoted, suggestion
from costing.money import pence
from costing.sides import sides
from scenarios.inputs.names import model_of
from scenarios.market.forecasts import notes_on
from scenarios.market.prices import case_law, provider_inputs
from scenarios.rates.rate_days import not_in_force
from scenarios.rates.rate_units import mismatch

if TYPE_CHECKING:
    from costing.document.parts import Model
    from costing.sides import Sides
    from scenarios.case import Case


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the provider for the component, beside what both sides make of it.

    Parameters
    ----------
    row : int
        Of rates.csv.
    area, unit : str
    rate : int
        Whole pence.
    note : str
        Why it cannot be compared, or that it is not in force; "" otherwise.
    is_comparable : bool
    """

    row: int
    area: str
    unit: str
    rate: int
    note: str
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class TwoSides:
    """A unit by the council's inputs and by a provider's own, and its rates for it.

    Parameters
    ----------
    provider : str
    sides : Sides
    rates : tuple of Rate
        In file order.
    notes : tuple of str
    """

    provider: str
    sides: Sides
    rates: tuple[Rate, ...]
    notes: tuple[str, ...]


def two_sides(
    case: Case, provider: str, *, component: str = "", band: str = ""
) -> TwoSides:
    """Cost a unit on both sides: the case's own inputs, and a provider's over them.

    Parameters
    ----------
    case : Case
    provider : str
        Of providers.csv.
    component : str
        If "", the first of the model that costs its price, once.
    band : str
        The model's default band if "".

    Returns
    -------
    TwoSides

    Raises
    ------
    CareError
        If there is no such provider, component or band, or the model, its inputs or the
        law of the day cannot be used.
    """
    known = case.tables["providers"]["provider"].tolist()
    if provider not in known:
        near = suggestion(provider, known)
        expected = "a provider of providers.csv"
        fault = Finding(
            "providers.csv", 0, "provider", quoted(provider), expected, near
        )
        raise InputError([fault])
    model = model_of(case.settings.model, case.model_text)
    law = case_law(case, model)
    day = case.settings.price_date
    council = case.settings.model_inputs
    told = provider_inputs(case).get(provider, {})
    found = sides(
        model,
        None if law is None else law.on(day),
        council,
        {**council, **told},
        component=component or _first(model),
        band=band,
    )
    notes = [] if law is None else notes_on(law, found.law, day)
    if not told:
        told_nothing = f"{provider} has told nothing of its own costs: both are alike."
        notes = [*notes, told_nothing]
    rates = _rates(case, model, provider, found.unit.part.name)
    return TwoSides(provider, found, rates, tuple(notes))


def _first(model: Model) -> str:
    of_price = (
        name
        for name, one in model.components.items()
        if one.line == model.price and one.staff == 1
    )
    return next(of_price, "")


def _rates(case: Case, model: Model, provider: str, component: str) -> tuple[Rate, ...]:
    rates = case.tables["rates"]
    since = not_in_force(rates, case.settings.price_date)
    found = []
    for place, (row, one) in enumerate(
        zip(rates.index, rates.itertuples(), strict=True)
    ):
        if (one.provider, one.service) != (provider, component):
            continue
        unit = str(one.unit)
        why = mismatch(model, component, unit)
        notes = "; ".join(filter(None, (why, since[place])))
        area = str(one.area) if isinstance(one.area, str) else ""
        money = int(pence(float(str(one.rate_gbp))))
        found.append(Rate(int(row), area, unit, money, notes, not why))
    return tuple(found)
