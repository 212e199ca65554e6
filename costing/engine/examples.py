"""Worked examples: a document proves itself by its own figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from costing.document.expression import LawName, text_of, walk
from costing.document.order import needed
from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError

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
    asked = model if example.on else _without_day(model, example)
    found = evaluate(asked, on_day, example.inputs, list(example.expect))
    place = found.bands.index(band)
    lines = []
    for name, expected in example.expect.items():
        got = float(found.value[name][0, place])
        allowed = example.tolerance + _NOISE * max(abs(got), abs(expected))
        agrees = abs(got - expected) <= allowed
        unit = model.lines[name].unit
        line = ExampleLine(name, unit, expected, got, agrees, example.reproduces)
        lines.append(line)
    return ExampleResult(example, band, tuple(lines))


def _without_day(model: Model, example: Example) -> Model:
    """Leave out the inputs that an example does not need; what is left reads no law.

    Raises
    ------
    InputError
        If it does read law.
    """
    reads = {
        name: () if name in example.inputs else read
        for name, read in model.reads.items()
    }
    wanted = needed(reads, tuple(example.expect))
    for name in model.order:
        if name not in wanted or name in example.inputs:
            continue
        part = model.inputs.get(name)
        line = model.lines.get(name)
        formula = part.default if part else line.formula if line else None
        law = [p for p in walk(formula) if isinstance(p, LawName)] if formula else []
        if law:
            where = f"example.{example.title}.on"
            expected = f"a day, since {name} reads {text_of(law[0])}"
            fix = (
                f"Add on = 2026-04-01, or set {name}" if part else "Add on = 2026-04-01"
            )
            found = Finding(model.file, example.row, where, "nothing", expected, fix)
            raise InputError([found])
    kept = {
        name: part
        for name, part in model.inputs.items()
        if name in wanted or name in example.inputs
    }
    return replace(model, inputs=kept)
