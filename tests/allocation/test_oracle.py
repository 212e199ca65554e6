"""Brute force over every allocation of small markets reaches what allocate reaches."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.rules import Aims
from costing.errors import InputError
from tests.kit.markets import make_market
from tests.kit.oracle import solve, stuck
from tests.kit.strategies import markets, seeded

if TYPE_CHECKING:
    from allocation.market import Market
    from tests.kit.oracle import Answer

SEEDS = range(200)
"""Two hundred markets, in tens, so that a failure names the ten."""


@cache
def _solved(seed: int) -> Answer | None:
    return solve(seeded(seed))


def _disagreement(market: Market, answer: Answer | None) -> str:
    """Say where brute force and allocate differ."""
    if stuck(market):
        try:
            allocate(market)
        except InputError as error:
            return "" if "must_stay" in str(error) else str(error)
        return "somebody must stay and cannot, and it is not told"
    plan = allocate(market)
    if answer is None:
        return (
            "" if plan.status is Status.INFEASIBLE else f"{plan.status}, not infeasible"
        )
    if plan.status is not Status.OPTIMAL or not plan.tie_settled:
        return f"{plan.status}, ties settled: {plan.tie_settled}"
    pence = {name for name, _ in answer.best if name.endswith("cost")}
    wanted = [(n, float(v) / (100 if n in pence else 1)) for n, v in answer.best]
    reached = [(aim.name, pytest.approx(aim.best, abs=1e-9)) for aim in plan.aims]
    if wanted != reached:
        return f"brute force {wanted}, allocate {reached}"
    placed = {p.referral: (p.provider, p.scheme) for p in plan.placements.itertuples()}
    return "" if placed in answer.plans else f"the plan {placed} is not among the best"


@pytest.mark.parametrize("first", SEEDS[::10])
def test_brute_force_over_every_allocation_gives_the_same_aims(first: int) -> None:
    found = {
        seed: _disagreement(seeded(seed), _solved(seed))
        for seed in range(first, first + 10)
    }
    assert {seed: text for seed, text in found.items() if text} == {}


@given(market=markets())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_brute_force_agrees_on_markets_that_hypothesis_draws(market: Market) -> None:
    assert _disagreement(market, solve(market)) == ""


def test_the_markets_of_the_seeds_are_worth_looking_at() -> None:
    # Enough are feasible, full, tied or tolerant for the comparison to mean something.
    answers = [(seeded(seed), _solved(seed)) for seed in SEEDS]
    solved = [(market, answer) for market, answer in answers if answer]
    full = [
        market
        for market, answer in solved
        if any(0 < len(plan) < len(market.referrals) for plan in answer.plans)
    ]
    assert len(solved) > 150
    assert len(full) > 80
    assert sum(bool(market.aims.tolerance) for market, _ in solved) > 60
    assert sum(len(market.may_not_share) > 0 for market, _ in solved) > 60
    assert sum(answer.counted for _, answer in solved) > 10_000
    aims = {name for _, answer in solved for name, _ in answer.best}
    assert aims >= {
        "placed",
        "placed:1",
        "points",
        "cost",
        "balance",
        "quality",
        "choice",
        "moves",
        "tie_break:quality",
        "tie_break:cost",
        "tie_break:draw",
    }


def test_the_oracle_itself_by_hand() -> None:
    # P1 has 40 h: R1 (30 h) or R2 (20 h), not both. Points by 45/30/15/10:
    # R1 P1 36 + 30 x 400/500 + 7.5 + 5 = 72.5, P2 27 + 30 + 12.5 = 69.5;
    # R2 P1 36 + 30 + 12.5 = 78.5, P2 27 + 30 x 300/450 + 12.5 = 59.5.
    # R1 P1 + R2 P2 = 132; R1 P2 + R2 P1 = 148; both P2 = 129; both P1 is too much.
    market = make_market(
        aims=Aims(tie_break=()),
        providers=[
            {"provider": "P1", "quality": 80.0, "capacity_hours_per_week": 40.0},
            {"provider": "P2", "quality": 60.0},
        ],
        referrals=[
            {"referral": "R1", "hours_per_week": 30.0},
            {"referral": "R2", "hours_per_week": 20.0},
        ],
        offers=[
            {"referral": "R1", "provider": "P1", "price": 500.0},
            {"referral": "R1", "provider": "P2", "price": 400.0},
            {"referral": "R2", "provider": "P1", "price": 300.0},
            {"referral": "R2", "provider": "P2", "price": 450.0},
        ],
    )
    answer = solve(market)
    assert answer is not None
    assert answer.best == (("placed", 2), ("points", 148), ("cost", 70000))
    assert answer.plans == ({"R1": ("P2", ""), "R2": ("P1", "")},)
    assert answer.counted == 9
