"""When limits contradict each other: the smallest set that does, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.answer import Status
from allocation.limits import MINUTES_PER_HOUR, whose
from costing.money import amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from allocation.answer import Door
    from allocation.problem import Problem
    from allocation.pursuit import Deadline

_MEANING: Final = frozenset({"assign", "link", "total", "block"})
"""Kinds of rows that say what columns mean: they cannot be at fault."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Rows that contradict each other.

    Attributes
    ----------
    rows : tuple of str
        In words.
    is_smallest : bool
        Each was shown to be needed for the contradiction; else time ran out.
    """

    rows: tuple[str, ...]
    is_smallest: bool


def clash_of(
    problem: Problem,
    opened: Callable[[NDArray[np.bool_]], Door],
    deadline: Deadline,
) -> Clash:
    """Find a smallest set of rows that contradict each other.

    A deletion filter: whatever can go while the rest still has no plan, goes; first in
    halves, then in ever smaller pieces, at last row by row.

    Parameters
    ----------
    problem : Problem
        Without a plan.
    opened : callable
        Opens a door to the problem with only some rows held, bool[row].
    deadline : Deadline

    Returns
    -------
    Clash
    """
    rows = problem.rows
    is_meaning = np.array([rows.kind(row) in _MEANING for row in range(len(rows))])
    held = np.ones(len(rows), dtype=bool)
    none = np.zeros(len(problem.columns), dtype=np.int64)
    is_smallest = True
    size = max(1, int((~is_meaning).sum()) // 2)
    while True:
        suspects = np.flatnonzero(held & ~is_meaning)
        for first in range(0, len(suspects), size):
            without = held.copy()
            without[suspects[first : first + size]] = False
            seconds = deadline.share(1)
            status = Status.STOPPED
            if seconds is None or seconds > 0:
                door = opened(without)
                status = door.least(none, seconds=seconds, start=None).status
            if status is Status.INFEASIBLE:
                held = without
            elif status is not Status.FEASIBLE:
                is_smallest = False
        if size == 1:
            break
        size //= 2
    found = np.flatnonzero(held & ~is_meaning)
    return Clash(tuple(_in_words(problem, int(row)) for row in found), is_smallest)


def _in_words(problem: Problem, row: int) -> str:
    key = problem.rows.key(row)
    upper = int(problem.rows.upper[row])
    owner = whose(key.get("provider", ""), key.get("lot", ""), key.get("scheme", ""))
    hours = f"{upper / MINUTES_PER_HOUR:g}"
    budget = f"a budget of {amount(upper)} pounds a week"
    return {
        "strict": f"{key.get('referral')}: strict ranking, below {key.get('provider')}",
        "stay": f"{key.get('referral')} must stay with the current provider",
        "hours": f"{owner}: room for {hours} more hours a week",
        "places": f"{owner}: room for {upper} more people",
        "apart": f"{key.get('referral')} and {key.get('other')} may not share {owner}",
        "share": f"{owner}: the cap on its share of hours",
        "budget": f"lot {key['lot']}: {budget}" if "lot" in key else f"case: {budget}",
    }[problem.rows.kind(row)]
