"""The cost of one unit as a page of text: lines under headings, bands side by side."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
import numpy as np

from costing.expression import Name, walk
from costing.parts import NOT_DERIVED, ONLY_BAND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.evaluation import Evaluation
    from costing.law import LawOnDay
    from costing.parts import Line, Model

_NARROW: Final = 80
_LABEL: Final = 38
"""The least room for the names of lines."""

_WIDEST_LABEL: Final = 56
_CELL: Final = 10


@dataclass(frozen=True, slots=True)
class BuildUp:
    """A model worked out for one unit on a day.

    Parameters
    ----------
    model : Model
    day : date
    law : LawOnDay or None
    found : Evaluation
        Of one variant, with all lines.
    settings : mapping of input to float
        What was set, and not left to the document.
    """

    model: Model
    day: date
    law: LawOnDay | None
    found: Evaluation
    settings: Mapping[str, float]

    def values(self, line: str) -> NDArray[np.float64]:
        """Give a line's float64[band]."""
        values: NDArray[np.float64] = self.found.value[line][0]
        return values


def not_derived(model: Model) -> frozenset[str]:
    """Name the inputs that are published amounts, and what reads one directly.

    A sum of such lines is not in it; a line or input that reads one by name is.
    """
    inputs = {name for name, part in model.inputs.items() if part.basis == NOT_DERIVED}
    read = {
        name
        for name, line in model.lines.items()
        if any(isinstance(p, Name) and p.name in inputs for p in walk(line.formula))
    }
    return frozenset(inputs | read)


def number_text(value: float, step: float | None, unit: str, currency: str) -> str:
    """Write a value as finely as it is rounded: 20.69; or else 20.6927 or 11.7."""
    if step is not None:
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return f"{value:,.{max(decimals, 2 if currency in unit else 0)}f}"
    if currency in unit:
        exact = f"{value:,.4f}"
        return exact[:-2] if exact.endswith("00") else exact
    return f"{value:,.6g}"


def page(build_up: BuildUp, width: int) -> str:
    """Write the whole page.

    Parameters
    ----------
    build_up : BuildUp
    width : int
        Columns of the terminal; never under 80.
    """
    width = max(width, _NARROW)
    parts = [
        _title(build_up),
        *_tables(build_up, width),
        _notes(build_up, width),
        _inputs(build_up),
        _law(build_up, width),
        _wrapped(f"Source: {build_up.model.source}", width)
        if build_up.model.source
        else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(build_up: BuildUp) -> str:
    model = build_up.model
    law = f"law of {model.law.title()} on {build_up.day}" if model.law else "no law"
    facts = f"{model.name}, {model.lines[model.price].unit}, {law}"
    return f"{click.style(model.title, bold=True)}\n{facts}"


def _tables(build_up: BuildUp, width: int) -> list[str]:
    """Write the lines, as many bands side by side as there is room for."""
    model = build_up.model
    bands = list(model.bands)
    room = (width - _LABEL) // _CELL
    blocks = -(-len(bands) // room)
    each = -(-len(bands) // blocks)
    label = min(width - each * _CELL, _WIDEST_LABEL)
    return [
        _Table(build_up, range(start, min(start + each, len(bands))), label).text()
        for start in range(0, len(bands), each)
    ]


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a build-up in some of its bands.

    Parameters
    ----------
    build_up : BuildUp
    places : sequence of int
        Of the bands.
    label : int
        Columns for the names of the lines.
    """

    build_up: BuildUp
    places: Sequence[int]
    label: int

    def text(self) -> str:
        """Write it, the price last."""
        model = self.build_up.model
        rows = self._head()
        told: set[str] = set()
        for line in model.lines.values():
            if line.name == model.price or line.heading in told:
                continue
            if line.heading:
                told.add(line.heading)
                rows += self._heading(line.heading)
            else:
                rows += self._line(line, "")
        return "\n".join([*rows, *self._line(model.lines[model.price], "")])

    def _head(self) -> list[str]:
        """Write the names of the bands, over several rows if need be."""
        bands = list(self.build_up.model.bands.values())
        if bands[0].name == ONLY_BAND and not bands[0].window:
            return []
        labels = [textwrap.wrap(bands[place].label, _CELL - 1) for place in self.places]
        height = max(len(label) for label in labels)
        padded = [[""] * (height - len(label)) + label for label in labels]
        return [
            click.style(
                " " * self.label + "".join(label[row].rjust(_CELL) for label in padded),
                bold=True,
            )
            for row in range(height)
        ]

    def _heading(self, heading: str) -> list[str]:
        model = self.build_up.model
        lines = [
            model.lines[name] for name in model.headings[heading] if name != model.price
        ]
        rows = [click.style(heading, bold=True)]
        for line in lines:
            rows += self._line(line, "  ")
        if len(lines) > 1 and len({line.unit for line in lines}) == 1:
            values = [self.build_up.values(line.name) for line in lines]
            rule = ("-" * (_CELL - 2)).rjust(_CELL) * len(self.places)
            total = self._cells(lines[0], np.sum(values, axis=0))
            rows += [" " * self.label + rule, " " * self.label + total]
        return rows

    def _line(self, line: Line, indent: str) -> list[str]:
        model = self.build_up.model
        label = line.label
        if line.unit != model.lines[model.price].unit:
            label += f", {line.unit}"
        if line.name in not_derived(model):
            label += " *"
        if line.name == model.floor:
            label += " (floor)"
        *above, last = textwrap.wrap(
            label, self.label - 2, initial_indent=indent, subsequent_indent=indent
        )
        cells = self._cells(line, self.build_up.values(line.name))
        rows = [*above, f"{last:<{self.label}}{cells}"]
        is_bold = line.name in (model.price, model.floor)
        return [click.style(row, bold=True) if is_bold else row for row in rows]

    def _cells(self, line: Line, values: NDArray[np.float64]) -> str:
        step = line.rounding.step if line.rounding else None
        currency = self.build_up.model.currency
        return "".join(
            number_text(float(values[place]), step, line.unit, currency).rjust(_CELL)
            for place in self.places
        )


def _notes(build_up: BuildUp, width: int) -> str:
    model = build_up.model
    notes = []
    if not_derived(model):
        notes.append("* published amount, not derived: repeated here, not worked out.")
    if model.floor:
        notes.append(
            "(floor) statutory employment cost: below it a price cannot pay what "
            "employment law requires."
        )
    return "\n".join(_wrapped(note, width) for note in notes)


def _inputs(build_up: BuildUp) -> str:
    model = build_up.model
    rows = [click.style("Inputs", bold=True)]
    for name, part in model.inputs.items():
        value = float(build_up.found.inputs[name][0])
        number = number_text(value, None, part.unit, model.currency)
        basis = "set here" if name in build_up.settings else part.basis
        mark = (
            " *" if part.basis == NOT_DERIVED and name not in build_up.settings else ""
        )
        row = f"  {name + mark:<30}{number:>9} {part.unit:<8} {basis}"
        rows.append(row.rstrip())
    return "\n".join(rows) if model.inputs else ""


def _law(build_up: BuildUp, width: int) -> str:
    law = build_up.law
    if law is None or not build_up.found.law:
        return ""
    rows = [click.style(f"Law on {build_up.day}", bold=True)]
    for name in build_up.found.law:
        value = law.record(name)
        number = number_text(value.value, None, value.unit, "GBP")
        flag = f", {value.flag}" if value.flag else ""
        checked = "" if value.checked else " (not checked)"
        rows.append(
            f"  {name:<30}{number:>9} {value.unit:<8} since {value.start}{flag}"
        )
        source = f"{value.source}{checked}"
        rows.append(_wrapped(source, width, "    "))
    return "\n".join(rows)


def _wrapped(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width,
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_on_hyphens=False,
    )
