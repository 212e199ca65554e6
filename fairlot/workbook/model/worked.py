"""The values of steps, worked out by the engine as if they were lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costing.document.expression import MixKey, Node, Number
from costing.document.order import ordered, reads
from costing.document.parts import Line
from costing.engine.evaluation import evaluate
from costing.errors import CareError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costing.document.parts import Model
    from fairlot.build_up import BuildUp
    from fairlot.workbook.model.steps import Step


def worked_out(
    build_up: BuildUp, steps: Sequence[Step], answers: Mapping[str, Node]
) -> dict[str, Sequence[float]]:
    """Work out steps of lines, and defaults and ends of inputs.

    Parameters
    ----------
    build_up : BuildUp
    steps : sequence of Step
    answers : mapping of str to Node
        Formulas of inputs, with their steps.

    Returns
    -------
    dict of str to sequence of float
        A value a band. An answer that cannot be worked out is left out: the end of a
        range that nobody asked for, or a default in the place of which a value is set.
    """
    model = build_up.model
    nodes = {step.name: _in_row(step, model) for step in steps} | dict(answers)
    needs = {**model.reads, **{name: reads(node) for name, node in nodes.items()}}
    order, _ = ordered(needs)
    lines = {name: _bare_line(name, node) for name, node in nodes.items()}
    larger = replace(model, lines={**model.lines, **lines}, reads=needs, order=order)
    law, given = build_up.law, build_up.settings
    found = evaluate(larger, law, given, [step.name for step in steps]).value
    values: dict[str, Sequence[float]] = {
        name: value[0].tolist() for name, value in found.items()
    }
    for name in answers:
        try:
            answer = evaluate(larger, law, given, (name,)).value[name]
        except CareError:
            continue
        values[name] = answer[0].tolist()
    return values


def worked_exact(build_up: BuildUp, line: Line) -> list[float]:
    """Work a line out before it is rounded, a value a band."""
    model = build_up.model
    bare = replace(line, rounding=None)
    larger = replace(model, lines={**model.lines, line.name: bare})
    found = evaluate(larger, build_up.law, build_up.settings, (line.name,))
    exact: list[float] = found.value[line.name][0].tolist()
    return exact


def _bare_line(name: str, node: Node) -> Line:
    return Line(name, "", "", "1", "", node, "", None, "", 0)


def _in_row(step: Step, model: Model) -> Node:
    """Put the numbers of a mix's row into a step."""
    return _numbered(step.node, model, step.row) if step.row >= 0 else step.node


def _numbered(node: Node, model: Model, row: int) -> Node:
    if isinstance(node, MixKey):
        return Number(model.mixes[node.mix].columns[node.key][row])
    changes: dict[str, object] = {}
    for name in getattr(node, "__slots__", ()):
        value = getattr(node, name)
        if isinstance(value, tuple):
            changes[name] = tuple(_numbered(one, model, row) for one in value)
        elif hasattr(value, "__slots__"):
            changes[name] = _numbered(value, model, row)
    # Slots of a node are its fields, which mypy cannot tell.
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]
