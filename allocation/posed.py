"""A market posed as a problem, to be solved again with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.aims import aims_of
from allocation.answer import Status
from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.pulp_door import PulpDoor
from allocation.pursuit import Deadline, pursue
from allocation.rows import Family, at_most, stacked
from allocation.scoring import scored
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocation.aims import Aim
    from allocation.allocation import AimResult, Allocation
    from allocation.market import Market
    from allocation.problem import Problem


ROOMS: Final = ("hours", "places")
"""Kinds of rows that hold room."""


MOST_PEOPLE: Final = 60
"""Above this many people a plan is not solved again for every offer and limit."""

NOT_SOLVED: Final = (
    f"not solved again: above {MOST_PEOPLE} people, or the plan is not proven"
)
"""What stands in place of an effect that was not worked out."""


_LEAST: Final = 1e-6
"""Less than the smallest step of any aim: a penny, a hundredth of a point, a mark."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem and the aims that decide, tie-breaks left out.

    Attributes
    ----------
    problem : Problem
    aims : tuple of Aim
    """

    problem: Problem
    aims: tuple[Aim, ...]

    def reached(self) -> tuple[AimResult, ...] | None:
        """Solve to proof; None where there is no plan."""
        door = PulpDoor(self.problem)
        found = pursue(
            self.problem,
            self.aims,
            door,
            Deadline.after(None),
            solver=door.solver_alone,
        )
        return None if found.plan is None else found.results

    def worsened(self, before: tuple[AimResult, ...]) -> str:
        """Say what is lost where this problem keeps plans out that were there before.

        Mostly as many people are placed as before, and it takes one solve to know; only
        where that is not so are the aims pursued from the first.

        Parameters
        ----------
        before : tuple of AimResult
            Of the problem that lets more plans in.

        Returns
        -------
        str
            As :func:`effect`.
        """
        first = [aim for aim in self.aims if aim.unit == "people"]
        if not first or self.aims[: len(first)] != tuple(first):
            return effect(before, self.reached())
        least = np.array(
            [
                int(-aim.scale * int(was.value))
                for aim, was in zip(first, before, strict=False)
            ]
        )
        rows = stacked([*self.problem.rows.families, _held(first, least)])
        rest = self.aims[len(first) :]
        found = Posed(replace(self.problem, rows=rows), rest).reached()
        if found is None:
            return effect(before, self.reached())
        return effect(before[len(first) :], found)

    def with_pair(self, pair: int) -> Posed:
        """Give the same problem with one pair chosen, whatever that costs."""
        one = np.ones(1, dtype=np.int64)
        zero = np.zeros(1, dtype=np.int64)
        keys = pd.DataFrame({"pair": [str(pair)]})
        column = np.array([pair], dtype=np.int64)
        chosen = Family("chosen", keys, one, one, zero, column, one)
        rows = stacked([*self.problem.rows.families, chosen])
        return Posed(replace(self.problem, rows=rows), self.aims)

    def has_room(self, pair: int) -> bool:
        """Tell whether a pair fits into hours and places that hold nobody else."""
        rows = self.problem.rows
        mine = np.flatnonzero(rows.column == pair)
        row = rows.of_entry()[mine]
        is_room = np.array([rows.kind(one) in ROOMS for one in row], dtype=bool)
        return bool((rows.value[mine] <= rows.upper[row])[is_room].all())

    def can_move(self, row: int, more: int) -> bool:
        """Tell whether more room in a row, or less, lets plans in or keeps any out.

        Only where some people together take more than the smaller room and at most
        the larger; a sum of whole numbers, so that this is sure.
        """
        rows = self.problem.rows
        room = int(rows.upper[row])
        low, high = sorted((room, max(0, room + more)))
        sums = 1  # bit n is set where some people together take n
        for use in rows.value[rows.start[row] : rows.start[row + 1]].tolist():
            sums |= sums << use
        return bool((sums >> (low + 1)) & ((1 << (high - low)) - 1))

    def twins(self, row: int) -> tuple[int, ...]:
        """Give the rows that say the same as a row, itself among them.

        A provider's room in the only lot it serves is its room in all: whoever can take
        one more, can take one more of both.
        """
        rows = self.problem.rows

        def said(one: int) -> tuple[bytes, bytes, int]:
            part = slice(rows.start[one], rows.start[one + 1])
            columns, values = rows.column[part], rows.value[part]
            return columns.tobytes(), values.tobytes(), int(rows.upper[one])

        mine = said(row)
        return tuple(one for one in range(len(rows)) if said(one) == mine)

    def with_room(self, row: int, more: int) -> Posed:
        """Give the same problem with more room in a row and its twins, or less."""
        upper = self.problem.rows.upper.copy()
        for twin in self.twins(row):
            upper[twin] = max(0, int(upper[twin]) + more)
        families = self.problem.rows.families
        ends = np.cumsum([len(family.upper) for family in families])
        changed = [
            replace(family, upper=part)
            for family, part in zip(families, np.split(upper, ends[:-1]), strict=True)
        ]
        rows = stacked(changed)
        return Posed(replace(self.problem, rows=rows), self.aims)


def _held(aims: Sequence[Aim], least: NDArray[np.int64]) -> Family:
    """Hold aims at what they reached, as rows."""
    entries = [np.flatnonzero(aim.coefficients) for aim in aims]
    return at_most(
        "held",
        pd.DataFrame({"aim": [aim.name for aim in aims]}),
        least,
        (
            np.repeat(np.arange(len(aims)), [len(columns) for columns in entries]),
            np.concatenate(entries),
            np.concatenate(
                [
                    aim.coefficients[columns]
                    for aim, columns in zip(aims, entries, strict=True)
                ]
            ),
        ),
    )


def posed(market: Market) -> Posed:
    """Pose a market that has been shared out already, and so is known to be sound."""
    choice = choice_of(market)
    refused = refusals(market, choice)
    worth = scored(market, choice, refused.eligible)
    limits = stated_limits(market)
    problem = built(market, limits, refused.eligible, must_stay(market))
    aims = aims_of(market, worth, problem.columns)
    return Posed(problem, tuple(aim for aim in aims if not aim.is_tie_break))


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
        return "no plan would keep every rule"
    for old, new in zip(before, after, strict=True):
        change = float(snap(new.best)) - float(snap(old.best))
        if abs(change) > _LEAST:
            return _words(old, change)
    return ""


def _words(aim: AimResult, change: float) -> str:
    size, more = float(round_to(abs(change), 0.01)), change > 0
    if aim.unit == "GBP/week":
        return f"£{size:,.2f} a week {'more' if more else 'less'}"
    way = "more" if more else "fewer"
    if aim.unit == "people":
        name, _, priority = aim.name.partition(":")
        people = "person" if size == 1 else "people"
        text = f"{size:g} {people} {way} {'placed' if name == 'placed' else name}"
        return f"{text} (priority {priority})" if priority else text
    return f"{size:,.2f} {aim.unit} {way}".replace(".00 ", " ")
