"""The two doors, through PuLP and to HiGHS itself: whatever is asked, one answer."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from allocation.aims import cost_of
from allocation.answer import Status
from allocation.highs_door import HighsDoor
from allocation.parts import labelled, part_of
from allocation.posed import posed
from allocation.pulp_door import PulpDoor
from allocation.pursuit import Deadline, pursue
from tests.allocation.golden_lp import PEOPLE, TO_ALL, markets, problem_of
from tests.allocation.hard import hard_market
from tests.kit.markets import make_market
from tests.kit.oracle import solve, stuck
from tests.kit.strategies import seeded

DOORS = [PulpDoor, HighsDoor]
SEEDS = range(60)
NEVER = Deadline.after(None)


def left(problem) -> np.ndarray:
    """The sum that counts the people who are not placed."""
    counted = np.zeros(len(problem.columns), dtype=np.int64)
    counted[problem.columns.first_person : problem.columns.first_home] = 1
    return counted


def reached(problem, aims, door):
    found = pursue(problem, aims, door(problem), NEVER, solver="this")
    return found.status, [(aim.name, aim.best) for aim in found.results]


@pytest.mark.parametrize("first", SEEDS[::10])
def test_both_doors_reach_the_aims_of_brute_force(first):
    looked_at = 0
    for seed in range(first, first + 10):
        market = seeded(seed)
        if stuck(market):
            continue
        asked = posed(market)
        through_pulp, straight = (
            reached(asked.problem, asked.aims, door) for door in DOORS
        )
        assert straight == through_pulp, seed
        answer = solve(market)
        if answer is None:
            assert straight == (Status.INFEASIBLE, [])
            continue
        best = dict(answer.best)
        scale = {name: 100 if name == "cost" else 1 for name in best}
        assert straight[0] is Status.OPTIMAL
        assert straight[1] == [
            (name, pytest.approx(float(best[name]) / scale[name], abs=1e-9))
            for name, _ in straight[1]
        ]
        looked_at += 1
    assert looked_at >= 5


def test_both_doors_reach_the_aims_of_the_sample(sample_outcome):
    asked = posed(sample_outcome.market)
    through_pulp, straight = (
        reached(asked.problem, asked.aims, door) for door in DOORS
    )
    assert straight == through_pulp
    assert straight[0] is Status.OPTIMAL


@pytest.mark.parametrize("door", DOORS)
def test_a_plan_is_given_with_a_bound_that_meets_it(door):
    problem = problem_of(markets()["budget"])
    answer = door(problem).least(left(problem))
    assert answer.status is Status.FEASIBLE
    assert (answer.bound, int(left(problem) @ answer.plan)) == (0, 0)
    assert problem.rows.keeps(answer.plan).all()


@pytest.mark.parametrize("door", DOORS)
def test_what_is_kept_holds_in_later_solves(door):
    problem = problem_of(
        make_market(
            providers=[{"provider": "P1"}, {"provider": "P2"}],
            referrals=PEOPLE,
            offers=TO_ALL,
        )
    )
    opened, cost = door(problem), cost_of(problem.columns)
    answer = opened.least(cost)
    assert int(cost @ answer.plan) == 0
    opened.keep(left(problem), 1)
    answer = opened.least(cost, start=answer.plan)
    assert (answer.bound, int(cost @ answer.plan)) == (6000, 6000)
    opened.keep(-left(problem), -2)
    assert opened.least(cost).status is Status.INFEASIBLE


@pytest.mark.parametrize("door", DOORS)
def test_a_run_that_was_cut_short_proves_nothing(door):
    problem = problem_of(hard_market())
    opened, cost = door(problem), cost_of(problem.columns)
    opened.keep(left(problem), 12)
    answer = opened.least(cost, seconds=0.5)
    assert answer.status in (Status.FEASIBLE, Status.STOPPED)
    assert (answer.plan is None) == (answer.status is Status.STOPPED)
    if answer.plan is not None:
        assert answer.bound is None or answer.bound < int(cost @ answer.plan)


@pytest.mark.parametrize("door", DOORS)
def test_no_time_at_all_is_stopped_without_a_plan(door):
    problem = problem_of(hard_market())
    opened = door(problem)
    opened.keep(left(problem), 2)
    answer = opened.least(cost_of(problem.columns), seconds=1e-6)
    assert (answer.status, answer.plan) == (Status.STOPPED, None)


@pytest.mark.parametrize("door", DOORS)
def test_a_plan_that_breaks_a_row_is_not_taken(door, monkeypatch):
    problem = problem_of(markets()["stay"])
    opened = door(problem)
    none = np.full(len(problem.rows), -1)
    broken = dataclasses.replace(
        problem, rows=dataclasses.replace(problem.rows, upper=none)
    )
    monkeypatch.setattr(opened, "_problem", broken)
    monkeypatch.setattr(opened, "_upper", none, raising=False)
    answer = opened.least(left(problem))
    assert (answer.status, answer.plan) == (Status.STOPPED, None)


@pytest.mark.parametrize("seed", [3, 11, 27, 44])
def test_parts_add_up_to_the_whole(seed):
    # Without tolerances the best of all is the best of every part, put together.
    asked = posed(seeded(seed, tolerant=False))
    label = labelled(asked.problem, is_one=False)
    sums = np.zeros(len(asked.aims))
    for number in np.unique(label):
        part = part_of(asked.problem, label, [number])
        aims = [
            dataclasses.replace(aim, coefficients=aim.coefficients[part.columns])
            for aim in asked.aims
        ]
        _, best = reached(part.problem, aims, HighsDoor)
        sums += [value for _, value in best]
    _, whole = reached(asked.problem, asked.aims, PulpDoor)
    assert len(np.unique(label)) > 1
    assert sums.tolist() == pytest.approx([value for _, value in whole])
