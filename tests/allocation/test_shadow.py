"""Shadow prices: one more and one less, in the linear programme and in whole people."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pulp
import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.posed import NO_PLAN, NO_TIME, posed
from allocation.pursuit import Deadline
from allocation.rules import AimName, Aims, Lot
from allocation.shadow import COLUMNS, NOT_AMONG, NOTHING, shadow_prices
from tests.kit.changes import written
from tests.kit.markets import make_market
from tests.kit.oracle import solve, stuck
from tests.kit.strategies import seeded

ALL_QUALITY = {
    "quality_weight": 100,
    "price_weight": 0,
    "choice_weight": 0,
    "fit_weight": 0,
}


def told(market, **limit):
    prices = shadow_prices(posed(market), allocate(market))
    for name, value in limit.items():
        prices = prices[prices[name] == value]
    (row,) = prices.to_dict("records")
    return row


def two_for_one(spare, **more):
    """Two people, 30 hours each, want P1 (90 points); P2 (60 points) has no limit."""
    return make_market(
        aims=Aims(aims=(AimName.PLACED, AimName.POINTS)),
        providers=[
            {"provider": "P1", "quality": 90.0, "spare_hours_per_week": spare},
            {"provider": "P2", "quality": 60.0},
        ],
        referrals=[
            {"referral": name, "hours_per_week": 30.0, **ALL_QUALITY}
            for name in ("R1", "R2")
        ],
        offers=[
            {"referral": person, "provider": provider}
            for person in ("R1", "R2")
            for provider in ("P1", "P2")
        ],
        **more,
    )


def test_an_hour_of_the_linear_programme_places_a_part_of_a_person():
    # Every hour at P1 is a thirtieth of a person: 30 points more, so a point an hour.
    # In whole people 45 hours hold one, and so do 44 and 46.
    row = told(two_for_one(45.0), kind="hours")
    assert (row["aim"], row["lp_one_more"], row["lp_one_less"]) == ("points", 1.0, -1.0)
    assert (row["one_more"], row["one_less"]) == (NOTHING, NOTHING)
    assert row["words"] == (
        "In whole people one more or less changes nothing; by the linear programme, "
        "one more hour at provider P1 means 1 points more; one less means 1 points "
        "fewer."
    )


def test_at_a_corner_one_more_and_one_less_differ():
    # 60 hours hold both: one more is of no use, one less takes a point in parts, and a
    # person (30 points) in whole people. A dual would give one number for both.
    row = told(two_for_one(60.0), kind="hours")
    assert (row["lp_one_more"], row["lp_one_less"]) == (0.0, -1.0)
    assert row["words"] == (
        "One more hour at provider P1 changes nothing; one less means 30 points fewer."
    )


def test_a_limit_that_moves_nothing_has_no_aim_and_no_words():
    row = told(two_for_one(80.0), kind="hours")
    assert (row["aim"], row["words"], row["one_more"]) == ("", "", NOTHING)
    assert math.isnan(row["lp_one_more"])
    assert math.isnan(row["lp_one_less"])


def test_a_pound_of_a_budget_is_told():
    # Offers cost 100 each: 150 pounds hold one person, and one and a half in parts.
    market = two_for_one(80.0, lots=[Lot(lot="1", budget_gbp_per_week=199.0)])
    row = told(market, kind="budget")
    assert (row["aim"], row["lp_one_more"], row["lp_one_less"]) == (
        "placed",
        0.01,
        -0.01,
    )
    assert row["words"] == (
        "One more pound a week in the budget of lot 1 means 1 person more placed; one "
        "less changes nothing."
    )


def test_an_hour_of_a_share_cap_is_told():
    # P1 may have half of all 60 hours: one person. With an hour less it has nobody; in
    # parts, a thirtieth of 30 points less.
    market = two_for_one(80.0)
    capped = written(market.providers, {"provider": "P1"}, {"share_cap": 0.5})
    row = told(dataclasses.replace(market, providers=capped), kind="share")
    assert (row["unit"], row["aim"]) == ("hours", "points")
    assert (row["lp_one_more"], row["lp_one_less"]) == (1.0, -1.0)
    assert row["words"] == (
        "One more hour in the share cap of provider P1 changes nothing; one less means "
        "30 points fewer."
    )


def must_stay(spare):
    return make_market(
        providers=[{"provider": "P1", "spare_hours_per_week": spare}],
        referrals=[
            {
                "referral": "R1",
                "hours_per_week": 30.0,
                "must_stay": True,
                "current_provider": "P1",
            }
        ],
        offers=[{"referral": "R1", "provider": "P1"}],
    )


def test_where_one_less_leaves_no_plan_it_comes_first_and_says_so():
    row = told(must_stay(30.0), kind="hours")
    assert (row["one_less"], row["aim"]) == (NO_PLAN, "")
    assert math.isnan(row["lp_one_less"])
    assert row["words"] == (
        "One more hour at provider P1 changes nothing; one less leaves no plan that "
        "keeps every rule."
    )


def test_the_largest_come_first(sample_outcome):
    again = posed(sample_outcome.market)
    prices = shadow_prices(again, sample_outcome.allocation)
    assert tuple(prices.columns) == COLUMNS
    order = [aim.name for aim in again.aims]
    moved = prices[prices["aim"] != ""]
    moved = moved[moved["lp_one_less"].notna()]
    sizes = moved[["lp_one_more", "lp_one_less"]].abs().max(axis=1)
    ranks = [
        (order.index(aim), -size) for aim, size in zip(moved["aim"], sizes, strict=True)
    ]
    assert ranks == sorted(ranks)
    assert len(ranks) >= 20


def test_one_more_is_worth_no_more_than_one_less_costs(sample_outcome):
    # The linear programme has falling returns: the first aim that moves is concave.
    again = posed(sample_outcome.market)
    prices = shadow_prices(again, sample_outcome.allocation)
    sense = {aim.name: 1 if aim.sense == "most" else -1 for aim in again.aims}
    moved = prices[(prices["aim"] != "") & prices["lp_one_less"].notna()]
    for row in moved.to_dict("records"):
        gain = row["lp_one_more"] * sense[row["aim"]]
        loss = -row["lp_one_less"] * sense[row["aim"]]
        assert -1e-9 <= gain <= loss + 2e-4, row


def test_without_time_it_says_so_in_words():
    market = two_for_one(60.0)
    allocation = allocate(market)
    prices = shadow_prices(posed(market), allocation, Deadline.after(0.0))
    assert set(prices["one_less"]) == {NO_TIME}
    assert prices["lp_one_less"].isna().all()
    assert set(prices["words"]) == {""}


def by_hand(problem, aims, upper):
    """The linear programme in PuLP, one variable a column: aims in order, held."""
    model = pulp.LpProblem("hand", pulp.LpMinimize)
    columns = problem.columns
    x = [
        model.add_variable(f"x{n}", 0, 1 if n < columns.first_total else None)
        for n in range(len(columns))
    ]
    rows = problem.rows
    for row in range(len(rows)):
        part = slice(rows.start[row], rows.start[row + 1])
        total = pulp.lpSum(
            int(v) * x[c]
            for c, v in zip(rows.column[part], rows.value[part], strict=True)
        )
        scale = int(np.abs(rows.value[part]).max())
        model.addConstraint(total * (1 / scale) <= int(upper[row]) / scale)
        if rows.lower[row] > -(2**61):
            model.addConstraint(total * (1 / scale) >= int(rows.lower[row]) / scale)
    values = []
    for aim in aims:
        total = pulp.lpSum(int(c) * x[n] for n, c in enumerate(aim.coefficients) if c)
        model.setObjective(total)
        told = model.solve(pulp.HiGHS(msg=False))
        # A status in PuLP 3, statistics in 4.
        if not getattr(told, "has_solution", told == 1):
            return None
        values.append(float(pulp.value(model.objective) or 0.0))
        model.addConstraint(total <= values[-1] + 1e-6)
    return values


SEEDS = [s for s in range(60) if not stuck(seeded(s, tolerant=False))][:30]


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_both_ways_agree_with_a_linear_programme_built_by_hand(first):
    compared = 0
    for seed in SEEDS[first : first + 10]:
        market = seeded(seed, tolerant=False)
        allocation = allocate(market)
        if allocation.status is not Status.OPTIMAL:
            continue
        again = posed(market)
        rows = again.problem.rows
        before = by_hand(again.problem, again.aims, rows.upper)
        for row in range(len(rows)):
            if rows.kind(row) not in ("hours", "places"):
                continue
            one = 60 if rows.kind(row) == "hours" else 1
            for way in (one, -one):
                asked = again.with_room(row, way)
                upper = rows.upper.copy()
                for place, end in asked.change.room:
                    upper[place] = end
                after = by_hand(again.problem, again.aims, upper)
                moved = asked.linear()
                assert (moved.status is Status.INFEASIBLE) == (after is None), seed
                if after is None:
                    continue
                wanted = [new - old for old, new in zip(before, after, strict=True)]
                assert list(moved.by) == pytest.approx(wanted, abs=0.1), (seed, row)
                compared += any(abs(size) > 0.5 for size in wanted)
    assert compared >= 5


TABLE = {"hours": "hours_per_week", "places": "places"}


def with_one(market, limit, way):
    """The market with one more of a provider's room, or one less."""
    word = TABLE[limit["kind"]]
    room = max(0.0, limit["left"] + limit["used"] + way)
    table = written(
        market.providers,
        {"provider": limit["provider"]},
        {f"spare_{word}": room, f"capacity_{word}": math.nan},
    )
    return dataclasses.replace(market, providers=table)


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_what_is_told_in_whole_people_is_what_brute_force_finds(first):
    compared = moved = 0
    for seed in SEEDS[first : first + 10]:
        market = seeded(seed, tolerant=False)
        allocation = allocate(market)
        if allocation.status is not Status.OPTIMAL:
            continue
        again = posed(market)
        names = [aim.name for aim in again.aims]
        before = dict(solve(market).best)
        prices = shadow_prices(again, allocation)
        used = allocation.limits[["kind", "provider", "lot", "scheme", "used"]]
        prices = prices.merge(used, on=["kind", "provider", "lot", "scheme"])
        for limit in prices.to_dict("records"):
            same = prices[prices["kind"] == limit["kind"]]
            is_alone = (same["provider"] == limit["provider"]).sum() == 1
            is_own = limit["lot"] == limit["scheme"] == ""
            if limit["kind"] not in TABLE or not is_alone or not is_own:
                continue
            for way, said in ((1, limit["one_more"]), (-1, limit["one_less"])):
                if said == NOT_AMONG:
                    continue
                other = with_one(market, limit, way)
                answer = solve(other)
                if answer is None:
                    assert said == NO_PLAN
                    continue
                after = dict(answer.best)
                first_moved = next((n for n in names if before[n] != after[n]), "")
                assert (said == NOTHING) == (first_moved == ""), (seed, limit)
                compared += 1
                if first_moved:
                    size = abs(float(after[first_moved] - before[first_moved]))
                    size /= 100 if first_moved == "cost" else 1
                    number = said.removeprefix("£").split()[0].replace(",", "")
                    assert float(number) == pytest.approx(size, abs=0.006)
                    moved += 1
    assert compared >= 10
    assert moved >= 1
