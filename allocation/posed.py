"""A market posed as a problem, to be solved again with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.aims import aims_of
from allocation.allocation import AimResult
from allocation.answer import Status
from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.question import NEVER, UNCHANGED
from allocation.scoring import scored
from allocation.solved import Solved
from allocation.strict import strict
from costing.errors import AllocationError
from costing.money import round_to, snap

if TYPE_CHECKING:
    from allocation.aims import Aim
    from allocation.allocation import Allocation
    from allocation.market import Market
    from allocation.problem import Problem
    from allocation.pursuit import Deadline
    from allocation.question import Change, First, Moved, Reached


ROOMS: Final = ("hours", "places")
"""Kinds of rows that hold room."""


MOST_PEOPLE: Final = 300
"""Above this many people a plan is not solved again for every offer and limit."""

NOT_SOLVED: Final = (
    f"not solved again: above {MOST_PEOPLE} people, or the plan is not proven"
)
"""What stands in place of an effect that was not worked out."""

NO_TIME: Final = "not solved again: no time was left"
"""What stands in place of an effect that there was no time for."""

NO_PLAN: Final = "no plan would keep every rule"
"""What a change does that leaves no plan at all."""

_LEAST: Final = 1e-6
"""Less than the smallest step of any aim: a penny, a hundredth of a point, a mark."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem and the aims that decide, tie-breaks left out.

    A question is the same problem with something changed: ``with_pair``,
    ``without_pair`` and ``with_room`` give it, and may follow each other. ``moved``
    answers it in words, ``first`` in numbers; ``answer`` pursues every aim and has a
    plan. What was solved once is remembered, and shared by all that come from one.

    Attributes
    ----------
    problem : Problem
        As the market poses it.
    aims : tuple of Aim
    solved : Solved
        Solves, and remembers.
    change : Change
        What is other than in ``problem``.
    """

    problem: Problem
    aims: tuple[Aim, ...]
    solved: Solved = field(repr=False, compare=False)
    change: Change = UNCHANGED

    def answer(self, deadline: Deadline = NEVER) -> Reached:
        """Pursue every aim to its proof, with a plan that reaches them.

        Parameters
        ----------
        deadline : Deadline

        Returns
        -------
        Reached
        """
        return self.solved.reached(self.change, deadline)

    def reached(self) -> tuple[AimResult, ...] | None:
        """Pursue every aim to its proof, in natural units; None where there is no plan.

        Raises
        ------
        AllocationError
            If the solver comes to no proof.
        """
        found = self.answer()
        if found.status is Status.INFEASIBLE:
            return None
        if found.plan is None:
            msg = "the plan could not be solved again: the solver came to no proof"
            raise AllocationError(msg)
        return tuple(
            _result(aim, best, int(aim.coefficients @ found.plan))
            for aim, best in zip(self.aims, found.sums, strict=True)
        )

    def first(self, deadline: Deadline = NEVER) -> First:
        """Find the first aim that the change moves.

        Parameters
        ----------
        deadline : Deadline

        Returns
        -------
        First
        """
        return self.solved.first(self.change, deadline)

    def moved(self, deadline: Deadline = NEVER) -> str:
        """Say what the change moves, on the first aim that moves.

        Parameters
        ----------
        deadline : Deadline

        Returns
        -------
        str
            As :func:`effect`; or :data:`NO_TIME`.
        """
        first = self.first(deadline)
        if first.status is Status.INFEASIBLE:
            return NO_PLAN
        if first.status is not Status.OPTIMAL:
            return NO_TIME
        if first.aim == len(self.aims):
            return ""
        aim = self.aims[first.aim]
        return in_words(aim.name, aim.unit, aim.natural(first.by))

    def linear(self, deadline: Deadline = NEVER) -> Moved:
        """Find how much the change moves each aim in the linear programme.

        Parameters
        ----------
        deadline : Deadline

        Returns
        -------
        Moved
        """
        return self.solved.linear(self.change, deadline)

    def know(self, allocation: Allocation) -> None:
        """Take a plan that was found and proven, so that it is not looked for again.

        Parameters
        ----------
        allocation : Allocation
            Of the market as it was posed.
        """
        if allocation.status is not Status.OPTIMAL:
            return
        chosen = (allocation.pairs["state"] == "chosen").to_numpy(dtype=bool)
        offer = self.problem.columns.pairs["offer"].to_numpy(dtype=np.int64)
        plan = self.problem.plan_of(chosen[offer])
        best = [aim.best for aim in decisive(allocation)]
        reached = [aim.natural(int(aim.coefficients @ plan)) for aim in self.aims]
        if np.allclose(best, reached, rtol=0.0, atol=_LEAST):
            self.solved.know(plan)

    def with_pair(self, pair: int) -> Posed:
        """Give the same problem with one pair chosen, whatever that costs."""
        chosen = (*self.change.chosen, pair)
        return replace(self, change=replace(self.change, chosen=chosen))

    def without_pair(self, pair: int) -> Posed:
        """Give the same problem with one pair kept out."""
        barred = (*self.change.barred, pair)
        return replace(self, change=replace(self.change, barred=barred))

    def with_room(self, row: int, more: int) -> Posed:
        """Give the same problem with more room in a row and its twins, or less.

        Room does not go below nothing. A share cap's can: it is measured against what
        others have.
        """
        rows, room = self.problem.rows, dict(self.change.room)
        has_others = bool((rows.value[rows.start[row] : rows.start[row + 1]] < 0).any())
        for twin in self.solved.twins(row):
            upper = room.get(twin, int(rows.upper[twin]))
            least = upper + more if has_others else min(upper, 0)
            room[twin] = max(least, upper + more)
        return replace(self, change=replace(self.change, room=tuple(room.items())))

    def has_room(self, pair: int) -> bool:
        """Tell whether a pair fits into hours and places that hold nobody else."""
        rows = self.problem.rows
        mine = np.flatnonzero(rows.column == pair)
        row = np.searchsorted(rows.start, mine, side="right") - 1
        is_room = np.array([rows.kind(int(one)) in ROOMS for one in row], dtype=bool)
        return bool((rows.value[mine] <= rows.upper[row])[is_room].all())

    def can_move(self, row: int, more: int) -> bool:
        """Tell whether more room in a row, or less, lets plans in or keeps any out.

        Only where some people together take more than the smaller room and at most
        the larger; a sum of whole numbers, so that this is sure.

        Parameters
        ----------
        row : int
            Of a kind in :data:`ROOMS`.
        more : int
        """
        rows = self.problem.rows
        room = int(rows.upper[row])
        low, high = sorted((room, max(0, room + more)))
        sums = 1  # bit n is set where some people together take n
        for use in rows.value[rows.start[row] : rows.start[row + 1]].tolist():
            sums |= sums << use
        return bool((sums >> (low + 1)) & ((1 << (high - low)) - 1))


def posed(market: Market) -> Posed:
    """Pose a market that has been shared out already, and so is known to be sound."""
    choice = choice_of(market)
    refused = refusals(market, choice)
    worth = scored(market, choice, refused.eligible)
    limits = stated_limits(market)
    problem = built(market, limits, refused.eligible, must_stay(market))
    if market.aims.strict_rank:
        problem = strict(problem, worth)
    aims = aims_of(market, worth, problem.columns)
    deciding = tuple(aim for aim in aims if not aim.is_tie_break)
    return Posed(problem, deciding, Solved(problem, deciding))


def is_small(allocation: Allocation) -> bool:
    """Tell whether a plan is proven, and small enough to be solved again many times."""
    people = len(allocation.placements) + len(allocation.unplaced)
    return allocation.status is Status.OPTIMAL and people <= MOST_PEOPLE


def decisive(allocation: Allocation) -> tuple[AimResult, ...]:
    """Give the aims that decide: all but tie-breaks."""
    return tuple(
        aim for aim in allocation.aims if not aim.name.startswith("tie_break:")
    )


def effect(before: tuple[AimResult, ...], after: tuple[AimResult, ...] | None) -> str:
    """Say what changes on the first aim that changes, in the order of the aims.

    Parameters
    ----------
    before : tuple of AimResult
    after : tuple of AimResult or None
        None where there is no plan any more.

    Returns
    -------
    str
        Such as ``1 person fewer placed (priority 2)``, ``3.25 points fewer`` or
        ``£12.00 a week more``; empty where every aim stays.
    """
    if after is None:
        return NO_PLAN
    for old, new in zip(before, after, strict=True):
        change = float(snap(new.best)) - float(snap(old.best))
        if abs(change) > _LEAST:
            return in_words(old.name, old.unit, change)
    return ""


def in_words(name: str, unit: str, change: float, *, step: float = 0.01) -> str:
    """Say how an aim changes.

    Parameters
    ----------
    name, unit : str
        Of the aim.
    change : float
        In its natural unit.
    step : float
        What the number is rounded to.

    Returns
    -------
    str
        Such as ``1 person fewer placed (priority 2)``.
    """
    size, more = float(round_to(abs(change), step)), change > 0
    decimals = 2 if step == 0.01 else 4
    if unit == "GBP/week":
        return f"£{size:,.{decimals}f} a week {'more' if more else 'less'}"
    way = "more" if more else "fewer"
    if unit == "people":
        aim, _, priority = name.partition(":")
        people = "person" if size == 1 else "people"
        text = f"{size:g} {people} {way} {'placed' if aim == 'placed' else aim}"
        return f"{text} (priority {priority})" if priority else text
    number = f"{size:,.{decimals}f}".rstrip("0").rstrip(".") if size % 1 == 0 else ""
    return f"{number or f'{size:,.{decimals}f}'} {unit} {way}"


def _result(aim: Aim, best: int, value: int) -> AimResult:
    reached = aim.natural(value)
    top = aim.natural(best)
    gap = abs(top - reached) / max(abs(reached), 1.0)
    return AimResult(
        aim.name, aim.unit, aim.sense, reached, top, top, gap, proved_by="solved again"
    )
