"""Support: what one person's lines come to, in hours, nights and pence."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from costing.errors import Finding, quoted
from costing.money import nearest, pence, round_to
from costing.schemes.double_pay import NIGHTS, Quantity, Support
from scenarios.rates.rate_days import not_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from costing.schemes.funding import FundedLine
    from costing.schemes.sharing import Tenant
    from scenarios.case import Case
    from scenarios.market.prices import Prices

    Line = Mapping[str, Any]

_PARTS: Final = 1_000_000
"""A number of units is kept to a millionth."""

_TWO: Final = 2
"""Staff of an hour of two-to-one where no cost model says."""


@dataclass(frozen=True, slots=True)
class Housed:
    """One person in a scheme.

    Parameters
    ----------
    tenant : Tenant
    lines : tuple of FundedLine
        Nothing for a place that is taken by somebody whom no table names.
    bought : mapping of Support to Quantity
        What all funders buy for this person a week.
    missing : tuple of Finding
        What is not known of them, by cell.
    """

    tenant: Tenant
    lines: tuple[FundedLine, ...] = ()
    bought: Mapping[Support, Quantity] = field(default_factory=dict)
    missing: tuple[Finding, ...] = ()

    @property
    def person(self) -> str:
        """Their id."""
        return self.tenant.person

    @property
    def gross_pence(self) -> int:
        """What all their lines cost a week."""
        return sum(line.gross_pence for line in self.lines)


@dataclass(frozen=True, slots=True)
class UnitCosts:
    """What a unit costs in one house: as its provider is paid, else by the cost model.

    Parameters
    ----------
    prices : Prices or None
        None where packages cannot be priced.
    provider : str
    hour_pence : int or None
        What an hour one-to-one costs in the house: the highest price that is paid for
        anybody there, since other prices may be of an earlier year. None: as others.
    rates : mapping of component to int
        What the provider is paid for a unit by rates.csv, in pence.
    """

    prices: Prices | None
    provider: str
    hour_pence: int | None = None
    rates: Mapping[str, int] = field(default_factory=dict)

    def pence(self, component: str) -> int | None:
        """Give the price of a unit, the model's in its default band; None: no price."""
        if component in self.rates:
            return self.rates[component]
        if self.prices is None or component not in self.prices.unit_prices.pence:
            return None
        units = self.prices.unit_prices
        variant = self.provider if self.provider in units.variants else ""
        band = units.bands.index(units.default_band)
        return int(units.pence[component][units.variants.index(variant), band])

    def staff_pence(self, component: str) -> Fraction | None:
        """Give the price of a unit for one member of staff; None: no price.

        A rate for an hour of two-to-one pays for two; the model's price is of one.
        """
        if component in self.rates:
            return self.rates[component] / self.staff(component)
        price = self.pence(component)
        return None if price is None else Fraction(price)

    def staff(self, component: str) -> Fraction:
        """Give how many staff an hour of it takes."""
        parts = {} if self.prices is None else self.prices.unit_prices.components
        if component in parts:
            return Fraction(str(parts[component].staff))
        return Fraction(_TWO if component == Support.TWO_TO_ONE else 1)


def unit_costs(
    case: Case,
    row: Mapping[Any, Any],
    prices: Prices | None,
    lines: pd.DataFrame | None = None,
) -> UnitCosts:
    """Give what units cost in a house on the price date.

    Parameters
    ----------
    case : Case
    row : mapping
        Of schemes.
    prices : Prices or None
    lines : DataFrame, optional
        Commitments of the house: an hour one-to-one is as dear as the dearest of them.
    """
    day = case.settings.price_date
    rates = rates_of(case.tables["rates"], row["provider"], row["area"], day)
    hour = None if lines is None else hour_pence(lines)
    return UnitCosts(prices, row["provider"], hour, rates)


def exact(number: float) -> Fraction:
    """Give a number from a cell as what it says."""
    return Fraction(int(round_to(number * _PARTS)), _PARTS)


def units_of(line: Line) -> Fraction | None:
    """Give how much a line buys, where it is counted as its component is."""
    wants = "nights" if line["component"] in NIGHTS else "hours"
    if line["unit"] != wants or np.isnan(line["units_per_week"]):
        return None
    return exact(line["units_per_week"])


def unknown(row: int, line: Line) -> Finding:
    """Say of a line that it does not tell how much it buys."""
    wants = "nights" if line["component"] in NIGHTS else "hours"
    column, got = "units_per_week", "an empty cell"
    if line["unit"] != wants:
        column, got = "unit", quoted(line["unit"])
    expected = f"{wants} a week of {line['component']}"
    return Finding("commitments.csv", row, column, got, expected)


def assessed_minutes(lines: Sequence[Line]) -> int | None:
    """Give a person's assessed background minutes; None where their lines do not say.

    Parameters
    ----------
    lines : sequence of mapping
        component, unit, units_per_week.
    """
    found = [units_of(line) for line in lines if line["component"] == Support.CORE]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    return nearest(sum(known, Fraction(0)) * 60)


def alone_pence(lines: Sequence[Line], costs: UnitCosts) -> int | None:
    """Give what the shared support of a person would cost them alone, a week.

    Background hours at the price of an hour one-to-one in the house; nights at that of
    a whole night.

    Parameters
    ----------
    lines : sequence of mapping
        component, unit, units_per_week.
    costs : UnitCosts

    Returns
    -------
    int or None
        None where hours or a price are not known, or no line is background.
    """
    if assessed_minutes(lines) is None:
        return None
    hour, total = costs.hour_pence or costs.pence(Support.ONE_TO_ONE), 0
    for line in lines:
        if line["component"] not in (Support.CORE, *NIGHTS):
            continue
        is_core = line["component"] == Support.CORE
        price = hour if is_core else costs.pence(line["component"])
        units = units_of(line)
        if units is None or price is None:
            return None
        total += nearest(units * price)
    return total


def hour_pence(lines: pd.DataFrame) -> int | None:
    """Give the highest price of an hour one-to-one; None where none is stated.

    Parameters
    ----------
    lines : DataFrame
        Commitments of one scheme.
    """
    hours = lines[
        (lines["component"] == Support.ONE_TO_ONE) & (lines["unit"] == "hours")
    ]
    rates = hours["unit_rate_gbp"].dropna()
    return None if rates.empty else int(pence(rates.max()))


def rates_of(
    rates: pd.DataFrame, provider: str, area: str, day: date
) -> dict[str, int]:
    """Give what a provider is paid for a unit of each service on a day, in pence.

    The last rate that holds for the area or for none; the highest of one day.

    Parameters
    ----------
    rates : DataFrame
    provider, area : str
    day : date
        Rates that are not in force on it are passed over.
    """
    is_in_force = [not why for why in not_in_force(rates, day)]
    rates = rates[np.array(is_in_force, dtype=bool)]
    unit = rates["service"].isin(NIGHTS).map({True: "night", False: "hour"})
    mine = rates[
        (rates["provider"] == provider)
        & (rates["unit"] == unit)
        & rates["area"].isin(["", area])
    ]
    mine = mine.sort_values(["rate_from", "rate_gbp"], na_position="first")
    return {
        str(service): int(pence(of["rate_gbp"].iloc[-1]))
        for service, of in mine.groupby("service")
    }


def added(
    bought: Mapping[Support, Quantity], component: str, units: Fraction, pence: int
) -> dict[Support, Quantity]:
    """Give what is bought with one line more; what no shift gives is left out."""
    if component not in set(Support):
        return dict(bought)
    support = Support(component)
    with_it = bought.get(support, Quantity()) + Quantity(units, pence)
    return {**bought, support: with_it}
