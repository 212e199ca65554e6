"""One person's offers against each other: the plan solved again with each forced in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.answer import Status
from allocation.columns import KEY
from allocation.posed import NO_PLAN, NO_TIME, posed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from allocation.allocation import Allocation
    from allocation.market import Market
    from allocation.posed import Posed
    from allocation.pursuit import Deadline

Way = tuple[str, str]
"""Provider and scheme of an offer; both empty: not placed."""

NOT_PLACED: Final[Way] = ("", "")

Sums = tuple[Fraction, ...]
"""What a plan reaches on each aim that decides, in order; less is better."""

NO_ROOM: Final = "it has no room for this person"
AS_GOOD: Final = "nothing: it is as good"
"""What is told of an offer that only a tie-break keeps out."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """A person's ways: each eligible offer, and not being placed.

    Attributes
    ----------
    market : Market
    referral : str
    again : Posed
        The market, to be solved again.
    plan : int64[column]
        Proven the best by every aim.
    chosen : Way
    reached : mapping of Way to Sums
        What the best plan with it reaches; a way that leaves no plan is not there.
    lost : mapping of Way to str
        What the plan would lose, in words; of every way that is not chosen.
    is_whole : bool
        Whether time sufficed for every way.
    """

    market: Market
    referral: str
    again: Posed
    plan: NDArray[np.int64]
    chosen: Way
    reached: Mapping[Way, Sums]
    lost: Mapping[Way, str]
    is_whole: bool


def rivals_of(
    market: Market, allocation: Allocation, referral: str, deadline: Deadline
) -> Rivals:
    """Force each way of one person into the plan, and solve it again.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        Proven.
    referral : str
    deadline : Deadline

    Returns
    -------
    Rivals
    """
    again = posed(market)
    columns = again.problem.columns
    keys = [tuple(key) for key in columns.pairs[KEY].to_numpy().tolist()]
    placed = {tuple(key) for key in allocation.placements[KEY].to_numpy().tolist()}
    plan = again.problem.plan_of(np.array([key in placed for key in keys], dtype=bool))
    again.solved.know(plan)
    ways: dict[Way, int] = {
        (provider, scheme): at
        for at, (person, provider, scheme) in enumerate(keys)
        if person == referral
    }
    at = int(np.flatnonzero(columns.people["referral"] == referral)[0])
    ways[NOT_PLACED] = columns.first_person + at
    reached: dict[Way, Sums] = {}
    lost: dict[Way, str] = {}
    chosen = next(way for way, column in ways.items() if plan[column] == 1)
    for way, column in ways.items():
        if way != NOT_PLACED and not again.has_room(column):
            lost[way] = NO_ROOM
            continue
        forced = again.with_pair(column)
        found = forced.answer(deadline)
        if found.plan is not None:
            reached[way] = _exact(again, found.sums)
        elif found.status is not Status.INFEASIBLE:
            lost[way] = NO_TIME
            continue
        if way != chosen:
            no_plan = found.plan is None
            lost[way] = NO_PLAN if no_plan else forced.moved(deadline) or AS_GOOD
    is_whole = NO_TIME not in lost.values()
    return Rivals(market, referral, again, plan, chosen, reached, lost, is_whole)


def _exact(again: Posed, sums: tuple[int, ...]) -> Sums:
    return tuple(
        Fraction(total) / aim.scale for total, aim in zip(sums, again.aims, strict=True)
    )
