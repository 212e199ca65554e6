"""Workings: each line that a price reads, with its formula and the values put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.expression import (
    BandKey,
    LawName,
    Name,
    Number,
    text_of,
    walk,
)
from costing.document.order import group_name, needed
from costing.engine.arithmetic import Calculation
from costing.engine.evaluation import evaluate
from costing.money import snap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.expression import Node
    from costing.document.parts import Line, Model
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay

_TOKEN: Final = re.compile(
    r"""(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |group\(\s*(?P<quote>["'])(?P<heading>.*?)(?P=quote)\s*\)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class RowWorking:
    """A line for one row of the mix that it is averaged over.

    Parameters
    ----------
    columns : mapping of column to float
    weight : float
    working : str
    value : float
    """

    columns: Mapping[str, float]
    weight: float
    working: str
    value: float


@dataclass(frozen=True, slots=True)
class Working:
    """A line in one band.

    Parameters
    ----------
    line : Line
    formula : str
        On one row.
    working : str
        The formula with the values put in; "" for a line that is over a mix.
    value : float
        Rounded as the line is.
    rows : tuple of RowWorking
        Of a line that is over a mix: the value is their mean by weight.
    """

    line: Line
    formula: str
    working: str
    value: float
    rows: tuple[RowWorking, ...] = ()


@dataclass(frozen=True, slots=True)
class Workings:
    """A model worked out, with all that some of its lines rest on.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    found : Evaluation
        Of one variant.
    lines : tuple of str
        Those that were asked for and all that they read, in the order of the document.
    inputs : tuple of str
        Those that are read, in the order of the document.
    told : frozenset of str
        Inputs that were told, and so follow no default.
    """

    model: Model
    law: LawOnDay | None
    found: Evaluation
    lines: tuple[str, ...]
    inputs: tuple[str, ...]
    told: frozenset[str]

    def input_value(self, name: str) -> float:
        """Give an input's value, without the noise of binary."""
        return _plain(self.found.inputs[name][0])

    def input_formula(self, name: str) -> tuple[str, str]:
        """Give what an input follows by default, as it is and filled in; "" if told."""
        default = self.model.inputs[name].default
        if name in self.told or isinstance(default, Number):
            return "", ""
        text = text_of(default)
        return text, self._filled(text, self.found.bands[0], {})

    def value(self, line: str, band: str) -> float:
        """Give a line's value in a band, without the noise of binary."""
        return _plain(self.found.value[line][0, self.found.bands.index(band)])

    def working(self, name: str, band: str) -> Working:
        """Give a line with its formula and the values put in."""
        line = self.model.lines[name]
        formula = _on_one_row(line.text)
        value = self.value(name, band)
        if line.over:
            return Working(line, formula, "", value, self._rows(line, formula, band))
        return Working(line, formula, self._filled(formula, band, {}), value)

    def law_read(self) -> tuple[str, ...]:
        """Name the dated parameters that these lines and inputs read, sorted."""
        nodes = [self.model.lines[name].formula for name in self.lines]
        nodes += [
            self.model.inputs[name].default
            for name in self.inputs
            if name not in self.told
        ]
        return tuple(sorted({one for node in nodes for one in _law_names(node)}))

    def keys_read(self) -> tuple[str, ...]:
        """Name the keys of bands that these lines read, sorted."""
        nodes = [self.model.lines[name].formula for name in self.lines]
        read = (part for node in nodes for part in walk(node))
        return tuple(sorted({part.key for part in read if isinstance(part, BandKey)}))

    def mixes_read(self) -> tuple[str, ...]:
        """Name the mixes that these lines are over, in the order of the document."""
        over = {self.model.lines[name].over for name in self.lines}
        return tuple(name for name in self.model.mixes if name in over)

    def _rows(self, line: Line, formula: str, band: str) -> tuple[RowWorking, ...]:
        mix = self.model.mixes[line.over]
        rows = []
        for place, weight in enumerate(mix.columns[mix.weight]):
            columns = {key: column[place] for key, column in mix.columns.items()}
            calculation = Calculation(
                self.law,
                {k: np.array([[v]]) for k, v in self.model.bands[band].keys.items()},
                values=self._values(line.formula, band),
                columns={key: np.array([[[one]]]) for key, one in columns.items()},
            )
            value = _plain(calculation.value(line.formula).item())
            told = {f"{mix.name}.{key}": one for key, one in columns.items()}
            text = self._filled(formula, band, told)
            rows.append(RowWorking(columns, weight, text, value))
        return tuple(rows)

    def _values(self, node: Node, band: str) -> dict[str, NDArray[np.float64]]:
        """Give what a formula reads of inputs, lines and groups, exactly."""
        place = self.found.bands.index(band)
        values: dict[str, NDArray[np.float64]] = {}
        for name in (part.name for part in walk(node) if isinstance(part, Name)):
            found = (
                self.found.inputs[name][0]
                if name in self.model.inputs
                else self.found.value[name][0, place]
            )
            values[name] = np.array([[found]])
        for heading, lines in self.model.headings.items():
            known = [one for one in lines if one in self.found.value]
            total = sum(self.found.value[one][0, place] for one in known)
            values[group_name(heading)] = np.array([[total]])
        return values

    def _filled(self, formula: str, band: str, columns: Mapping[str, float]) -> str:
        """Put values in the place of names."""

        def put(token: re.Match[str]) -> str:
            heading, name = token["heading"], token["name"]
            if heading is not None:
                lines = self.model.headings.get(heading, ())
                return f"({' + '.join(_text(self.value(one, band)) for one in lines)})"
            return token[0] if name is None else self._put(name, band, columns)

        return _TOKEN.sub(put, formula)

    def _put(self, name: str, band: str, columns: Mapping[str, float]) -> str:
        if name in columns:
            return _text(columns[name])
        of, _, key = name.partition(".")
        if of == "law" and key and self.law is not None:
            return _text(self.law[key])
        if of == "band" and key:
            return _text(self.model.bands[band].keys[key])
        if name in self.model.inputs:
            return _text(self.input_value(name))
        return _text(self.value(name, band)) if name in self.model.lines else name


def workings(
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float],
    lines: Sequence[str],
) -> Workings:
    """Work out lines of a model for one set of inputs, and keep how.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
        None for a model that reads no law.
    inputs : mapping of input to float
        Those that are told.
    lines : sequence of str

    Returns
    -------
    Workings

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises.
    """
    wanted = needed(model.reads, tuple(lines)) & set(model.lines)
    order = tuple(name for name in model.lines if name in wanted)
    # An input that is told follows nothing, so what its default reads is not read.
    stated = {n: (() if n in inputs else reads) for n, reads in model.reads.items()}
    read = needed(stated, tuple(lines))
    return Workings(
        model,
        law,
        evaluate(model, law, inputs, order),
        order,
        tuple(name for name in model.inputs if name in read),
        frozenset(inputs),
    )


def _law_names(node: Node) -> set[str]:
    return {part.name for part in walk(node) if isinstance(part, LawName)}


def _on_one_row(text: str) -> str:
    """Write a formula of several rows on one."""
    whole = ""
    for row in (row.strip() for row in text.splitlines()):
        gap = "" if whole.endswith("(") or not whole else " "
        whole += gap + row if row else ""
    return whole


def _plain(value: float) -> float:
    return float(snap(value)) + 0.0


def digits(value: float) -> str:
    """Write a value with the 12 digits that it is trusted to: ``0.137363013699``."""
    return f"{_plain(value):.12g}"


def _text(value: float) -> str:
    text = digits(value)
    return f"({text})" if text.startswith("-") else text
