"""The phases of a run, timed apart, and the textbook model beside them."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from allocation.aims import aims_of
from allocation.allocate import allocate
from allocation.audit import audit
from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.pulp_door import PulpDoor, solver_named
from allocation.pursuit import Deadline, pursue
from allocation.scoring import scored
from benchmarks.peer import Textbook
from fairlot.report.report import render
from scenarios.case import load_case
from scenarios.explanations import explanations_of
from scenarios.market import market_of
from scenarios.outcome import outcome_of
from scenarios.prices import price

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from allocation.allocation import Allocation
    from allocation.market import Market


@dataclass(slots=True)
class Clock:
    """Seconds of each phase, a figure a round."""

    rounds: dict[str, list[float]] = field(default_factory=dict)

    def timed(self, phase: str, call: Callable[..., Any], *given: Any) -> Any:
        """Make a call and note how long it took."""
        started = time.perf_counter()
        answer = call(*given)
        taken = time.perf_counter() - started
        self.rounds.setdefault(phase, []).append(taken)
        return answer

    def median(self, phase: str) -> float:
        """Give the median of a phase."""
        return statistics.median(self.rounds[phase])

    def ratio(self, phase: str, other: str) -> float:
        """Give the median of the ratios of two phases, round by round."""
        pairs = zip(self.rounds[phase], self.rounds[other], strict=True)
        return statistics.median(one / two for one, two in pairs)


def measure(folder: Path, rounds: int) -> tuple[Clock, dict[str, float]]:
    """Time every phase of a case, and check its quality beside.

    Parameters
    ----------
    folder : Path
        A case.
    rounds : int
        How often each phase runs; ours and the peer's in turn.

    Returns
    -------
    clock : Clock
    quality : dict
        Whole numbers and shares: no times.
    """
    clock = Clock()
    allocation: Allocation | None = None
    agrees = True
    for _ in range(rounds):
        case = clock.timed("read", load_case, folder)
        prices = clock.timed("price", price, case)
        market = clock.timed("market", market_of, case, prices)
        allocation = allocate(market)
        _ours(clock, market)
        clock.timed("audit", audit, market, allocation)
        textbook = clock.timed("peer_build", Textbook, market, allocation)
        reached = clock.timed("peer_solve", textbook.solve)
        agrees = agrees and _agrees(reached, allocation)
        outcome = outcome_of(case)
        clock.timed("report", render, outcome)
        clock.timed("explain", explanations_of, outcome.market, outcome.allocation)
    return clock, {**_quality(allocation), "aims_agree": float(agrees)}


def _ours(clock: Clock, market: Market) -> None:
    choice = choice_of(market)
    refused = clock.timed("eligibility", refusals, market, choice)
    worth = clock.timed("score", scored, market, choice, refused.eligible)
    limits = stated_limits(market)
    staying = must_stay(market)

    problem = clock.timed("arrays", built, market, limits, refused.eligible, staying)
    door = clock.timed(
        "hand_over", partial(PulpDoor, problem, solver=solver_named("highs"))
    )
    clock.rounds.setdefault("build", []).append(
        clock.rounds["arrays"][-1] + clock.rounds["hand_over"][-1]
    )
    aims = aims_of(market, worth, problem.columns)
    clock.timed(
        "solve",
        partial(pursue, solver=door.solver_alone),
        problem,
        aims,
        door,
        Deadline.after(None),
    )


def _agrees(reached: dict[str, int], allocation: Allocation) -> bool:
    """Tell whether the textbook model reached the same aims, in whole units."""
    scale = {"points": 100, "cost": 100}
    ours = {aim.name: aim.value * scale.get(aim.name, 1) for aim in allocation.aims}
    return all(
        abs(value - ours[name]) < 0.5  # both are whole; ours is told in natural units
        for name, value in reached.items()
    )


def _quality(allocation: Allocation) -> dict[str, float]:
    aims = [aim for aim in allocation.aims if not aim.name.startswith("tie_break")]
    gaps = [aim.gap for aim in aims]
    return {
        "placed": float(len(allocation.placements)),
        "people": float(len(allocation.placements) + len(allocation.unplaced)),
        "cost_gbp_per_week": allocation.cost_pence / 100,
        "gap": float(np.max(gaps, initial=0.0)),
        "proven": float(allocation.status == "optimal"),
        "audit_passed": float(allocation.audit == "passed"),
        "limits_that_bind": float(allocation.limits["binds"].sum()),
    }
