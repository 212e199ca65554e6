"""Sharing out all open referrals at once: the one entry of this room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocation.aims import aims_of
from allocation.answer import Status
from allocation.clash import clash_of
from allocation.draft import NO_PLAN, NOT_SMALLEST, PASSED, drafted, examined, passed
from allocation.pulp_door import PulpDoor, solver_named
from allocation.pursuit import Deadline, pursue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from allocation.allocation import Allocation
    from allocation.market import Market
    from costing.memory import Memory

__all__ = ["NO_PLAN", "PASSED", "allocate", "examined"]


def allocate(
    market: Market,
    *,
    solver: str = "highs",
    time_limit: float | None = None,
    gap: float = 0.0,
    reasons: bool = True,
    memory: Memory | None = None,
) -> Allocation:
    """Share out all referrals of a market at once.

    Parameters
    ----------
    market : Market
    solver : str
        ``highs``, or any other that PuLP knows and that is installed.
    time_limit : float, optional
        Seconds for the whole search.
    gap : float
        Share of an aim's value at which a search may stop before it has proved its
        plan; such a plan is ``feasible``.
    reasons : bool
        Whether to say why those who are not placed are not.
    memory : Memory, optional
        Of a run that shares out markets that are much alike.

    Returns
    -------
    Allocation
        Audited. The same for the same market, whatever the order of its rows, where
        the draw settles ties.

    Raises
    ------
    InputError
        If the market asks for what this version cannot do, or a single row of it makes
        any plan impossible.
    AllocationError
        If the solver is not there, or the plan fails its audit.
    """
    deadline = Deadline.after(time_limit)
    name = solver_named(solver)
    draft = drafted(market, memory)
    problem = draft.problem

    def opened(rows: NDArray[np.bool_]) -> PulpDoor:
        return PulpDoor(problem, solver=name, rows=rows)

    door = PulpDoor(problem, solver=name, gap=gap)
    aims = aims_of(market, draft.worth, problem.columns)
    pursuit = pursue(problem, aims, door, deadline, solver=door.solver_alone)
    laid_out = draft.laid_out(pursuit, door.solver)
    if pursuit.status is Status.INFEASIBLE:
        clash = clash_of(problem, opened, deadline)
        more = () if clash.is_smallest else (NOT_SMALLEST,)
        notes = (*laid_out.notes, *more)
        laid_out = replace(laid_out, clash=clash.rows, notes=notes)
    if pursuit.plan is None:
        return laid_out
    return passed(market, laid_out, reasons=reasons)
