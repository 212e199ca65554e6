"""Worked examples: a document proves itself by its own figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.engine.evaluation import evaluate

if TYPE_CHECKING:
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
    holds : bool
        Whether they are within the example's tolerance.
    """

    line: str
    unit: str
    expected: float
    got: float
    holds: bool


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
        """Whether every line came out as expected."""
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
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises.
    """
    return tuple(_run(model, law, example) for example in model.examples)


def _run(model: Model, law: Law | None, example: Example) -> ExampleResult:
    on_day = law.on(example.on) if law and example.on else None
    band = example.band or model.default_band
    found = evaluate(model, on_day, example.inputs, list(example.expect))
    place = found.bands.index(band)
    lines = []
    for name, expected in example.expect.items():
        got = float(found.value[name][0, place])
        allowed = example.tolerance + _NOISE * max(abs(got), abs(expected))
        holds = abs(got - expected) <= allowed
        unit = model.lines[name].unit
        lines.append(ExampleLine(name, unit, expected, got, holds))
    return ExampleResult(example, band, tuple(lines))
