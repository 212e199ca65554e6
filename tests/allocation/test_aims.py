"""Aims as sums over the columns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from allocation.aims import Aim, aims_of
from allocation.choice import choice_of
from allocation.eligibility import refusals
from allocation.rules import AimName, Aims, Scoring, Weights
from allocation.scoring import scored
from tests.allocation.golden_lp import problem_of
from tests.kit.markets import make_market


def pursued(*names: str, chosen: list[int], **rules: Any) -> dict[str, float]:
    """Give natural values of aims where some pairs are chosen.

    Pairs, in order: 0 R1-P1, 1 R1-P1-S1 (core apart), 2 R1-P2, 3 R2-P1-S1 (core apart),
    4 R3-P2-S1 (core included).
    """
    market = make_market(
        aims=Aims(aims=tuple(AimName(name) for name in names), tie_break=(), **rules),
        scoring=Scoring(weights=Weights(quality=50, fit=50)),
        providers=[
            {"provider": "P1", "quality": 80.5},
            {"provider": "P2", "quality": 200 / 3},
        ],
        schemes=[{"scheme": "S1", "background_gbp_per_week": 33.33}],
        referrals=[
            {"referral": "R1", "current_provider": "P2"},
            {"referral": "R2", "priority": 3.0},
            {"referral": "R3", "priority": 3.0, "current_provider": "P2"},
        ],
        offers=[
            {"referral": "R1", "provider": "P1", "price": 100.01},
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 90.0},
            {"referral": "R1", "provider": "P2", "price": 80.0},
            {"referral": "R2", "provider": "P1", "scheme": "S1", "price": 70.0},
            {
                "referral": "R3",
                "provider": "P2",
                "scheme": "S1",
                "price": 60.0,
                "core_included": True,
            },
        ],
        preferences=[{"referral": "R1", "provider": "P2", "rank": 2.0}],
    )
    eligible = refusals(market, choice_of(market)).eligible
    problem = problem_of(market)
    worth = scored(market, choice_of(market), eligible)
    plan = problem.plan_of(np.isin(np.arange(5), chosen))
    return {
        aim.name: aim.natural(int(aim.coefficients @ plan))
        for aim in aims_of(market, worth, problem.columns)
    }


def test_people_are_counted_class_by_class() -> None:
    assert pursued("placed", chosen=[0, 3, 4]) == {"placed:1": 1, "placed:3": 2}
    assert pursued("placed", chosen=[]) == {"placed:1": 0, "placed:3": 0}


def test_one_class_is_not_numbered() -> None:
    market = make_market(
        providers=[{"provider": "P1"}],
        referrals=[{"referral": "R1", "priority": 2.0}],
        offers=[{"referral": "R1", "provider": "P1"}],
    )
    worth = scored(market, choice_of(market), np.array([True]))
    names = [aim.name for aim in aims_of(market, worth, problem_of(market).columns)]
    assert names == [
        "placed",
        "points",
        "cost",
        "tie_break:quality",
        "tie_break:cost",
        "tie_break:draw",
    ]


@pytest.mark.parametrize(
    ("chosen", "pounds"),
    [
        ([0], 100.01),
        ([4], 60.00),  # the price holds the core
        ([3], 103.33),
        ([1, 3, 4], 253.33),  # 90 + 70 + 60, the background once
    ],
)
def test_cost_is_prices_and_each_background_once(
    chosen: list[int], pounds: float
) -> None:
    assert pursued("cost", chosen=chosen) == {"cost": pounds}


def test_points_are_summed() -> None:
    # (80.5 + 50) / 2 = 65.25; (66.67 + 50) / 2 = 58.33.
    assert pursued("points", chosen=[3, 4]) == {"points": 123.58}


def test_quality_is_exact_where_marks_were_thirds() -> None:
    assert pursued("quality", chosen=[0, 4])["quality"] == float(
        Fraction(161, 2) + Fraction(200, 3)
    )


def test_choice_is_summed() -> None:
    assert pursued("choice", chosen=[2, 3]) == {"choice": 125}
    assert pursued("choice", chosen=[0]) == {"choice": 0}


def test_moves_count_whose_provider_changes() -> None:
    # R1 leaves P2; R2 had nobody; R3 stays with P2.
    assert pursued("moves", chosen=[0, 3, 4]) == {"moves": 1}
    assert pursued("moves", chosen=[2]) == {"moves": 0}


def test_balance_weighs_points_against_pounds() -> None:
    # 65.25 points less 103.33 / 20 = 5.1665.
    assert pursued("balance", chosen=[3]) == {"balance": 60.0835}
    # 103.33 / 1.5 = 68.88666...
    found = pursued("balance", chosen=[3], pounds_per_point=1.5)
    assert found["balance"] == float(Fraction(6525, 100) - Fraction(10333, 150))


def test_a_tolerance_goes_with_every_class_and_no_tie_break() -> None:
    market = make_market(
        aims=Aims(
            aims=(AimName.PLACED, AimName.COST),
            tolerance={AimName.PLACED: 0.1, AimName.QUALITY: 0.5},
            tie_break=(AimName.QUALITY,),
        ),
        providers=[],
        referrals=[{"referral": "R1"}, {"referral": "R2", "priority": 2.0}],
        offers=[],
    )
    worth = scored(market, choice_of(market), np.zeros(0, dtype=bool))
    made = aims_of(market, worth, problem_of(market).columns)
    assert {aim.name: aim.tolerance for aim in made} == {
        "placed:1": Fraction(1, 10),
        "placed:2": Fraction(1, 10),
        "cost": 0,
        "tie_break:quality": 0,
    }


def test_a_natural_value_is_never_minus_nothing() -> None:
    aim = Aim("points", "points", "most", np.zeros(0, int), Fraction(100), Fraction(0))
    assert str(aim.natural(0)) == "0.0"
