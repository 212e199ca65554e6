"""Cover: staff on shift beside the staff that people need, at each minute of a day.

Needed at a minute: background, one-to-one, and twice two-to-one; a sleep-in is met by
staff who sleep in or by staff awake whom nobody else needs. Minutes are those that
pass: on the two nights on which clocks change an hour is missing, or comes twice, in
the cover as in the hours.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.care.packages import SLEEP_IN
from costing.rota.clocks import clock_change, elapsed, on_clock
from costing.rota.rosters import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.rota.rosters import Roster, Shifts
    from costing.rota.span import Span

_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A time of the day at which a rota does not hold the staff that are needed.

    Parameters
    ----------
    scheme : str
    first : date
        The first day with this gap.
    start, end : int
        Minutes of the clock after midnight.
    kind : str
        ``waking`` or ``sleep_in``: what is missing.
    there, needed : int
        Staff, in thousandths.
    of : tuple of (str, int)
        What is needed by component, in thousandths of staff.
    last : date
        The last day with this gap.
    days : int
        How many days have it.
    minutes : int
        That pass in it on all its days together.
    weekdays : tuple of int
        On which it falls, 0 for Monday.
    """

    scheme: str
    first: date
    start: int
    end: int
    kind: str
    there: int
    needed: int
    of: tuple[tuple[str, int], ...]
    last: date
    days: int
    minutes: int
    weekdays: tuple[int, ...]

    @property
    def short(self) -> int:
        """How many staff are missing, in thousandths."""
        return self.needed - self.there


_Key = tuple[str, ...]
_KindOfDay = tuple[_Key, _Key, int]
"""Which rows hold on the day before and on the day, and the change of its clock."""

_OneDay = tuple[int, int, str, int, int, tuple[tuple[str, int], ...]]


def gaps(
    rosters: Sequence[Roster],
    needs: Sequence[Roster],
    staff_of: Mapping[str, float],
    span: Span,
) -> tuple[Gap, ...]:
    """Find when the rotas of schemes do not hold the staff that their people need.

    Parameters
    ----------
    rosters : sequence of Roster
        Of the rotas: scheme, kind, component.
    needs : sequence of Roster
        Of the timetables: scheme, component, person. A scheme without any is not
        looked at.
    staff_of : mapping of component to float
        Staff for each person: 2 for two-to-one.
    span : Span

    Returns
    -------
    tuple of Gap
        By scheme, first day and time; the same gap on several days is one.
    """
    found: list[Gap] = []
    for scheme in sorted({one.scheme for one in needs}):
        of_rota = [one for one in rosters if one.scheme == scheme]
        of_people = [one for one in needs if one.scheme == scheme]
        found += _gaps(scheme, of_rota, of_people, staff_of, span)
    return tuple(sorted(found))


def _gaps(
    scheme: str,
    rosters: Sequence[Roster],
    needs: Sequence[Roster],
    staff_of: Mapping[str, float],
    span: Span,
) -> Iterator[Gap]:
    days_of: dict[_OneDay, list[date]] = {}
    minutes_of: dict[_OneDay, int] = {}
    known: dict[_KindOfDay, tuple[tuple[_OneDay, int], ...]] = {}
    both = (*rosters, *needs)
    by_day = list(zip(*(one.keys_over(span) for one in both), strict=True))
    for day, before, keys in zip(span.days, by_day, by_day[1:], strict=False):
        kind_of_day = before, keys, clock_change(day)
        if kind_of_day not in known:
            known[kind_of_day] = tuple(
                _of_one_day(rosters, needs, staff_of, kind_of_day)
            )
        for gap, passed in known[kind_of_day]:
            days_of.setdefault(gap, []).append(day)
            minutes_of[gap] = minutes_of.get(gap, 0) + passed
    for gap, days in days_of.items():
        weekdays = tuple(sorted({day.weekday() for day in days}))
        yield Gap(
            *(scheme, days[0], *gap),
            *(days[-1], len(days), minutes_of[gap], weekdays),
        )


def _of_one_day(
    rosters: Sequence[Roster],
    needs: Sequence[Roster],
    staff_of: Mapping[str, float],
    kind_of_day: _KindOfDay,
) -> Iterator[tuple[_OneDay, int]]:
    """Find the gaps of one day from the rows that hold on it and the day before."""
    before, today, change = kind_of_day
    nobody = np.zeros(_MINUTES + change, dtype=np.int64)
    there = {"waking": nobody.copy(), SLEEP_IN: nobody.copy()}
    for one, old, new in zip(rosters, before, today, strict=False):
        there[one.name[1]] += _on_shift(one, old, new, change)
    components = sorted({one.name[1] for one in needs})
    need = {name: nobody.copy() for name in components}
    count = len(rosters)
    for one, old, new in zip(needs, before[count:], today[count:], strict=True):
        need[one.name[1]] += _on_shift(one, old, new, change)
    for name in components:
        factor = Fraction(str(staff_of[name]))
        need[name] = need[name] * factor.numerator // factor.denominator
    asleep = need.pop(SLEEP_IN, nobody)
    awake = sum(need.values(), nobody)
    spare = np.maximum(there["waking"] - awake, 0)
    resting = there[SLEEP_IN] + spare
    yield from _runs("waking", there["waking"], awake, need, change)
    yield from _runs(SLEEP_IN, resting, asleep, {SLEEP_IN: asleep}, change)


def _on_shift(one: Roster, before: str, today: str, change: int) -> NDArray[np.int64]:
    """Count staff at each minute that passes on a day, in thousandths."""
    steps = np.zeros(_MINUTES + change + 1, dtype=np.int64)
    if today:
        shifts = one.by_day[today]
        ends = elapsed(np.minimum(shifts.until, _MINUTES), change)
        _add(steps, elapsed(shifts.start, change), ends, shifts)
    if before:
        shifts = one.by_day[before]
        ends = elapsed(np.maximum(shifts.until - _MINUTES, 0), change)
        _add(steps, np.zeros_like(ends), ends, shifts)
    return np.cumsum(steps[:-1])


def _add(
    steps: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    shifts: Shifts,
) -> None:
    held = end > start
    np.add.at(steps, start[held], shifts.staff[held])
    np.subtract.at(steps, end[held], shifts.staff[held])


def _runs(
    kind: str,
    there: NDArray[np.int64],
    needed: NDArray[np.int64],
    parts: Mapping[str, NDArray[np.int64]],
    change: int,
) -> Iterator[tuple[_OneDay, int]]:
    """Give the runs with too few staff, cut where any number changes, and minutes."""
    short = needed > there
    if not short.any():
        return
    told = np.stack([there, needed, short, *parts.values()])
    edges = np.flatnonzero((np.diff(told, axis=1) != 0).any(axis=0)) + 1
    for first, last in itertools.pairwise([0, *edges.tolist(), len(short)]):
        if short[first]:
            of = tuple(
                (name, int(values[first]))
                for name, values in parts.items()
                if values[first]
            )
            start, end = on_clock(first, change), on_clock(last - 1, change) + 1
            held = start, end, kind, int(there[first]), int(needed[first]), of
            yield held, last - first


def staff_words(thousandths: int) -> str:
    """Write staff in as few figures as tell them: ``1``, ``1.5``."""
    return f"{thousandths / PARTS:.3f}".rstrip("0").rstrip(".")
