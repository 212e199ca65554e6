"""The phases of a run, timed apart, and the textbook model beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.pulp_door import PulpDoor, solver_named
from allocation.scoring import scored
from benchmarks.peer import Textbook
from fairlot.bench import Clock, timed_run
from fairlot.workbook.case_book import case_workbook
from scenarios.case import load_case

if TYPE_CHECKING:
    from pathlib import Path

    from allocation.allocation import Allocation
    from allocation.market import Market


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
    book = folder.parent / "sample.xlsx"
    book.write_bytes(case_workbook(load_case(folder)))
    for _ in range(rounds):
        outcome = timed_run(clock, folder)
        clock.timed("read_book", load_case, book)
        market, allocation = outcome.market, outcome.allocation
        _parts_of_build(clock, market)
        textbook = clock.timed("peer_build", Textbook, market, allocation)
        reached = clock.timed("peer_solve", textbook.solve)
        agrees = agrees and _agrees(reached, allocation)
    return clock, {**_quality(allocation), "aims_agree": float(agrees)}


def _parts_of_build(clock: Clock, market: Market) -> None:
    """Time the parts of building apart; what the peer builds too is the posing."""
    choice = choice_of(market)
    refused = clock.timed("eligibility", refusals, market, choice)
    clock.timed("score", scored, market, choice, refused.eligible)
    limits = stated_limits(market)
    staying = must_stay(market)

    problem = clock.timed("arrays", built, market, limits, refused.eligible, staying)
    clock.timed("hand_over", partial(PulpDoor, problem, solver=solver_named("highs")))
    clock.rounds.setdefault("posing", []).append(
        clock.rounds["arrays"][-1] + clock.rounds["hand_over"][-1]
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
