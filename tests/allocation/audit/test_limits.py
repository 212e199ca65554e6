"""Each limit, narrowed until the plan breaks it; the audit sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from allocation.audit import audit
from tests.kit.changes import added, changed, with_lot

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market
    from tests.kit.frames import Row


LIMITS: list[tuple[str, str, Row, Row, str]] = [
    (
        "hours of a provider",
        "providers",
        {"provider": "P1"},
        {"capacity_hours_per_week": 45.25},
        "hours of P1: the plan takes 35 and 34.75 were left",
    ),
    (
        "spare hours of a provider",
        "providers",
        {"provider": "P2"},
        {"spare_hours_per_week": 29.75},
        "hours of P2: the plan takes 30 and 29.75 were left",
    ),
    (
        "places of a provider",
        "providers",
        {"provider": "P1"},
        {"capacity_places": 2.0},
        "places of P1: the plan takes 2 and 1 were left",
    ),
    (
        "spare places of a provider",
        "providers",
        {"provider": "P1"},
        {"spare_places": 1.0},
        "places of P1: the plan takes 2 and 1 were left",
    ),
    (
        "hours of a provider in a lot",
        "provider_lots",
        {"provider": "P1"},
        {"capacity_hours_per_week": 45.0},
        "hours of P1 in lot 1: the plan takes 35 and 34.5 were left",
    ),
    (
        "places of a provider in a lot",
        "provider_lots",
        {"provider": "P1"},
        {"spare_places": 0.0},
        "places of P1 in lot 1: the plan takes 2 and 0 were left",
    ),
    (
        "hours of a scheme",
        "schemes",
        {"scheme": "S1"},
        {"capacity_hours_per_week": 45.0},
        "hours of S1: the plan takes 35 and 34.5 were left",
    ),
    (
        "places of a scheme",
        "schemes",
        {"scheme": "S1"},
        {"occupied_places": 3.0},
        "places of S1: the plan takes 2 and 1 were left",
    ),
    (
        # 10.5 and 35 of 95.25 hours; 0.47 x 95.25 - 10.5 = 34.2675.
        "share of a provider",
        "providers",
        {"provider": "P1"},
        {"share_cap": 0.47},
        "share of P1: the plan takes 35 and 34.2675 were left",
    ),
    (
        # The commitments alone, 10.5 of 22.5 hours, pass 0.25: nothing new.
        "share of a provider already passed",
        "providers",
        {"provider": "P1"},
        {"share_cap": 0.25},
        "share of P1: the plan takes 35 and 0 were left",
    ),
    (
        "commitments not up for award",
        "commitments",
        {"person": "C3"},
        {"up_for_award": False},
        "hours of P1: the plan takes 35 and 29.5 were left",
    ),
    (
        "commitments that have not ended",
        "commitments",
        {"person": "C4"},
        {"end": pd.Timestamp(2026, 11, 2)},
        "hours of P1 in lot 1: the plan takes 35 and 19.5 were left",
    ),
]


@pytest.mark.parametrize(
    ("change", "breach"),
    [(limit[1:4], limit[4]) for limit in LIMITS],
    ids=[limit[0] for limit in LIMITS],
)
def test_a_limit_that_the_plan_breaks_is_seen(
    market: Market, plan: Allocation, change: tuple[str, Row, Row], breach: str
) -> None:
    table, where, cells = change
    assert breach in audit(changed(market, table, where, **cells), plan)


def test_hours_alone_count_as_hours(market: Market, plan: Allocation) -> None:
    # C1's 10.5 are nights now: they take no hours, and still a place.
    nights = changed(market, "commitments", {"person": "C1"}, unit="nights")
    breaches = audit(nights, plan)
    assert "hours of P1: before is 10.5, recomputed 0" in breaches
    assert not any("places of P1" in text for text in breaches)


def test_a_commitment_that_tells_no_hours_has_none(
    market: Market, plan: Allocation
) -> None:
    # C1's hours are blank now: they take none, and still a place.
    blank = changed(
        market, "commitments", {"person": "C1"}, units_per_week=float("nan")
    )
    breaches = audit(blank, plan)
    assert "hours of P1: before is 10.5, recomputed 0" in breaches
    assert not any("places of P1" in text for text in breaches)


def test_a_commitment_without_a_lot_is_in_no_lot_of_two(
    market: Market, plan: Allocation
) -> None:
    lotless = changed(market, "commitments", {"person": "C1"}, lot="")
    breaches = audit(lotless, plan)
    assert "hours of P1 in lot 1: before is 10.5, recomputed 0" in breaches
    assert not any(text.startswith("hours of P1:") for text in breaches)


def test_a_share_cap_of_a_lot_is_held(market: Market, plan: Allocation) -> None:
    # 10.5 + 35 of 10.5 + 12 + 42.75 = 65.25 hours; 0.5 x 65.25 - 10.5 = 22.125.
    breaches = audit(with_lot(market, "1", share_cap=0.5), plan)
    assert "share of P1 in lot 1: the plan takes 35 and 22.125 were left" in breaches


def test_a_budget_of_the_case_is_held(market: Market, plan: Allocation) -> None:
    # 500 + 412.37 + 700.01 + 150 and the background of S1, 200.
    aims = market.aims.model_copy(update={"budget_gbp_per_week": 1962.37})
    breaches = audit(replace(market, aims=aims), plan)
    assert "budget of all: the plan takes 1962.38 and 1962.37 were left" in breaches


def test_a_budget_of_a_lot_is_held(market: Market, plan: Allocation) -> None:
    # 500 + 412.37 + 150 and the background of S1, 200.
    breaches = audit(with_lot(market, "1", budget_gbp_per_week=1262.36), plan)
    assert "budget of lot 1: the plan takes 1262.37 and 1262.36 were left" in breaches


@pytest.mark.parametrize(
    "row", [{"referral": "R2", "other": "R1"}, {"referral": "R1", "other": "R2"}]
)
def test_referrals_that_may_not_share_are_seen(
    market: Market, plan: Allocation, row: Row
) -> None:
    breaches = audit(added(market, "may_not_share", **row), plan)
    assert set(breaches) == {
        "R1 and R2 may not share, and both would be in S1",
        "R2 and R1 may not share, and both would be in S1",
    }


@pytest.mark.parametrize("person", ["C1", "C3"])
def test_a_person_who_lives_there_may_not_be_met(
    market: Market, plan: Allocation, person: str
) -> None:
    # C3's care is up for award; they live there all the same.
    home = changed(market, "commitments", {"person": "C3"}, scheme="S1")
    apart = changed(home, "may_not_share", {"referral": "R1"}, other=person)
    assert f"R1 and {person} may not share, and both would be in S1" in audit(
        apart, plan
    )


def test_a_person_who_must_stay_and_is_unplaced_is_seen(
    market: Market, plan: Allocation
) -> None:
    stays = {"must_stay": True, "current_provider": "P1"}
    breaches = audit(changed(market, "referrals", {"referral": "R5"}, **stays), plan)
    assert breaches == ("R5 must stay with P1, and is unplaced",)


def test_a_provider_that_closes_frees_who_must_stay(
    market: Market, plan: Allocation
) -> None:
    breaches = audit(
        changed(market, "providers", {"provider": "P3"}, status="closed"), plan
    )
    assert 'R4 with P2: refused by "must_stay", recomputed nothing' in breaches
