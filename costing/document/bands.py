"""Time bands: which band each minute of a day or of a week belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costing.document.parts import ONLY_BAND
from costing.document.windows import BANK_HOLIDAY, DAY_MINUTES, DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from costing.document.parts import Model

NOBODY = -1
"""The band of a minute that no window holds."""


def bands_of_day(
    model: Model, weekday: int, *, holiday: bool = False, after_holiday: bool = False
) -> NDArray[np.int64]:
    """Give the band of each minute of a day.

    A minute goes to the first band, in the order of the document, whose window holds
    it; on a bank holiday the windows of bank holidays come before all others. A range
    that runs over midnight holds the first minutes of the day after.

    Parameters
    ----------
    model : Model
    weekday : int
        0 is Monday.
    holiday : bool
        Whether the day is a bank holiday.
    after_holiday : bool
        Whether the day before was one.

    Returns
    -------
    int64[minute of the day]
        The place of the band in ``model.bands``; -1 where no window holds the minute.
    """
    owner = np.full(DAY_MINUTES, NOBODY, dtype=np.int64)
    if list(model.bands) == [ONLY_BAND] and not model.bands[ONLY_BAND].window:
        owner[:] = 0
        return owner
    _claim(
        owner,
        model,
        today=BANK_HOLIDAY if holiday else None,
        yesterday=BANK_HOLIDAY if after_holiday else None,
    )
    _claim(owner, model, today=weekday, yesterday=(weekday - 1) % 7)
    return owner


def _claim(
    owner: NDArray[np.int64], model: Model, *, today: int | None, yesterday: int | None
) -> None:
    for index, band in enumerate(model.bands.values()):
        for part in band.window:
            if today in part.days:
                free = owner[part.start : min(part.end, DAY_MINUTES)]
                free[free == NOBODY] = index
            if yesterday in part.days and part.end > DAY_MINUTES:
                free = owner[: part.end - DAY_MINUTES]
                free[free == NOBODY] = index


def band_minutes(model: Model) -> dict[str, int]:
    """Count the minutes of each band in an ordinary week, without bank holidays.

    Minutes that no window holds belong to nobody, so the counts may add to less than
    10,080: :func:`unclaimed` says which those are. All are 0 where no band has a
    window, save for a model without bands: its one band has the whole week.
    """
    week = np.concatenate([bands_of_day(model, weekday) for weekday in range(7)])
    return {name: int((week == index).sum()) for index, name in enumerate(model.bands)}


def unclaimed(model: Model) -> tuple[str, ...]:
    """Name the spans of an ordinary week that no band's window holds.

    Returns
    -------
    tuple of str
        Such as ``Mon-Fri 00:00-06:00``, by the first day and time of each.
    """
    spans: dict[tuple[int, int], list[int]] = {}
    for weekday in range(7):
        free = bands_of_day(model, weekday) == NOBODY
        edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False]))))
        for start, end in edges.reshape(-1, 2):
            spans.setdefault((int(start), int(end)), []).append(weekday)
    runs = [(run, span) for span, weekdays in spans.items() for run in _runs(weekdays)]
    return tuple(
        f"{_day_text(run)} {_clock(start)}-{_clock(end)}"
        for run, (start, end) in sorted(runs)
    )


def _runs(weekdays: list[int]) -> list[tuple[int, int]]:
    """Join days that follow each other: first and last of each run."""
    runs: list[tuple[int, int]] = []
    for weekday in weekdays:
        if runs and runs[-1][1] == weekday - 1:
            runs[-1] = (runs[-1][0], weekday)
        else:
            runs.append((weekday, weekday))
    return runs


def _day_text(run: tuple[int, int]) -> str:
    first, last = (DAYS[weekday].title() for weekday in run)
    return first if first == last else f"{first}-{last}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
