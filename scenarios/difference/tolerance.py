"""What may differ by a tolerance: pounds and points, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from scenarios.difference.rows import WHOLE_ROW

if TYPE_CHECKING:
    from scenarios.difference.rows import CellChange

NOISE: Final = 1e-9

_COUNTS: Final = re.compile(r"(un)?placed|moves|.*home.*|.*people.*|audit|status")
"""Measures that are counted, so that no tolerance holds for them."""

_PLAIN: Final = re.compile(r"-?\d+(\.\d+)?")
"""A number as Fairlot writes it."""

_MEASURED: Final = re.compile(r".*_gbp|.*gbp_per_.*|(.*_)?points|lp_one_(more|less)")
"""Columns that hold pounds or points: one more or less is in the unit of its aim."""

_OF_MEASURES: Final = ("value", "difference")
"""Columns whose unit is that of the measure in their row."""

_COUNTED: Final = re.compile(
    r"(.*_)?(rank|hours|hours_per_week|places|people)"
    r"|place|placed|quantity|staff|shared_by|limit|left"
)
"""Columns that hold other numbers. Whatever is not among them all is text: an id is no
number, even if it looks like one."""

_AMOUNT: Final = re.compile(r"(£?)(-?\d[\d,]*(?:\.\d+)?)(?=( points?\b)?)")
"""A number in a text, the pound sign before it, and the points behind it."""


def is_beyond(change: CellChange, tolerance: float) -> bool:
    """Tell whether a cell changed by more than pounds and points may."""
    column = change.column
    if column == WHOLE_ROW:
        return True
    is_measured = _MEASURED.fullmatch(column) or column in _OF_MEASURES
    was = now = None
    if is_measured or _COUNTED.fullmatch(column):
        was, now = figure(change.old), figure(change.new)
    if was is None or now is None:
        return not is_near_text(change.old, change.new, tolerance)
    allowed = tolerance if is_measured and not _is_count(change) else 0.0
    return abs(was - now) > allowed + NOISE


def _is_count(change: CellChange) -> bool:
    """Tell whether a cell of a measure counts something."""
    if change.column not in _OF_MEASURES:
        return False
    measure = change.key.rsplit(" / ", maxsplit=1)[-1].split(":")
    return any(_COUNTS.fullmatch(part) for part in measure)


def is_near_text(old: str, new: str, tolerance: float) -> bool:
    """Tell whether texts differ in nothing but near pounds and points."""
    sides = [[*_AMOUNT.finditer(text)] for text in (old, new)]
    if len({_without_amounts(text) for text in (old, new)}) > 1:
        return False
    for was, now in zip(*sides, strict=True):
        if was[1] or was[3]:
            before, after = (float(one[2].replace(",", "")) for one in (was, now))
            if abs(before - after) > tolerance + NOISE:
                return False
    return True


def _without_amounts(text: str) -> str:
    """Give a text with a mark in the place of each amount of pounds or points."""
    return _AMOUNT.sub(lambda one: f"{one[1]}#" if one[1] or one[3] else one[0], text)


def figure(text: str) -> float | None:
    """Read a number as Fairlot writes it; nothing where a text is none."""
    return float(text) if _PLAIN.fullmatch(text) else None
