"""Pursuing the aims one after the other, each kept while the next is pursued."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from allocation.allocation import AimResult
from allocation.answer import Status
from allocation.bounds import choices_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocation.aims import Aim
    from allocation.answer import Door
    from allocation.problem import Problem


@dataclass(frozen=True, slots=True)
class Deadline:
    """When to stop, by the clock that only runs forward.

    Attributes
    ----------
    at : float or None
        Seconds of ``time.monotonic``; None is never.
    """

    at: float | None

    @classmethod
    def after(cls, seconds: float | None) -> Deadline:
        """Stop so many seconds from now; None is never."""
        return cls(None if seconds is None else time.monotonic() + seconds)

    def share(self, parts: int) -> float | None:
        """Give one of so many equal parts of the seconds left; None is no limit."""
        left = None if self.at is None else (self.at - time.monotonic()) / parts
        return left if left is None else max(left, 0.0)


@dataclass(frozen=True, slots=True)
class Pursuit:
    """What pursuing the aims came to.

    Attributes
    ----------
    status : Status
    plan : int64[column] or None
    results : tuple of AimResult
        One an aim; empty where there is no plan.
    """

    status: Status
    plan: NDArray[np.int64] | None
    results: tuple[AimResult, ...]

    @property
    def tie_settled(self) -> bool:
        """Whether every tie-break was proven."""
        ties = [aim for aim in self.results if aim.name.startswith("tie_break:")]
        return self.plan is not None and all(aim.proved_by for aim in ties)


@dataclass(slots=True)
class _Reached:
    """What one aim reached so far, as sums."""

    aim: Aim
    best: int
    floor: int
    told: int | None

    @property
    def upper(self) -> int:
        """What later aims must keep."""
        return self.best + math.floor(self.aim.tolerance * abs(self.best))


@dataclass(slots=True)
class _Search:
    """The best plan so far, and what bounds the aim under way."""

    door: Door
    solver: str
    plan: NDArray[np.int64] | None
    failed: Status | None = field(default=None)

    def improve(self, aim: Aim, floor: int, seconds: float | None) -> int | None:
        """Ask the solver for a better plan; give the bound it told, if any."""
        answer = self.door.least(aim.coefficients, seconds=seconds, start=self.plan)
        if aim.is_tie_break and answer.status in (Status.FAILED, Status.INFEASIBLE):
            return None  # the plan in hand stands; that it wins the tie is not proven
        if answer.status is Status.FAILED:
            self.failed = Status.FAILED
        elif answer.status is Status.INFEASIBLE:
            # A plan in hand shows the solver wrong.
            self.failed = Status.INFEASIBLE if self.plan is None else Status.FAILED
        if answer.plan is not None and (
            self.plan is None or _sum(aim, answer.plan) < _sum(aim, self.plan)
        ):
            self.plan = answer.plan
        told = answer.bound
        if told is not None and self.plan is not None and told > _sum(aim, self.plan):
            return None
        return told if told is None else max(told, floor)


def pursue(
    problem: Problem,
    aims: Sequence[Aim],
    door: Door,
    deadline: Deadline,
    *,
    solver: str,
) -> Pursuit:
    """Pursue aims in order.

    Each aim is solved for, its value recomputed in whole numbers from the plan, and
    held (less its tolerance) as a row while the next is pursued. What the solver need
    not be asked, it is not: a plan that meets the bound of arithmetic is proven.

    Parameters
    ----------
    problem : Problem
    aims : sequence of Aim
        Tie-breaks last.
    door : Door
        Holds the problem.
    deadline : Deadline
        Shared out evenly over the aims still to come, tie-breaks taking what is left.
    solver : str
        Named where its bound is the proof.

    Returns
    -------
    Pursuit
    """
    nobody = problem.plan_of(np.zeros(len(problem.columns.pairs), dtype=bool))
    start = nobody if problem.rows.keeps(nobody).all() else None
    search = _Search(door, solver, start)
    choices = choices_of(problem)
    reached: list[_Reached] = []
    for place, aim in enumerate(aims):
        floor = choices.least(aim.coefficients)
        told = None
        seconds = deadline.share(_parts(aims[place:]))
        is_met = search.plan is not None and _sum(aim, search.plan) <= floor
        if not is_met and (seconds is None or seconds > 0):
            told = search.improve(aim, floor, seconds)
        plan = search.plan
        if search.failed is not None or plan is None:
            return Pursuit(search.failed or Status.STOPPED, None, ())
        # A search that was cut short may be overtaken by the search for a later aim.
        for step in reached:
            if _sum(step.aim, plan) < step.best:
                step.best = _sum(step.aim, plan)
                door.keep(step.aim.coefficients, step.upper)
        step = _Reached(aim, _sum(aim, plan), floor, told)
        reached.append(step)
        door.keep(aim.coefficients, step.upper)
        choices = choices.within(aim.coefficients, step.upper)
    results = _results(reached, search.plan, solver)
    is_proven = all(
        result.proved_by
        for step, result in zip(reached, results, strict=True)
        if not step.aim.is_tie_break
    )
    status = Status.OPTIMAL if is_proven else Status.FEASIBLE
    return Pursuit(status, search.plan, results)


def _parts(aims: Sequence[Aim]) -> int:
    """Count the aims that share the time left: tie-breaks wait until the others end."""
    counted = sum(not aim.is_tie_break for aim in aims)
    return counted or len(aims)


def _sum(aim: Aim, plan: NDArray[np.int64]) -> int:
    return int(aim.coefficients @ plan)


def _results(
    reached: Sequence[_Reached], plan: NDArray[np.int64] | None, solver: str
) -> tuple[AimResult, ...]:
    if plan is None:
        return ()
    return tuple(_result(step, plan, solver) for step in reached)


def _result(step: _Reached, plan: NDArray[np.int64], solver: str) -> AimResult:
    aim = step.aim
    proof = "arithmetic" if step.best <= step.floor else ""
    if not proof and step.told is not None and step.best <= step.told:
        proof = solver
    value = aim.natural(_sum(aim, plan))
    bound = aim.natural(step.floor if step.told is None else step.told)
    return AimResult(
        name=aim.name,
        unit=aim.unit,
        sense=aim.sense,
        value=value,
        best=aim.natural(step.best),
        bound=bound,
        gap=abs(bound - value) / max(abs(value), 1.0),
        proved_by=proof,
    )
