"""Points, by the worked figures of the procurement literature.

Figures marked F1 and F6 are the test oracles of domain/market.md, section 4, worked out
there before this code was written.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from allocation.choice import choice_of
from allocation.rules import Lot, PriceFormula, Scoring, Weights
from allocation.scoring import absolute_linear, lowest_ratio, scored
from tests.kit.markets import make_market

HALF = Weights(quality=50, price=50)
MEDWAY = Weights(quality=65, price=35)
PQRS = {"P": (82, 1180), "Q": (74, 1050), "R": (68, 980), "S": (90, 1420)}
"""Quality and weekly price of the four offers of oracle 2."""


def worth(
    offers: dict[str, tuple[float, float]],
    eligible: list[bool] | None = None,
    **rules: Any,
) -> pd.DataFrame:
    market = make_market(
        providers=[
            {"provider": name, "quality": float(q)} for name, (q, _) in offers.items()
        ],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": name, "price": float(price)}
            for name, (_, price) in offers.items()
        ],
        **rules,
    )
    mask = np.array(eligible if eligible else [True] * len(offers))
    return scored(market, choice_of(market), mask).set_index(pd.Index(list(offers)))


def points(offers: dict[str, tuple[float, float]], **rules: Any) -> dict[str, float]:
    return worth(offers, **rules)["points"].to_dict()


def test_the_middle_bid_loses_under_lowest_ratio() -> None:
    # Oracle 1 (F1, 50/50): 75.00, 70.83, 75.00.
    bids = {"A": (50, 50), "B": (75, 75), "C": (100, 100)}
    assert points(bids, scoring=Scoring(weights=HALF)) == {"A": 75, "B": 70.83, "C": 75}


def test_lowest_ratio_lets_the_dearest_win_at_medway_s_weights() -> None:
    # Oracle 2 (F1, 65/35).
    assert points(PQRS, scoring=Scoring(weights=MEDWAY)) == {
        "P": 82.37,
        "Q": 80.77,
        "R": 79.20,
        "S": 82.65,
    }


def test_absolute_linear_lets_another_win() -> None:
    # Oracle 2 (F6, 65/35, floor 900, ceiling 1500).
    scoring = Scoring(
        weights=MEDWAY,
        price_formula=PriceFormula.ABSOLUTE_LINEAR,
        floor_gbp_per_week=900,
        ceiling_gbp_per_week=1500,
    )
    assert points(PQRS, scoring=scoring) == {
        "P": 71.97,
        "Q": 74.35,
        "R": 74.53,
        "S": 63.17,
    }


@pytest.mark.parametrize(
    ("quality", "winner"),
    [(40, "R"), (45, "R"), (50, "R"), (55, "Q"), (60, "P"), (65, "S"), (80, "S")],
)
def test_the_winner_turns_with_the_weight_of_quality(quality: int, winner: str) -> None:
    # Oracle 3 (F1).
    weights = Weights(quality=quality, price=100 - quality)
    found = points(PQRS, scoring=Scoring(weights=weights))
    assert max(found, key=found.__getitem__) == winner


def test_a_third_bid_turns_two_others_round_under_lowest_ratio() -> None:
    # Oracle 4 (F1, 65/35).
    two = {"A": (60.0, 1000.0), "B": (75.0, 1480.0)}
    scoring = Scoring(weights=MEDWAY)
    assert points(two, scoring=scoring) == {"A": 74.0, "B": 72.4}
    three = {**two, "C": (40.0, 700.0)}
    assert points(three, scoring=scoring) == {"A": 63.5, "B": 65.3, "C": 61.0}


def test_a_third_bid_turns_nobody_round_under_absolute_linear() -> None:
    # Oracle 4 (F6): A stays first with 68.17; (1500-1000)/(1500-900)*35 + 39 = 68.17.
    three = {"A": (60.0, 1000.0), "B": (75.0, 1480.0), "C": (40.0, 700.0)}
    scoring = Scoring(
        weights=MEDWAY,
        price_formula=PriceFormula.ABSOLUTE_LINEAR,
        floor_gbp_per_week=900,
        ceiling_gbp_per_week=1500,
    )
    found = points(three, scoring=scoring)
    assert found["A"] == 68.17
    assert max(found, key=found.__getitem__) == "A"


def test_absolute_linear_is_held_within_0_and_100() -> None:
    scoring = Scoring(floor_gbp_per_week=10, ceiling_gbp_per_week=20)
    price = np.array([900, 1000, 1500, 2000, 2100])
    assert absolute_linear(price, price, scoring).tolist() == [100, 100, 50, 0, 0]


def test_a_price_of_nothing_where_price_has_no_weight_is_worth_100() -> None:
    price = np.array([0, 500])
    lowest = np.array([0, 0])
    assert lowest_ratio(price, lowest, Scoring()).tolist() == [100, 0]


def test_the_lowest_is_that_of_eligible_offers() -> None:
    # B, refused, would make A's price points 70.
    found = worth(
        {"A": (0, 1000), "B": (0, 700)},
        eligible=[True, False],
        scoring=Scoring(weights=Weights(price=100)),
    )
    assert found["price_points"].tolist()[0] == 100
    assert found["points"].isna().tolist() == [False, True]
    assert found["rank"].tolist() == [1, 0]


def test_points_have_two_decimals_half_up() -> None:
    # (99 * 82.5 + 1 * 100) / 100 = 82.675, half up to 82.68.
    weights = Weights(quality=99, price=1)
    assert points({"A": (82.5, 10)}, scoring=Scoring(weights=weights)) == {"A": 82.68}


def test_price_points_use_the_evaluated_price() -> None:
    # S1 has 100 a week of background for 2 places: 150 + 50 = 200, half of 100 / 200.
    market = make_market(
        providers=[{"provider": "P1"}],
        schemes=[
            {"scheme": "S1", "background_gbp_per_week": 100.0, "places": 2.0},
        ],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 150.0},
            {"referral": "R1", "provider": "P1", "price": 100.0},
        ],
    )
    found = scored(market, choice_of(market), np.array([True, True]))
    assert found["price_points"].tolist() == [50, 100]


def test_a_lot_and_a_person_may_weigh_otherwise() -> None:
    market = make_market(
        providers=[{"provider": "P1", "quality": 80.0}],
        lots=[Lot(lot="1"), Lot(lot="2", weights=Weights(quality=100))],
        scoring=Scoring(weights=HALF),
        referrals=[
            {"referral": "R1", "lot": "1"},
            {"referral": "R2", "lot": "2"},
            {
                "referral": "R3",
                "lot": "2",
                "quality_weight": 0.0,
                "fit_weight": 100.0,
            },
        ],
        offers=[
            {"referral": name, "provider": "P1", "fit": 30.0}
            for name in ("R1", "R2", "R3")
        ],
    )
    found = scored(market, choice_of(market), np.array([True, True, True]))
    # R1: (80 + 100) / 2; R2: quality alone; R3: fit alone, the rest of lot 2's being 0.
    assert found["points"].tolist() == [90, 80, 30]


def test_ranks_go_by_points_then_quality_then_price_and_equals_share_one() -> None:
    # Price has no weight. A and B: 60 points, the same quality, B cheaper. C: 60 points
    # of fit and choice alone, less quality. D and E are alike.
    weights = Weights(quality=50, fit=50)
    market = make_market(
        providers=[{"provider": name} for name in "ABCDE"],
        scoring=Scoring(weights=weights),
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": p, "quality": q, "fit": f, "price": price}
            for p, q, f, price in [
                ("A", 60.0, 60.0, 90.0),
                ("B", 60.0, 60.0, 80.0),
                ("C", 50.0, 70.0, 10.0),
                ("D", 10.0, 10.0, 50.0),
                ("E", 10.0, 10.0, 50.0),
            ]
        ],
    )
    found = scored(market, choice_of(market), np.ones(5, dtype=bool))
    assert found["points"].tolist() == [60, 60, 60, 10, 10]
    assert found["rank"].tolist() == [2, 1, 3, 4, 4]


def test_no_offers_have_no_points() -> None:
    market = make_market(providers=[], referrals=[{"referral": "R1"}], offers=[])
    found = scored(market, choice_of(market), np.zeros(0, dtype=bool))
    assert found.empty
