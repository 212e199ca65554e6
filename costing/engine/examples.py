"""Worked examples: a document proves itself by its own figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from costing.document.expression import LawName, text_of, walk
from costing.document.order import needed
from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError

if TYPE_CHECKING:
    from costing.document.expression import Node
    from costing.document.parts import Example, Model
    from costing.law import Law

_NOISE: Final = 1e-11
"""Of a float's own size: 20.70 - 20.69 is not quite 0.01."""


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A line that an example expects, and what came out.

    Parameters
    ----------
    line, unit : str
    expected, got : float
    agrees : bool
        Whether they are within the example's tolerance.
    reproduces : bool
        Whether the example says that they are.
    """

    line: str
    unit: str
    expected: float
    got: float
    agrees: bool
    reproduces: bool = True

    @property
    def holds(self) -> bool:
        """Whether what the example says is so."""
        return self.agrees == self.reproduces


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example that was run.

    Parameters
    ----------
    example : Example
    band : str
        The one it was run in.
    lines : tuple of ExampleLine
    """

    example: Example
    band: str
    lines: tuple[ExampleLine, ...]

    @property
    def holds(self) -> bool:
        """Whether every line came out as the example says.

        Where it says that a published figure does not reproduce, a line that comes to
        that figure after all does not hold.
        """
        return all(line.holds for line in self.lines)


def run_examples(model: Model, law: Law | None) -> tuple[ExampleResult, ...]:
    """Run a document's worked examples.

    Parameters
    ----------
    model : Model
    law : Law or None
        None for a model that names none.

    Returns
    -------
    tuple of ExampleResult
        In the order of the document.

    Raises
    ------
    InputError
        For an example that reads law and names no day.
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises.
    """
    return tuple(_run(model, law, example) for example in model.examples)


def _run(model: Model, law: Law | None, example: Example) -> ExampleResult:
    on_day = law.on(example.on) if law and example.on else None
    band = example.band or model.default_band
    lines = list(example.expect)
    asked, called = _needed(model, example), (f'example "{example.title}"',)
    found = evaluate(asked, on_day, example.inputs, lines, variants=called)
    place = found.bands.index(band)
    told = []
    for name, expected in example.expect.items():
        got = float(found.value[name][0, place])
        allowed = example.tolerance + _NOISE * max(abs(got), abs(expected))
        agrees = abs(got - expected) <= allowed
        unit = model.lines[name].unit
        line = ExampleLine(name, unit, expected, got, agrees, example.reproduces)
        told.append(line)
    return ExampleResult(example, band, tuple(told))


def _needed(model: Model, example: Example) -> Model:
    """Leave out the inputs that an example does not need.

    Raises
    ------
    InputError
        If what it does need reads law, and it names no day.
    """
    reads = {
        name: () if name in example.inputs else read
        for name, read in model.reads.items()
    }
    wanted = needed(reads, tuple(example.expect)) - set(example.inputs)
    if example.on is None:
        for name in model.order:
            if name in wanted:
                _check_reads_no_law(model, name, example)
    kept = {
        name: part
        for name, part in model.inputs.items()
        if name in wanted or name in example.inputs
    }
    return replace(model, inputs=kept)


def _check_reads_no_law(model: Model, name: str, example: Example) -> None:
    fix = "Add on = 2026-04-01"
    if name in model.inputs:
        formula: Node = model.inputs[name].default
        fix = f"{fix}, or set {name}"
    elif name in model.lines:
        formula = model.lines[name].formula
    else:
        return
    law = next((text_of(p) for p in walk(formula) if isinstance(p, LawName)), "")
    if law:
        where = f"example.{example.title}.on"
        expected = f"a day, since {name} reads {law}"
        found = Finding(model.file, example.row, where, "nothing", expected, fix)
        raise InputError([found])
