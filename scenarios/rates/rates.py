"""Rates: each rate of a case beside its fair range and statutory employment cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.money import pence
from costing.ranges.defaults import DRAWS, SEED
from costing.ranges.fair_range import fair_range
from costing.ranges.gap import accounted
from costing.ranges.state import RateState, states
from scenarios.inputs.names import model_of
from scenarios.market.forecasts import law_word, notes_on
from scenarios.market.prices import case_law
from scenarios.rates.covered import covered
from scenarios.rates.rate_days import not_in_force
from scenarios.rates.rate_inputs import distinct, flags, rate_inputs
from scenarios.rates.rate_units import a_year, mismatches, units_per_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.ranges.fair_range import FairRange
    from scenarios.case import Case

LINES: Final = 3
"""Lines named for each gap."""


_UNDERPAID: Final = "pay told is below its legal minimum"

_COPIED: Final = ("provider", "service", "area", "unit", "annual_hours", "rate_from")
_PENCE: Final = (
    "rate_pence",
    "low_pence",
    "expected_pence",
    "high_pence",
    "all_low_pence",
    "all_high_pence",
    "statutory_employment_cost_pence",
    "gap_to_range_pence",
    "gap_to_expected_pence",
    "gap_to_range_pence_per_year",
    "gap_to_expected_pence_per_year",
    "line_1_pence",
    "line_2_pence",
    "line_3_pence",
    "other_pence",
)
_TEXTS: Final = ("state", "line_1", "line_2", "line_3", "note", "law")
_SHARE: Final = "share_of_sets_covered"


@dataclass(frozen=True, slots=True)
class RateCheck:
    """Every rate of a case beside what the cost model makes of it.

    Parameters
    ----------
    model : str
    day : date
        The case's price date: law and costs are those of that day.
    band : str
        The model's default band, in which rates are compared.
    rows : DataFrame
        One row a rate, in file order, index the row of rates.csv. From the file:
        provider, service, area, unit, annual_hours, rate_from. In whole pence, Int64,
        missing where there is none: rate_pence, low_pence, expected_pence, high_pence,
        all_low_pence, all_high_pence, statutory_employment_cost_pence,
        gap_to_range_pence and gap_to_expected_pence (rate less the nearest end, and
        less the expected price), both again with ``_per_year``, line_1_pence to
        line_3_pence and other_pence (which add up to gap_to_expected_pence). Texts:
        state (a :class:`RateState`), line_1 to line_3 (labels, "" if none), note, law
        (forecast or held, of what the service's price reads; "" where all is known).
        float64, NaN where there is none: share_of_sets_covered. bool: in_force (False
        where the rate is not yet, or no longer, the one of the day).
    summary : mapping
        rates and not_in_force (how many, and how many of them are not). Of the others:
        states (state: count, all of them); below_pence_per_year and
        above_pence_per_year (what rates below, or above, their range come to a year,
        against the nearest end); without_annual (comparable rates of which no yearly
        money is known).
    law : mapping of str to str
        Dated parameters that were read and are not known law: ``forecast`` or ``held``.
    notes : tuple of str
        The same in a sentence each.
    draws, seed : int
        Of the assumption sets; without draws there are no shares.
    """

    model: str
    day: date
    band: str
    rows: pd.DataFrame
    summary: Mapping[str, Any]
    law: Mapping[str, str]
    notes: tuple[str, ...]
    draws: int
    seed: int


def rate_check(case: Case, *, draws: int = DRAWS, seed: int = SEED) -> RateCheck:
    """Set every rate of a case beside its fair range.

    Each rate is worked out with the inputs of its own row, over those of its provider,
    over those of the case. Rates that share all inputs are worked out once.

    Parameters
    ----------
    case : Case
    draws, seed : int
        Of the assumption sets; 0 draws leave their shares out.

    Returns
    -------
    RateCheck

    Raises
    ------
    CareError
        If the model, its inputs or the law of the day cannot be used.
    """
    model = model_of(case.settings.model, case.model_text)
    law = case_law(case, model)
    on_day = None if law is None else law.on(case.settings.price_date)
    rates = case.tables["rates"]
    reasons = mismatches(model, rates)
    providers = rates["provider"].tolist()
    columns = _blank(rates, reasons)
    read: dict[str, None] = {}
    comparable = np.array([not reason for reason in reasons], dtype=bool)
    inputs = rate_inputs(case, model)
    for service in dict.fromkeys(rates["service"][comparable]):
        places = np.flatnonzero(comparable & (rates["service"] == service).to_numpy())
        sets, which, first = distinct([inputs[place] for place in places])
        called = [providers[places[place]] for place in first]
        fair = fair_range(model, on_day, service, sets, labels=called)
        _fill(columns, places, rates, fair, which)
        word = law_word(flags(on_day, fair.law).values())
        for place in places:
            columns["law"][place] = word
        read |= dict.fromkeys(fair.law)
    columns[_SHARE] = covered(
        model,
        on_day,
        [
            service if is_comparable else ""
            for service, is_comparable in zip(rates["service"], comparable, strict=True)
        ],
        inputs,
        np.array(columns["rate_pence"], dtype=np.int64),
        draws=draws,
        seed=seed,
    ).tolist()
    since = not_in_force(rates, case.settings.price_date)
    notes = zip(since, columns["note"], strict=True)
    columns["note"] = ["; ".join(filter(None, pair)) for pair in notes]
    rows = _frame(rates, columns)
    rows["in_force"] = np.array([not why for why in since], dtype=bool)
    return RateCheck(
        model=model.name,
        day=case.settings.price_date,
        band=model.default_band,
        rows=rows,
        summary=_summary(rows),
        law=flags(on_day, read),
        notes=() if law is None else notes_on(law, read, case.settings.price_date),
        draws=draws,
        seed=seed,
    )


def _blank(rates: pd.DataFrame, reasons: Sequence[str]) -> dict[str, list[Any]]:
    """Give every column as for rates that cannot be compared."""
    count = len(rates)
    columns: dict[str, list[Any]] = {name: [None] * count for name in _PENCE}
    columns |= {name: [""] * count for name in _TEXTS}
    columns["rate_pence"] = pence(rates["rate_gbp"].to_numpy()).tolist()
    columns["state"] = [RateState.NOT_COMPARABLE] * count
    columns["note"] = list(reasons)
    return columns


def _fill(
    columns: dict[str, list[Any]],
    places: NDArray[np.intp],
    rates: pd.DataFrame,
    fair: FairRange,
    which: NDArray[np.int64],
) -> None:
    """Fill in the rates of one service.

    ``which`` is the set of inputs of each of its rates.
    """
    rate = np.array([columns["rate_pence"][place] for place in places])
    low, expected, high = fair.low[which], fair.expected[which], fair.high[which]
    to_range = np.where(rate < low, rate - low, np.where(rate > high, rate - high, 0))
    to_expected = rate - expected
    lines = accounted(
        to_expected, fair.widths_low[which], fair.widths_high[which], LINES
    )
    floor = None if fair.floor is None else fair.floor[which]
    filled: dict[str, NDArray[Any]] = {
        "low_pence": low,
        "expected_pence": expected,
        "high_pence": high,
        "all_low_pence": fair.all_low[which],
        "all_high_pence": fair.all_high[which],
        "gap_to_range_pence": to_range,
        "gap_to_expected_pence": to_expected,
        "other_pence": lines.rest,
        "state": states(rate, low, high, floor),
    }
    if floor is not None:
        filled["statutory_employment_cost_pence"] = floor
    for name, values in filled.items():
        for place, value in zip(places, values.tolist(), strict=True):
            columns[name][place] = value
    annual_hours, rows = rates["annual_hours"].to_numpy(), rates.index.tolist()
    for index, place in enumerate(places):
        for number in range(LINES):
            part = lines.parts[index, number]
            if part >= 0:
                columns[f"line_{number + 1}"][place] = fair.parts[part]
                amount = int(lines.amounts[index, number])
                columns[f"line_{number + 1}_pence"][place] = amount
        hours = None if fair.hours is None else float(fair.hours[which[index]])
        units, why = units_per_year(float(annual_hours[place]), hours, fair.component)
        if units is not None:
            for name in ("gap_to_range_pence", "gap_to_expected_pence"):
                money = a_year(units, int(columns[name][place]), rows[place])
                columns[f"{name}_per_year"][place] = money
        no_floor = "" if floor is not None else _no_floor(fair)
        pay = _UNDERPAID if fair.underpaid[which[index]] else ""
        columns["note"][place] = "; ".join(n for n in (pay, no_floor, why) if n)


def _no_floor(fair: FairRange) -> str:
    return f"no statutory cost line for {fair.component.name} in the model"


def _frame(rates: pd.DataFrame, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    frame = rates[list(_COPIED)].copy()
    for name in _PENCE:
        frame[name] = pd.array(list(columns[name]), dtype="Int64")
    frame[_SHARE] = np.array(columns[_SHARE], dtype=np.float64)
    for name in _TEXTS:
        texts = [str(text) for text in columns[name]]
        frame[name] = pd.Series(texts, index=frame.index, dtype=frame["provider"].dtype)
    return frame


def _summary(rows: pd.DataFrame) -> dict[str, Any]:
    """Count and add up the rates that are in force."""
    now = rows[rows["in_force"]]
    counts = now["state"].value_counts()
    yearly = now["gap_to_range_pence_per_year"].dropna().tolist()
    comparable = now["state"] != RateState.NOT_COMPARABLE
    known = now["gap_to_range_pence_per_year"].notna()
    return {
        "rates": len(rows),
        "not_in_force": len(rows) - len(now),
        "states": {str(state): int(counts.get(state, 0)) for state in RateState},
        "below_pence_per_year": sum(gap for gap in yearly if gap < 0),
        "above_pence_per_year": sum(gap for gap in yearly if gap > 0),
        "without_annual": int((comparable & ~known).sum()),
    }
