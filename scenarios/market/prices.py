"""Prices of a case: its cost model on its day, and every package line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from costing.care.packages import ONE_OFF, priced_lines, weekly_pence
from costing.care.pricing import unit_prices
from costing.errors import CareError
from costing.law import Forecast, load_law
from costing.memory import Memory
from costing.rota.week import rota_pence
from scenarios.inputs.names import model_of
from scenarios.market.recommissioning import check_units, recommissioned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.care.pricing import UnitPrices
    from costing.document.parts import Model
    from costing.law import Law
    from scenarios.case import Case


@dataclass(frozen=True, slots=True)
class Prices:
    """What a case's packages cost.

    Parameters
    ----------
    model : Model
    law : Law or None
        None where the model reads no law.
    unit_prices : UnitPrices
    lines : DataFrame
        As :data:`costing.care.packages.COLUMNS`.
    rotas : mapping of scheme to int
        What each scheme's rota costs in an ordinary week, in pence.
    """

    model: Model
    law: Law | None
    unit_prices: UnitPrices
    lines: pd.DataFrame
    rotas: Mapping[str, int]

    @property
    def weekly(self) -> pd.DataFrame:
        """Weekly price of each pair: referral, provider, price_pence."""
        return weekly_pence(self.lines)

    @property
    def once(self) -> pd.DataFrame:
        """One-off amounts of each pair: referral, provider, once_pence."""
        lines = self.lines[self.lines["component"] == ONE_OFF]
        totals = lines.groupby(["referral", "provider"], sort=False)["amount_pence"]
        return totals.sum().rename("once_pence").reset_index()


def case_law(case: Case, model: Model) -> Law | None:
    """Load the law that the model reads, with the case's own forecasts."""
    if not model.law:
        return None
    law = load_law(model.law).with_forecasts(
        Forecast(one.name, one.start, one.value) for one in case.settings.law.forecast
    )
    return law.held() if case.settings.law.beyond_known == "hold" else law


def pairs_of(case: Case) -> pd.DataFrame:
    """Give each pair of referral and provider that has a package to be priced.

    Those of the offers; each provider where there is no table of offers; and a person
    without any offer at the case's own inputs, provider "".
    """
    packages = case.tables["packages"]["referral"].drop_duplicates()
    offers = case.tables["offers"]
    if "offers" in case.present:
        pairs = offers[["referral", "provider"]].drop_duplicates()
        pairs = pairs[pairs["referral"].isin(packages)]
    else:
        providers = case.tables["providers"][["provider"]]
        pairs = packages.to_frame().merge(providers, how="cross")
    without = packages[~packages.isin(pairs["referral"])].to_frame()
    return pd.concat([pairs, without.assign(provider="")], ignore_index=True)


def price(case: Case, memory: Memory | None = None) -> Prices:
    """Price every package of a case for each provider that may be asked.

    Parameters
    ----------
    case : Case
    memory : Memory, optional
        Of the run that this is part of.

    Returns
    -------
    Prices

    Raises
    ------
    CareError
        If the model, its inputs or the law of the day cannot be used.
    """
    model = model_of(case.settings.model, case.model_text)
    memory = memory or Memory()
    memory.of(check_units, case, model.components)
    case = recommissioned(case, memory)
    law, units = memory.of(units_of, case, model)
    packages, pairs = case.tables["packages"], memory.of(pairs_of, case)
    lines = memory.of(priced_lines, packages, pairs, units)
    return Prices(model, law, units, lines, memory.of(_rotas, case, model, units))


def units_of(case: Case, model: Model) -> tuple[Law | None, UnitPrices]:
    """Give the law of a case, and its unit prices on the day.

    Parameters
    ----------
    case : Case
    model : Model

    Returns
    -------
    law : Law or None
        None where the model reads no law.
    units : UnitPrices

    Raises
    ------
    CareError
        If the model, its inputs or the law of the day cannot be used.
    """
    law = case_law(case, model)
    on_day = None if law is None else law.on(case.settings.price_date)
    inputs = case.settings.model_inputs
    return law, unit_prices(model, on_day, inputs, provider_inputs(case))


def provider_inputs(case: Case) -> dict[str, dict[str, float]]:
    """Give what each provider has told of its own costs, by provider and input."""
    costs = case.tables["provider_costs"]
    inputs: dict[str, dict[str, float]] = {}
    for provider, name, value in zip(
        costs["provider"], costs["input"], costs["value"], strict=True
    ):
        inputs.setdefault(provider, {})[name] = float(value)
    return inputs


def _rotas(case: Case, model: Model, units: UnitPrices) -> dict[str, int]:
    """Price the rotas of schemes that state no background cost of their own."""
    schemes = case.tables["schemes"]
    unstated = schemes[schemes["background_gbp_per_week"].isna()]
    rotas = case.tables["rotas"]
    provider_of = dict(zip(unstated["scheme"], unstated["provider"], strict=True))
    wanted = rotas[rotas["scheme"].isin(unstated["scheme"])]
    return rota_pence(wanted, provider_of, model, units)


def prices_if_known(
    case: Case, memory: Memory | None = None
) -> tuple[Prices | None, tuple[str, ...]]:
    """Price a case where nothing depends on it; where that fails, say so in a note."""
    try:
        return price(case, memory), ()
    except CareError as error:
        note = f"Packages are not priced beside the offers, since {error}"
        return None, (note,)
