"""Strict ranking: an offer wins only if no better one of its person's fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.audit import audit
from allocation.departures import departures
from allocation.posed import decisive, posed
from allocation.rules import AimName, Aims, Scoring, Weights
from tests.kit.changes import with_lot
from tests.kit.markets import make_market
from tests.kit.oracle import solve, stuck
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market
    from tests.kit.frames import Row

QUALITY_ALONE = Scoring(weights=Weights(quality=100))
CHEAPEST = Aims(aims=(AimName.PLACED, AimName.COST))
STRICT = CHEAPEST.model_copy(update={"strict_rank": True})


def plan(found: Allocation) -> dict[str, str]:
    return dict(
        zip(found.placements["referral"], found.placements["provider"], strict=True)
    )


def dear_and_good(first: Row | None = None, **rules: object) -> Market:
    """Make P1 better for R1 and R2, and dearer: 90 marks for 120, P2 50 for 100."""
    given = {
        "providers": [
            {"provider": "P1", "quality": 90.0, **(first or {})},
            {"provider": "P2", "quality": 50.0},
        ],
        "referrals": [{"referral": r, "hours_per_week": 30.0} for r in ("R1", "R2")],
        "offers": [
            {"referral": r, "provider": p, "price": price}
            for r in ("R1", "R2")
            for p, price in (("P1", 120.0), ("P2", 100.0))
        ],
        "scoring": QUALITY_ALONE,
        "aims": STRICT,
        **rules,
    }
    return make_market(**given)  # type: ignore[arg-type]


def test_a_better_offer_that_fits_wins_whatever_it_costs() -> None:
    assert plan(allocate(dear_and_good(aims=CHEAPEST))) == {"R1": "P2", "R2": "P2"}
    assert plan(allocate(dear_and_good())) == {"R1": "P1", "R2": "P1"}


@pytest.mark.parametrize(
    "room",
    [{"spare_places": 1.0}, {"spare_hours_per_week": 59.0}, {"share_cap": 0.5}],
)
def test_a_better_offer_that_others_fill_up_need_not_win(room: Row) -> None:
    found = allocate(dear_and_good(room))
    assert sorted(plan(found).values()) == ["P1", "P2"]
    assert (
        departures(dear_and_good(room), found)["reason"]
        .isin(["capacity", "share_cap"])
        .all()
    )


def test_a_better_offer_that_has_no_room_at_all_need_not_win() -> None:
    found = allocate(dear_and_good({"spare_places": 0.0}))
    assert plan(found) == {"R1": "P2", "R2": "P2"}


def test_a_budget_that_others_spend_is_a_limit_too() -> None:
    # 220 a week: one of the two can have P1.
    aims = STRICT.model_copy(update={"budget_gbp_per_week": 220.0})
    assert sorted(plan(allocate(dear_and_good(aims=aims))).values()) == ["P1", "P2"]


def test_a_better_offer_with_fewer_choice_points_need_not_win() -> None:
    wishes = [{"referral": "R1", "provider": "P2", "rank": 1.0}]
    found = allocate(dear_and_good(preferences=wishes))
    assert plan(found) == {"R1": "P2", "R2": "P1"}


def test_a_home_that_only_the_person_opens_counts_against_the_budget() -> None:
    # S1 costs 300 to open. R1 at P1 in S1 and R2 with P2: 120 + 300 + 100 = 520.
    market = make_market(
        providers=[
            {"provider": "P1", "quality": 90.0},
            {"provider": "P2", "quality": 50.0},
        ],
        schemes=[{"scheme": "S1", "provider": "P1", "background_gbp_per_week": 300.0}],
        referrals=[{"referral": "R1"}, {"referral": "R2"}],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 120.0},
            {"referral": "R1", "provider": "P2", "price": 100.0},
            {"referral": "R2", "provider": "P2", "price": 100.0},
        ],
        scoring=QUALITY_ALONE,
        aims=STRICT,
    )

    def within(budget: float) -> str:
        aims = STRICT.model_copy(update={"budget_gbp_per_week": budget})
        return plan(allocate(replace(market, aims=aims)))["R1"]

    assert within(520.0) == "P1"
    assert within(519.99) == "P2"


def test_who_has_nothing_is_not_a_matter_of_rank() -> None:
    # Cost alone: nobody placed is the cheapest, and breaks no ranking.
    aims = STRICT.model_copy(update={"aims": (AimName.COST,)})
    assert plan(allocate(dear_and_good(aims=aims))) == {}


def _differs(market: Market) -> bool | None:
    """Compare with brute force; tell whether strict ranking changes anything."""
    rules = market.aims.model_copy(update={"strict_rank": True})
    answer = solve(replace(market, aims=rules))
    found = allocate(replace(market, aims=rules))
    if answer is None:
        assert found.status is Status.INFEASIBLE
        return None
    assert found.status is Status.OPTIMAL
    pence = {name for name, _ in answer.best if name.endswith("cost")}
    wanted = [(n, float(v) / (100 if n in pence else 1)) for n, v in answer.best]
    assert wanted == [(a.name, pytest.approx(a.best, abs=1e-9)) for a in found.aims]
    rows = found.placements.to_dict("records")
    placed = {row["referral"]: (row["provider"], row["scheme"]) for row in rows}
    assert placed in answer.plans
    free = solve(market)
    return free is not None and free.best != answer.best


@pytest.mark.parametrize("first", [0, 110])
def test_brute_force_over_strict_plans_gives_the_same_aims(first: int) -> None:
    changes = 0
    for seed in range(first, first + 10):
        market = seeded(seed)
        if stuck(market):
            continue
        if first:
            cheapest = {"aims": CHEAPEST.aims, "tolerance": {}}
            rules = market.aims.model_copy(update=cheapest)
            market = replace(market, aims=rules)
        changes += bool(_differs(market))
    assert changes or not first


def test_a_plan_that_is_not_strict_fails_its_audit() -> None:
    free = dear_and_good(aims=CHEAPEST)
    found = allocate(free)
    assert audit(free, found) == ()
    assert audit(dear_and_good(), found) == (
        "R1 with P2: strict ranking, and R1 with P1 ranks above it and would fit",
        "R2 with P2: strict ranking, and R2 with P1 ranks above it and would fit",
    )


def test_the_audit_lets_capacity_and_choice_stand() -> None:
    full = {"spare_places": 0.0}
    found = allocate(dear_and_good(full, aims=CHEAPEST))
    assert audit(dear_and_good(full), found) == ()
    wishes = [{"referral": r, "provider": "P2", "rank": 1.0} for r in ("R1", "R2")]
    found = allocate(dear_and_good(preferences=wishes, aims=CHEAPEST))
    assert audit(dear_and_good(preferences=wishes), found) == ()


def test_a_plan_that_is_solved_again_is_strict_too() -> None:
    market = dear_and_good({"spare_places": 1.0})
    again = posed(market)
    assert again.reached() is not None
    best = [aim.best for aim in decisive(allocate(market))]
    assert [aim.best for aim in again.reached() or ()] == best
    # P1 kept from R1 goes to R2; that R1 has P2 is then no breach.
    pairs = again.problem.columns.pairs
    mine = pairs.index[(pairs["referral"] == "R1") & (pairs["provider"] == "P1")]
    assert again.without_pair(int(mine[0])).moved() == ""


def test_a_cap_in_a_lot_blocks_through_the_hours_of_all() -> None:
    market = with_lot(dear_and_good(), "1", share_cap=0.5)
    assert sorted(plan(allocate(market)).values()) == ["P1", "P2"]
