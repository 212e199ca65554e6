"""Aims pursued in order, by a door whose answers are written down beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocation.aims import Aim
from allocation.answer import Answer, Status
from allocation.pursuit import Deadline, Pursuit, pursue
from tests.allocation.golden_lp import markets, problem_of

if TYPE_CHECKING:
    from allocation.problem import Problem

FREE = problem_of(markets()["assign"])
"""R1 and R2, each with P1 and P2: columns 0 to 3, and 4 and 5 for not being placed."""

STAYING = problem_of(markets()["stay"])
"""R1 must stay with P2: columns R1-P2, R2-P1, R2-P2, and 3 and 4."""


@dataclass
class Written:
    """A door that gives answers in turn, and notes what it was asked."""

    answers: list[Answer]
    solver: str = "by hand"
    kept: list[int] = field(default_factory=list)
    seconds: list[float | None] = field(default_factory=list)

    def keep(self, coefficients: np.ndarray, upper: int) -> None:
        del coefficients
        self.kept.append(upper)

    def least(
        self,
        coefficients: np.ndarray,
        *,
        seconds: float | None,
        start: np.ndarray | None,
    ) -> Answer:
        del coefficients, start
        self.seconds.append(seconds)
        return self.answers.pop(0)


def aim(name: str, *values: int, tolerance: float = 0.0) -> Aim:
    """Make an aim of least sums of the first columns."""
    coefficients = np.zeros(6, dtype=np.int64)
    coefficients[: len(values)] = values
    return Aim(
        name,
        "points",
        "least",
        coefficients,
        Fraction(1),
        Fraction(repr(tolerance)),
        name.startswith("tie_break:"),
    )


def plan(problem: Problem, *chosen: int) -> np.ndarray:
    return problem.plan_of(np.isin(np.arange(len(problem.columns.pairs)), chosen))


def found(bound: int | None, *chosen: int) -> Answer:
    return Answer(Status.FEASIBLE, plan(FREE, *chosen), bound)


def pursued(
    *aims: Aim, answers: list[Answer], seconds: float | None = None
) -> tuple[Pursuit, Written]:
    door = Written(answers)
    pursuit = pursue(FREE, aims, door, Deadline.after(seconds), solver="Solver 1")
    return pursuit, door


PLACED = aim("placed", -1, -1, -1, -1)
COST = aim("cost", 10, 20, 30, 40)


def test_a_plan_at_the_bound_of_arithmetic_needs_no_solver() -> None:
    pursuit, door = pursued(COST, answers=[])
    (cost,) = pursuit.results
    assert pursuit.status is Status.OPTIMAL
    assert (cost.value, cost.bound, cost.gap, cost.proved_by) == (0, 0, 0, "arithmetic")
    assert door.seconds == []


def test_each_aim_is_kept_while_the_next_is_pursued() -> None:
    answers = [found(-2, 1, 3), found(50, 1, 2)]
    pursuit, door = pursued(PLACED, COST, answers=answers)
    assert door.kept == [-2, 50]
    assert [(r.value, r.bound, r.proved_by) for r in pursuit.results] == [
        (-2, -2, "arithmetic"),
        (50, 50, "Solver 1"),
    ]
    assert pursuit.status is Status.OPTIMAL


def test_a_plan_that_no_bound_meets_is_feasible_and_tells_its_gap() -> None:
    answers = [found(-2, 1, 3), found(48, 1, 3)]
    pursuit, _ = pursued(PLACED, COST, answers=answers)
    cost = pursuit.results[1]
    assert pursuit.status is Status.FEASIBLE
    assert (cost.value, cost.bound, cost.proved_by) == (60, 48, "")
    assert cost.gap == 12 / 60


def test_a_bound_that_a_plan_in_hand_passes_is_not_believed() -> None:
    answers = [found(-2, 0, 2), found(45, 1, 2)]
    pursuit, _ = pursued(PLACED, COST, answers=answers)
    cost = pursuit.results[1]
    # 10 + 30 is in hand; "45" is above it. Arithmetic knows 40 by itself.
    assert (cost.value, cost.bound, cost.proved_by) == (40, 40, "arithmetic")


def test_a_later_search_may_better_an_earlier_aim_that_was_cut_short() -> None:
    answers = [found(-2, 1), found(2, 0, 2)]
    pursuit, door = pursued(PLACED, aim("other", 1, 5, 1, 7), answers=answers)
    placed = pursuit.results[0]
    assert (placed.best, placed.value, placed.proved_by) == (-2, -2, "arithmetic")
    assert door.kept[:2] == [-1, -2]


def test_a_tolerance_is_a_share_of_the_best_and_value_tells_what_is_kept() -> None:
    dear = aim("points", -100, -60, -100, -60, tolerance=0.3)
    answers = [found(-200, 0, 2), found(-99, 1, 2)]
    pursuit, door = pursued(dear, aim("cost", 9, -99, 9, 9), answers=answers)
    points = pursuit.results[0]
    assert door.kept[0] == -140
    assert (points.best, points.value, points.bound) == (-200, -160, -200)
    assert points.gap == 40 / 160
    assert points.proved_by == "arithmetic"
    assert pursuit.status is Status.OPTIMAL


def test_time_is_shared_over_the_aims_to_come_and_ties_take_the_rest() -> None:
    # Of ten minutes the first of three aims may have a third, the next half of what is
    # left, the last all of it, and the tie-break all that the aims leave.
    aims = (
        PLACED,
        aim("one", 10, 20, 30, 40),
        aim("two", 3, 9, 3, 9),
        aim("tie_break:draw", 7, 6, 5, 4),
    )
    answers = [found(-9, 1), found(None, 1), found(None, 1), found(None, 1)]
    _, door = pursued(*aims, answers=answers, seconds=600.0)
    given = [seconds or 0.0 for seconds in door.seconds]
    assert np.allclose(given, [200, 300, 600, 600], atol=5)


def test_without_time_the_plan_in_hand_is_feasible() -> None:
    pursuit, door = pursued(PLACED, COST, answers=[], seconds=0.0)
    assert pursuit.status is Status.FEASIBLE
    assert [result.value for result in pursuit.results] == [0, 0]
    assert [result.proved_by for result in pursuit.results] == ["", "arithmetic"]
    assert door.seconds == []


def test_ties_do_not_count_for_the_status() -> None:
    tie = aim("tie_break:draw", 7, 6, 5, 4)
    unproven, _ = pursued(PLACED, tie, answers=[found(-2, 0, 2), found(10, 0, 2)])
    assert [r.proved_by for r in unproven.results] == ["arithmetic", ""]
    assert (unproven.status, unproven.tie_settled) == (Status.OPTIMAL, False)
    proven, _ = pursued(PLACED, tie, answers=[found(-2, 0, 2), found(10, 1, 3)])
    assert [r.proved_by for r in proven.results] == ["arithmetic", "arithmetic"]
    assert (proven.status, proven.tie_settled) == (Status.OPTIMAL, True)


def start_without_a_plan(*answers: Answer, seconds: float | None = None) -> Pursuit:
    door = Written(list(answers))
    sums = np.array([1, 2, 3, 0, 0])
    cost = Aim("cost", "points", "least", sums, Fraction(1), Fraction(0))
    return pursue(STAYING, [cost], door, Deadline.after(seconds), solver="Solver 1")


def test_no_plan_in_time_is_stopped() -> None:
    stopped = Answer(Status.STOPPED, None, None)
    for pursuit in (start_without_a_plan(stopped), start_without_a_plan(seconds=0.0)):
        assert pursuit.status is Status.STOPPED
        assert pursuit.plan is None
        assert pursuit.results == ()
        assert not pursuit.tie_settled


def test_no_plan_at_all_is_infeasible() -> None:
    pursuit = start_without_a_plan(Answer(Status.INFEASIBLE, None, None))
    assert (pursuit.status, pursuit.plan) == (Status.INFEASIBLE, None)


def test_a_solver_that_breaks_down_is_failed() -> None:
    pursuit = start_without_a_plan(Answer(Status.FAILED, None, None))
    assert (pursuit.status, pursuit.plan) == (Status.FAILED, None)


def test_a_solver_that_denies_a_plan_in_hand_is_failed() -> None:
    pursuit, _ = pursued(PLACED, answers=[Answer(Status.INFEASIBLE, None, None)])
    assert (pursuit.status, pursuit.plan) == (Status.FAILED, None)


def test_a_tie_break_that_is_denied_leaves_the_plan_unproven_of_ties_alone() -> None:
    tie = aim("tie_break:draw", 4, 3, 2, 1)
    denied = Answer(Status.INFEASIBLE, None, None)
    pursuit, _ = pursued(PLACED, tie, answers=[found(-2, 0, 1), denied])
    assert pursuit.status is Status.OPTIMAL
    assert pursuit.plan is not None
    assert not pursuit.tie_settled
