"""What kept a better offer from being taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from fairlot.report.room import held_back
from tests.fairlot.report.fake_outcome import fake_outcome

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

FITS = "It alone would fit, but the plan as a whole does better without it."


def offer(**own: Any) -> pd.Series[Any]:
    """Give an offer of 28 hours in lot 2 from P002."""
    usual = {
        "referral": "R900",
        "provider": "P002",
        "scheme": "",
        "lot": "2",
        "hours_per_week": 28.0,
        "price_pence": 65000,
        "core_included": False,
    }
    return pd.Series({**usual, **own})


def limit(**own: Any) -> dict[str, Any]:
    """Give a limit of 120 hours of P002 that has 6.5 left."""
    usual = {
        "kind": "hours",
        "provider": "P002",
        "lot": "",
        "scheme": "",
        "limit": 120.0,
        "before": 100.0,
        "used": 13.5,
        "left": 6.5,
        "binds": True,
        "unit": "hours",
    }
    return {**usual, **own}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return fake_outcome()


def said(outcome: Outcome, wanted: pd.Series[Any], *limits: dict[str, Any]) -> str:
    allocation = replace(outcome.allocation, limits=pd.DataFrame(limits))
    chosen = offer(provider="P003")
    return held_back(replace(outcome, allocation=allocation), wanted, chosen)


def test_hours_that_are_left_and_needed_are_told(outcome: Outcome) -> None:
    # 6.5 left, 28 needed; the limit of lot 3 and of P009 are not met by this offer.
    assert said(
        outcome,
        offer(),
        limit(),
        limit(lot="3", left=0.0),
        limit(provider="P009", left=0.0),
    ) == ("6.50 of 120.00 hours left, 28.00 needed.")


def test_limits_of_the_same_size_are_told_together(outcome: Outcome) -> None:
    places = limit(kind="places", limit=2.0, left=0.0)

    assert said(outcome, offer(), limit(), limit(lot="2"), places) == (
        "6.50 of 120.00 hours left, 28.00 needed (in all and in lot 2); "
        "no place left of 2."
    )


def test_what_the_person_has_of_a_limit_is_free_for_them(outcome: Outcome) -> None:
    # The person leaves 28 hours of P002 for 28 hours of P002: 6.5 + 28 is enough.
    allocation = replace(outcome.allocation, limits=pd.DataFrame([limit()]))
    held = replace(outcome, allocation=allocation)

    assert held_back(held, offer(), offer(scheme="S001")) == FITS


def test_a_full_house_is_told(outcome: Outcome) -> None:
    full = limit(kind="places", provider="", scheme="S002", limit=4.0, left=0.0)

    assert said(outcome, offer(scheme="S002"), full) == (
        "No place left of 4 (in S002)."
    )


def test_a_share_cap_is_told(outcome: Outcome) -> None:
    assert said(outcome, offer(), limit(kind="share", lot="2")) == (
        "No larger share of the hours (in lot 2)."
    )


def test_a_budget_counts_the_home_that_an_offer_opens(outcome: Outcome) -> None:
    # £650 for the offer; S004 is chosen by nobody in R900's stead, so £1,650 to open it
    # unless somebody is placed there already: 650 + 1650 = 2300.
    placed = set(outcome.allocation.placements["scheme"])
    unused = sorted(set(outcome.market.schemes["scheme"]) - placed)[0]
    budget = limit(kind="budget", provider="", limit=9000.0, left=700.0)

    assert said(outcome, offer(scheme=unused), budget) == (
        "£700.00 left of the indicative budget, £2,300.00 needed."
    )
    assert said(outcome, offer(), budget) == FITS


def test_who_may_not_share_the_home_is_named(outcome: Outcome) -> None:
    rules = pd.DataFrame({"referral": ["R900", "C001"], "other": ["R901", "R900"]})
    market = replace(outcome.market, may_not_share=rules)
    apart = replace(outcome, market=market)

    # C001 of the commitments lives in S001; R901 lives nowhere yet.
    assert said(apart, offer(scheme="S001"), limit(left=99.0)) == (
        "May not share a home with C001."
    )


def test_who_has_left_the_home_stands_in_nobodys_way(outcome: Outcome) -> None:
    rules = pd.DataFrame({"referral": ["C001"], "other": ["R900"]})
    left = outcome.market.commitments.assign(end=pd.Timestamp("2025-01-01"))
    market = replace(outcome.market, may_not_share=rules, commitments=left)
    apart = replace(outcome, market=market)
    assert said(apart, offer(scheme="S001"), limit(left=99.0)) == FITS


def test_an_offer_that_fits_is_told(outcome: Outcome) -> None:
    assert said(outcome, offer(), limit(left=28.0)) == FITS
