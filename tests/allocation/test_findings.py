"""What an allocation cannot take, message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from allocation.allocate import allocate
from allocation.findings import left_aside, market_findings, rule_findings
from allocation.rules import (
    AimName,
    Aims,
    Eligibility,
    Lot,
    PriceFormula,
    Scoring,
    Weights,
)
from costing.errors import InputError
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocation.market import Market
    from tests.kit.frames import Row

PLAIN = Lot(lot="1")


def told(
    lots: Sequence[Lot] = (PLAIN,),
    aims: Aims | None = None,
    scoring: Scoring | None = None,
    eligibility: Eligibility | None = None,
) -> list[str]:
    found = rule_findings(
        lots, aims or Aims(), scoring or Scoring(), eligibility or Eligibility()
    )
    return [str(finding) for finding in found]


def test_plain_rules_are_taken() -> None:
    assert told() == []


def test_an_aim_of_a_later_version_is_told() -> None:
    later = Aims(aims=(AimName.FAIRNESS,), tie_break=(AimName.CONCENTRATION,))
    known = "balance, choice, cost, draw, moves, placed, points, quality"
    assert told(aims=later) == [
        (
            f'case.toml, allocation.aims: got "fairness", expected one of {known}. '
            "Take it out; this version cannot do it."
        ),
        (
            f'case.toml, allocation.tie_break: got "concentration", expected one of '
            f"{known}. Take it out; this version cannot do it."
        ),
    ]


def test_a_distance_is_told() -> None:
    assert told(eligibility=Eligibility(maximum_distance_km=12.5)) == [
        (
            "case.toml, eligibility.maximum_distance_km: got 12.5, expected nothing. "
            "Take it out; this version cannot do it."
        )
    ]


def test_a_formula_of_a_later_version_is_told_where_it_stands() -> None:
    known = "absolute_linear, lowest_ratio"
    of_case = Scoring(price_formula=PriceFormula.MEAN)
    assert told(scoring=of_case) == [
        (
            f'case.toml, scoring.price_formula: got "mean", expected one of {known}. '
            "Choose another; this version cannot do it."
        )
    ]
    of_lot = Lot(lot="2", price_formula=PriceFormula.RANGE)
    assert told(lots=(PLAIN, of_lot)) == [
        (
            f'lots.toml, lot 2.price_formula: got "range", expected one of {known}. '
            "Choose another; this version cannot do it."
        )
    ]


def test_absolute_linear_lacks_its_ends() -> None:
    scoring = Scoring(price_formula=PriceFormula.ABSOLUTE_LINEAR)
    assert told(scoring=scoring) == [
        (
            "case.toml, scoring.floor_gbp_per_week: got nothing, "
            "expected pounds a week, "
            "since price_formula is absolute_linear. Give floor_gbp_per_week a value."
        ),
        (
            "case.toml, scoring.ceiling_gbp_per_week: got nothing, "
            "expected pounds a week, "
            "since price_formula is absolute_linear. Give ceiling_gbp_per_week a value."
        ),
    ]


def test_an_end_of_the_case_serves_a_lot() -> None:
    scoring = Scoring(ceiling_gbp_per_week=1500)
    lot = Lot(
        lot="2", price_formula=PriceFormula.ABSOLUTE_LINEAR, floor_gbp_per_week=900
    )
    assert told(lots=(lot,), scoring=scoring) == []
    low = Scoring(ceiling_gbp_per_week=800)
    assert told(lots=(lot,), scoring=low) == [
        (
            "lots.toml, lot 2.floor_gbp_per_week: got 900, expected less "
            "than the ceiling "
            "of 800. Lower the floor or raise the ceiling."
        )
    ]


def of_market(market: Market, *, staying: bool = False) -> list[str]:
    eligible = (market.offers["status"] == "offered").to_numpy()
    found = market_findings(market, eligible, np.full(len(market.referrals), staying))
    return [str(finding) for finding in found]


def one_offer(person: Row, offer: Row, **rules: Any) -> Market:
    return make_market(
        providers=[{"provider": "P1"}],
        referrals=[{"referral": "R1", **person}],
        offers=[{"referral": "R1", "provider": "P1", **offer}],
        **rules,
    )


def test_a_persons_weights_add_to_100_with_those_of_the_lot() -> None:
    # 50 of the person's and 30, 15 and 10 of the case's.
    assert of_market(one_offer({"quality_weight": 50.0}, {})) == [
        (
            "referrals.csv, line 2, quality_weight: got weights that add "
            "to 105, expected "
            "100, the lot's weights standing in for blank ones. Give all "
            "four weights, or "
            "none."
        )
    ]
    assert of_market(one_offer({"quality_weight": 45.0}, {})) == []


def test_a_price_of_nothing_is_told_where_the_formula_divides_by_it() -> None:
    free = {"price": 0.0}
    assert of_market(one_offer({}, free)) == [
        (
            "offers.csv, line 2, price_gbp_per_week: got 0, expected "
            "more than 0, since "
            "lowest_ratio divides by the price. Give the price, or use another "
            "price_formula."
        )
    ]
    assert of_market(one_offer({}, {**free, "status": "late"})) == []
    without = Scoring(weights=Weights(quality=100))
    assert of_market(one_offer({}, free, scoring=without)) == []
    linear = Scoring(
        price_formula=PriceFormula.ABSOLUTE_LINEAR,
        floor_gbp_per_week=0,
        ceiling_gbp_per_week=10,
    )
    assert of_market(one_offer({}, free, scoring=linear)) == []


def test_who_must_stay_and_cannot_is_told() -> None:
    market = one_offer({"current_provider": "P1"}, {"status": "declined"})
    assert of_market(market, staying=True) == [
        (
            "referrals.csv, line 2, must_stay: got yes, expected an "
            'eligible offer of "P1", '
            "the current provider. Add or mend that offer, or set must_stay to no."
        )
    ]


def test_columns_that_have_no_part_yet_are_told() -> None:
    market = make_market(
        providers=[{"provider": "P1", "minimum_hours_per_week": 10.0}],
        referrals=[
            {"referral": "R1", "together": "R2", "stay_in_home": True},
            {"referral": "R2", "together": "R1"},
        ],
        offers=[],
    )
    assert left_aside(market) == (
        "referrals.csv, together: filled in 2 times, has no part in the plan yet",
        "referrals.csv, stay_in_home: filled in 1 times, has no part in the plan yet",
        (
            "providers.csv, minimum_hours_per_week: filled in 1 times, "
            "has no part in the "
            "plan yet"
        ),
    )
    assert left_aside(one_offer({}, {})) == ()


def test_findings_stop_an_allocation_before_it_begins() -> None:
    far = Eligibility(maximum_distance_km=12.5)
    with pytest.raises(InputError, match="maximum_distance_km"):
        allocate(one_offer({}, {}, eligibility=far))
    with pytest.raises(InputError, match="must_stay"):
        allocate(
            one_offer({"must_stay": True, "current_provider": "P1"}, {"status": "late"})
        )
