"""Remarks on the caseload: who is given out anew, and what its lines leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from costing.money import amount
from scenarios.commitments.commitments import by_units_pence, gross_pence, is_priced
from scenarios.commitments.incumbents import (
    CLOSED,
    agreements,
    in_force,
    without_referral,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import pandas as pd

    from scenarios.case import Case

_NAMED: Final = 10
"""People or lines that a remark names."""


def caseload_remarks(case: Case) -> Iterator[str]:
    """Tell what the owner of a caseload must know beside its numbers.

    Parameters
    ----------
    case : Case

    Yields
    ------
    str
        A sentence each.
    """
    yield from price_remarks(case.tables["commitments"], case.settings.price_date)
    yield from _given_out(case)
    yield from _counted_twice(case)


def price_remarks(rows: pd.DataFrame, day: date) -> Iterator[str]:
    """Tell which lines of a caseload have no price, or two that do not agree.

    Parameters
    ----------
    rows : DataFrame
        Of commitments.
    day : date
        Lines that do not hold on it are passed over.

    Yields
    ------
    str
        A sentence each.
    """
    rows = rows[in_force(rows, day)]
    known = is_priced(rows)
    if count := int((~known).sum()):
        yield (
            f"commitments.csv: {_lines(count)} without weekly_gross_gbp, or units and "
            "their price: what they cost is not known, and counts as nothing."
        )
    stated, by_units = gross_pence(rows), by_units_pence(rows)
    both = rows["weekly_gross_gbp"].notna() & rows["units_per_week"].notna()
    both &= rows["unit_rate_gbp"].notna()
    differ = np.flatnonzero(both.to_numpy() & (np.abs(stated - by_units) > 1))
    if len(differ):
        told = [
            f"line {rows.index[at]} ({amount(int(stated[at]))}, by its units "
            f"{amount(int(by_units[at]))})"
            for at in differ.tolist()
        ]
        yield (
            f"commitments.csv: {_lines(len(differ))} where weekly_gross_gbp is not "
            "units_per_week x unit_rate_gbp; the weekly amount counts: "
            f"{_some(told)}."
        )


def _given_out(case: Case) -> Iterator[str]:
    tables, day = case.tables, case.settings.price_date
    providers, offers = tables["providers"], tables["offers"]
    rows = agreements(tables["commitments"], providers, day)
    closed = set(providers.loc[providers["status"] == CLOSED, "provider"])
    for provider, of in rows.groupby("provider", sort=True):
        if provider in closed:
            people = of["person"].nunique()
            yield (
                f"{provider} is closed and keeps nobody: {_people(people)} of the "
                "caseload must be placed anew."
            )
    made = _names(without_referral(rows, tables["referrals"]))
    if made:
        yield (
            f"commitments.csv: {_people(len(made))} given out anew without a row in "
            "referrals.csv. Their needs are read from their lines; client group, "
            "personal care, access and household are not known, and nobody is refused "
            f"for them: {_some(made)}."
        )
    if "offers" not in case.present:
        return
    offered = set(offers.loc[offers["status"] == "offered", "referral"])
    silent = [name for name in _names(rows) if name not in offered]
    if silent:
        yield (
            f"commitments.csv: {_people(len(silent))} given out anew without an offer, "
            "and so without a placement: nobody is taken to go on at the present price "
            f"unless it is offered: {_some(silent)}."
        )


def _counted_twice(case: Case) -> Iterator[str]:
    tables, day = case.tables, case.settings.price_date
    rows = tables["commitments"]
    held = rows[in_force(rows, day)]
    leaving = agreements(rows, tables["providers"], day)
    staying = held[~held["person"].isin(leaving["person"])]
    both = _names(staying[staying["person"].isin(tables["referrals"]["referral"])])
    if both:
        yield (
            f"commitments.csv: {_people(len(both))} who also stand in referrals.csv "
            "and are not up for award: what they have and what they are given both "
            f"count: {_some(both)}."
        )


def _names(rows: pd.DataFrame) -> list[str]:
    return sorted(set(rows["person"]))


def _some(told: Iterable[str]) -> str:
    every = list(told)
    more = len(every) - _NAMED
    text = ", ".join(every[:_NAMED])
    return f"{text} and {more} more" if more > 0 else text


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
