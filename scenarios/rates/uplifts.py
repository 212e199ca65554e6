"""Uplifts: what a change in law does to each rate, beside the council's formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from costing.engine.pay import Differential
from costing.errors import CareError
from costing.uplifts.uplift import uplift
from scenarios.inputs.names import model_of
from scenarios.market.forecasts import law_word, notes_on
from scenarios.market.prices import case_law
from scenarios.rates.council_formula import council_formula
from scenarios.rates.rate_days import not_in_force
from scenarios.rates.rate_inputs import distinct, flags, rate_inputs
from scenarios.rates.rate_units import mismatches
from scenarios.rates.unknown_law import check_known
from scenarios.rates.uplift_columns import MONEY, Columns
from scenarios.rates.uplift_steps import Chain, changes_between

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from costing.law import Change
    from scenarios.case import Case
    from scenarios.rates.council_formula import CouncilFormula
    from scenarios.rates.uplift_steps import Step


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
    formula : CouncilFormula
        Whose a and wage count, and how a raised rate is rounded.
    band : str
        The model's default band, in which rates are worked out.
    rows : DataFrame
        One row a rate, in file order, index the row of rates.csv. From the file:
        provider, service, area, unit, rate_from, annual_hours, requested_uplift. In
        whole pence, Int64, missing where there is none: rate_pence, price_from_pence
        and price_to_pence (of the model), law_pence and calendar_pence (their
        difference: by law, which pay_part_pence and other_law_pence add up to, and
        since a year has more or fewer bank holidays), formula_pence and requested_pence
        (of the rate), difference_pence (formula less law), asked_less_law_pence, and
        these six with ``_per_year`` (law to asked_less_law). Numbers, NaN where
        there is none: pay_from_gbp, pay_to_gbp (an hour), law_share (of the model's
        price), implied_a (of the model's lines), wage_growth_share, formula_a (which
        counts), formula_share, exact_a (with which the formula comes to law_pence).
        Texts: note, law (forecast or held, on either day; "" where all is known). bool:
        in_force (False where the rate is not the one of the price date).
    providers : DataFrame
        The same money a year by provider, of rates in force, in file order: provider,
        rates, comparable, without_annual and the six ``_pence_per_year``, missing where
        there is none.
    steps : tuple of Step
        What law adds a year to the rates in force on each day on which it changes.
    summary : mapping
        rates and not_in_force (how many, and how many of them are not); of the others
        comparable, raised (pay told below the legal minimum of the first day),
        with_formula (rates that the formula could be worked out for), without_annual;
        law_, calendar_, formula_, requested_, difference_ and
        asked_less_law_pence_per_year: sums, formula and difference None where no rate
        has a formula.
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
    formula: CouncilFormula
    band: str
    rows: pd.DataFrame
    providers: pd.DataFrame
    steps: tuple[Step, ...]
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
    pay_share: float | None = None,
    wage: str = "",
    differential: Differential = Differential.ERODE,
) -> Uplifts:
    """Work out what law does to each rate between two days, and the council's formula.

    Parameters
    ----------
    case : Case
    start, end : date
        Law and pay of ``start`` against law of ``end``; the same day changes nothing.
    cpi : float, optional
        Rise of prices as a share: 0.034 is 3.4 %. The case's if absent; no default.
    pay_share : float, optional
        a, by contract; if absent the case's, or what the lines of the model imply.
    wage : str
        A dated parameter whose growth counts, such as ``real_living_wage``; if "" the
        case's, or the legal minimum of the pay.
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
    law = None if law is None else law.held()
    before, after = (None if law is None else law.on(day) for day in (start, end))
    rates = case.tables["rates"]
    reasons = mismatches(model, rates)
    providers = rates["provider"].tolist()
    formula = council_formula(
        case.settings.uplift, before, after, cpi=cpi, pay_share=pay_share, wage=wage
    )
    since = not_in_force(rates, case.settings.price_date)
    in_force = np.array([not why for why in since], dtype=bool)
    filled = Columns(rates, reasons, formula, in_force)
    comparable = np.array([not reason for reason in reasons], dtype=bool)
    inputs = rate_inputs(case, model)
    read: dict[str, str] = {}
    names: set[str] = set()
    on_days: dict[date, set[str]] = {start: set(), end: set()}
    if formula.wage:
        for of_day in on_days.values():
            of_day.add(formula.wage)
    chain = Chain(model, law, start, end, differential)
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
        chain.add(service, sets, found, which, filled.units_of(places, found, which))
        names |= {*found.law_from, *found.law_to}
        on_days[start].update(found.law_from)
        on_days[end].update(found.law_to)
        marks = (flags(before, found.law_from), flags(after, found.law_to))
        read |= marks[0] | marks[1]
        word = law_word(flag for mark in marks for flag in mark.values())
        for place in places:
            filled.law[place] = word
        if law is not None:
            notes += notes_on(law, found.law_from, start)
            notes += notes_on(law, found.law_to, end)
    if law is not None:
        check_known(case, law, on_days)
    notes_of = zip(since, filled.note, strict=True)
    filled.note = ["; ".join(filter(None, pair)) for pair in notes_of]
    rows = filled.frame()
    if formula.wage and law is not None:
        names.add(formula.wage)
        notes += notes_on(law, (formula.wage,), start)
        notes += notes_on(law, (formula.wage,), end)
    return Uplifts(
        model=model.name,
        start=start,
        end=end,
        differential=differential,
        cpi=formula.cpi,
        formula=formula,
        band=model.default_band,
        rows=rows,
        providers=_providers(rows),
        steps=chain.steps(),
        summary=_summary(rows, comparable & in_force, filled.raised),
        changes=tuple(
            one for one in changes_between(law, start, end) if one.name in names
        ),
        law=dict(sorted(read.items())),
        notes=tuple(dict.fromkeys(notes)),
    )


def _summary(
    rows: pd.DataFrame, comparable: NDArray[np.bool_], raised: int
) -> dict[str, Any]:
    """Count and add up the rates that are in force."""
    known = rows["law_pence_per_year"].notna().to_numpy()
    now = rows[rows["in_force"]]
    yearly: dict[str, int | None] = {
        f"{name}_pence_per_year": sum(now[f"{name}_pence_per_year"].dropna().tolist())
        for name in MONEY
    }
    if not now["formula_pence"].notna().any():
        yearly |= {"formula_pence_per_year": None, "difference_pence_per_year": None}
    return {
        "rates": len(rows),
        "not_in_force": len(rows) - len(now),
        "comparable": int(comparable.sum()),
        "raised": raised,
        "with_formula": int(now["formula_pence"].notna().sum()),
        "without_annual": int((comparable & ~known).sum()),
        **yearly,
    }


def _providers(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the rows in force of each provider, in file order."""
    money = [f"{name}_pence_per_year" for name in MONEY]
    groups = rows[rows["in_force"]].groupby("provider", sort=False)
    found = groups[money].sum(min_count=1).reset_index()
    comparable = groups["law_pence"].count().to_numpy()
    found.insert(1, "rates", groups.size().to_numpy())
    found.insert(2, "comparable", comparable)
    yearly = groups["law_pence_per_year"].count().to_numpy()
    found.insert(3, "without_annual", comparable - yearly)
    return found
