"""Preferences as they bear on offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allocation.choice import areas_of_offers, choice_of
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from tests.kit.frames import Row

PROVIDERS = [{"provider": "P1"}, {"provider": "P2"}]
SCHEMES = [
    {"scheme": "S1", "provider": "P1", "area": "North"},
    {"scheme": "S2", "provider": "P1"},
]
OFFERS = [
    {"referral": "R1", "provider": "P1", "scheme": "S1"},
    {"referral": "R1", "provider": "P1", "scheme": "S2"},
    {"referral": "R1", "provider": "P2"},
]


def points(*preferences: Row) -> list[float]:
    market = make_market(
        providers=PROVIDERS,
        schemes=SCHEMES,
        referrals=[{"referral": "R1", "area": "South"}, {"referral": "R2"}],
        offers=OFFERS,
        preferences=preferences,
    )
    return choice_of(market).points.tolist()


def test_a_person_who_ranked_nothing_gives_50_everywhere() -> None:
    assert points() == [50, 50, 50]
    assert points({"referral": "R2", "provider": "P1", "rank": 1.0}) == [50, 50, 50]
    assert points({"referral": "R1", "provider": "P1", "veto": True}) == [50, 50, 50]


@pytest.mark.parametrize(
    ("rank", "worth"), [(1, 100), (2, 75), (3, 50), (4, 25), (5, 0), (9, 0)]
)
def test_a_rank_has_its_points_and_what_is_not_ranked_none(
    rank: int, worth: float
) -> None:
    ranked = {"referral": "R1", "provider": "P2", "rank": float(rank)}
    assert points(ranked) == [0, 0, worth]


def test_the_best_match_of_provider_scheme_and_area_counts() -> None:
    assert points(
        {"referral": "R1", "provider": "P1", "rank": 3.0},
        {"referral": "R1", "scheme": "S2", "rank": 1.0},
        {"referral": "R1", "area": "North", "rank": 2.0},
    ) == [75, 100, 0]


def test_an_offer_is_where_its_scheme_is_else_where_the_person_is() -> None:
    market = make_market(
        providers=PROVIDERS,
        schemes=SCHEMES,
        referrals=[{"referral": "R1", "area": "South"}],
        offers=OFFERS,
    )
    assert areas_of_offers(market).tolist() == ["North", "South", "South"]


def test_vetoes_and_onlies_are_matched_with_offers() -> None:
    market = make_market(
        providers=PROVIDERS,
        schemes=SCHEMES,
        referrals=[{"referral": "R1"}],
        offers=OFFERS,
        preferences=[
            {"referral": "R1", "scheme": "S1", "veto": True},
            {"referral": "R1", "provider": "P2", "only": True},
        ],
    )
    choice = choice_of(market)
    assert choice.is_vetoed.tolist() == [True, False, False]
    assert choice.is_only.tolist() == [False, False, True]
    assert choice.has_only.tolist() == [True, True, True]
