"""The lines of a build-up as a table: headings with sums, bands side by side."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
import numpy as np

from costing.document.parts import ONLY_BAND
from costing.money import round_to, snap
from fairlot.build_up import (
    PENNY,
    BuildUp,
    is_shown_rounded,
    not_derived,
    number_text,
    price_step,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Line, Model

_LABEL: Final = 38
"""The least room for the names of lines."""

_WIDEST_LABEL: Final = 56
_WORKINGS: Final = "Workings"
_NOTHING: Final = "Nothing in any band"
_MANY: Final = 2
"""Lines that are nothing are named together from this many on."""

_CELL: Final = 10
OTHER_BANDS: Final = "All other bands"


@dataclass(frozen=True, slots=True)
class Column:
    """Bands in which every line comes to the same.

    Parameters
    ----------
    label : str
    places : tuple of int
        Of the bands, in the order of the document.
    """

    label: str
    places: tuple[int, ...]


def columns_of(build_up: BuildUp) -> list[Column]:
    """Put bands that differ in no line into one column, the usual band first."""
    bands = list(build_up.model.bands.values())
    if bands[0].name == ONLY_BAND and not bands[0].window:
        return [Column("", (0,))]
    values = snap([build_up.values(name) for name in build_up.model.lines])
    alike: dict[bytes, list[int]] = {}
    for place in range(len(bands)):
        alike.setdefault((values[:, place] + 0.0).tobytes(), []).append(place)
    groups = sorted(alike.values(), key=len)
    others = groups[-1] if len(groups[-1]) > 2 or len(groups) == 1 < len(bands) else []
    columns = [
        Column(" and ".join(bands[place].label for place in places), tuple(places))
        for places in alike.values()
        if places is not others
    ]
    if others:
        label = OTHER_BANDS if columns else "All bands"
        columns.append(Column(label, tuple(others)))
    usual = list(build_up.model.bands).index(build_up.model.default_band)
    return sorted(columns, key=lambda column: usual not in column.places)


def tables(build_up: BuildUp, columns: list[Column], width: int) -> list[str]:
    """Write the lines, as many columns side by side as there is room for."""
    room = (width - _LABEL) // _CELL
    blocks = -(-len(columns) // room)
    each = -(-len(columns) // blocks)
    label = min(width - each * _CELL, _WIDEST_LABEL)
    marked = not_derived(build_up.model)
    starts = range(0, len(columns), each)
    tables = [
        _Table(build_up, columns[start : start + each], label, marked)
        for start in starts
    ]
    parts = [table.text() for table in tables] + [table.workings() for table in tables]
    return [part for part in parts if part]


def _answers(model: Model) -> list[str]:
    """Name the lines that a reader looks for beside the price: floor and components."""
    parts = [part.line for part in model.components.values()]
    wanted = [model.floor, *parts] if model.headings else [model.floor]
    named = [
        name
        for name in wanted
        if name in model.lines
        and not (model.lines[name].heading and name != model.floor)
    ]
    return [name for name in dict.fromkeys(named) if name != model.price]


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a build-up in some of its bands.

    Parameters
    ----------
    build_up : BuildUp
    columns : sequence of Column
    label : int
        Columns for the names of the lines.
    marked : frozenset of str
        What rests on a published amount that is not derived.
    """

    build_up: BuildUp
    columns: Sequence[Column]
    label: int
    marked: frozenset[str]

    def text(self) -> str:
        """Write what makes up the price, the price as its total, and what it is for."""
        model = self.build_up.model
        answers = _answers(model)
        last = [model.price, *answers]
        rows = self._head()
        for heading, names in model.headings.items():
            rows += self._group(heading, [name for name in names if name not in last])
        if not model.headings:
            rest = [name for name in model.lines if name not in last]
            rows += [row for name in rest for row in self._line(name, "")]
        if model.headings:
            rows.append(self._rule("=") if self._adds_up(last) else "")
        rows += self._line(model.price, "")
        if answers:
            rows.append("")
        for name in answers:
            rows += self._line(name, "")
        return "\n".join(rows)

    def workings(self) -> str:
        """Write the lines that stand under no heading; nothing where none does."""
        model = self.build_up.model
        last = (model.price, *_answers(model))
        names = [
            line.name
            for line in model.lines.values()
            if not line.heading and line.name not in last
        ]
        if not names or not model.headings:
            return ""
        rows = [*self._head(), click.style(_WORKINGS, bold=True), *self._lines(names)]
        return "\n".join(rows)

    def _adds_up(self, last: Sequence[str]) -> bool:
        """Say whether the lines under headings come to the price, but for rounding."""
        model = self.build_up.model
        price = model.lines[model.price]
        names = [name for names in model.headings.values() for name in names]
        if any(model.lines[name].unit != price.unit or name in last for name in names):
            return False
        total = np.sum([self.build_up.values(name) for name in names], axis=0)
        gaps = np.abs(total - self.build_up.values(price.name))
        return bool((gaps <= PENNY * len(names)).all())

    def _rule(self, mark: str) -> str:
        rule = (mark * (_CELL - 2)).rjust(_CELL)
        return " " * self.label + rule * len(self.columns)

    def _head(self) -> list[str]:
        """Write the names of the bands, over several rows if need be."""
        labels = [textwrap.wrap(column.label, _CELL - 1) for column in self.columns]
        if not any(labels):
            return []
        height = max(len(label) for label in labels)
        padded = [[""] * (height - len(label)) + label for label in labels]
        return [
            click.style(" " * self.label + cells.rstrip(), bold=True)
            for cells in (
                "".join(label[row].rjust(_CELL) for label in padded)
                for row in range(height)
            )
        ]

    def _group(self, heading: str, names: list[str]) -> list[str]:
        """Write lines under a heading, with their sum where they have one."""
        build_up = self.build_up
        if not names:
            return []
        rows = [click.style(heading, bold=True), *self._lines(names)]
        whole = build_up.model.headings.get(heading, ())
        units = {build_up.model.lines[name].unit for name in names}
        if len(names) > 1 and list(whole) == names and len(units) == 1:
            total = np.sum([build_up.values(name) for name in names], axis=0)
            cells = self._cells(build_up.model.lines[names[0]], total)
            rows += [self._rule("-"), " " * self.label + cells]
        return rows

    def _lines(self, names: Sequence[str]) -> list[str]:
        """Write lines one below the other, and name together those that are nothing."""
        build_up = self.build_up
        empty = [name for name in names if not snap(build_up.values(name)).any()]
        if len(empty) < _MANY:
            empty = []
        rows = [
            row for name in names if name not in empty for row in self._line(name, "  ")
        ]
        if empty:
            labels = "; ".join(build_up.model.lines[name].label for name in empty)
            rows += textwrap.wrap(
                f"{_NOTHING}: {labels}",
                self.label + len(self.columns) * _CELL,
                initial_indent="  ",
                subsequent_indent="    ",
            )
        return rows

    def _line(self, name: str, indent: str) -> list[str]:
        model = self.build_up.model
        line = model.lines[name]
        label = line.label
        if line.unit != model.lines[model.price].unit:
            label += f", {line.unit}"
        if name in self.marked:
            label += " *"
        if name == model.floor:
            label += " (floor)"
        *above, last = textwrap.wrap(
            label, self.label - 2, initial_indent=indent, subsequent_indent=indent
        )
        cells = self._cells(line, self.build_up.values(name))
        rows = [*above, f"{last:<{self.label}}{cells}"]
        is_bold = name in (model.price, model.floor)
        return [click.style(row, bold=True) if is_bold else row for row in rows]

    def _cells(self, line: Line, values: NDArray[np.float64]) -> str:
        step = line.rounding.step if line.rounding else None
        model = self.build_up.model
        if is_shown_rounded(model, line):
            step = price_step(model)
            values = round_to(values, step)
        return "".join(
            number_text(float(values[place]), step, line.unit, model.currency).rjust(
                _CELL
            )
            for place in (column.places[0] for column in self.columns)
        )
