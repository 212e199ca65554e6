"""Cover: staff on shift beside the staff that people need, at each minute of a day.

Needed at a minute: background, one-to-one, and twice two-to-one; a sleep-in is met by
staff who sleep in or by staff awake whom nobody else needs. Times are those of the
clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.care.packages import SLEEP_IN
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
    weekdays: tuple[int, ...]

    @property
    def short(self) -> int:
        """How many staff are missing, in thousandths."""
        return self.needed - self.there

    @property
    def minutes(self) -> int:
        """Minutes of the gap, on all its days together."""
        return (self.end - self.start) * self.days


_Key = tuple[str, ...]
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
    known: dict[tuple[_Key, _Key], tuple[_OneDay, ...]] = {}
    both = (*rosters, *needs)
    by_day = list(zip(*(one.keys_over(span) for one in both), strict=True))
    for day, before, keys in zip(span.days, by_day, by_day[1:], strict=False):
        if (before, keys) not in known:
            known[before, keys] = tuple(
                _of_one_day(rosters, needs, staff_of, before, keys)
            )
        for gap in known[before, keys]:
            days_of.setdefault(gap, []).append(day)
    for gap, days in days_of.items():
        start, end, kind, there, needed, of = gap
        weekdays = tuple(sorted({day.weekday() for day in days}))
        yield Gap(
            *(scheme, days[0], start, end, kind, there, needed, of),
            *(days[-1], len(days), weekdays),
        )


def _of_one_day(
    rosters: Sequence[Roster],
    needs: Sequence[Roster],
    staff_of: Mapping[str, float],
    before: _Key,
    today: _Key,
) -> Iterator[_OneDay]:
    """Find the gaps of one day from the rows that hold on it and the day before."""
    there = {"waking": _nobody(), SLEEP_IN: _nobody()}
    for one, old, new in zip(rosters, before, today, strict=False):
        there[one.name[1]] += _on_shift(one, old, new)
    components = sorted({one.name[1] for one in needs})
    need = {name: _nobody() for name in components}
    count = len(rosters)
    for one, old, new in zip(needs, before[count:], today[count:], strict=True):
        need[one.name[1]] += _on_shift(one, old, new)
    for name in components:
        factor = Fraction(str(staff_of.get(name, 1.0)))
        need[name] = need[name] * factor.numerator // factor.denominator
    asleep = need.pop(SLEEP_IN, _nobody())
    awake = sum(need.values(), _nobody())
    spare = np.maximum(there["waking"] - awake, 0)
    resting = there[SLEEP_IN] + spare
    yield from _runs("waking", there["waking"], awake, need)
    yield from _runs(SLEEP_IN, resting, asleep, {SLEEP_IN: asleep})


def _nobody() -> NDArray[np.int64]:
    return np.zeros(_MINUTES, dtype=np.int64)


def _on_shift(one: Roster, before: str, today: str) -> NDArray[np.int64]:
    """Count staff at each minute of a day, in thousandths."""
    steps = np.zeros(_MINUTES + 1, dtype=np.int64)
    if today:
        shifts = one.by_day[today]
        _add(steps, shifts.start, np.minimum(shifts.until, _MINUTES), shifts)
    if before:
        shifts = one.by_day[before]
        _add(steps, np.zeros_like(shifts.end), shifts.until - _MINUTES, shifts)
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
) -> Iterator[_OneDay]:
    """Give the runs of minutes with too few staff, cut where any number changes."""
    short = needed > there
    if not short.any():
        return
    told = np.stack([there, needed, short, *parts.values()])
    edges = np.flatnonzero((np.diff(told, axis=1) != 0).any(axis=0)) + 1
    for first, last in zip([0, *edges], [*edges, _MINUTES], strict=True):
        if short[first]:
            of = tuple(
                (name, int(values[first]))
                for name, values in parts.items()
                if values[first]
            )
            yield int(first), int(last), kind, int(there[first]), int(needed[first]), of


def staff_words(thousandths: int) -> str:
    """Write staff in as few figures as tell them: ``1``, ``1.5``."""
    return f"{thousandths / PARTS:.3f}".rstrip("0").rstrip(".")
