"""Clocks: the two days a year that are an hour shorter or longer than the clock says.

In the United Kingdom clocks go forward at 01:00 on the last Sunday of March, so that
01:00 to 02:00 is missing, and back at 02:00 on the last Sunday of October, so that
01:00 to 02:00 comes twice. Hours are paid as they pass, so a night shift over the first
is an hour shorter, and over the second an hour longer, than its times say.

Source: Summer Time Act 1972 as amended by SI 2002/262, in force since 2002.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FORWARD: Final = 3
_BACK: Final = 10
_FROM: Final = 60
_TO: Final = 120
"""The hour from 01:00 to 02:00, which is missing or comes twice."""


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A day on which the clocks change.

    Parameters
    ----------
    day : date
    minutes : int
        -60 where the day is an hour shorter, 60 where it is an hour longer.
    """

    day: date
    minutes: int


def clock_change(day: date) -> int:
    """Give how many minutes a day is longer than 24 hours: 0, -60 or 60."""
    if day.month not in (_FORWARD, _BACK) or day.weekday() != calendar.SUNDAY:
        return 0
    if day.day + 7 <= calendar.monthrange(day.year, day.month)[1]:
        return 0
    return -60 if day.month == _FORWARD else 60


def clock_changes(first: date, last: date) -> tuple[ClockChange, ...]:
    """List the clock changes from ``first`` to ``last``, both included."""
    found = []
    for year in range(first.year, last.year + 1):
        for month in (_FORWARD, _BACK):
            end = calendar.monthrange(year, month)[1]
            sunday = end - (date(year, month, end).weekday() + 1) % 7
            day = date(year, month, sunday)
            if first <= day <= last:
                found.append(ClockChange(day, clock_change(day)))
    return tuple(found)


def elapsed(minute: NDArray[np.int64], change: int) -> NDArray[np.int64]:
    """Turn the time on the clock into minutes passed since midnight.

    A time within the hour that is missing is taken for its end, 02:00; a time within
    the hour that comes twice for the first time that it comes.

    Parameters
    ----------
    minute : int64[...]
        0 to 1440, of the day.
    change : int
        As :func:`clock_change` gives it.

    Returns
    -------
    int64[...]
    """
    if change < 0:
        return np.where(minute < _TO, np.minimum(minute, _FROM), minute + change)
    return np.where(minute < _TO, minute, minute + change)


def on_clock(minute: int, change: int) -> int:
    """Tell what time a clock shows at a minute that passes, counted from midnight.

    Parameters
    ----------
    minute : int
        0 to 1379, 1439 or 1499.
    change : int
        As :func:`clock_change` gives it.

    Returns
    -------
    int
        Minutes after midnight by the clock; 01:00 to 01:59 twice where it comes twice.
    """
    return minute - change if minute >= (_FROM if change < 0 else _TO) else minute


def passed(minutes: NDArray[np.int64], change: int) -> NDArray[np.int64]:
    """Give something told for each minute of the clock for each minute that passes.

    Parameters
    ----------
    minutes : int64[1440]
    change : int

    Returns
    -------
    int64[1380, 1440 or 1500]
    """
    if change < 0:
        return np.concatenate([minutes[:_FROM], minutes[_TO:]])
    if change > 0:
        return np.concatenate([minutes[:_TO], minutes[_FROM:_TO], minutes[_TO:]])
    return minutes
