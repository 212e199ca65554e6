"""The steps of a line: what is written to cells of its own before the line's cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from costing.document.expression import (
    Arithmetic,
    Call,
    Choose,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Power,
    is_test,
    parts,
)
from fairlot.workbook.model.formula_text import excel_text, is_leaf

if TYPE_CHECKING:
    from collections.abc import Callable

_LONG: Final = 900
"""Characters above which a part of a formula has a cell of its own."""

_DEEP: Final = 12
"""Levels above which it has: spreadsheets bear some 40 to 60."""

_MANY: Final = 25
"""Arguments of one function; a spreadsheet takes 255 at most."""

_OF_ONE: Final = ("abs", "round", "floor", "ceil")


@dataclass(frozen=True, slots=True)
class Step:
    """A cell, in each band, that a line or an input is worked out by.

    Parameters
    ----------
    name : str
        ``price__exact``, ``employer_ni__row2`` or ``pay__part1``.
    node : Node
        What it is; other steps stand in it as names.
    row : int
        Of the mix that it is worked out for, from 0; -1 for none.
    """

    name: str
    node: Node
    row: int = -1


def in_steps(
    node: Node, name: str, leaf: Callable[[Node], str], row: int = -1
) -> tuple[tuple[Step, ...], Node]:
    """Break a formula up, so that each part fits a cell.

    What is rounded, or made positive, gets a cell of its own, since its value is used
    several times there; so does what is too long or too deep. A part that stands in an
    arm of ``choose`` is 0 where that arm is not taken, as it may not be worked out.

    Parameters
    ----------
    node : Node
    name : str
        Of the steps: ``NAME_part1`` and so on, with two underscores.
    leaf : callable
        Writes a leaf, by which lengths are measured.
    row : int
        Of the mix, from 0; -1 for none.

    Returns
    -------
    (tuple of Step, Node)
        The steps in the order in which they are worked out, and what is left.
    """
    breaking = _Breaking(name, leaf, row)
    left = breaking.visit(node)
    return tuple(breaking.steps), left


class _Breaking:
    """A formula being broken up."""

    def __init__(self, name: str, leaf: Callable[[Node], str], row: int) -> None:
        self.steps: list[Step] = []
        self._name, self._row = name, row
        self._leaf = leaf
        self._count = 0
        self._guarded: set[str] = set()

    def visit(self, node: Node) -> Node:
        """Give a node whose parts fit; its own cell holds all of it."""
        found = node
        match node:
            case Choose():
                found = self._choose(node)
            case Negative() | Not():
                found = replace(node, of=self._fitting(node.of))
            case Power():
                found = replace(node, base=self._fitting(node.base))
            case Arithmetic() | Comparison():
                left, right = self._fitting(node.left), self._fitting(node.right)
                found = replace(node, left=left, right=right)
            case Logic():
                tests = self._few([self._fitting(part) for part in node.parts], node)
                found = replace(node, parts=tests)
            case Call() if node.function in _OF_ONE:
                inner = self.visit(node.arguments[0])
                whole = inner if is_leaf(inner) else self._apart(inner)
                found = replace(node, arguments=(whole,))
            case Call():
                given = [self._fitting(part) for part in node.arguments]
                found = replace(node, arguments=self._few(given, node))
            case _:
                pass
        return found

    def _fitting(self, node: Node) -> Node:
        """Visit a node, and put it into a cell of its own if it is large."""
        found = self.visit(node)
        is_large = _depth(found) > _DEEP or len(excel_text(found, self._leaf)) > _LONG
        return self._apart(found) if is_large else found

    def _few(self, given: list[Node], node: Call | Logic) -> tuple[Node, ...]:
        """Put arguments together until there are few enough."""
        while len(given) > _MANY:
            groups = [
                tuple(given[start : start + _MANY])
                for start in range(0, len(given), _MANY)
            ]
            given = [
                self._apart(
                    replace(node, arguments=group)
                    if isinstance(node, Call)
                    else replace(node, parts=group)
                )
                if len(group) > 1
                else group[0]
                for group in groups
            ]
        return tuple(given)

    def _apart(self, node: Node) -> Node:
        """Give a node a cell of its own, and what stands for it."""
        if is_test(node):
            flag = self._step(Choose(node, Number(1.0), Number(0.0)))
            return Comparison("==", flag, Number(1.0))
        return self._step(node)

    def _step(self, node: Node) -> Name:
        self._count += 1
        step = Step(f"{self._name}__part{self._count}", node, self._row)
        self.steps.append(step)
        return Name(step.name)

    def _choose(self, node: Choose) -> Node:
        """Break up both arms; what is taken out of one is 0 where it is not taken."""
        test = self._fitting(node.test)
        start = len(self.steps)
        yes = self._fitting(node.yes)
        middle = len(self.steps)
        no = self._fitting(node.no)
        in_yes, in_no = self.steps[start:middle], self.steps[middle:]
        if not in_yes and not in_no:
            return Choose(test, yes, no)
        del self.steps[start:]
        # 1 for yes and -1 for no; 0 once an outer choose does not come here.
        flag = self._step(Choose(test, Number(1.0), Negative(Number(1.0))))
        is_yes = Comparison("==", flag, Number(1.0))
        is_no = Comparison("<", flag, Number(0.0))
        self.steps += [self._only_if(is_yes, step) for step in in_yes]
        self.steps += [self._only_if(is_no, step) for step in in_no]
        return Choose(is_yes, yes, no)

    def _only_if(self, test: Node, step: Step) -> Step:
        """Let a step count in one arm only; a step within has its own inner test."""
        if step.name in self._guarded:
            return step
        self._guarded.add(step.name)
        return replace(step, node=Choose(test, step.node, Number(0.0)))


def _depth(node: Node) -> int:
    """Count the levels of brackets; a sum written from left to right has none."""
    if is_leaf(node):
        return 0
    first, *others = parts(node)
    own = isinstance(node, Arithmetic) and isinstance(first, Arithmetic)
    inner = _depth(first) - (1 if own else 0)
    return 1 + max([inner, *map(_depth, others)])
