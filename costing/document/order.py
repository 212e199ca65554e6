"""In what order a model is worked out, and the circles that make that impossible."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Final

from costing.document.expression import Group, Name, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.document.expression import Node

_MOST_CIRCLES: Final = 3


def group_name(heading: str) -> str:
    """Name the sum of a heading's lines: ``group("Heading")``, which no line can be."""
    return text_of(Group(heading))


def reads(node: Node) -> tuple[str, ...]:
    """Give the inputs, lines and groups that a formula reads, each once, in order."""
    found: dict[str, None] = {}
    for part in walk(node):
        if isinstance(part, Name):
            found[part.name] = None
        elif isinstance(part, Group):
            found[group_name(part.heading)] = None
    return tuple(found)


def ordered(
    needs: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Put names in an order in which each comes after all that it reads.

    Parameters
    ----------
    needs : mapping of name to names
        Names that are not keys are left out.

    Returns
    -------
    order : tuple of str
        Empty where there is a circle.
    circles : tuple of tuple of str
        The first three, each from a name back to itself, and each reading the next:
        ``("a", "b", "a")``.
    """
    left = {
        name: [need for need in read if need in needs] for name, read in needs.items()
    }
    circles: list[tuple[str, ...]] = []
    while True:
        try:
            order = tuple(TopologicalSorter(left).static_order())
        except CycleError as error:
            circle = tuple(reversed(error.args[1]))
            circles.append(circle)
            # Cut the circle where it closes, to find what others there are.
            left[circle[0]].remove(circle[1])
            if len(circles) < _MOST_CIRCLES:
                continue
            return (), tuple(circles)
        return (() if circles else order), tuple(circles)


def needed(needs: Mapping[str, tuple[str, ...]], asked: tuple[str, ...]) -> set[str]:
    """Give the names asked for and all that they read, however far."""
    found: set[str] = set()
    waiting = list(asked)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(needs.get(name, ()))
    return found
