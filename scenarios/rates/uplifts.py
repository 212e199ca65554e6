"""Uplifts: what a change in law does to each rate, beside the council's formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.errors import CareError, Finding, InputError
from costing.money import pence, round_to
from costing.uplifts.pay import Differential
from costing.uplifts.uplift import SHARE_STEP, uplift
from scenarios.inputs.names import model_of
from scenarios.market.forecasts import law_word, notes_on
from scenarios.market.prices import case_law
from scenarios.rates.rate_days import not_in_force
from scenarios.rates.rate_inputs import distinct, flags, rate_inputs
from scenarios.rates.rate_units import a_year, mismatches, units_per_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.law import Change
    from costing.uplifts.uplift import Uplift
    from scenarios.case import Case

_COPIED: Final = (
    *("provider", "service", "area", "unit", "rate_from", "annual_hours"),
    "requested_uplift",
)
_PENCE: Final = (
    *("rate_pence", "price_from_pence", "price_to_pence", "law_pence"),
    *("pay_part_pence", "other_law_pence", "formula_pence", "requested_pence"),
    *("difference_pence", "law_pence_per_year", "formula_pence_per_year"),
    *("requested_pence_per_year", "difference_pence_per_year"),
)
_NUMBERS: Final = (
    *("pay_from_gbp", "pay_to_gbp", "law_share", "implied_a", "wage_growth_share"),
    "formula_share",
)
_MOST: Final = 1e12
"""Pounds of one unit."""

_MONEY: Final = ("law", "formula", "requested", "difference")
"""What is told of a unit and of a year."""


@dataclass(frozen=True, slots=True)
class Uplifts:
    """What the change of law between two days does to every rate of a case.

    Parameters
    ----------
    model : str
    start, end : date
    differential : Differential
    cpi : float or None
        A share, as given; None leaves the council's formula empty.
    band : str
        The model's default band, in which rates are worked out.
    rows : DataFrame
        One row a rate, in file order, index the row of rates.csv. From the file:
        provider, service, area, unit, rate_from, annual_hours, requested_uplift. In
        whole pence, Int64, missing where there is none: rate_pence, price_from_pence
        and price_to_pence (of the model), law_pence (their difference: pay_part_pence
        and other_law_pence add up to it), formula_pence and requested_pence (of the
        rate), difference_pence (formula less law), and these four with ``_per_year``.
        Numbers, NaN where there is none: pay_from_gbp, pay_to_gbp (an hour), law_share
        (of the model's price), implied_a, wage_growth_share, formula_share. Texts:
        note, law (forecast or held, on either day; "" where all is known).
    summary : mapping
        rates, comparable, raised (pay told below the legal minimum of the first day),
        with_formula (rates that the formula could be worked out for), without_annual;
        law_, formula_, requested_ and difference_pence_per_year: sums, formula and
        difference None where no rate has a formula.
    changes : tuple of Change
        Law that the model reads and that takes another value after ``start``, up to and
        with ``end``, by day and name, each with its source.
    law : mapping of str to str
        Dated parameters that are no known law on either day: ``forecast`` or ``held``.
    notes : tuple of str
        The same in a sentence each.
    """

    model: str
    start: date
    end: date
    differential: Differential
    cpi: float | None
    band: str
    rows: pd.DataFrame
    summary: Mapping[str, Any]
    changes: tuple[Change, ...]
    law: Mapping[str, str]
    notes: tuple[str, ...]


def uplifts(
    case: Case,
    start: date,
    end: date,
    *,
    cpi: float | None = None,
    differential: Differential = Differential.ERODE,
) -> Uplifts:
    """Work out what law does to each rate between two days, and the council's formula.

    Parameters
    ----------
    case : Case
    start, end : date
        Law and pay of ``start`` against law of ``end``; the same day changes nothing.
    cpi : float, optional
        Rise of prices as a share: 0.034 is 3.4 %. There is no default.
    differential : Differential
        What becomes of pay above the minimum; by default law's own minimum.

    Returns
    -------
    Uplifts

    Raises
    ------
    CareError
        If ``end`` is before ``start``, or the model, its inputs or the law of either
        day cannot be used.
    """
    if end < start:
        msg = f"uplift: got the days {start} to {end}, expected the earlier one first."
        raise CareError(msg)
    model = model_of(case.settings.model, case.model_text)
    law = case_law(case, model)
    before, after = (None if law is None else law.on(day) for day in (start, end))
    rates = case.tables["rates"]
    reasons = mismatches(model, rates)
    providers = rates["provider"].tolist()
    filled = _Columns(rates, reasons, cpi)
    comparable = np.array([not reason for reason in reasons], dtype=bool)
    inputs = rate_inputs(case, model)
    read: dict[str, str] = {}
    names: set[str] = set()
    notes: list[str] = []
    for service in dict.fromkeys(rates["service"][comparable]):
        places = np.flatnonzero(comparable & (rates["service"] == service).to_numpy())
        sets, which, first = distinct([inputs[place] for place in places])
        found = uplift(
            model,
            before,
            after,
            service,
            sets,
            differential=differential,
            labels=[providers[places[place]] for place in first],
        )
        filled.fill(places, found, which, start)
        names |= {*found.law_from, *found.law_to}
        marks = (flags(before, found.law_from), flags(after, found.law_to))
        read |= marks[0] | marks[1]
        word = law_word(flag for mark in marks for flag in mark.values())
        for place in places:
            filled.law[place] = word
        if law is not None:
            notes += notes_on(law, found.law_from, start)
            notes += notes_on(law, found.law_to, end)
    since = not_in_force(rates, case.settings.price_date)
    notes_of = zip(since, filled.note, strict=True)
    filled.note = ["; ".join(filter(None, pair)) for pair in notes_of]
    rows = filled.frame()
    day = timedelta(days=1)
    changes = () if law is None else law.changes(start + day, end + day)
    return Uplifts(
        model=model.name,
        start=start,
        end=end,
        differential=differential,
        cpi=cpi,
        band=model.default_band,
        rows=rows,
        summary=_summary(rows, comparable, filled.raised),
        changes=tuple(change for change in changes if change.name in names),
        law=dict(sorted(read.items())),
        notes=tuple(dict.fromkeys(notes)),
    )


class _Columns:
    """The columns of the rows, filled service by service."""

    def __init__(
        self, rates: pd.DataFrame, reasons: Sequence[str], cpi: float | None
    ) -> None:
        count = len(rates)
        self.rates = rates
        self.cpi = cpi
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
        rise = after - before
        self._put(places, "price_from_pence", before)
        self._put(places, "price_to_pence", after)
        self._put(places, "law_pence", rise)
        self._put(places, "pay_part_pence", after - between)
        self._put(places, "other_law_pence", between - before)
        whole = np.where(before == 0, 1, before)
        share = np.where(before == 0, np.nan, round_to(rise / whole, SHARE_STEP))
        self.numbers["law_share"][places] = share
        for name, values in (
            ("pay_from_gbp", found.pay_from),
            ("pay_to_gbp", found.pay_to),
            ("implied_a", found.pay_share),
            ("wage_growth_share", found.wage_growth),
        ):
            if values is not None:
                self.numbers[name][places] = values[which]
        self._formula(places, found, which, rise)
        self._requested(places)
        annual = self.rates["annual_hours"].to_numpy()
        for index, place in enumerate(places):
            hours = None if found.hours is None else float(found.hours[which[index]])
            row = int(self.rates.index[place])
            units, why = units_per_year(float(annual[place]), hours, found.component)
            for name in _MONEY:
                money = self.pence[f"{name}_pence"][place]
                if units is not None and money is not None:
                    self.pence[f"{name}_pence_per_year"][place] = a_year(
                        units, money, row
                    )
            is_raised = bool(found.raised[which[index]])
            self.raised += is_raised
            low = f"pay told is below the legal minimum of {start} and taken at it"
            notes = (low if is_raised else "", self._why_no_formula(found), why)
            self.note[place] = "; ".join(one for one in notes if one)

    def _formula(
        self,
        places: NDArray[np.intp],
        found: Uplift,
        which: NDArray[np.int64],
        rise: NDArray[np.int64],
    ) -> None:
        """Fill in ``a x growth + (1 - a) x CPI`` of the rate, half up to the penny."""
        if self.cpi is None or found.pay_share is None or found.wage_growth is None:
            return
        a, growth = found.pay_share[which], found.wage_growth[which]
        share = round_to(a * growth + (1 - a) * self.cpi, SHARE_STEP)
        self.numbers["formula_share"][places] = share
        money = pence(self.rate[places] * share / 100)
        self._put(places, "formula_pence", money)
        self._put(places, "difference_pence", money - rise)

    def _why_no_formula(self, found: Uplift) -> str:
        name = found.component.name
        if self.cpi is None:
            return ""
        if found.pay_share is None:
            return f"no formula: the model marks no line of {name} as pay"
        if found.wage_growth is None:
            return f"no formula: no input of {name} has a legal minimum in the model"
        return ""

    def _requested(self, places: NDArray[np.intp]) -> None:
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
        return frame


def _summary(
    rows: pd.DataFrame, comparable: NDArray[np.bool_], raised: int
) -> dict[str, Any]:
    known = rows["law_pence_per_year"].notna().to_numpy()
    yearly: dict[str, int | None] = {
        f"{name}_pence_per_year": sum(rows[f"{name}_pence_per_year"].dropna().tolist())
        for name in _MONEY
    }
    if not rows["formula_pence"].notna().any():
        yearly |= {"formula_pence_per_year": None, "difference_pence_per_year": None}
    return {
        "rates": len(rows),
        "comparable": int(comparable.sum()),
        "raised": raised,
        "with_formula": int(rows["formula_pence"].notna().sum()),
        "without_annual": int((comparable & ~known).sum()),
        **yearly,
    }
