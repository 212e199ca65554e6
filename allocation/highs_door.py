"""The door to HiGHS itself: a problem laid out once, solved again and again.

Beside :mod:`allocation.pulp_door` the only file that knows a solver. Only calls and
options that highspy has had from 1.11 on. What was found about it, and is guarded
against here: its limit of time counts all solves of one object together; the traps that
the other door names; an option that a version does not know is left out in silence.
"""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import highspy
import numpy as np

from allocation.answer import Answer, Status
from allocation.limits import MINUTES_PER_HOUR
from allocation.rows import NO_LOWER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocation.problem import Problem

_EXACTLY: Final[Mapping[str, bool | int | float]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_feasibility_tolerance": 1e-7,
    "mip_rel_gap": 0.0,
    # Sums are whole numbers, so a bound less than one away proves.
    "mip_abs_gap": 0.5,
    # Of a small problem it takes half the time, and there is a plan to begin from.
    "mip_heuristic_run_feasibility_jump": False,
}
"""One thread and one seed: the same input, the same plan."""

_HALF: Final = 0.5
"""Room to spare that no whole sum can use; see the other door."""

_DUAL_TOLERANCE: Final = 1e-7
"""How far HiGHS lets a reduced cost be from its sign."""

_WITH_PLAN: Final = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kIterationLimit,
)
"""Ends of a search that may have found a plan: whether it did is seen from the plan."""

_BROKEN: Final = (
    highspy.HighsModelStatus.kLoadError,
    highspy.HighsModelStatus.kModelError,
    highspy.HighsModelStatus.kPresolveError,
    highspy.HighsModelStatus.kSolveError,
    highspy.HighsModelStatus.kPostsolveError,
)

_SPARE: Final = 1e-6
"""Room to spare in a linear programme: ten times what HiGHS may break a row by."""

_HELD: Final = 1e-9
"""Share of a value by which a linear programme may fall back: noise of floats."""


class HighsDoor:
    """A problem in HiGHS, once in whole numbers and once as a linear programme.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        columns = problem.columns
        self._n_columns = len(columns)
        # Totals in hours: the shorter a column's reach, the firmer the solver's bound.
        is_total = np.arange(len(columns)) >= columns.first_total
        self._step = np.where(is_total, MINUTES_PER_HOUR, 1)
        self._most_hours = int(columns.pairs["minutes"].sum()) / MINUTES_PER_HOUR
        self._top = np.where(is_total, self._most_hours, 1.0)
        self._upper = problem.rows.upper.copy()
        self._chosen: tuple[int, ...] = ()
        self._barred: tuple[int, ...] = ()
        self._kept: list[tuple[NDArray[np.int64], int]] = []
        self._unit = _units(problem)
        self._linear = self._laid_out(is_whole=False)
        self._whole = self._laid_out(is_whole=True)
        self._linear.run()
        self._basis = self._linear.getBasis()

    @property
    def solver(self) -> str:
        """Name and version of the solver."""
        return self.solver_alone

    @property
    def solver_alone(self) -> str:
        """Name and version of the solver."""
        return f"HiGHS {version('highspy')}"

    def pose(
        self,
        *,
        chosen: Sequence[int] = (),
        barred: Sequence[int] = (),
        room: Mapping[int, int] | None = None,
    ) -> None:
        """Pose the problem as it was given, with these changes and nothing kept.

        Parameters
        ----------
        chosen, barred : sequence of int
            Columns that must be 1, and 0.
        room : mapping of row to int
            Other upper ends of rows.
        """
        self._forget()
        before = np.array([*self._chosen, *self._barred], dtype=np.int32)
        now = np.array([*chosen, *barred], dtype=np.int32)
        forced = np.repeat([1.0, 0.0], [len(chosen), len(barred)])
        changed = self._problem.rows.upper.copy()
        for row, upper in (room or {}).items():
            changed[row] = upper
        other = np.flatnonzero(changed != self._upper).tolist()
        for model, spare in ((self._linear, _SPARE), (self._whole, _HALF)):
            if len(before):
                lower = np.zeros(len(before))
                model.changeColsBounds(len(before), before, lower, self._top[before])
            if len(now):
                model.changeColsBounds(len(now), now, forced, forced)
            for row in other:
                lower_end, upper_end = self._ends(row, changed, spare)
                model.changeRowBounds(row, lower_end, upper_end)
        self._upper = changed
        self._chosen, self._barred = tuple(chosen), tuple(barred)
        # Begun alike, a question has the same answer whatever was asked before it.
        self._linear.setBasis(self._basis)

    def keep(self, coefficients: NDArray[np.int64], upper: int) -> None:
        """Hold a sum over the columns at or under ``upper`` from now on."""
        self._kept.append((coefficients, upper))
        used = np.flatnonzero(coefficients).astype(np.int32)
        if len(used) == 0:
            return
        unit = int(np.gcd.reduce(coefficients[used]))
        values = (coefficients[used] // unit * self._step[used]).astype(np.float64)
        low = -highspy.kHighsInf
        self._whole.addRow(low, upper // unit + _HALF, len(used), used, values)
        spare = min(_HALF, _SPARE * float(np.abs(values).max()))
        self._linear.addRow(low, upper // unit + spare, len(used), used, values)

    def least(
        self,
        coefficients: NDArray[np.int64],
        *,
        seconds: float | None = None,
        start: NDArray[np.int64] | None = None,
    ) -> Answer:
        """Look for the plan with the least sum over the columns.

        The linear programme is asked first: where its plan is whole, or its bound meets
        the plan to begin from, that is the proof.

        Parameters
        ----------
        coefficients : int64[column]
        seconds : float, optional
            Above 0.
        start : int64[column], optional
            A plan to begin from; one that breaks what is posed is left aside.

        Returns
        -------
        Answer
        """
        unit = self._priced(coefficients)
        if start is not None and not self._keeps(start):
            start = None
        quick = self._relaxed(coefficients, unit, start, seconds)
        if quick is not None:
            return quick
        answer = self._searched(unit, seconds, start)
        denied = answer.status in (Status.INFEASIBLE, Status.FAILED)
        if (denied or (seconds is None and answer.plan is None)) and start is not None:
            self._whole.setOptionValue("presolve", "off")
            answer = self._searched(unit, seconds, start)
            self._whole.setOptionValue("presolve", "choose")
        return answer

    def least_linear(
        self, aims: Sequence[NDArray[np.int64]], *, seconds: float | None = None
    ) -> tuple[Status, tuple[float, ...]]:
        """Give the least values of sums in order, whole numbers not asked for.

        Each is held at its own least value while the next is looked for.

        Parameters
        ----------
        aims : sequence of int64[column]
        seconds : float, optional
            For each.

        Returns
        -------
        status : Status
            ``optimal``, ``infeasible``, or ``stopped`` where it came to no end.
        values : tuple of float
            Empty unless optimal.
        """
        reached: list[float] = []
        model, status = self._linear, Status.OPTIMAL
        first = model.getNumRow()
        for coefficients in aims:
            unit = self._priced(coefficients)
            is_done = self._ran(model, seconds)
            ended = model.getModelStatus()
            if not is_done or ended != highspy.HighsModelStatus.kOptimal:
                is_none = is_done and ended == highspy.HighsModelStatus.kInfeasible
                status = Status.INFEASIBLE if is_none else Status.STOPPED
                break
            value = float(model.getInfo().objective_function_value)
            reached.append(value * unit)
            used = np.flatnonzero(coefficients).astype(np.int32)
            if len(used):
                costs = (coefficients[used] // unit * self._step[used]).astype(float)
                upper = value + _HELD * max(1.0, abs(value))
                model.addRow(-highspy.kHighsInf, upper, len(used), used, costs)
        self._drop_rows(model, first)
        return status, tuple(reached) if status is Status.OPTIMAL else ()

    def _laid_out(self, *, is_whole: bool) -> highspy.Highs:
        rows, n_columns = self._problem.rows, self._n_columns
        spare = _HALF if is_whole else _SPARE
        laid = highspy.HighsLp()
        laid.num_col_, laid.num_row_ = n_columns, len(rows)
        laid.col_cost_ = np.zeros(n_columns)
        laid.col_lower_, laid.col_upper_ = np.zeros(n_columns), self._top
        ends = [self._ends(row, rows.upper, spare) for row in range(len(rows))]
        laid.row_lower_ = np.array([low for low, _ in ends], dtype=np.float64)
        laid.row_upper_ = np.array([high for _, high in ends], dtype=np.float64)
        laid.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        laid.a_matrix_.start_ = rows.start.astype(np.int32)
        laid.a_matrix_.index_ = rows.column.astype(np.int32)
        values = rows.value // self._unit[rows.of_entry()] * self._step[rows.column]
        laid.a_matrix_.value_ = values.astype(np.float64)
        if is_whole:
            kinds = [highspy.HighsVarType.kInteger] * self._problem.columns.first_total
            further = n_columns - len(kinds)
            laid.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * further
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # theirs
        for name, value in _EXACTLY.items():
            model.setOptionValue(name, value)
        model.passModel(laid)
        return model

    def _ends(
        self, row: int, upper: NDArray[np.int64], spare: float
    ) -> tuple[float, float]:
        """Give the ends of a row in the solver's units."""
        unit, lower = int(self._unit[row]), int(self._problem.rows.lower[row])
        high = int(upper[row]) // unit
        if lower == int(upper[row]):
            return float(high), float(high)
        low = -highspy.kHighsInf if lower == NO_LOWER else -(-lower // unit) - spare
        return low, high + spare

    def _forget(self) -> None:
        for model in (self._linear, self._whole):
            self._drop_rows(model, len(self._problem.rows))
        self._kept = []

    def _drop_rows(self, model: highspy.Highs, first: int) -> None:
        n_rows = model.getNumRow()
        if n_rows > first:
            further = np.arange(first, n_rows, dtype=np.int32)
            model.deleteRows(len(further), further)

    def _priced(self, coefficients: NDArray[np.int64]) -> int:
        """Hand over the sum that is to be least; give what all of it is divided by."""
        used = np.flatnonzero(coefficients)
        # Divided by what all share, one unit of the sum is one unit of the solver.
        unit = int(np.gcd.reduce(coefficients[used])) if len(used) else 1
        costs = (coefficients // unit * self._step).astype(np.float64)
        every = np.arange(self._n_columns, dtype=np.int32)
        for model in (self._linear, self._whole):
            model.changeColsCost(self._n_columns, every, costs)
        return unit

    def _ran(self, model: highspy.Highs, seconds: float | None) -> bool:
        # The limit counts from the first solve of the object.
        limit = highspy.kHighsInf if seconds is None else model.getRunTime() + seconds
        model.setOptionValue("time_limit", limit)
        return bool(model.run() != highspy.HighsStatus.kError)

    def _keeps(self, plan: NDArray[np.int64]) -> bool:
        """Tell whether a plan keeps all that is posed, in whole numbers."""
        rows = self._problem.rows
        comes_to = rows.activity(plan)
        return bool(
            ((rows.lower <= comes_to) & (comes_to <= self._upper)).all()
            and all(int(sums @ plan) <= upper for sums, upper in self._kept)
            and plan[list(self._chosen)].all()
            and not plan[list(self._barred)].any()
        )

    def _relaxed(
        self,
        coefficients: NDArray[np.int64],
        unit: int,
        start: NDArray[np.int64] | None,
        seconds: float | None,
    ) -> Answer | None:
        """Answer by the linear programme alone, where it proves a plan."""
        model = self._linear
        if not self._ran(model, seconds):
            return None
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            # With room to spare in every row; but a plan in hand would show it wrong.
            return Answer(Status.INFEASIBLE, None, None) if start is None else None
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        bound = self._bound(float(model.getInfo().objective_function_value), unit)
        found = self._plan_of(model)
        plans = [plan for plan in (start, found) if plan is not None]
        for plan in plans:
            if bound is not None and int(coefficients @ plan) <= bound:
                return Answer(Status.FEASIBLE, plan, bound)
        return None

    def _searched(
        self, unit: int, seconds: float | None, start: NDArray[np.int64] | None
    ) -> Answer:
        """Search in whole numbers."""
        model = self._whole
        model.clearSolver()
        if start is not None:
            begun = highspy.HighsSolution()
            begun.col_value = (start / self._step).tolist()
            model.setSolution(begun)
        if not self._ran(model, seconds):
            return Answer(Status.FAILED, None, None)
        status = model.getModelStatus()
        if status in _BROKEN:
            return Answer(Status.FAILED, None, None)
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None)
        plan = self._plan_of(model) if status in _WITH_PLAN else None
        bound = self._bound(float(model.getInfo().mip_dual_bound), unit)
        if plan is None:
            return Answer(Status.STOPPED, None, bound)
        return Answer(Status.FEASIBLE, plan, bound)

    def _plan_of(self, model: highspy.Highs) -> NDArray[np.int64] | None:
        """Read a plan; none where it is not whole, or breaks anything."""
        values = np.array(model.getSolution().col_value, dtype=np.float64)
        if len(values) != self._n_columns:
            return None
        own = values[: self._problem.columns.first_person]
        plan = self._problem.plan_of(own > _HALF)
        return plan if self._keeps(plan) else None

    def _bound(self, bound: float, unit: int) -> int | None:
        """Round a bound up to a whole sum, past what tolerances may be."""
        if not math.isfinite(bound) or abs(bound) >= highspy.kHighsInf:
            return None
        # A reduced cost may be wrong by the tolerance, times as far as a column goes.
        columns = self._problem.columns
        reach = columns.first_total + len(columns.totals) * self._most_hours
        margin = 1e-6 + _DUAL_TOLERANCE * reach + 1e-12 * abs(bound)
        return math.ceil(bound - margin) * unit


def _units(problem: Problem) -> NDArray[np.int64]:
    """Give what all entries of each row share: small numbers, small tolerances."""
    rows = problem.rows
    if len(rows) == 0:
        return np.ones(0, dtype=np.int64)
    # Of one entry alone reduceat gives the entry, sign and all.
    shared = np.abs(np.gcd.reduceat(rows.value, rows.start[:-1]))
    return np.asarray(shared, dtype=np.int64)
