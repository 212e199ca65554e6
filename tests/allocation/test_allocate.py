"""Whole allocations: statuses, ties, tolerance, order of rows, what is told."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pulp
import pytest

import allocation.draft
from allocation.allocate import allocate
from allocation.answer import Status
from allocation.rules import AimName, Aims, Scoring, Weights
from costing.errors import AllocationError
from tests.allocation.hard import hard_market
from tests.kit.frames import frame
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market

QUALITY_ALONE = Scoring(weights=Weights(quality=100))


def plan(found: Allocation) -> dict[str, tuple[str, str]]:
    placed = found.placements
    places = zip(placed["provider"], placed["scheme"], strict=True)
    return dict(zip(placed["referral"], places, strict=True))


def value(found: Allocation, name: str) -> float:
    return next(aim.value for aim in found.aims if aim.name == name)


def two_and_two(**rules: Any) -> Market:
    """Make R1 and R2 want P1 (one place), R1 more so: 90 and 70 against 40 and 60."""
    marks = {("R1", "P1"): 90, ("R1", "P2"): 40, ("R2", "P1"): 70, ("R2", "P2"): 60}
    return make_market(
        providers=[{"provider": "P1", "spare_places": 1.0}, {"provider": "P2"}],
        referrals=[{"referral": "R1"}, {"referral": "R2"}],
        offers=[
            {"referral": r, "provider": p, "quality": float(mark), "price": mark + 10.0}
            for (r, p), mark in marks.items()
        ],
        **{"scoring": QUALITY_ALONE, **rules},
    )


def test_a_batch_is_shared_out_for_the_most_points() -> None:
    found = allocate(two_and_two())
    assert found.status is Status.OPTIMAL
    assert plan(found) == {"R1": ("P1", ""), "R2": ("P2", "")}
    assert (value(found, "points"), value(found, "cost")) == (150, 170)
    assert found.cost_pence == 17000
    assert found.audit == "passed"
    assert found.tie_settled
    assert found.notes == ()
    assert found.clash == ()
    assert found.solver.startswith("HiGHS ")


def test_placements_tell_the_offer_and_its_row() -> None:
    found = allocate(two_and_two()).placements
    assert found.to_dict("records") == [
        {
            "referral": "R1",
            "provider": "P1",
            "scheme": "",
            "price_pence": 10000,
            "points": 90.0,
            "rank": 1,
            "hours_per_week": 0.0,
            "offer_row": 2,
        },
        {
            "referral": "R2",
            "provider": "P2",
            "scheme": "",
            "price_pence": 7000,
            "points": 60.0,
            "rank": 2,
            "hours_per_week": 0.0,
            "offer_row": 5,
        },
    ]


def test_pairs_tell_every_offer_with_its_state() -> None:
    veto = [{"referral": "R2", "provider": "P1", "veto": True}]
    found = allocate(two_and_two(preferences=veto)).pairs
    assert found.index.tolist() == [2, 3, 4, 5]
    assert found["state"].tolist() == ["chosen", "eligible", "refused", "chosen"]
    assert found["refused_by"].tolist() == ["", "", "veto", ""]
    assert found["refused_also"].tolist() == [(), (), ("veto",), ()]
    assert found["rank"].tolist() == [1, 2, 0, 1]


def test_a_tolerance_lets_later_aims_take_back() -> None:
    # R1 with P1 and R2 with P2: 150 points, 170 pounds; the other way about: 110 and
    # 130, which is 0.267 less; both with P2: 100 and 120, 0.333 less.
    def cost(share: float) -> float:
        aims = Aims(tolerance={AimName.POINTS: share})
        found = allocate(two_and_two(aims=aims))
        points = found.aims[1]
        assert (points.best, points.bound) == (150, 150)
        assert points.value >= 150 * (1 - share)
        assert points.gap == (150 - points.value) / points.value
        assert found.status is Status.OPTIMAL
        return value(found, "cost")

    assert cost(0.26) == 170
    assert cost(0.33) == 130
    assert cost(0.34) == 120


def test_ties_go_by_quality_then_cost_then_the_draw() -> None:
    def winner(*tie_break: AimName, **offers: tuple[float, float]) -> str:
        market = make_market(
            providers=[{"provider": name} for name in offers],
            referrals=[{"referral": "R1"}],
            scoring=Scoring(weights=Weights(fit=100)),
            aims=Aims(aims=(AimName.PLACED, AimName.POINTS), tie_break=tie_break),
            offers=[
                {"referral": "R1", "provider": name, "quality": quality, "price": price}
                for name, (quality, price) in offers.items()
            ],
        )
        return plan(allocate(market))["R1"][0]

    ways = (AimName.QUALITY, AimName.COST, AimName.DRAW)
    assert winner(*ways, A=(50, 10), B=(60, 20)) == "B"
    assert winner(*ways, A=(60, 10), B=(60, 20)) == "A"
    # First 20 bits of SHA-256 of 20261101|R1|A| and 20261101|R1|B|: aead3 and 39e71.
    assert winner(*ways, A=(60, 20), B=(60, 20)) == "B"


def test_the_order_of_rows_changes_no_plan_and_no_aim() -> None:
    market = make_market(
        providers=[{"provider": f"P{n}", "spare_places": 2.0} for n in range(4)],
        schemes=[{"scheme": "S1", "background_gbp_per_week": 10.0, "places": 2.0}],
        referrals=[{"referral": f"R{n}", "priority": 1.0 + n % 2} for n in range(6)],
        offers=[
            {"referral": f"R{n}", "provider": f"P{m}", "scheme": "S1" if m else ""}
            for n in range(6)
            for m in range(4)
        ],
    )
    turned = replace(
        market,
        **{
            field.name: getattr(market, field.name)[::-1]
            for field in fields(market)
            if isinstance(getattr(market, field.name), pd.DataFrame)
        },
    )
    one, other = allocate(market), allocate(turned)
    assert one.aims == other.aims
    assert plan(one) == plan(other)
    pd.testing.assert_frame_equal(one.placements, other.placements)


def test_the_same_market_gives_the_same_allocation() -> None:
    one, other = allocate(two_and_two()), allocate(two_and_two())
    for field in fields(one):
        first, second = getattr(one, field.name), getattr(other, field.name)
        if isinstance(first, pd.DataFrame):
            pd.testing.assert_frame_equal(first, second)
        else:
            assert first == second


def test_nobody_and_no_offers_are_shared_out_too() -> None:
    nobody = allocate(make_market(providers=[], referrals=[], offers=[]))
    assert nobody.status is Status.OPTIMAL
    assert nobody.placements.empty
    assert value(nobody, "placed") == 0
    unserved = allocate(
        make_market(providers=[], referrals=[{"referral": "R1"}], offers=[])
    )
    assert unserved.status is Status.OPTIMAL
    assert unserved.unplaced["referral"].tolist() == ["R1"]
    assert unserved.unplaced["reason"].tolist() != [""]


def test_a_search_cut_short_is_feasible_and_tells_its_gap() -> None:
    found = allocate(hard_market(), time_limit=1.0)
    assert found.status is Status.FEASIBLE
    assert [aim.name for aim in found.aims] == ["placed", "cost", "tie_break:draw"]
    assert any(not aim.proved_by and aim.gap > 0 for aim in found.aims[:2])
    assert found.audit == "passed"


def test_a_gap_that_is_allowed_is_told_and_is_no_proof() -> None:
    found = allocate(hard_market(), time_limit=20.0, gap=0.5)
    assert found.status is Status.FEASIBLE
    assert any(not aim.proved_by and aim.gap > 0 for aim in found.aims[:2])


def staying(**provider: Any) -> Market:
    return make_market(
        providers=[{"provider": "P1", **provider}, {"provider": "P2"}],
        referrals=[
            {
                "referral": name,
                "hours_per_week": 10.0,
                "must_stay": True,
                "current_provider": "P1",
            }
            for name in ("R1", "R2")
        ],
        offers=[
            {"referral": name, "provider": provider_name}
            for name in ("R1", "R2")
            for provider_name in ("P1", "P2")
        ],
    )


def test_who_must_stay_is_placed_with_the_provider_they_have() -> None:
    assert plan(allocate(staying())) == {"R1": ("P1", ""), "R2": ("P1", "")}


def test_limits_that_contradict_each_other_are_infeasible() -> None:
    found = allocate(staying(spare_hours_per_week=15.0))
    assert found.status is Status.INFEASIBLE
    assert found.audit == "no plan"
    assert found.clash == (
        "R1 must stay with the current provider",
        "R2 must stay with the current provider",
        "provider P1: room for 15 more hours a week",
    )
    assert not found.tie_settled
    assert found.limits.empty


def test_no_plan_in_time_is_stopped() -> None:
    found = allocate(staying(), time_limit=0.0)
    assert found.status is Status.STOPPED
    assert found.aims == ()
    assert found.placements.empty
    assert found.unplaced["referral"].tolist() == ["R1", "R2"]


def test_a_solver_that_breaks_down_is_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise pulp.PulpError

    monkeypatch.setattr(pulp.HiGHS, "actualSolve", breaks)
    found = allocate(two_and_two())
    assert found.status is Status.FAILED
    assert found.notes == (
        "the solver broke down, or denied a plan that keeps every limit",
    )


def test_a_closed_provider_frees_who_must_stay_and_says_so() -> None:
    found = allocate(staying(status="closed"))
    assert plan(found) == {"R1": ("P2", ""), "R2": ("P2", "")}
    assert found.notes == (
        "R1: must stay with P1, which is closed, and so is free to move",
        "R2: must stay with P1, which is closed, and so is free to move",
    )


def test_a_plan_that_fails_its_audit_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        allocation.draft, "audit", lambda *_: ("one is wrong", "two is wrong")
    )
    with pytest.raises(AllocationError) as caught:
        allocate(two_and_two())
    assert str(caught.value) == (
        "the plan failed its audit, so it is not shown:\none is wrong\ntwo is wrong"
    )


def test_a_solver_that_is_not_there_is_told() -> None:
    with pytest.raises(AllocationError, match='solver: got "nosuch"'):
        allocate(two_and_two(), solver="nosuch")


def test_a_price_of_nothing_is_taken_where_price_has_no_weight() -> None:
    market = make_market(
        providers=[{"provider": "P1", "quality": 70.0}],
        referrals=[{"referral": "R1"}],
        offers=[{"referral": "R1", "provider": "P1", "price": 0.0}],
        scoring=QUALITY_ALONE,
    )
    found = allocate(market)
    assert (value(found, "points"), value(found, "cost")) == (70, 0)


def test_commitments_that_tell_no_hours_take_none() -> None:
    untold = {"person": "C1", "provider": "P1", "units_per_week": float("nan")}
    market = staying(capacity_hours_per_week=20.0)
    told = frame("commitments", [untold])
    assert len(plan(allocate(replace(market, commitments=told)))) == 2


@pytest.mark.parametrize("aim", ["points", "placed"])
def test_more_room_never_worsens_the_ordered_aims(aim: str) -> None:
    def values(places: float) -> list[float]:
        market = two_and_two(aims=Aims(aims=(AimName(aim), AimName.COST)))
        roomier = market.providers.assign(spare_places=[places, 1.0])
        found = allocate(replace(market, providers=roomier))
        return [a.value if a.sense == "most" else -a.value for a in found.aims[:2]]

    assert values(0.0) <= values(1.0) <= values(2.0)


@pytest.mark.skipif(
    not hasattr(pulp, "PULP_CBC_CMD"), reason="PuLP 4 brings no second solver"
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of CBC, by PuLP 3 itself
def test_two_solvers_reach_the_same_aims() -> None:
    market = make_market(
        providers=[
            {"provider": f"P{n}", "quality": 40.0 + 7 * n, "spare_hours_per_week": 31.0}
            for n in range(5)
        ],
        referrals=[
            {"referral": f"R{n}", "hours_per_week": 5.0 + 2 * n} for n in range(12)
        ],
        offers=[
            {
                "referral": f"R{n}",
                "provider": f"P{m}",
                "price": 90.0 + 13 * (n * m % 7),
            }
            for n in range(12)
            for m in range(5)
        ],
    )
    ours, theirs = allocate(market), allocate(market, solver="pulp_cbc_cmd")
    assert [aim.value for aim in ours.aims] == [aim.value for aim in theirs.aims]
    assert ours.status is Status.OPTIMAL
    # CBC tells PuLP 3 no bound, so what arithmetic does not prove is not proven.
    assert theirs.status is Status.FEASIBLE
