"""The columns of uplifts: what law, formula and provider add to each rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.errors import Finding, InputError
from costing.money import pence, round_to
from costing.uplifts.formula import exact_share, formula_share, raised_by
from costing.uplifts.uplift import SHARE_STEP
from scenarios.rates.rate_units import a_year, units_per_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from numpy.typing import NDArray

    from costing.engine.arithmetic import Array
    from costing.uplifts.uplift import Uplift
    from scenarios.rates.council_formula import CouncilFormula

_COPIED: Final = (
    *("provider", "service", "area", "unit", "rate_from", "annual_hours"),
    "requested_uplift",
)
MONEY: Final = (
    *("law", "calendar", "formula", "requested", "difference", "asked_less_law"),
)
"""What is told of a unit and of a year."""

_PENCE: Final = (
    *("rate_pence", "price_from_pence", "price_to_pence", "pay_part_pence"),
    "other_law_pence",
    *(f"{name}_pence" for name in MONEY),
    *(f"{name}_pence_per_year" for name in MONEY),
)
_NUMBERS: Final = (
    *("pay_from_gbp", "pay_to_gbp", "law_share", "implied_a", "wage_growth_share"),
    *("formula_a", "formula_share", "exact_a"),
)
_MOST: Final = 1e12
"""Pounds of one unit."""


class Columns:
    """The columns of the rows, filled service by service."""

    def __init__(
        self,
        rates: pd.DataFrame,
        reasons: Sequence[str],
        formula: CouncilFormula,
        in_force: NDArray[np.bool_],
    ) -> None:
        count = len(rates)
        self.rates = rates
        self.formula = formula
        self.in_force = in_force
        self.raised = 0
        self.pence: dict[str, list[int | None]] = {n: [None] * count for n in _PENCE}
        self.numbers = {name: np.full(count, np.nan) for name in _NUMBERS}
        self.note = list(reasons)
        self.law = [""] * count
        self.rate = pence(rates["rate_gbp"].to_numpy())
        self.pence["rate_pence"] = self.rate.tolist()

    def fill(
        self,
        places: NDArray[np.intp],
        found: Uplift,
        which: NDArray[np.int64],
        start: date,
    ) -> None:
        """Fill in the rates of one service; ``which`` is the set of each."""
        before, after = found.price_from[which], found.price_to[which]
        between = found.price_at_old_pay[which]
        by_law = found.price_by_law[which]
        rise = by_law - before
        self._put(places, "price_from_pence", before)
        self._put(places, "price_to_pence", after)
        self._put(places, "law_pence", rise)
        self._put(places, "calendar_pence", after - by_law)
        self._put(places, "pay_part_pence", by_law - between)
        self._put(places, "other_law_pence", between - before)
        whole = np.where(before == 0, 1, before)
        share = np.where(before == 0, np.nan, round_to(rise / whole, SHARE_STEP))
        self.numbers["law_share"][places] = share
        for name, values in (
            ("pay_from_gbp", found.pay_from),
            ("pay_to_gbp", found.pay_to),
            ("implied_a", found.pay_share),
            ("wage_growth_share", self._growth(found)),
        ):
            if values is not None:
                self.numbers[name][places] = values[which]
        self._formula(places, found, which, rise)
        self._requested(places, rise)
        annual = self.rates["annual_hours"].to_numpy()
        for index, place in enumerate(places):
            hours = None if found.hours is None else float(found.hours[which[index]])
            row = int(self.rates.index[place])
            units, why = units_per_year(float(annual[place]), hours, found.component)
            for name in MONEY:
                money = self.pence[f"{name}_pence"][place]
                if units is not None and money is not None:
                    self.pence[f"{name}_pence_per_year"][place] = a_year(
                        units, money, row
                    )
            is_raised = bool(found.raised[which[index]])
            self.raised += is_raised and bool(self.in_force[place])
            low = f"pay told is below the legal minimum of {start} and taken at it"
            notes = (low if is_raised else "", self._why_no_formula(found), why)
            self.note[place] = "; ".join(one for one in notes if one)

    def units_of(
        self, places: NDArray[np.intp], found: Uplift, which: NDArray[np.int64]
    ) -> list[tuple[int, Fraction | None]]:
        """Give the row of each rate and the units it buys a year, if any are known.

        A rate that is not in force buys none.
        """
        annual = self.rates["annual_hours"].to_numpy()
        told = []
        for place, one in zip(places, which, strict=True):
            hours = None if found.hours is None else float(found.hours[one])
            units, _ = units_per_year(float(annual[place]), hours, found.component)
            counted = units if self.in_force[place] else None
            told.append((int(self.rates.index[place]), counted))
        return told

    def _growth(self, found: Uplift) -> Array | None:
        """Give the growth of the wage that counts."""
        if self.formula.growth is None:
            return found.wage_growth
        return np.full(len(found.price_from), self.formula.growth)

    def _pay_share(self, found: Uplift) -> Array | None:
        """Give the share of pay that counts."""
        if self.formula.pay_share is None:
            return found.pay_share
        return np.full(len(found.price_from), self.formula.pay_share)

    def _formula(
        self,
        places: NDArray[np.intp],
        found: Uplift,
        which: NDArray[np.int64],
        rise: NDArray[np.int64],
    ) -> None:
        """Fill in what the formula adds to the rate, and the a that law comes to."""
        cpi = self.formula.cpi
        pay_share, growths = self._pay_share(found), self._growth(found)
        if cpi is None or growths is None:
            return
        growth, rate = growths[which], self.rate[places]
        of_rate = np.where(rate == 0, np.nan, rise / np.where(rate == 0, 1, rate))
        known = ~np.isnan(of_rate)
        self.numbers["exact_a"][places[known]] = exact_share(
            of_rate[known], growth[known], cpi
        )
        if pay_share is None:
            return
        a = pay_share[which]
        share = formula_share(a, growth, cpi)
        self.numbers["formula_a"][places] = a
        self.numbers["formula_share"][places] = share
        units = self.rates["unit"].to_numpy()[places]
        money = np.zeros(len(places), dtype=np.int64)
        for unit in dict.fromkeys(units):
            of_unit = units == unit
            money[of_unit] = raised_by(
                rate[of_unit], share[of_unit], self.formula.step(str(unit))
            )
        self._put(places, "formula_pence", money)
        self._put(places, "difference_pence", money - rise)

    def _why_no_formula(self, found: Uplift) -> str:
        name = found.component.name
        if self.formula.cpi is None:
            return ""
        if self._pay_share(found) is None:
            return f"no formula: the model marks no line of {name} as pay"
        if self._growth(found) is None:
            return f"no formula: no input of {name} has a legal minimum in the model"
        return ""

    def _requested(self, places: NDArray[np.intp], rise: NDArray[np.int64]) -> None:
        asked = self.rates["requested_uplift"].to_numpy()[places]
        known = ~np.isnan(asked)
        pounds = self.rate[places][known] * asked[known] / 100
        if (np.abs(pounds) > _MOST).any():
            row = int(self.rates.index[places[known][np.abs(pounds) > _MOST][0]])
            got, expected = "more than can be counted", "a share such as 0.05"
            fault = Finding("rates.csv", row, "requested_uplift", got, expected)
            raise InputError([fault])
        money = pence(pounds)
        self._put(places[known], "requested_pence", money)
        self._put(places[known], "asked_less_law_pence", money - rise[known])

    def _put(
        self, places: NDArray[np.intp], name: str, values: NDArray[np.int64]
    ) -> None:
        column = self.pence[name]
        for place, value in zip(places.tolist(), values.tolist(), strict=True):
            column[place] = value

    def frame(self) -> pd.DataFrame:
        """Give the rows."""
        frame = self.rates[list(_COPIED)].copy()
        for name, values in self.pence.items():
            frame[name] = pd.array(values, dtype="Int64")
        for name, numbers in self.numbers.items():
            frame[name] = numbers
        for name, texts in (("note", self.note), ("law", self.law)):
            frame[name] = pd.Series(
                texts, index=frame.index, dtype=frame["provider"].dtype
            )
        frame["in_force"] = self.in_force
        return frame
