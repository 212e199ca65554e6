"""The cost of one unit as a page of text: lines under headings, bands side by side."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
import numpy as np

from costing.expression import Name, walk
from costing.money import round_to, snap
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
_LEAST_NAME: Final = 24
_WORKINGS: Final = "Workings"
_CELL: Final = 10
_PENNY: Final = 0.01
_FINE: Final = ("/min", "/mile", "/km")
"""What money for each is too small to be shown to the penny."""

_OTHER_BANDS: Final = "All other bands"


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
        return f"{value:,.4f}" if abs(value) < 1000 else f"{value:,.2f}"
    return f"{value:,.6g}"


def _given_text(value: float, unit: str, currency: str) -> str:
    """Write a value that was given and not worked out: pence where it has no more."""
    is_pence = currency in unit and float(snap(value)) == float(f"{value:.2f}")
    return number_text(value, 0.01 if is_pence else None, unit, currency)


def page(build_up: BuildUp, width: int) -> str:
    """Write the whole page.

    Parameters
    ----------
    build_up : BuildUp
    width : int
        Columns of the terminal; never under 80.
    """
    width = max(width, _NARROW)
    columns = _columns(build_up)
    parts = [
        _title(build_up),
        *_tables(build_up, columns, width),
        _notes(build_up, columns, width),
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


@dataclass(frozen=True, slots=True)
class _Column:
    """Bands in which every line comes to the same.

    Parameters
    ----------
    label : str
    places : tuple of int
        Of the bands, in the order of the document.
    """

    label: str
    places: tuple[int, ...]


def _columns(build_up: BuildUp) -> list[_Column]:
    """Put bands that differ in no line into one column, the most of them last."""
    bands = list(build_up.model.bands.values())
    if bands[0].name == ONLY_BAND and not bands[0].window:
        return [_Column("", (0,))]
    values = snap([build_up.values(name) for name in build_up.model.lines])
    alike: dict[bytes, list[int]] = {}
    for place in range(len(bands)):
        alike.setdefault((values[:, place] + 0.0).tobytes(), []).append(place)
    groups = sorted(alike.values(), key=len)
    others = groups[-1] if len(groups[-1]) > 2 or len(groups) == 1 < len(bands) else []
    columns = [
        _Column(" and ".join(bands[place].label for place in places), tuple(places))
        for places in alike.values()
        if places is not others
    ]
    if others:
        label = _OTHER_BANDS if columns else "All bands"
        columns.append(_Column(label, tuple(others)))
    return columns


def _tables(build_up: BuildUp, columns: list[_Column], width: int) -> list[str]:
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
    columns : sequence of _Column
    label : int
        Columns for the names of the lines.
    marked : frozenset of str
        What rests on a published amount that is not derived.
    """

    build_up: BuildUp
    columns: Sequence[_Column]
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
        rows = [*self._head(), click.style(_WORKINGS, bold=True)]
        for name in names:
            rows += self._line(name, "  ")
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
        return bool((gaps <= _PENNY * len(names)).all())

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
        rows = [click.style(heading, bold=True)]
        for name in names:
            rows += self._line(name, "  ")
        whole = build_up.model.headings.get(heading, ())
        units = {build_up.model.lines[name].unit for name in names}
        if len(names) > 1 and list(whole) == names and len(units) == 1:
            total = np.sum([build_up.values(name) for name in names], axis=0)
            cells = self._cells(build_up.model.lines[names[0]], total)
            rows += [self._rule("-"), " " * self.label + cells]
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
        if _is_shown_rounded(model, line):
            step = _price_step(model)
            values = round_to(values, step)
        return "".join(
            number_text(float(values[place]), step, line.unit, model.currency).rjust(
                _CELL
            )
            for place in (column.places[0] for column in self.columns)
        )


def _price_step(model: Model) -> float:
    """Give how finely money is shown: as the price is rounded, and to the penny."""
    rounding = model.lines[model.price].rounding
    return min(rounding.step, _PENNY) if rounding else 0.0


def _is_shown_rounded(model: Model, line: Line) -> bool:
    """Say whether a line is shown as finely as the price, and worked out finer."""
    return (
        line.rounding is None
        and _price_step(model) > 0
        and model.currency in line.unit
        and not line.unit.endswith(_FINE)
    )


def _notes(build_up: BuildUp, columns: list[_Column], width: int) -> str:
    model = build_up.model
    notes = []
    if columns[-1].label == _OTHER_BANDS:
        bands = list(model.bands.values())
        others = "; ".join(bands[place].label for place in columns[-1].places)
        notes.append(f"All other bands: {others}.")
    if any(_is_shown_rounded(model, line) for line in model.lines.values()):
        notes.append(
            "Lines are worked out finer than they are shown: a sum may differ by a "
            "penny or two from the amounts above it. --format csv has every digit."
        )
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
    rows: list[tuple[str, str, str, str]] = []
    for name, part in model.inputs.items():
        value = float(build_up.found.inputs[name][0])
        is_set = name in build_up.settings
        mark = " *" if part.basis == NOT_DERIVED and not is_set else ""
        number = _given_text(value, part.unit, model.currency)
        basis = "set here" if is_set else part.basis
        rows.append((name + mark, number, part.unit, basis))
    return "\n".join(_aligned("Inputs", rows))


def _law(build_up: BuildUp, width: int) -> str:
    law = build_up.law
    if law is None:
        return ""
    records = [law.record(name) for name in build_up.found.law]
    rows = []
    for name, record in zip(build_up.found.law, records, strict=True):
        number = _given_text(record.value, record.unit, "GBP")
        flag = f", {record.flag}" if record.flag else ""
        rows.append((name, number, record.unit, f"since {record.start}{flag}"))
    title, *told = _aligned(f"Law on {build_up.day}", rows) or [""]
    sources = [
        _wrapped(
            f"{record.source}{'' if record.checked else ' (not checked)'}", width, 4
        )
        for record in records
    ]
    pairs = zip(told, sources, strict=True)
    return "\n".join([title, *(row for pair in pairs for row in pair)])


def _aligned(title: str, rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Write names, numbers, units and words in columns under a title."""
    if not rows:
        return []
    name, number, unit, _ = (
        max(len(cell) for cell in column) for column in zip(*rows, strict=True)
    )
    name = max(name, _LEAST_NAME)
    return [
        click.style(title, bold=True),
        *(
            f"  {row[0]:<{name}} {row[1]:>{number}} {row[2]:<{unit}}  {row[3]}".rstrip()
            for row in rows
        ),
    ]


def _wrapped(text: str, width: int, indent: int = 0) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * max(indent, 2),
        break_on_hyphens=False,
    )
