"""Hand-over: time for which two shifts are paid because one takes over from the other.

The time that a worker stays on after the last one to come before they leave, at most an
hour before they leave. Shifts of an hour or less are no part of it, and staff who are
there together for longer are not handing over. It is a convention, and part of the
rota's hours, not on top of them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from costing.rota.rosters import Roster
    from costing.rota.span import Span

MOST: Final = 60
"""Minutes of a hand-over at the most."""

_MINUTES: Final = 1440


def hand_over(rosters: Sequence[Roster], span: Span) -> int:
    """Add up the hand-over of a scheme's waking shifts over a span.

    Parameters
    ----------
    rosters : sequence of Roster
        Of one scheme, those awake.
    span : Span

    Returns
    -------
    int
        Staff minutes of the clock, in thousandths of a member of staff, of all who
        leave within the span (or at its end).
    """
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    total = 0
    by_day = list(zip(*(one.keys_over(span) for one in rosters), strict=True))
    for pair in itertools.pairwise(by_day):
        if pair not in known:
            known[pair] = _of_one_day(rosters, *pair)
        total += known[pair]
    return total


def _of_one_day(
    rosters: Sequence[Roster], before: tuple[str, ...], today: tuple[str, ...]
) -> int:
    """Add up the hand-over of those who leave on a day, or at the midnight after it."""
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    staff: list[NDArray[np.int64]] = []
    for one, keys in zip(rosters, zip(before, today, strict=True), strict=True):
        for key, shift_by in zip(keys, (-_MINUTES, 0), strict=True):
            if key:
                shifts = one.by_day[key]
                is_long = (shifts.by_clock > MOST) & (shifts.staff > 0)
                starts.append(shifts.start[is_long] + shift_by)
                ends.append(shifts.until[is_long] + shift_by)
                staff.append(shifts.staff[is_long])
    if not starts:
        return 0
    came = np.unique(np.concatenate(starts))
    left, who = np.concatenate(ends), np.concatenate(staff)
    today_left = (left > 0) & (left <= _MINUTES)
    left, who = left[today_left], who[today_left]
    place = np.searchsorted(came, left, side="left") - 1
    stayed = np.where(place >= 0, left - came[np.maximum(place, 0)], MOST + 1)
    return int((np.where(stayed <= MOST, stayed, 0) * who).sum())
