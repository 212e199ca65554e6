"""One person given another offer: what each limit would lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocation.audit.book import opened
from allocation.audit.swaps import Swaps
from allocation.rules import Aims, Lot
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market

HOUSE = {"scheme": "S1", "provider": "P1", "background_gbp_per_week": 60.0}


def _town(budget: float) -> Market:
    return make_market(
        lots=[Lot(lot="1", budget_gbp_per_week=1000.0)],
        aims=Aims(budget_gbp_per_week=budget),
        providers=[
            {"provider": "P1", "capacity_hours_per_week": 30.0},
            {"provider": "P2", "share_cap": 0.5},
        ],
        referrals=[
            {"referral": "R1", "hours_per_week": 20.0},
            {"referral": "R2", "hours_per_week": 10.0},
        ],
        schemes=[HOUSE],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 100.0},
            {"referral": "R1", "provider": "P2", "price": 150.0},
            {"referral": "R2", "provider": "P1", "scheme": "S1", "price": 70.0},
            {"referral": "R2", "provider": "P1", "price": 90.0},
            {"referral": "R2", "provider": "P2", "price": 80.0, "hours_per_week": 12.0},
        ],
    )


def _lacks(
    budget: float, chosen: list[tuple[str, str, str]], key: tuple[str, str, str]
) -> list[tuple[str, str, int, str]]:
    shorts = Swaps(opened(_town(budget)), chosen).shorts(key)
    return [
        (short.line.kind, short.line.lot, short.needs, str(short.lacks))
        for short in shorts
    ]


def test_who_opens_a_home_brings_its_background() -> None:
    # 100 and the background of 60 against 159.99.
    assert _lacks(159.99, [], ("R1", "P1", "S1")) == [("budget", "", 16000, "1")]
    assert _lacks(160.00, [], ("R1", "P1", "S1")) == []


def test_a_background_is_not_paid_twice() -> None:
    # R1 opened the home: 160, and R2 adds 70 alone.
    chosen = [("R1", "P1", "S1")]
    assert _lacks(229.99, chosen, ("R2", "P1", "S1")) == [("budget", "", 7000, "1")]
    assert _lacks(230.00, chosen, ("R2", "P1", "S1")) == []


def test_the_last_to_leave_a_home_takes_its_background_along() -> None:
    # R2 alone costs 70 + 60; with P1 elsewhere 90: 40 less.
    chosen = [("R2", "P1", "S1")]
    assert _lacks(89.99, chosen, ("R2", "P1", "")) == [("budget", "", -4000, "1")]
    # R1 stays in the home: R2 elsewhere costs 20 more, 230 + 20.
    both = [("R1", "P1", "S1"), ("R2", "P1", "S1")]
    assert _lacks(249.99, both, ("R2", "P1", "")) == [("budget", "", 2000, "1")]


def test_hours_that_the_person_has_with_the_provider_are_released() -> None:
    chosen = [("R1", "P1", "S1"), ("R2", "P1", "S1")]
    assert _lacks(1000.0, chosen, ("R2", "P1", "")) == []


def test_hours_of_others_stay() -> None:
    # P2's half of 20 + 12 hours is 16; R2 brings 12, and R1's 20 are with P1.
    assert _lacks(1000.0, [("R1", "P1", "S1")], ("R2", "P2", "")) == []
    # All 20 of 20 hours would be P2's, half of them allowed: the share must be 1.
    assert _lacks(1000.0, [], ("R1", "P2", "")) == [("share", "", 1200, "1")]


def test_a_lot_and_the_case_have_a_budget_each() -> None:
    chosen = [("R1", "P1", "S1"), ("R2", "P1", "S1")]
    shorts = Swaps(opened(_town(229.0)), chosen).shorts(("R2", "P1", ""))
    # 90 for 70: 20 more than 230, in the case; the lot has 1000.
    assert [(short.line.lot, short.lacks) for short in shorts] == [("", 2100)]
