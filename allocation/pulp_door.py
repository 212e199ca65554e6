"""The door to solvers through PuLP, 3.3.2 and 4: the only file that knows PuLP.

What was found about PuLP, and is guarded against here: version 3 calls a run that its
time limit cut "Optimal" (only ``sol_status`` tells) and orders variables by name;
variables keep values after "Infeasible"; only version 4 tells bounds, unless HiGHS
itself is asked. Duals, whose signs and zeros mislead, are never read.
"""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pulp

from allocation.answer import Answer, Status
from allocation.limits import MINUTES_PER_HOUR
from allocation.rows import NO_LOWER
from costing.errors import AllocationError, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from allocation.problem import Problem

HIGHS: Final = "HiGHS"
"""PuLP's name of the solver that comes with Fairlot."""

_IS_4: Final = int(version("pulp").split(".")[0]) >= 4
_INFEASIBLE: Final = -1
"""PuLP's status of a problem without a plan, in 3 and in 4."""

_HAS_PLAN: Final = (1, 2)
"""PuLP 3's ``sol_status`` of an optimal and of a feasible plan."""

_EXACTLY: Final = {
    "threads": 1,
    "random_seed": 0,
    "mip_feasibility_tolerance": 1e-7,
}
"""One thread and one seed: the same input, the same plan.

Whole numbers are nearly whole, and what is read is checked in whole numbers. At 1e-9
HiGHS 1.15.1 has called a problem infeasible whose plan was in hand.
"""

_AGAIN: Final = {"presolve": "off"}
"""What is changed where HiGHS denies a plan that is in hand, or breaks a row."""

_DENIED: Final = (Status.INFEASIBLE, Status.FAILED)

_HALF: Final = 0.5

_DUAL_TOLERANCE: Final = 1e-7
"""How far HiGHS lets a reduced cost be from its sign."""

_ABSOLUTE_GAP: Final = 0.5
"""Sums are whole numbers, so a bound less than one away proves; the rest is margin."""


def solver_named(name: str) -> str:
    """Find a solver that PuLP knows and that is installed.

    Parameters
    ----------
    name : str
        As PuLP names it, in any case; ``highs`` is the one that comes with Fairlot.

    Returns
    -------
    str
        As PuLP names it.

    Raises
    ------
    AllocationError
        If there is none of that name.
    """
    if name.lower() == HIGHS.lower():
        return HIGHS
    available = pulp.listSolvers(onlyAvailable=True)
    by_name = {known.lower(): known for known in available}
    if name.lower() not in by_name:
        msg = (
            f"solver: got {quoted(name)}, expected one that PuLP knows and that is "
            f"installed: {', '.join(sorted(available))}."
        )
        raise AllocationError(msg)
    return str(by_name[name.lower()])


class PulpDoor:
    """A problem laid out in PuLP once, and solved for one aim after the other.

    Parameters
    ----------
    problem : Problem
    solver : str
        As PuLP names it; see :func:`solver_named`.
    gap : float
        Share of the value at which a search may stop before it has proved its plan.
    rows : bool[row], optional
        Rows that are to hold; all if absent.
    """

    def __init__(
        self,
        problem: Problem,
        *,
        solver: str = HIGHS,
        gap: float = 0.0,
        rows: NDArray[np.bool_] | None = None,
    ) -> None:
        self._problem = problem
        self._name = solver
        self._gap = gap
        self._held = np.ones(len(problem.rows), dtype=bool) if rows is None else rows
        columns = problem.columns
        # Totals in hours: the shorter a column's reach, the firmer the solver's bound.
        is_total = np.arange(len(columns)) >= columns.first_total
        self._step = np.where(is_total, MINUTES_PER_HOUR, 1)
        self._most_hours = int(columns.pairs["minutes"].sum()) / MINUTES_PER_HOUR
        self._kept: list[tuple[NDArray[np.int64], int]] = []
        self._model = pulp.LpProblem("allocation", pulp.LpMinimize)
        self._variables = self._laid_out_columns()
        self._lay_out_rows()

    @property
    def solver(self) -> str:
        """Name and version of the solver, and of PuLP."""
        return f"{self.solver_alone} through PuLP {version('pulp')}"

    @property
    def solver_alone(self) -> str:
        """Name and version of the solver."""
        return f"HiGHS {version('highspy')}" if self._name == HIGHS else self._name

    def keep(self, coefficients: NDArray[np.int64], upper: int) -> None:
        """Hold a sum over the columns at or under ``upper`` from now on."""
        self._kept.append((coefficients, upper))
        used = np.flatnonzero(coefficients)
        self._add_row(used, coefficients[used], NO_LOWER, upper)

    def least(
        self,
        coefficients: NDArray[np.int64],
        *,
        seconds: float | None = None,
        start: NDArray[np.int64] | None = None,
    ) -> Answer:
        """Look for the plan with the least sum over the columns.

        Parameters
        ----------
        coefficients : int64[column]
        seconds : float, optional
            Above 0.
        start : int64[column], optional
            Taken up by HiGHS through PuLP 4; other ways begin from nothing.

        Returns
        -------
        Answer
        """
        used = np.flatnonzero(coefficients)
        # Divided by what all share, one unit of the sum is one unit of the solver.
        unit = int(np.gcd.reduce(coefficients[used])) if len(used) else 1
        self._model.setObjective(self._sum(used, coefficients[used] // unit))
        begun = start is not None and _IS_4 and self._name == HIGHS
        if begun and start is not None:
            values = (start / self._step).tolist()
            for variable, value in zip(self._variables, values, strict=True):
                variable.setInitialValue(value)
        answer = self._solved(seconds, unit, {"warmStart": True} if begun else {})
        # Without a limit of time, a search that ends without a plan has denied one.
        denied = answer.status in _DENIED or (seconds is None and answer.plan is None)
        if denied and start is not None and self._name == HIGHS:
            return self._solved(seconds, unit, _AGAIN)
        return answer

    def _solved(
        self, seconds: float | None, unit: int, more: Mapping[str, object]
    ) -> Answer:
        try:
            told = self._model.solve(self._made_solver(seconds, more))
        except pulp.PulpError:
            return Answer(Status.FAILED, None, None)
        return self._read(told, unit)

    def _laid_out_columns(self) -> list[Any]:
        columns = self._problem.columns
        return [
            self._model.add_variable(f"c{place:08d}", 0, 1, "Integer")
            if place < columns.first_total
            else self._model.add_variable(f"c{place:08d}", 0, self._most_hours)
            for place in range(len(columns))
        ]

    def _lay_out_rows(self) -> None:
        rows = self._problem.rows
        for row in np.flatnonzero(self._held):
            entries = slice(rows.start[row], rows.start[row + 1])
            self._add_row(
                rows.column[entries],
                rows.value[entries],
                int(rows.lower[row]),
                int(rows.upper[row]),
            )

    def _add_row(
        self,
        columns: NDArray[np.int64],
        values: NDArray[np.int64],
        lower: int,
        upper: int,
    ) -> None:
        if len(columns) == 0:
            return
        # Small numbers keep a solver's tolerances small; whole sums round down.
        unit = int(np.gcd.reduce(values))
        total = self._sum(columns, values // unit * self._step[columns])
        if lower == upper:
            self._model.addConstraint(total == upper // unit)
        else:
            # Whole sums keep a row with half a unit to spare just as they keep it
            # without; a sum of pence met to the penny would otherwise be at the mercy
            # of a solver's tolerance, which has called such a plan infeasible.
            self._model.addConstraint(total <= upper // unit + _HALF)

    def _sum(self, columns: NDArray[np.int64], values: NDArray[np.int64]) -> Any:
        terms = [
            (self._variables[column], value)
            for column, value in zip(columns.tolist(), values.tolist(), strict=True)
        ]
        if _IS_4:
            return pulp.LpAffineExpression.from_list(terms)
        return pulp.LpAffineExpression(terms)

    def _made_solver(self, seconds: float | None, more: Mapping[str, object]) -> Any:
        if self._name != HIGHS:
            options = {"gapRel": self._gap} if self._gap > 0 else {}
            return pulp.getSolver(self._name, msg=False, timeLimit=seconds, **options)
        return pulp.HiGHS(
            msg=False,
            timeLimit=seconds,
            gapRel=self._gap,
            gapAbs=_ABSOLUTE_GAP,
            **_EXACTLY,
            **more,
        )

    def _read(self, told: Any, unit: int) -> Answer:
        """Read a solve: ``told`` is a status in PuLP 3, statistics in 4."""
        status = int(told.status) if _IS_4 else int(told)
        has_plan = told.has_solution if _IS_4 else self._model.sol_status in _HAS_PLAN
        if status == _INFEASIBLE:
            return Answer(Status.INFEASIBLE, None, None)
        if not has_plan:
            return Answer(Status.STOPPED, None, self._bound(told, unit))
        n_pairs = self._problem.columns.first_person
        values = [variable.varValue or 0.0 for variable in self._variables[:n_pairs]]
        plan = self._problem.plan_of(np.array(values, dtype=np.float64) > 0.5)
        broken = ~self._problem.rows.keeps(plan) & self._held
        kept = all(int(sums @ plan) <= upper for sums, upper in self._kept)
        if broken.any() or not kept:
            # Numbers that were whole only within the solver's tolerance.
            return Answer(Status.STOPPED, None, self._bound(told, unit))
        return Answer(Status.FEASIBLE, plan, self._bound(told, unit))

    def _bound(self, told: Any, unit: int) -> int | None:
        """Round the solver's bound up to a whole sum, past what tolerances may be."""
        if _IS_4:
            bound = told.best_bound
        elif self._name == HIGHS:
            bound = self._model.solverModel.getInfo().mip_dual_bound
        else:
            bound = None
        if bound is None or not math.isfinite(bound):
            return None
        # A reduced cost may be wrong by the tolerance, times as far as a column goes.
        columns = self._problem.columns
        reach = columns.first_total + len(columns.totals) * self._most_hours
        margin = 1e-6 + _DUAL_TOLERANCE * reach + 1e-12 * abs(bound)
        safe: int = math.ceil(float(bound) - margin)
        return safe * unit
