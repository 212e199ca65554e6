"""What an allocation cannot take, told before it begins, and what it leaves aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from allocation.rules import (
    SUPPORTED_AIMS,
    SUPPORTED_FORMULAS,
    PriceFormula,
    Scoring,
    exact,
)
from allocation.scoring import PARTS, weights_of
from costing.errors import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from allocation.market import Market
    from allocation.rules import Aims, Eligibility, Lot

_CASE = "case.toml"
_LATER = "Take it out; this version cannot do it"


def rule_findings(
    lots: Sequence[Lot], aims: Aims, scoring: Scoring, eligibility: Eligibility
) -> list[Finding]:
    """Find what is wrong with rules that only show when they stand together.

    Parameters
    ----------
    lots : sequence of Lot
    aims : Aims
    scoring : Scoring
    eligibility : Eligibility

    Returns
    -------
    list of Finding
        Aims and price formulas that this version cannot do, and parameters that a
        formula in use lacks.
    """
    return [
        *_aim_findings(aims),
        *_distance_findings(eligibility),
        *_formula_findings(lots, scoring),
    ]


def market_findings(
    market: Market, eligible: NDArray[np.bool_], must_stay: NDArray[np.bool_]
) -> list[Finding]:
    """Find single rows of a market that no allocation can take.

    Parameters
    ----------
    market : Market
    eligible : bool[offer]
    must_stay : bool[referral]

    Returns
    -------
    list of Finding
        People whose weights do not add to 100, prices of nothing where the formula
        divides by them, and people who must stay and cannot.
    """
    return [
        *_weight_findings(market),
        *_price_findings(market, eligible),
        *_stay_findings(market, eligible, must_stay),
    ]


def left_aside(market: Market) -> tuple[str, ...]:
    """Tell which columns that are filled in have no part in this version's plan."""
    people, providers = market.referrals, market.providers
    filled = {
        "referrals.csv, together": people["together"].map(bool),
        "referrals.csv, stay_in_home": people["stay_in_home"].astype(bool),
        "providers.csv, minimum_hours_per_week": providers["minimum_hours_per_week"]
        > 0,
    }
    return tuple(
        f"{column}: filled in {int(rows.sum())} times, has no part in the plan yet"
        for column, rows in filled.items()
        if rows.any()
    )


def _aim_findings(aims: Aims) -> Iterable[Finding]:
    for key, names in (("aims", aims.aims), ("tie_break", aims.tie_break)):
        for name in names:
            if name not in SUPPORTED_AIMS:
                known = ", ".join(sorted(SUPPORTED_AIMS))
                yield Finding(
                    _CASE,
                    column=f"allocation.{key}",
                    got=quoted(name),
                    expected=f"one of {known}",
                    fix=_LATER,
                )


def _distance_findings(eligibility: Eligibility) -> Iterable[Finding]:
    if eligibility.maximum_distance_km is not None:
        yield Finding(
            _CASE,
            column="eligibility.maximum_distance_km",
            got=f"{eligibility.maximum_distance_km:g}",
            expected="nothing",
            fix=_LATER,
        )


def _formula_findings(lots: Sequence[Lot], scoring: Scoring) -> Iterable[Finding]:
    for lot in lots:
        held = scoring.within(lot)
        formula = held.price_formula
        is_own = lot.price_formula is not None
        file = "lots.toml" if is_own else _CASE
        where = f"lot {lot.lot}." if is_own else "scoring."
        if formula not in SUPPORTED_FORMULAS:
            known = ", ".join(sorted(SUPPORTED_FORMULAS))
            yield Finding(
                file,
                column=f"{where}price_formula",
                got=quoted(formula),
                expected=f"one of {known}",
                fix="Choose another; this version cannot do it",
            )
        elif formula is PriceFormula.ABSOLUTE_LINEAR:
            yield from _parameter_findings(file, where, held)


def _parameter_findings(file: str, where: str, held: Scoring) -> Iterable[Finding]:
    ends = ("floor_gbp_per_week", "ceiling_gbp_per_week")
    missing = [end for end in ends if getattr(held, end) is None]
    for end in missing:
        yield Finding(
            file,
            column=f"{where}{end}",
            got="nothing",
            expected="pounds a week, since price_formula is absolute_linear",
            fix=f"Give {end} a value",
        )
    floor, ceiling = held.floor_gbp_per_week, held.ceiling_gbp_per_week
    if floor is not None and ceiling is not None and floor >= ceiling:
        yield Finding(
            file,
            column=f"{where}floor_gbp_per_week",
            got=f"{floor:g}",
            expected=f"less than the ceiling of {ceiling:g}",
            fix="Lower the floor or raise the ceiling",
        )


def _weight_findings(market: Market) -> Iterable[Finding]:
    people = market.referrals
    own = people[[f"{part}_weight" for part in PARTS]].notna().any(axis=1)
    for place in np.flatnonzero(own).tolist():
        total = sum(map(exact, weights_of(market)[place]))
        if total != 100:
            yield Finding(
                "referrals.csv",
                row=int(people.index[place]),
                column="quality_weight",
                got=f"weights that add to {float(total):.12g}",
                expected="100, the lot's weights standing in for blank ones",
                fix="Give all four weights, or none",
            )


def _price_findings(market: Market, eligible: NDArray[np.bool_]) -> Iterable[Finding]:
    offers, people = market.offers, market.referrals
    formulas = {
        lot.lot: market.scoring.within(lot).price_formula for lot in market.lots
    }
    divides = people["lot"].map(formulas) == PriceFormula.LOWEST_RATIO
    in_use = divides.to_numpy(dtype=bool) & (weights_of(market)[:, 1] > 0)
    person = pd.Index(people["referral"]).get_indexer(pd.Index(offers["referral"]))
    free = (offers["evaluated_pence"] == 0).to_numpy(dtype=bool)
    for place in np.flatnonzero(eligible & free & in_use[person]).tolist():
        yield Finding(
            "offers.csv",
            row=int(offers.index[place]),
            column="price_gbp_per_week",
            got="0",
            expected="more than 0, since lowest_ratio divides by the price",
            fix="Give the price, or use another price_formula",
        )


def _stay_findings(
    market: Market, eligible: NDArray[np.bool_], must_stay: NDArray[np.bool_]
) -> Iterable[Finding]:
    people = market.referrals
    served = people["referral"].isin(market.offers.loc[eligible, "referral"])
    for place in np.flatnonzero(must_stay & ~served.to_numpy(dtype=bool)).tolist():
        current = people["current_provider"].iloc[place]
        yield Finding(
            "referrals.csv",
            row=int(people.index[place]),
            column="must_stay",
            got="yes",
            expected=f"an eligible offer of {quoted(current)}, the current provider",
            fix="Add or mend that offer, or set must_stay to no",
        )
