"""Plots of dots on spans: a value beside another, a value beside its fair range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.canvas import (
    BLACK,
    BLUE,
    DARK,
    MIDDLE,
    WHITE,
    Mark,
    canvas,
    style,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup
    from matplotlib.axes import Axes

_BASE: Final = Mark("the case as it is", WHITE, DARK)
_THEN: Final = Mark("under the scenario", BLUE, WHITE)
_RATE: Final = Mark("rate", BLUE, WHITE)
_RANGE: Final = Mark("fair range, low to high", MIDDLE, MIDDLE)
_FLOOR: Final = Mark("statutory employment cost", BLACK, BLACK)
_DOT: Final = 11.0
_RING: Final = 9.0


@dataclass(frozen=True, slots=True)
class Beside:
    """One row: where it stands beside the baseline; ``value`` is None for nowhere."""

    label: str
    value: float | None
    end: str


@dataclass(frozen=True, slots=True)
class Rated:
    """One row: a rate, its range, and a floor if there is one."""

    label: str
    rate: float
    low: float
    high: float
    floor: float | None
    end: str


def beside(
    name: str,
    title: str,
    values: str,
    base: Beside,
    rows: Sequence[Beside],
    *,
    tick: Callable[[float], str],
) -> Markup:
    """Draw a dot a row, joined to where the baseline stands.

    Parameters
    ----------
    name : str
        Unique in the document.
    title, values : str
        The name of the image, and all its values in words.
    base : Beside
        The first row; with a value.
    rows : sequence of Beside
    tick : callable
        Turns a value of the axis into text.

    Returns
    -------
    Markup
    """
    known = [row.value for row in (base, *rows) if row.value is not None]
    first, longest = _axis(known)
    start = base.value or 0.0
    labels = [row.label for row in (base, *rows)]
    ends = [row.end for row in (base, *rows)]
    with style():
        drawn = canvas(labels, ends, longest, tick, first=first)
        drawn.key((_BASE, _THEN), (_RING, _DOT))
        drawn.axes.axvline(start, color=DARK, linewidth=1, zorder=1)
        for place, row in enumerate((base, *rows)):
            if row.value is not None:
                span = (start, row.value)
                drawn.axes.plot(
                    span, (place, place), color=MIDDLE, linewidth=4, zorder=2
                )
                _dot(drawn.axes, start, place, _BASE, _RING)
                if place:
                    _dot(drawn.axes, row.value, place, _THEN, _DOT)
            drawn.words(place, row.label, row.end, strong=not place)
        return drawn.svg(name, title, values)


def rated(
    name: str,
    title: str,
    values: str,
    rows: Sequence[Rated],
    *,
    tick: Callable[[float], str],
) -> Markup:
    """Draw the range of each rate as a bar, its floor as a stroke, the rate as a dot.

    Parameters
    ----------
    name, title, values, tick
        As for :func:`beside`.
    rows : sequence of Rated
        At least one.

    Returns
    -------
    Markup
    """
    floors = [row.floor for row in rows if row.floor is not None]
    ends = [one for row in rows for one in (row.rate, row.low, row.high)]
    first, longest = _axis([*floors, *ends])
    marks = (_RANGE, _FLOOR, _RATE) if floors else (_RANGE, _RATE)
    with style():
        drawn = canvas(
            [row.label for row in rows],
            [row.end for row in rows],
            longest,
            tick,
            first=first,
        )
        drawn.key(marks, [_DOT if mark is _RATE else 0.0 for mark in marks])
        for place, row in enumerate(rows):
            drawn.axes.plot(
                (row.low, row.high),
                (place, place),
                color=MIDDLE,
                linewidth=9,
                solid_capstyle="butt",
                zorder=2,
            )
            if row.floor is not None:
                drawn.axes.plot(
                    (row.floor, row.floor),
                    (place - 0.36, place + 0.36),
                    color=BLACK,
                    linewidth=3,
                    solid_capstyle="butt",
                    zorder=3,
                )
            _dot(drawn.axes, row.rate, place, _RATE, _DOT)
            drawn.words(place, row.label, row.end, strong=False)
        return drawn.svg(name, title, values)


def _axis(values: Sequence[float]) -> tuple[float, float]:
    """Give an axis around values, with a margin; never below 0 where none is."""
    least, most = min(values), max(values)
    margin = max((most - least) / 12, most / 200, 0.01)
    return (max(0.0, least - margin) if least >= 0 else least - margin), most + margin


def _dot(axes: Axes, value: float, row: int, mark: Mark, size: float) -> None:
    axes.plot(
        [value],
        [row],
        linestyle="none",
        marker="o",
        markersize=size,
        markerfacecolor=mark.face,
        markeredgecolor=mark.edge,
        zorder=4,
        clip_on=False,
    )
