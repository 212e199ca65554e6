"""The door to HiGHS itself: a problem laid out once, solved again and again.

Beside :mod:`allocation.pulp_door` the only file that knows a solver. Only calls and
options that highspy has had from 1.11 on. What was found about it, and is guarded
against here: its limit of time counts all solves of one object together; the traps that
the other door names; an option that a version does not know is left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import highspy
import numpy as np

from allocation.answer import Answer, Status
from allocation.in_units import InUnits, shared

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

_HELD: Final = (1e-7, 1e-6, 1e-5)
"""What a sum held in a linear programme may fall back by: noise of floats.

The first is as much as HiGHS may break a row by. Where that leaves nothing, though what
reached the sum is there, the next.
"""


@dataclass(frozen=True, slots=True)
class Linear:
    """What the linear programme reaches.

    Attributes
    ----------
    status : Status
        ``optimal``, ``infeasible``, or ``stopped`` where it came to no end.
    values : tuple of float
        Least sums in order; empty unless optimal.
    use : float64[row]
        What each row comes to in a plan that reaches all of them; empty unless optimal.
    """

    status: Status
    values: tuple[float, ...]
    use: NDArray[np.float64]


class HighsDoor:
    """A problem in HiGHS: in whole numbers, and as a linear programme.

    The linear programme stands there twice: as it is, and to help the search, where it
    may be cut down to what whole numbers can reach and has room to spare.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._n_columns = len(problem.columns)
        self._units = InUnits(problem)
        self._upper = problem.rows.upper.copy()
        self._chosen: tuple[int, ...] = ()
        self._barred: tuple[int, ...] = ()
        self._kept: list[tuple[NDArray[np.int64], int]] = []
        self._linear = self._laid_out(0.0)
        self._helper = self._laid_out(_SPARE)
        self._whole = self._laid_out(_HALF)
        self._helper.run()
        self._basis = self._helper.getBasis()

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
        models = (self._linear, self._helper, self._whole)
        for model, spare in zip(models, (0.0, _SPARE, _HALF), strict=True):
            if len(before):
                lower = np.zeros(len(before))
                model.changeColsBounds(
                    len(before), before, lower, self._units.top[before]
                )
            if len(now):
                model.changeColsBounds(len(now), now, forced, forced)
            low, high = self._units.ends(changed, spare)
            for row in other:
                model.changeRowBounds(row, low[row], high[row])
        self._upper = changed
        self._chosen, self._barred = tuple(chosen), tuple(barred)
        # Begun alike, a question has the same answer whatever was asked before it.
        self._linear.setBasis(self._basis)
        self._helper.setBasis(self._basis)

    def keep(self, coefficients: NDArray[np.int64], upper: int) -> None:
        """Hold a sum over the columns at or under ``upper`` from now on."""
        self._kept.append((coefficients, upper))
        unit = shared(coefficients)
        self._hold(self._whole, coefficients, upper // unit + _HALF)
        most = int(np.abs(coefficients).max(initial=0)) // unit
        spare = min(_HALF, _SPARE * most)
        self._hold(self._helper, coefficients, upper // unit + spare)

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
        unit = self._priced(coefficients, self._helper, self._whole)
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
    ) -> Linear:
        """Give the least values of sums in order, whole numbers not asked for.

        Each is held at its own least value while the next is looked for.

        Parameters
        ----------
        aims : sequence of int64[column]
        seconds : float, optional
            For each.

        Returns
        -------
        Linear
        """
        model, first = self._linear, self._linear.getNumRow()
        none = np.zeros(0)
        found = Linear(Status.STOPPED, (), none)
        for held in _HELD:
            reached: list[float] = []
            use, ended = none, Status.OPTIMAL
            for coefficients in aims:
                ended = self._ended_linear(coefficients, seconds)
                if ended is not Status.OPTIMAL:
                    break
                unit = shared(coefficients)
                value = float(model.getInfo().objective_function_value)
                reached.append(value * unit)
                activity = np.array(model.getSolution().row_value, dtype=np.float64)
                use = activity[: len(self._problem.rows)] * self._units.unit
                self._hold(model, coefficients, value + held)
            self._drop_rows(model, first)
            if ended is Status.OPTIMAL:
                return Linear(ended, tuple(reached), use)
            # That nothing is left for a later aim is noise; for the first it is so.
            is_noise = ended is Status.INFEASIBLE and reached
            found = Linear(Status.STOPPED if reached else ended, (), none)
            if not is_noise:
                break
        return found

    def _ended_linear(
        self, coefficients: NDArray[np.int64], seconds: float | None
    ) -> Status:
        """Solve the linear programme for one sum."""
        model = self._linear
        self._priced(coefficients, model)
        if not self._ran(model, seconds):
            return Status.STOPPED
        return {
            highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
            highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
        }.get(model.getModelStatus(), Status.STOPPED)

    def _hold(
        self, model: highspy.Highs, coefficients: NDArray[np.int64], upper: float
    ) -> None:
        """Hold a sum, in the solver's units, in one model."""
        used = np.flatnonzero(coefficients).astype(np.int32)
        if len(used):
            costs = self._units.costs(coefficients)[used]
            model.addRow(-highspy.kHighsInf, upper, len(used), used, costs)

    def _laid_out(self, spare: float) -> highspy.Highs:
        rows, n_columns = self._problem.rows, self._n_columns
        laid = highspy.HighsLp()
        laid.num_col_, laid.num_row_ = n_columns, len(rows)
        laid.col_cost_ = np.zeros(n_columns)
        laid.col_lower_, laid.col_upper_ = np.zeros(n_columns), self._units.top
        laid.row_lower_, laid.row_upper_ = self._units.ends(rows.upper, spare)
        laid.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        laid.a_matrix_.start_ = rows.start.astype(np.int32)
        laid.a_matrix_.index_ = rows.column.astype(np.int32)
        laid.a_matrix_.value_ = self._units.value
        if spare == _HALF:
            kinds = [highspy.HighsVarType.kInteger] * self._problem.columns.first_total
            further = n_columns - len(kinds)
            laid.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * further
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # theirs
        for name, value in _EXACTLY.items():
            model.setOptionValue(name, value)
        model.passModel(laid)
        return model

    def _forget(self) -> None:
        for model in (self._linear, self._helper, self._whole):
            self._drop_rows(model, len(self._problem.rows))
        self._kept = []

    def _drop_rows(self, model: highspy.Highs, first: int) -> None:
        n_rows = model.getNumRow()
        if n_rows > first:
            further = np.arange(first, n_rows, dtype=np.int32)
            model.deleteRows(len(further), further)

    def _priced(self, coefficients: NDArray[np.int64], *models: highspy.Highs) -> int:
        """Hand over the sum that is to be least; give what all of it is divided by."""
        costs = self._units.costs(coefficients)
        every = np.arange(self._n_columns, dtype=np.int32)
        for model in models:
            model.changeColsCost(self._n_columns, every, costs)
        return shared(coefficients)

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
        model = self._helper
        if not self._ran(model, seconds):
            return None
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            # With room to spare in every row; but a plan in hand would show it wrong.
            return Answer(Status.INFEASIBLE, None, None) if start is None else None
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        bound = self._units.bound(float(model.getInfo().objective_function_value), unit)
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
            begun.col_value = (start / self._units.step).tolist()
            model.setSolution(begun)
        if not self._ran(model, seconds):
            return Answer(Status.FAILED, None, None)
        status = model.getModelStatus()
        if status in _BROKEN:
            return Answer(Status.FAILED, None, None)
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None)
        plan = self._plan_of(model) if status in _WITH_PLAN else None
        bound = self._units.bound(float(model.getInfo().mip_dual_bound), unit)
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
