"""What a plan takes of each limit, and which keep somebody from a better offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

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


def limits(**tables: Any) -> list[tuple[Any, ...]]:
    """Give limits of a market of two people and two providers, P1 the better."""
    defaults: dict[str, Any] = {
        "providers": [
            {"provider": "P1", "quality": 90.0},
            {"provider": "P2", "quality": 50.0},
        ],
        "referrals": [
            {"referral": "R1", "hours_per_week": 10.0},
            {"referral": "R2", "hours_per_week": 20.0},
        ],
        "offers": [
            {"referral": person, "provider": provider}
            for person in ("R1", "R2")
            for provider in ("P1", "P2")
        ],
    }
    found = allocate(make_market(**{**defaults, **tables})).limits
    names = ["kind", "limit", "before", "used", "left", "binds", "unit"]
    return [
        (row["provider"] or row["scheme"] or row["lot"], *(row[name] for name in names))
        for _, row in found.iterrows()
    ]


P2 = {"provider": "P2", "quality": 50.0}


@pytest.mark.parametrize(
    ("hours", "used", "binds"),
    [
        (30.0, 30.0, False),  # both are in
        (29.0, 20.0, True),  # R2 is in, and R1 would rather be
        (9.0, 0.0, True),
    ],
)
def test_hours_bind_where_they_keep_somebody_from_a_better_offer(
    hours: float,
    used: float,
    binds: bool,  # noqa: FBT001  # what is expected
) -> None:
    # R2 ranked P1, so where only one fits it is R2.
    provider = {"provider": "P1", "quality": 90.0, "spare_hours_per_week": hours}
    found = limits(
        providers=[provider, P2],
        preferences=[{"referral": "R2", "provider": "P1", "rank": 1.0}],
    )
    assert found == [("P1", "hours", hours, 0, used, hours - used, binds, "hours")]


def test_a_limit_that_nobody_wants_more_of_does_not_bind() -> None:
    provider = {"provider": "P2", "quality": 50.0, "capacity_places": 0.0}
    found = limits(providers=[{"provider": "P1", "quality": 90.0}, provider])
    assert found == [("P2", "places", 0, 0, 0, 0, False, "places")]


def test_commitments_stand_before_the_plan() -> None:
    provider = {"provider": "P1", "quality": 90.0, "capacity_hours_per_week": 40.0}
    found = limits(
        providers=[provider, P2],
        commitments=[{"person": "C1", "provider": "P1", "units_per_week": 12.5}],
    )
    assert found == [("P1", "hours", 40, 12.5, 20, 7.5, True, "hours")]


def test_a_share_is_told_in_hours() -> None:
    # P1 may have 0.5 of 10 + 30 hours: 20; R1 with P1, R2 with P2 leaves 20 - 0 - 10.
    # R2 with P1 instead (20 of 40) would be within the cap, but both would not.
    found = limits(
        providers=[{"provider": "P1", "quality": 90.0, "share_cap": 0.5}, P2],
        commitments=[{"person": "C1", "provider": "P2", "units_per_week": 10.0}],
        preferences=[{"referral": "R1", "provider": "P1", "rank": 1.0}],
    )
    assert found == [("P1", "share", 20, 0, 10, 10, True, "hours")]


def test_who_is_over_a_share_by_commitments_has_nothing_left() -> None:
    found = limits(
        providers=[{"provider": "P1", "quality": 90.0, "share_cap": 0.5}, P2],
        commitments=[{"person": "C1", "provider": "P1", "units_per_week": 10.0}],
    )
    assert found == [("P1", "share", 20, 10, 0, 0, True, "hours")]


def test_budgets_are_told_in_pounds_with_opened_backgrounds() -> None:
    found = limits(
        lots=[Lot(lot="1", budget_gbp_per_week=500)],
        aims=Aims(budget_gbp_per_week=230),
        schemes=[{"scheme": "S1", "background_gbp_per_week": 25.5}],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1"},
            {"referral": "R1", "provider": "P2"},
            {"referral": "R2", "provider": "P2", "price": 90.0},
            {"referral": "R2", "provider": "P1", "price": 115.0},
        ],
    )
    # 100 + 25.50 + 90; R2's better offer would be 25 more, and 14.50 are left.
    assert found == [
        ("", "budget", 230, 0, 215.5, 14.5, True, "GBP/week"),
        ("1", "budget", 500, 0, 215.5, 284.5, False, "GBP/week"),
    ]
