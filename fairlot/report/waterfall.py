"""A waterfall as SVG: from nothing, step by step, up and down, to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.canvas import BLACK, BLUE, DARK, LINE, WHITE, Mark, canvas, style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup
    from matplotlib.axes import Axes

_MORE: Final = Mark("costs more", BLUE, BLUE)
_LESS: Final = Mark("costs less", WHITE, BLUE)
_WHOLE: Final = Mark("all together", DARK, DARK)
_LEAST_SPAN: Final = 1.0
"""Pounds that an axis spans at least."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall.

    Parameters
    ----------
    label : str
        Left of the axis.
    by : float
        How far it goes, up or down, in the unit of the axis.
    end : str
        Right of the axis.
    """

    label: str
    by: float
    end: str


def waterfall(
    name: str,
    title: str,
    values: str,
    steps: Sequence[Step],
    *,
    start: tuple[str, str],
    whole: tuple[str, str],
    tick: Callable[[float], str],
) -> Markup:
    """Draw steps one under the other, each from where the last one ended.

    Parameters
    ----------
    name : str
        Unique in the document.
    title, values : str
        The name of the image, and all its values in words.
    steps : sequence of Step
    start, whole : (str, str)
        What stands left and right of the first row, at 0, and of the last, which is
        the sum of all steps.
    tick : callable
        Turns a value of the axis into text.

    Returns
    -------
    Markup
    """
    reached = [0.0]
    for step in steps:
        reached.append(reached[-1] + step.by)
    least, most = min(reached), max(reached)
    span = max(most - least, _LEAST_SPAN)
    margin = span / 50
    labels = [start[0], *(step.label for step in steps), whole[0]]
    ends = [start[1], *(step.end for step in steps), whole[1]]
    last = len(labels) - 1
    with style():
        drawn = canvas(labels, ends, least + span + margin, tick, first=least - margin)
        drawn.key((_MORE, _LESS, _WHOLE), (0.0, 0.0, 0.0))
        drawn.axes.axvline(0, color=BLACK, linewidth=1, zorder=1)
        drawn.axes.plot([0], [0], marker="o", markersize=9, color=DARK, zorder=3)
        for row, step in enumerate(steps, start=1):
            before, after = reached[row - 1], reached[row]
            mark = _MORE if step.by > 0 else _LESS
            _bar(drawn.axes, row, (min(before, after), abs(step.by)), mark)
        for row, value in enumerate(reached):
            # From the end of each row down to the next, so that the eye can follow.
            drawn.axes.plot(
                (value, value), (row, min(row + 1, last)), color=LINE, zorder=1.5
            )
        _bar(drawn.axes, last, (min(0.0, reached[-1]), abs(reached[-1])), _WHOLE)
        for row, (label, end) in enumerate(zip(labels, ends, strict=True)):
            drawn.words(row, label, end, strong=row in (0, last))
        return drawn.svg(name, title, values)


def _bar(axes: Axes, row: int, span: tuple[float, float], mark: Mark) -> None:
    axes.barh(
        row,
        span[1],
        left=span[0],
        height=0.62,
        color=mark.face,
        edgecolor=mark.edge,
        linewidth=1.5,
        zorder=2,
        clip_on=False,
    )
