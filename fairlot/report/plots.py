"""Plots as SVG: stacked bars, and ranges with dots. The same rows, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.canvas import (
    BLUE,
    DARK,
    LINE,
    WHITE,
    Mark,
    canvas,
    fits,
    style,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

_OFFER: Final = Mark("eligible offer", WHITE, DARK)
_CHOSEN: Final = Mark("chosen offer", BLUE, WHITE)
_SIZES: Final = (7.0, 11.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of parts, from zero.

    Parameters
    ----------
    label : str
        Left of the bar.
    parts : tuple of float
        Lengths in the unit of the axis, 0 or more.
    texts : tuple of str
        What stands in each part if there is room; as many as the parts.
    end : str
        Right of the axis.
    strong : bool
        Whether ``end`` is set bold.
    """

    label: str
    parts: tuple[float, ...]
    texts: tuple[str, ...]
    end: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """One row of a range plot.

    Parameters
    ----------
    label : str
    values : tuple of float
        All that the range holds; may be empty.
    chosen : float or None
        The one of them that was chosen.
    end : str
        Right of the axis, bold where one was chosen.
    """

    label: str
    values: tuple[float, ...]
    chosen: float | None
    end: str


def stacked_bars(
    name: str,
    title: str,
    values: str,
    bars: Sequence[Bar],
    *,
    marks: Sequence[Mark],
    tick: Callable[[float], str],
) -> Markup:
    """Draw bars from zero, one a row, the first on top.

    Parameters
    ----------
    name : str
        Unique in the document.
    title, values : str
        The name of the image, and all its values in words.
    bars : sequence of Bar
        At least one.
    marks : sequence of Mark
        One a part.
    tick : callable
        Turns a value of the axis into text.

    Returns
    -------
    Markup
    """
    longest = max(sum(bar.parts) for bar in bars) or 1.0
    labels, ends = [bar.label for bar in bars], [bar.end for bar in bars]
    with style():
        drawn = canvas(labels, ends, longest, tick)
        drawn.key(marks, [0.0] * len(marks))
        for row, bar in enumerate(bars):
            start = 0.0
            for part, text, mark in zip(bar.parts, bar.texts, marks, strict=True):
                if part <= 0:
                    continue
                drawn.axes.barh(
                    row,
                    part,
                    left=start,
                    height=0.68,
                    color=mark.face,
                    edgecolor=mark.edge,
                    linewidth=1,
                    zorder=2,
                    clip_on=False,
                )
                if fits(text, part / longest * drawn.inside):
                    drawn.axes.text(
                        start + part / 2,
                        row,
                        text,
                        color=mark.text,
                        ha="center",
                        va="center_baseline",
                        zorder=3,
                    )
                start += part
            drawn.words(row, bar.label, bar.end, strong=bar.strong)
        return drawn.svg(name, title, values)


def ranges(
    name: str,
    title: str,
    values: str,
    rows: Sequence[Range],
    tick: Callable[[float], str],
) -> Markup:
    """Draw a line from the least to the greatest value, dots on it, the chosen filled.

    Parameters
    ----------
    name, title, values, tick
        As for :func:`stacked_bars`.
    rows : sequence of Range
        At least one.

    Returns
    -------
    Markup
    """
    longest = max(max(row.values, default=0.0) for row in rows) or 1.0
    labels, ends = [row.label for row in rows], [row.end for row in rows]
    with style():
        drawn = canvas(labels, ends, longest * 1.02, tick)
        drawn.key((_OFFER, _CHOSEN), _SIZES)
        for place, row in enumerate(rows):
            if row.values:
                least, most = min(row.values), max(row.values)
                drawn.axes.plot(
                    (least, most), (place, place), color=LINE, linewidth=3, zorder=2
                )
            groups = (
                (_OFFER, [value for value in row.values if value != row.chosen]),
                (_CHOSEN, [] if row.chosen is None else [row.chosen]),
            )
            for order, (mark, found) in enumerate(groups):
                drawn.axes.plot(
                    found,
                    [place] * len(found),
                    linestyle="none",
                    marker="o",
                    markersize=_SIZES[order],
                    markerfacecolor=mark.face,
                    markeredgecolor=mark.edge,
                    zorder=3 + order,
                    clip_on=False,
                )
            drawn.words(place, row.label, row.end, strong=row.chosen is not None)
        return drawn.svg(name, title, values)
