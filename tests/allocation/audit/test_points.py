"""Points by other rules, and rules that the audit does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from allocation.allocate import allocate
from allocation.audit import audit
from allocation.rules import AimName, Aims, Eligibility, PriceFormula, Scoring, Weights
from tests.kit.changes import with_lot
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market

R1 = {"referral": "R1", "provider": "P1"}


def test_weights_of_a_lot_are_used(market: Market, plan: Allocation) -> None:
    weights = market.scoring.weights.model_copy(update={"quality": 75.0, "price": 0.0})
    # 0.75 x 80 + 0.15 x 100 + 0.10 x 50 = 80.
    breaches = audit(with_lot(market, "1", weights=weights), plan)
    assert "R1 with P1 in S1: points are 82.18, recomputed 80" in breaches


def test_a_price_of_nothing_has_all_price_points() -> None:
    market = make_market(
        scoring=Scoring(weights=Weights(quality=100)),
        providers=[{"provider": "P1", "quality": 70.0}, {"provider": "P2"}],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "price": 0.0},
            {"referral": "R1", "provider": "P2", "price": 10.0},
        ],
    )
    plan = allocate(market)
    assert plan.pairs["price_points"].tolist() == [100.0, 0.0]
    assert audit(market, plan) == ()


def test_a_price_formula_that_the_audit_does_not_know_is_told(
    market: Market, plan: Allocation
) -> None:
    scoring = market.scoring.model_copy(update={"price_formula": PriceFormula.RANGE})
    assert audit(replace(market, scoring=scoring), plan) == (
        "the audit cannot recompute price points by range",
    )


def test_a_formula_without_its_parameters_is_told(
    market: Market, plan: Allocation
) -> None:
    scoring = Scoring(price_formula=PriceFormula.ABSOLUTE_LINEAR)
    assert audit(replace(market, scoring=scoring), plan) == (
        "the audit cannot recompute price points by absolute_linear",
    )


def test_a_rule_that_the_audit_cannot_check_is_told(
    market: Market, plan: Allocation
) -> None:
    near = Eligibility(rating_too_old_years=3, maximum_distance_km=10)
    assert audit(replace(market, eligibility=near), plan) == (
        "the audit cannot check maximum_distance_km: a market has no distances",
    )


def test_an_aim_that_the_audit_does_not_know_is_told(
    market: Market, plan: Allocation
) -> None:
    aims = Aims(aims=(AimName.FAIRNESS,))
    breaches = audit(replace(market, aims=aims), plan)
    assert breaches[-1] == "the audit cannot recompute the aim fairness"


def test_a_leap_day_three_years_on_counts_from_28_february() -> None:
    def rated(on: str) -> Market:
        return make_market(
            day=date(2028, 2, 29),
            eligibility=Eligibility(rating_too_old_years=3),
            providers=[{"provider": "P1", "cqc_rating": "Good", "cqc_rating_date": on}],
            referrals=[{"referral": "R1"}],
            offers=[{"referral": "R1", "provider": "P1"}],
        )

    fresh, stale = rated("2025-02-28"), rated("2025-02-27")
    plan = allocate(fresh)
    assert audit(fresh, plan) == ()
    assert 'R1 with P1: refused by nothing, recomputed "rating"' in audit(stale, plan)


def test_people_of_one_class_are_counted_as_placed() -> None:
    market = make_market(
        aims=Aims(aims=(AimName.POINTS,), tie_break=(AimName.PLACED,)),
        providers=[{"provider": "P1"}],
        referrals=[{"referral": "R1"}],
        offers=[{"referral": "R1", "provider": "P1"}],
    )
    plan = allocate(market)
    assert [aim.name for aim in plan.aims] == ["points", "tie_break:placed"]
    assert audit(market, plan) == ()
