"""The canvas of a plot: an axis, a key on top, words left and right."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import IdentityTransform

from fairlot.report.svg import inline, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from markupsafe import Markup
    from matplotlib.axes import Axes

BLUE: Final = "#1d70b8"
BLACK: Final = "#0b0c0c"
DARK: Final = "#505a5f"
LINE: Final = "#b1b4b6"
MIDDLE: Final = "#858b8f"
"""The lightest grey that can carry meaning on white."""

FAINT: Final = "#e6e8ea"
WHITE: Final = "#ffffff"

WIDTH: Final = 960
"""Of every plot, in the units of its view box: pixels at full size."""

_ROW: Final = 26
_KEY: Final = 34
_BOTTOM: Final = 30
_LETTER: Final = 7.2
_BOLD: Final = 8.0
_STYLE: Final[dict[str, Any]] = {
    "backend": "svg",
    "svg.fonttype": "none",
    "svg.hashsalt": "fairlot",
    "text.parse_math": False,
    # Shipped with matplotlib, so the layout is the same on every machine; the browser
    # draws the letters in Arial.
    "font.family": "DejaVu Sans",
    "font.size": 13,
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of thing is drawn, and its name in the key.

    ``text`` is the colour of letters within it.
    """

    name: str
    face: str
    edge: str
    text: str = BLACK


@dataclass(frozen=True, slots=True)
class Canvas:
    """A figure whose units are pixels, with one row a thing, the first on top.

    Parameters
    ----------
    figure : Figure
    axes : Axes
        Across: values. Down: 0 for the first row, 1 for the second.
    inside : float
        Pixels between the words left and right.
    """

    figure: Figure
    axes: Axes
    inside: float

    def words(self, row: int, label: str, end: str, *, strong: bool) -> None:
        """Write what stands left and right of a row."""
        across = self.axes.get_yaxis_transform()
        style: dict[str, Any] = {
            "transform": across,
            "color": BLACK,
            "va": "center_baseline",
        }
        weight = "bold" if strong else "normal"
        self.axes.text(-10 / self.inside, row, shown(label), ha="right", **style)
        self.axes.text(
            1 + 14 / self.inside, row, shown(end), fontweight=weight, **style
        )

    def key(self, marks: Sequence[Mark], sizes: Sequence[float]) -> None:
        """Name the marks on top; a size above 0 is that of a dot, 0 is a box."""
        here = IdentityTransform()
        left = float(self.axes.get_position().x0 * WIDTH)
        middle = self.figure.get_figheight() * 72 - _KEY / 2 + 3
        for mark, size in zip(marks, sizes, strict=True):
            colours: dict[str, Any] = {"transform": here, "linewidth": 1}
            if size:
                dot = Line2D(
                    [left + 7],
                    [middle],
                    linestyle="none",
                    marker="o",
                    markersize=size,
                    markerfacecolor=mark.face,
                    markeredgecolor=mark.edge,
                    transform=here,
                )
                self.figure.add_artist(dot)
            else:
                box = Rectangle((left, middle - 7), 14, 14, **colours)
                box.set_facecolor(mark.face)
                box.set_edgecolor(mark.edge)
                self.figure.add_artist(box)
            self.figure.text(
                left + 21,
                middle,
                mark.name,
                transform=here,
                color=BLACK,
                va="center_baseline",
            )
            left += 21 + len(mark.name) * _LETTER + 24

    def svg(self, name: str, title: str, values: str) -> Markup:
        """Give the plot as one element, named ``title`` and described by ``values``."""
        stream = io.StringIO()
        with warnings.catch_warnings():
            # Letters that the layout font lacks are drawn by the browser's font.
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            self.figure.savefig(stream, format="svg", metadata={"Date": None})
        return inline(stream.getvalue(), name, title, values)


def style() -> AbstractContextManager[None]:
    """Give a context in which our settings hold, and not those of the machine."""
    ours: dict[Any, Any] = {**mpl.rcParamsDefault, **_STYLE}
    return mpl.rc_context(ours)


def canvas(
    labels: Sequence[str],
    ends: Sequence[str],
    longest: float,
    tick: Callable[[float], str],
    *,
    first: float = 0.0,
) -> Canvas:
    """Make a canvas with room for its words.

    Parameters
    ----------
    labels, ends : sequence of str
        What stands left and right, a text a row.
    longest : float
        Where the axis ends; above where it begins.
    tick : callable
        Turns a value of the axis into text.
    first : float
        Where the axis begins. Bars need it to be 0 or below.

    Returns
    -------
    Canvas
    """
    left = 18 + _LETTER * max(len(label) for label in labels)
    right = 22 + _BOLD * max(len(end) for end in ends)
    inside = WIDTH - left - right
    rows = len(labels) * _ROW
    height = _KEY + rows + _BOTTOM
    # The SVG backend counts 72 dots an inch.
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    axes = figure.add_axes(
        (left / WIDTH, _BOTTOM / height, inside / WIDTH, rows / height)
    )
    figure.patch.set_visible(False)
    axes.patch.set_visible(False)
    axes.set_xlim(first, longest)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    axes.tick_params(axis="x", length=0, pad=8, colors=DARK, labelsize=12)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=1, zorder=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(BLACK)
    return Canvas(figure, axes, inside)


def fits(text: str, pixels: float) -> bool:
    """Tell whether a text fits into so many pixels."""
    return len(text) * _LETTER + 8 < pixels
