"""What a plan takes of each limit, and which keep somebody from a better offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocation.allocate import allocate
from allocation.rules import AimName, Aims, Lot
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market

# Cost comes first, so that people get less than their best offer.
CHEAPEST: dict[str, Any] = {"aims": (AimName.PLACED, AimName.COST)}
HOUSE = {"scheme": "S1", "provider": "P1", "background_gbp_per_week": 60.0}


def _binding(market: Market) -> dict[tuple[str, str], bool]:
    rows = allocate(market).limits
    return {(row.kind, row.lot): row.binds for row in rows.itertuples()}


def _moving_inside(hours: float, room: float) -> Market:
    """Give one person, 20 hours in S1 of P1, who ranks P1's own offer higher."""
    return make_market(
        aims=Aims(**CHEAPEST),
        providers=[{"provider": "P1", "capacity_hours_per_week": room}],
        referrals=[{"referral": "R1", "hours_per_week": 20.0}],
        schemes=[{"scheme": "S1", "provider": "P1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 100.0},
            {
                "referral": "R1",
                "provider": "P1",
                "price": 110.0,
                "quality": 100.0,
                "hours_per_week": hours,
            },
        ],
    )


def test_more_hours_of_the_same_provider_are_the_difference() -> None:
    # 32.5 h hold 20: 33 h 20 in their place are too many, 32.5 are not.
    assert _binding(_moving_inside(100 / 3, 32.5)) == {("hours", ""): True}
    assert _binding(_moving_inside(32.5, 32.5)) == {("hours", ""): False}


def _leaving(budget: float) -> Market:
    """Give one person, alone in S1 for 100 + 60, who ranks P2 at 200 higher."""
    return make_market(
        aims=Aims(**CHEAPEST, budget_gbp_per_week=budget),
        providers=[{"provider": "P1"}, {"provider": "P2", "quality": 100.0}],
        referrals=[{"referral": "R1"}],
        schemes=[HOUSE],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 100.0},
            {"referral": "R1", "provider": "P2", "price": 200.0},
        ],
    )


def test_the_last_to_leave_a_home_takes_its_background_along() -> None:
    assert _binding(_leaving(199.99)) == {("budget", ""): True}
    assert _binding(_leaving(200.00)) == {("budget", ""): False}


def _joining(lot_2: float) -> Market:
    """Give R1 of lot 1 in S1, and R2 of lot 2 who ranks S1 higher than P2."""
    return make_market(
        lots=[Lot(lot="1"), Lot(lot="2", budget_gbp_per_week=lot_2)],
        aims=Aims(**CHEAPEST, budget_gbp_per_week=270.0),
        providers=[{"provider": "P1", "quality": 100.0}, {"provider": "P2"}],
        referrals=[
            {"referral": "R1", "lot": "1"},
            {"referral": "R2", "lot": "2"},
        ],
        schemes=[HOUSE],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 100.0},
            {"referral": "R2", "provider": "P1", "scheme": "S1", "price": 101.0},
            {"referral": "R2", "provider": "P2", "price": 100.0},
        ],
    )


def test_a_home_that_others_opened_costs_its_background_in_a_new_lot_only() -> None:
    # 260 of 270 are used, and R2 in S1 costs the case 1 more; lot 2 pays 101 and 60.
    assert _binding(_joining(160.99)) == {("budget", ""): False, ("budget", "2"): True}
    assert _binding(_joining(161.00)) == {("budget", ""): False, ("budget", "2"): False}
