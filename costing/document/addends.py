"""Addends: the lines and inputs that a line is the sum of, as far as it is a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costing.document.expression import Arithmetic, Group, Name, Negative, Number, walk
from costing.document.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from costing.document.expression import Node
    from costing.document.parts import Model


def addends(model: Model, line: str) -> Mapping[str, float]:
    """Take a line apart into the lines and inputs that it adds up.

    A subtotal (a line without a heading that is nothing but a sum) is taken apart in
    turn. Where a line multiplies or divides a sum, ``(a + b) / (1 - share)``, the sum
    is taken apart, and what the sharing adds is in none of its addends: the line less
    its addends is the rest.

    Parameters
    ----------
    model : Model
    line : str

    Returns
    -------
    mapping of line or input to float
        How many times each is added, -1 where it is taken off; in the order of the
        document, lines before inputs. Empty where the line is no sum.
    """
    units = {name: part.unit for name, part in model.inputs.items()}
    units |= {name: part.unit for name, part in model.lines.items()}
    unit = parse_unit(units[line], model.currency)
    alike = {n for n, text in units.items() if parse_unit(text, model.currency) == unit}
    formula = model.lines[line].formula
    within = _sum_within(formula, alike)
    is_share = isinstance(within, Name) and within.name in model.inputs
    left = _terms(model, within)
    if model.lines[line].over or left is None or (is_share and within is not formula):
        return {}
    found: dict[str, float] = {}
    # A name comes after all that it reads, so each is taken apart once.
    for name in reversed(model.order):
        if name not in left:
            continue
        times = left.pop(name)
        inner = _subtotal(model, name)
        for read, count in (inner or {}).items():
            left[read] = left.get(read, 0.0) + times * count
        if inner is None and times:
            found[name] = times
    return {
        name: found[name]
        for name in (*model.lines, *model.inputs)
        if name in found and name in alike
    }


def _subtotal(model: Model, name: str) -> dict[str, float] | None:
    """Give what a subtotal adds up; None for what is no subtotal."""
    line = model.lines.get(name)
    if line is None or line.heading or line.over:
        return None
    return _terms(model, line.formula)


def _sum_within(node: Node, alike: Collection[str]) -> Node:
    """Give the sum that a product or a quotient multiplies; else the node itself.

    It is the side that reads something in the unit of the line; the left if both do.
    """
    while isinstance(node, Arithmetic) and node.sign in ("*", "/"):
        is_left = node.sign == "/" or any(
            isinstance(part, Group) or (isinstance(part, Name) and part.name in alike)
            for part in walk(node.left)
        )
        node = node.left if is_left else node.right
    return node


def _terms(model: Model, node: Node) -> dict[str, float] | None:
    """Give the names that a sum adds, each with its times; None if it is no sum."""
    found: dict[str, float] = {}
    waiting: list[tuple[Node, float]] = [(node, 1.0)]
    while waiting:
        part, times = waiting.pop()
        match part:
            case Arithmetic(sign="+" | "-"):
                right = times if part.sign == "+" else -times
                waiting += [(part.left, times), (part.right, right)]
            case Negative():
                waiting.append((part.of, -times))
            case Group():
                for name in model.headings.get(part.heading, ()):
                    found[name] = found.get(name, 0.0) + times
            case Name():
                found[part.name] = found.get(part.name, 0.0) + times
            case Number(value=0.0):
                pass
            case _:
                return None
    return found
