"""A problem solved again with one thing changed: only the parts that it touches."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.answer import Status
from allocation.highs_door import HighsDoor, Linear
from allocation.parts import labelled, most_asked, part_of
from allocation.question import NEVER, UNCHANGED, Change, First, Moved, Reached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocation.aims import Aim
    from allocation.parts import Part
    from allocation.problem import Problem
    from allocation.pursuit import Deadline

_SLACK: Final = 0.01
"""Minutes, places or pence that are more than noise of floats."""


@dataclass(slots=True)
class _Open:
    """A part with its door and what is known of it."""

    part: Part
    aims: tuple[Aim, ...]
    door: HighsDoor
    reached: Reached | None = field(default=None)
    linear: Linear | None = field(default=None)


class Solved:
    """Parts of a problem, each solved when it is first asked for, and remembered.

    Parameters
    ----------
    problem : Problem
    aims : sequence of Aim
    """

    def __init__(self, problem: Problem, aims: Sequence[Aim]) -> None:
        self._problem = problem
        self._aims = tuple(aims)
        self._is_tolerant = any(aim.tolerance > 0 for aim in aims)
        self._label = labelled(problem, is_one=self._is_tolerant)
        self._asked = most_asked(problem)
        self._open: dict[frozenset[int], _Open] = {}
        self._known: NDArray[np.int64] | None = None
        self._twins: dict[int, tuple[int, ...]] = {}

    def know(self, plan: NDArray[np.int64]) -> None:
        """Take a plan for proven: its parts need not be solved once more.

        Parameters
        ----------
        plan : int64[column]
            The best by every aim. Not looked at where aims have tolerances.
        """
        if not self._is_tolerant:
            self._known = plan

    def twins(self, row: int) -> tuple[int, ...]:
        """Give the rows that say the same as a row, itself among them.

        A provider's room in the only lot it serves is its room in all: whoever can take
        one more, can take one more of both.
        """
        if not self._twins:
            rows = self._problem.rows
            said: dict[tuple[bytes, bytes, int], list[int]] = {}
            for one in range(len(rows)):
                part = slice(rows.start[one], rows.start[one + 1])
                columns, values = rows.column[part], rows.value[part]
                key = columns.tobytes(), values.tobytes(), int(rows.upper[one])
                said.setdefault(key, []).append(one)
            self._twins = {one: tuple(own) for own in said.values() for one in own}
        return self._twins[row]

    def reached(self, change: Change, deadline: Deadline = NEVER) -> Reached:
        """Pursue every aim with a change.

        Parameters
        ----------
        change : Change
        deadline : Deadline

        Returns
        -------
        Reached
        """
        touched = self._touched(change)
        others = set(range(int(self._label.max(initial=-1)) + 1)) - touched
        sums = np.zeros(len(self._aims), dtype=np.int64)
        plan = np.zeros(len(self._problem.columns), dtype=np.int64)
        parts = [self._opened(frozenset({label})) for label in sorted(others)]
        found = [(part, self._base(part, deadline)) for part in parts]
        if touched:
            part = self._opened(frozenset(touched))
            found.append((part, self._pursued(part, change, deadline)))
        for part, reached in found:
            if reached.plan is None:
                return Reached(reached.status)
            sums += np.array(reached.sums, dtype=np.int64)
            plan[part.part.columns] = reached.plan
        return Reached(Status.OPTIMAL, tuple(sums.tolist()), plan)

    def first(self, change: Change, deadline: Deadline = NEVER) -> First:
        """Find the first aim that a change moves, and by how much.

        Parameters
        ----------
        change : Change
        deadline : Deadline

        Returns
        -------
        First
        """
        touched = self._touched(change)
        nothing = First(Status.OPTIMAL, len(self._aims))
        if not touched or not self._aims:
            return nothing
        part = self._opened(frozenset(touched))
        base = self._base(part, deadline)
        if base.plan is None:
            return First(base.status)
        if self._only_bars(change) and not self._is_tolerant:
            if self._kept(part, base.plan, change):
                return nothing
            return self._first_worse(part, base.sums, change, deadline)
        reached = self._pursued(part, change, deadline, until=base.sums)
        pairs = zip(base.sums, reached.sums, strict=False)
        for place, (before, after) in enumerate(pairs):
            if before != after:
                return First(Status.OPTIMAL, place, after - before)
        return First(reached.status, len(self._aims))

    def linear(self, change: Change, deadline: Deadline = NEVER) -> Moved:
        """Find how much a change moves each aim in the linear programme.

        Each aim is held at its least value while the next is looked for, before the
        change and after it.

        Parameters
        ----------
        change : Change
        deadline : Deadline

        Returns
        -------
        Moved
        """
        touched = self._touched(change)
        nothing = Moved(Status.OPTIMAL, (0.0,) * len(self._aims))
        if not touched:
            return nothing
        part = self._opened(frozenset(touched))
        sums = [aim.coefficients for aim in part.aims]
        if part.linear is None:
            part.door.pose()
            before = _least_linear(part.door, sums, deadline)
            if before.status is not Status.OPTIMAL:
                return Moved(before.status)
            part.linear = before
        if self._has_slack(part, part.linear, change):
            return nothing
        self._posed(part, change)
        after = _least_linear(part.door, sums, deadline)
        if after.status is not Status.OPTIMAL:
            return Moved(after.status)
        pairs = zip(part.linear.values, after.values, strict=True)
        return Moved(Status.OPTIMAL, tuple(new - old for old, new in pairs))

    def _has_slack(self, part: _Open, linear: Linear, change: Change) -> bool:
        """Tell whether a change is of rows that the linear programme leaves slack.

        What is best and does not use up a row is best without the row too: on the way
        to anything better, some of it would come before the row is met.
        """
        rows = self._problem.rows
        return not (change.chosen or change.barred) and all(
            linear.use[np.searchsorted(part.part.rows, row)] + _SLACK
            <= min(upper, int(rows.upper[row]))
            for row, upper in change.room
            if row in part.part.rows
        )

    def _touched(self, change: Change) -> set[int]:
        """Give the labels of the parts that a change is about."""
        touched = {int(self._label[column]) for column in change.chosen + change.barred}
        rows = self._problem.rows
        for row, upper in change.room:
            given = int(rows.upper[row])
            # What nobody can break, now and then, is no matter to anybody.
            if upper != given and self._asked[row] > min(upper, given):
                columns = rows.column[rows.start[row] : rows.start[row + 1]]
                touched |= set(self._label[columns].tolist())
        return touched

    def _opened(self, labels: frozenset[int]) -> _Open:
        if labels not in self._open:
            part = part_of(self._problem, self._label, labels)
            aims = tuple(
                replace(aim, coefficients=aim.coefficients[part.columns])
                for aim in self._aims
            )
            self._open[labels] = _Open(part, aims, HighsDoor(part.problem))
        return self._open[labels]

    def _base(self, part: _Open, deadline: Deadline) -> Reached:
        """Give what a part reaches without any change."""
        if part.reached is None and self._known is not None:
            plan = self._known[part.part.columns]
            sums = tuple(int(aim.coefficients @ plan) for aim in part.aims)
            part.reached = Reached(Status.OPTIMAL, sums, plan)
        if part.reached is None:
            found = self._pursued(part, UNCHANGED, deadline)
            if found.status is Status.STOPPED:
                return found
            part.reached = found
        return part.reached

    def _posed(self, part: _Open, change: Change) -> None:
        """Pose a change to a part's door, in the part's own numbers."""
        columns, rows = part.part.columns, part.part.rows
        part.door.pose(
            chosen=np.searchsorted(columns, change.chosen).tolist(),
            barred=np.searchsorted(columns, change.barred).tolist(),
            room={
                int(np.searchsorted(rows, row)): upper
                for row, upper in change.room
                if row in rows
            },
        )

    def _only_bars(self, change: Change) -> bool:
        upper = self._problem.rows.upper
        return all(room <= upper[row] for row, room in change.room)

    def _kept(self, part: _Open, plan: NDArray[np.int64], change: Change) -> bool:
        """Tell whether a plan of a part is one with the change too."""
        whole = np.zeros(len(self._problem.columns), dtype=np.int64)
        whole[part.part.columns] = plan
        rows = self._problem.rows
        return bool(
            whole[list(change.chosen)].all()
            and not whole[list(change.barred)].any()
            and all(
                int(
                    rows.value[rows.start[row] : rows.start[row + 1]]
                    @ whole[rows.column[rows.start[row] : rows.start[row + 1]]]
                )
                <= upper
                for row, upper in change.room
            )
        )

    def _pursued(
        self,
        part: _Open,
        change: Change,
        deadline: Deadline,
        *,
        until: Sequence[int] | None = None,
    ) -> Reached:
        """Pursue the aims of a part, up to the first that does not reach ``until``."""
        self._posed(part, change)
        door = part.door
        plan = part.reached.plan if part.reached is not None else None
        sums: list[int] = []
        for place, aim in enumerate(part.aims):
            found = _proven(door, aim, deadline, plan)
            if found.plan is None:
                return found
            plan = found.plan
            sums.append(found.sums[0])
            if until is not None and sums[-1] != until[place]:
                break
            spare = math.floor(aim.tolerance * abs(sums[-1]))
            door.keep(aim.coefficients, sums[-1] + spare)
        return Reached(Status.OPTIMAL, tuple(sums), plan)

    def _first_worse(
        self, part: _Open, base: Sequence[int], change: Change, deadline: Deadline
    ) -> First:
        """Find the first aim that a change makes worse, where it can make none better.

        Mostly as many people are placed as before. So those aims are held as they were,
        and the next is pursued; where that cannot be, one fewer is held. What comes out
        is what pursuing from the first would: with the aims before held at the best
        that they had, they cannot have become worse.
        """
        aims, door = part.aims, part.door
        is_people = [aim.unit == "people" for aim in aims]
        place = min([*is_people, False].index(False), len(aims) - 1)
        while True:
            self._posed(part, change)
            for aim, best in zip(aims[:place], base, strict=False):
                door.keep(aim.coefficients, best)
            found = _proven(door, aims[place], deadline, None)
            if found.status is not Status.INFEASIBLE or place == 0:
                break
            place -= 1
        while found.plan is not None and found.sums[0] == base[place]:
            door.keep(aims[place].coefficients, base[place])
            place += 1
            if place == len(aims):
                return First(Status.OPTIMAL, place)
            found = _proven(door, aims[place], deadline, found.plan)
        if found.plan is None:
            # With a plan in hand for the aim before, there is one for this aim too.
            no_plan = found.status is Status.INFEASIBLE and place == 0
            return First(Status.INFEASIBLE if no_plan else Status.STOPPED)
        return First(Status.OPTIMAL, place, found.sums[0] - base[place])


def _least_linear(
    door: HighsDoor, sums: Sequence[NDArray[np.int64]], deadline: Deadline
) -> Linear:
    seconds = deadline.share(1)
    if seconds is not None and seconds <= 0:
        return Linear(Status.STOPPED, (), np.zeros(0))
    return door.least_linear(sums, seconds=seconds)


def _proven(
    door: HighsDoor,
    aim: Aim,
    deadline: Deadline,
    start: NDArray[np.int64] | None,
) -> Reached:
    """Pursue one aim to its proof."""
    seconds = deadline.share(1)
    if seconds is not None and seconds <= 0:
        return Reached(Status.STOPPED)
    answer = door.least(aim.coefficients, seconds=seconds, start=start)
    if answer.status is Status.INFEASIBLE:
        return Reached(Status.INFEASIBLE)
    if answer.plan is None or answer.bound is None:
        return Reached(Status.STOPPED)
    total = int(aim.coefficients @ answer.plan)
    if total > answer.bound:
        return Reached(Status.STOPPED)
    return Reached(Status.OPTIMAL, (total,), answer.plan)
