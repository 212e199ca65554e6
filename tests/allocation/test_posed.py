"""What a plan would lose, and what an hour or place more would change: solved again."""

import dataclasses

import numpy as np
import pytest

from allocation.allocate import allocate
from allocation.answer import Answer, Status
from allocation.highs_door import HighsDoor
from allocation.posed import NO_PLAN, NOT_SOLVED, ROOMS, decisive, effect, posed
from allocation.pulp_door import PulpDoor
from allocation.pursuit import Deadline, pursue
from allocation.rules import Aims
from allocation.shadow import shadow_prices
from allocation.shortlist import shortlist
from costing.errors import AllocationError
from tests.kit.frames import frame
from tests.kit.markets import make_market
from tests.kit.oracle import solve, stuck
from tests.kit.strategies import seeded

# Two people want P1, which has 35 hours: one place. P2 has room for both but is marked
# lower. Points: quality alone, 90 at P1 and 60 at P2.
ALL_QUALITY = {
    "quality_weight": 100,
    "price_weight": 0,
    "choice_weight": 0,
    "fit_weight": 0,
}


def contested(spare=35.0):
    people = [
        {"referral": name, "hours_per_week": 30.0, **ALL_QUALITY}
        for name in ("R1", "R2")
    ]
    return make_market(
        providers=[
            {"provider": "P1", "quality": 90.0, "spare_hours_per_week": spare},
            {"provider": "P2", "quality": 60.0},
        ],
        referrals=people,
        offers=[
            {"referral": "R1", "provider": "P1", "price": 700},
            {"referral": "R1", "provider": "P2", "price": 600},
            {"referral": "R2", "provider": "P1", "price": 750},
            {"referral": "R2", "provider": "P2", "price": 600},
        ],
    )


def listed(market):
    allocation = allocate(market)
    rows = shortlist(posed(market), allocation).to_dict("records")
    return {
        (row["referral"], row["place"]): (
            row["provider"],
            row["what_the_plan_would_lose"],
        )
        for row in rows
    }


def test_the_shortlist_says_what_each_offer_would_cost_the_plan():
    # The plan: R1 with P1 at 700 (R2 there would cost 50 more), R2 with P2.
    # R1 with P2 leaves P1 to R2: the same points, 600 + 750 against 700 + 600 = +50.
    assert listed(contested()) == {
        ("R1", 1): ("P1", "nothing: it is chosen"),
        ("R1", 2): ("P2", "£50.00 a week more"),
        ("R2", 1): ("P1", "£50.00 a week more"),
        ("R2", 2): ("P2", "nothing: it is chosen"),
    }


def test_an_offer_without_room_says_so():
    assert listed(contested(spare=29.0))["R1", 1] == (
        "P1",
        "it has no room for this person",
    )


def test_as_good_is_said_where_only_a_tie_break_decides():
    market = contested(spare=60.0)
    market = dataclasses.replace(
        market,
        offers=market.offers.assign(quality=50.0, price_pence=100, evaluated_pence=100),
    )
    lost = sorted(text for _, text in listed(market).values())
    assert lost == ["nothing: it is as good"] * 2 + ["nothing: it is chosen"] * 2


def effects(spare):
    market = contested(spare=spare)
    prices = shadow_prices(posed(market), allocate(market))
    row = prices[prices["provider"] == "P1"].iloc[0]
    return row["one_more"], row["one_less"]


def test_an_hour_more_that_lets_nobody_in_changes_nothing():
    assert effects(35.0) == ("nothing", "nothing")


def test_the_hour_that_lets_somebody_in_is_worth_their_points():
    # 59 hours hold one; 60 hold both: 90 for 60 is 30 points more.
    assert effects(59.0)[0] == "30 points more"


def test_the_hour_that_keeps_somebody_out_costs_their_points():
    # 30 hours hold one, 29 nobody: 60 for 90 is 30 points fewer.
    assert effects(30.0) == ("nothing", "30 points fewer")


def test_an_effect_on_people_comes_before_points():
    market = make_market(
        providers=[{"provider": "P1", "spare_hours_per_week": 59.0}],
        referrals=[
            {"referral": "R1", "hours_per_week": 30.0},
            {"referral": "R2", "hours_per_week": 30.0, "priority": 2},
        ],
        offers=[{"referral": name, "provider": "P1"} for name in ("R1", "R2")],
    )
    prices = shadow_prices(posed(market), allocate(market))
    assert prices["one_more"].tolist() == ["1 person more placed (priority 2)"]


@pytest.mark.parametrize("status", [Status.FEASIBLE, Status.STOPPED])
def test_a_plan_that_is_not_proven_is_not_solved_again(status):
    market = contested(spare=59.0)
    allocation = dataclasses.replace(allocate(market), status=status)
    again = posed(market)
    prices = shadow_prices(again, allocation)
    assert set(prices["one_more"]) == {NOT_SOLVED}
    lost = shortlist(again, allocation)["what_the_plan_would_lose"]
    assert set(lost) == {"nothing: it is chosen", NOT_SOLVED}


def test_a_must_stay_makes_what_displaces_them_impossible():
    market = make_market(
        providers=[{"provider": "P1", "spare_places": 1}, {"provider": "P2"}],
        referrals=[
            {"referral": "R1", "must_stay": True, "current_provider": "P1"},
            {"referral": "R2"},
        ],
        offers=[
            {"referral": "R1", "provider": "P1"},
            {"referral": "R2", "provider": "P1"},
            {"referral": "R2", "provider": "P2", "price": 101},
        ],
    )
    assert listed(market)["R2", 1] == ("P1", "no plan would keep every rule")


def test_nobody_at_all_is_an_empty_shortlist():
    market = make_market(providers=[], referrals=[], offers=[])
    allocation = allocate(market)
    assert shortlist(posed(market), allocation).empty
    assert shadow_prices(posed(market), allocation).empty


def test_what_is_told_of_the_sample_is_what_a_full_search_finds(sample_outcome):
    # The short way (one solve where as many are placed) against the long way.
    again = posed(sample_outcome.market)
    before = decisive(sample_outcome.allocation)
    rows = [
        row
        for row in range(len(again.problem.rows))
        if again.problem.rows.kind(row) in ROOMS and again.can_move(row, -60)
    ]
    assert len(rows) >= 10
    told = set()
    for row in rows[::4]:
        less = again.with_room(row, -60)
        assert less.moved() == effect(before, less.reached())
        told.add(less.moved())
    assert len(told) >= 2


def test_an_hour_more_is_one_more_of_the_provider_and_of_its_only_lot():
    # 59 hours of P1 in all and in lot 1: one more of either alone lets nobody in.
    market = contested(spare=59.0)
    twice = frame(
        "provider_lots", [{"provider": "P1", "lot": "1", "spare_hours_per_week": 59.0}]
    )
    market = dataclasses.replace(market, provider_lots=twice)
    prices = shadow_prices(posed(market), allocate(market))
    assert prices[["provider", "lot", "one_more"]].to_numpy().tolist() == [
        ["P1", "", "30 points more"],
        ["P1", "1", "30 points more"],
    ]


def test_an_effect_is_of_the_best_that_can_be_reached_within_tolerances():
    # Points may fall by half for cost: the plan keeps 120 at 1,200, the best is 150.
    market = contested(spare=59.0)
    aims = Aims(tolerance={"points": 0.5})
    market = dataclasses.replace(market, aims=aims)
    allocation = allocate(market)
    (points,) = [aim for aim in allocation.aims if aim.name == "points"]
    assert (points.best, points.value) == (150, 120)
    again = posed(market)
    (row,) = [
        row
        for row in range(len(again.problem.rows))
        if again.problem.rows.kind(row) == "hours"
    ]
    told = effect(decisive(allocation), again.with_room(row, 60).reached())
    assert told == "30 points more"


@pytest.mark.parametrize("first", range(0, 24, 8))
def test_a_forced_pair_loses_what_brute_force_finds(first):
    compared, lost = 0, set()
    for seed in range(first, first + 8):
        market = seeded(seed, tolerant=seed % 4 == 0)
        if stuck(market) or (answer := solve(market)) is None:
            continue
        again = posed(market)
        pairs = again.problem.columns.pairs[["referral", "provider", "scheme"]]
        names = [aim.name for aim in again.aims]
        before = dict(answer.best)
        for pair, key in enumerate(pairs.itertuples(index=False, name=None)):
            after = solve(market, forced=key)
            asked = again.with_pair(pair)
            if after is None:
                assert asked.moved() == NO_PLAN
                continue
            best = dict(after.best)
            moved = next((n for n in names if before[n] != best[n]), None)
            found = asked.first()
            assert found.aim == (names.index(moved) if moved else len(names)), seed
            if moved is not None:
                aim = again.aims[found.aim]
                pence = 100 if moved == "cost" else 1
                size = float(best[moved] - before[moved]) / pence
                assert aim.natural(found.by) == pytest.approx(size, abs=1e-6)
                lost.add(moved)
            compared += 1
    assert compared >= 10
    assert len(lost) >= 2


@pytest.mark.parametrize("seed", [2, 5, 9, 16])
def test_a_barred_pair_and_every_aim_are_as_through_the_other_door(seed):
    again = posed(seeded(seed))
    pairs = again.problem.columns.pairs
    for pair in range(0, len(pairs), 2):
        only = np.zeros(len(again.problem.columns), dtype=np.int64)
        only[pair] = 1
        for sums, upper, asked in (
            (only, 0, again.without_pair(pair)),
            (-only, -1, again.with_pair(pair)),
        ):
            door = PulpDoor(again.problem)
            door.keep(sums, upper)
            wanted = pursue(
                again.problem, again.aims, door, Deadline.after(None), solver="PuLP"
            )
            found = asked.answer()
            assert (found.plan is None) == (wanted.plan is None)
            if wanted.plan is not None:
                assert [aim.best for aim in wanted.results] == pytest.approx(
                    [aim.best for aim in asked.reached()]
                )
                assert again.problem.rows.keeps(found.plan).all()
                assert int(sums @ found.plan) <= upper


def test_questions_may_follow_each_other_and_leave_no_trace():
    again = posed(contested(spare=59.0))
    (row,) = [
        row
        for row in range(len(again.problem.rows))
        if again.problem.rows.kind(row) == "hours"
    ]
    before = again.reached()
    both = again.with_room(row, 60).with_pair(1)
    assert again.with_room(row, 60).moved() == "30 points more"
    assert both.moved() == "£50.00 a week more"
    assert again.with_room(row, 60).with_room(row, -60).moved() == ""
    assert again.reached() == before


def test_a_solver_that_comes_to_no_proof_is_told(monkeypatch):
    again = posed(contested())
    monkeypatch.setattr(
        HighsDoor, "least", lambda *_, **__: Answer(Status.STOPPED, None, None)
    )
    with pytest.raises(AllocationError) as caught:
        again.reached()
    assert str(caught.value) == (
        "the plan could not be solved again: the solver came to no proof"
    )
