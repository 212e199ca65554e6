"""Hours: shifts on real dates, minute by minute, by band and by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.bands import bands_of_day
from costing.errors import CareError, Finding, InputError
from costing.rota.clocks import clock_change, elapsed, passed
from costing.rota.nights import is_waking_night

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.rota.rosters import Roster, Shifts
    from costing.rota.span import Span

ROTAS_FILE: Final = "rotas.csv"
_DAY: Final = timedelta(days=1)
_MOST_CELLS: Final = 20_000_000
"""Rosters times days times bands that are kept at once."""

WHOLE_NIGHTS: Final = frozenset({"sleep_in", "waking_night"})
"""Kinds and components of which each shift is a night, whatever its times."""

NIGHT_PARTS: Final = 720_720
"""Parts of a night that is shared over bands: exact for 1 to 16 whole hours."""


class Crossing(StrEnum):
    """Which band a shift takes that touches several."""

    MINUTE = "minute"
    """Each minute its own."""

    HIGHER = "higher"
    """All of it the one whose unit price is the highest."""

    START = "start"
    """All of it the one in which it starts."""


@dataclass(frozen=True, slots=True)
class RosterHours:
    """The hours of a roster over a span.

    Parameters
    ----------
    roster : Roster
    minutes : int64[day, band]
        Staff minutes that pass, in thousandths of a member of staff, on the day on
        which they pass. A shift that begins the evening before the span, or ends the
        morning after it, is counted with those that are within.
    by_clock : int64[day]
        The same, all bands together, as if no clock were changed.
    nights : int64[day]
        Shifts that are a night, times staff in thousandths, on the day they start: of
        sleep-ins and waking nights each, of others those that are one by their times.
    nights_by_band : int64[day, band]
        Of sleep-ins and waking nights, in :data:`NIGHT_PARTS` of ``nights``: each on
        the day it starts, shared over the bands of its minutes. 0 of others.
    """

    roster: Roster
    minutes: NDArray[np.int64]
    by_clock: NDArray[np.int64]
    nights: NDArray[np.int64]
    nights_by_band: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _TwoDays:
    """A day and the next: the band of each minute that passes, and their sums.

    ``total[band, minute]`` counts the minutes of a band before a minute; its last band
    is that of minutes that no window holds.
    """

    owner: NDArray[np.int64]
    total: NDArray[np.int64]
    length: int
    changes: tuple[int, int]


@dataclass(slots=True)
class _Days:
    """The bands of each day of a span, each kind of day worked out once."""

    model: Model
    span: Span
    layouts: dict[tuple[int, bool, bool, int], NDArray[np.int64]] = field(
        default_factory=dict
    )
    pairs: dict[tuple[object, object], _TwoDays] = field(default_factory=dict)
    places: list[_TwoDays] = field(default_factory=list)
    unheld: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Lay out each day from the one before the span to its last."""
        starts = (self.span.first - _DAY, *self.span.days)
        self.places += map(self._from_day, starts)

    def _layout(self, day: date) -> tuple[int, bool, bool, int]:
        holidays = self.span.holidays
        key = (
            day.weekday(),
            day in holidays,
            day - _DAY in holidays,
            clock_change(day),
        )
        if key not in self.layouts:
            weekday, holiday, after, change = key
            owner = bands_of_day(
                self.model, weekday, holiday=holiday, after_holiday=after
            )
            self.layouts[key] = passed(owner, change)
        return key

    def _from_day(self, day: date) -> _TwoDays:
        """Give a day and the next."""
        today, tomorrow = self._layout(day), self._layout(day + _DAY)
        pair = (today, tomorrow)
        if pair not in self.pairs:
            owner = np.concatenate([self.layouts[today], self.layouts[tomorrow]])
            n_bands = len(self.model.bands)
            held = owner % (n_bands + 1) == np.arange(n_bands + 1)[:, None]
            total = np.zeros((n_bands + 1, len(owner) + 1), dtype=np.int64)
            np.cumsum(held, axis=1, out=total[:, 1:])
            changes = (today[3], tomorrow[3])
            length = len(self.layouts[today])
            self.pairs[pair] = _TwoDays(owner, total, length, changes)
        return self.pairs[pair]


def hours_by_band(
    rosters: Sequence[Roster],
    model: Model,
    span: Span,
    crossing: Crossing = Crossing.MINUTE,
    ranks: Mapping[tuple[str, ...], NDArray[np.int64]] | None = None,
) -> tuple[RosterHours, ...]:
    """Work out the hours of rosters by band on each day of a span.

    Parameters
    ----------
    rosters : sequence of Roster
    model : Model
        Its windows say which band a minute belongs to. A bank holiday has the windows
        of bank holidays first, whatever its weekday.
    span : Span
    crossing : Crossing
    ranks : mapping of roster's name to int64[day, band], optional
        For ``HIGHER``: bands from the highest price, 0, down, on each day from the one
        before the span to its last.

    Returns
    -------
    tuple of RosterHours

    Raises
    ------
    InputError
        If a shift holds a minute that no band holds.
    CareError
        If there are too many rosters for so long a span.
    """
    cells = len(rosters) * span.n_days * len(model.bands)
    if cells > _MOST_CELLS:
        msg = (
            f"rota: got {len(rosters):,} rotas over {span.n_days:,} days, more than "
            "can be worked out at once. Ask for one scheme, or for a shorter span."
        )
        raise CareError(msg)
    days = _Days(model, span)
    found = tuple(
        _roster_hours(
            one, days, crossing, None if ranks is None else ranks.get(one.name)
        )
        for one in rosters
    )
    if days.unheld:
        raise InputError(
            Finding(
                ROTAS_FILE,
                row,
                got="hours that no band of the cost model holds",
                expected="hours within the windows of its bands",
            )
            for row in days.unheld
        )
    return found


def _roster_hours(
    roster: Roster, days: _Days, crossing: Crossing, ranks: NDArray[np.int64] | None
) -> RosterHours:
    span, n_bands = days.span, len(days.model.bands)
    of_bands = [np.zeros((3, n_bands), dtype=np.int64)]
    of_clock = [(0, 0, 0)]
    known: dict[tuple[object, ...], int] = {}
    keys = roster.keys_over(span)
    which = np.zeros(len(keys), dtype=np.int64)
    is_night = not WHOLE_NIGHTS.isdisjoint(roster.name[1:])
    for place, (key, two) in enumerate(zip(keys, days.places, strict=True)):
        if not key:
            continue
        rank = None if ranks is None else ranks[place]
        memo = (key, id(two), None if rank is None else rank.tobytes())
        if memo not in known:
            known[memo] = len(of_bands)
            shifts = roster.by_day[key]
            of_bands.append(_parts(shifts, two, crossing, rank, days.unheld))
            of_clock.append(_clock_parts(shifts, is_night=is_night))
        which[place] = known[memo]
    parts, told = np.stack(of_bands)[which], np.array(of_clock)[which]
    # What passes on a day is of shifts that start on it, and of the day before.
    return RosterHours(
        roster,
        parts[1:, 0] + parts[:-1, 1],
        told[1:, 0] + told[:-1, 1],
        told[1:, 2],
        parts[1:, 2] * is_night,
    )


def _clock_parts(shifts: Shifts, *, is_night: bool) -> tuple[int, int, int]:
    """Give staff minutes by the clock today and tomorrow, and nights."""
    until = shifts.until
    today = np.minimum(until, 1440) - shifts.start
    nights = is_waking_night(shifts.start, until) | is_night
    return (
        int((shifts.staff * today).sum()),
        int((shifts.staff * (shifts.by_clock - today)).sum()),
        int((shifts.staff * nights).sum()),
    )


def _parts(
    shifts: Shifts,
    two: _TwoDays,
    crossing: Crossing,
    rank: NDArray[np.int64] | None,
    unheld: set[int],
) -> NDArray[np.int64]:
    """Give staff minutes of shifts by band, today and tomorrow, and nights.

    int64[3, band], the nights in :data:`NIGHT_PARTS` as if each shift were one.
    Rows with a minute that no band holds are added to ``unheld``.
    """
    today, tomorrow = two.changes
    start = elapsed(shifts.start, today)
    late = two.length + elapsed(np.where(shifts.is_overnight, shifts.end, 0), tomorrow)
    end = np.where(shifts.is_overnight, late, elapsed(shifts.end, today))
    midnight = np.minimum(end, two.length)
    total = two.total
    of_today = (total[:, midnight] - total[:, start]).T
    of_tomorrow = (total[:, np.maximum(end, two.length)] - total[:, [two.length]]).T
    lost = of_today[:, -1] + of_tomorrow[:, -1] > 0
    unheld.update(shifts.row[lost].tolist())
    of_today, of_tomorrow = of_today[:, :-1], of_tomorrow[:, :-1]
    if crossing is not Crossing.MINUTE:
        touched = of_today + of_tomorrow > 0
        if crossing is Crossing.START:
            begins = np.minimum(start, len(two.owner) - 1)
            taken = np.where(touched.any(axis=1), two.owner[begins], 0)
        elif rank is None:
            msg = "hours_by_band: the crossing HIGHER needs ranks"
            raise ValueError(msg)
        else:
            taken = np.where(touched, rank, len(rank)).argmin(axis=1)
        whole = np.eye(of_today.shape[1], dtype=np.int64)[taken]
        of_today = whole * of_today.sum(axis=1, keepdims=True)
        of_tomorrow = whole * of_tomorrow.sum(axis=1, keepdims=True)
    shares = of_today + of_tomorrow
    none = shares.sum(axis=1) == 0  # all within the hour that a clock leaves out
    shares[none, two.owner[np.minimum(start[none], len(two.owner) - 1)]] = 1
    up_to = np.cumsum(shares, axis=1) * (NIGHT_PARTS * shifts.staff)[:, None]
    nights = np.diff(up_to // shares.sum(axis=1, keepdims=True), axis=1, prepend=0)
    return np.stack(
        [shifts.staff @ of_today, shifts.staff @ of_tomorrow, nights.sum(axis=0)]
    )
