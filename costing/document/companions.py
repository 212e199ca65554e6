"""Companions: inputs that move together, by what each says it moves with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.document.fault import FaultError
from costing.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from costing.document.parts import Input

_MOST_SHOWN: Final = 12
"""Names of a circle."""


def companions(inputs: Mapping[str, Input]) -> dict[str, str]:
    """Give the input that each input moves with in the end; its own name if alone.

    Parameters
    ----------
    inputs : mapping of str to Input
        Checked: every ``moves_with`` names one of them, and none runs in a circle.

    Returns
    -------
    dict of input to input
        ``a`` with ``b`` and ``b`` with ``c`` gives ``c`` for all three.
    """
    found: dict[str, str] = {}
    for name in inputs:
        last = name
        while inputs[last].moves_with:
            last = inputs[last].moves_with
        found[name] = last
    return found


def companion_faults(
    inputs: Mapping[str, Input | None],
    near: Callable[[str, Collection[str]], str],
) -> Iterator[tuple[str, FaultError]]:
    """Find what is wrong with what inputs say that they move with.

    Parameters
    ----------
    inputs : mapping of str to Input or None
        None where an input could not be read; its name is known all the same.
    near : callable
        Suggests one of some names for another.

    Yields
    ------
    input : str
        Where the fault stands.
    fault : FaultError
    """
    circled: set[str] = set()
    for name, part in inputs.items():
        if part is None or not part.moves_with:
            continue
        if part.moves_with not in inputs:
            fix = near(part.moves_with, [one for one in inputs if one != name])
            got, expected = quoted(part.moves_with), "the name of another input"
            yield name, FaultError(got, expected, fix)
        elif part.low is None and part.high is None:
            got = f"{quoted(part.moves_with)} on an input that has no low and no high"
            yield name, FaultError(got, "an input with a range", "Give it one")
        if name not in circled and (circle := _circle(name, inputs)):
            circled.update(circle)
            expected = "at the end an input that moves with no other"
            yield name, FaultError(f"a circle: {_shown(circle)}", expected)


def _circle(start: str, inputs: Mapping[str, Input | None]) -> list[str]:
    """Follow what an input moves with; the names if that leads back to it."""
    names = [start]
    seen = {start}
    part = inputs[start]
    while part is not None and part.moves_with in inputs:
        names.append(part.moves_with)
        if part.moves_with == start:
            return names
        if part.moves_with in seen:
            return []
        seen.add(part.moves_with)
        part = inputs[part.moves_with]
    return []


def _shown(circle: list[str]) -> str:
    if len(circle) > _MOST_SHOWN:
        left_out = f"({len(circle) - _MOST_SHOWN} more)"
        circle = [*circle[: _MOST_SHOWN - 1], left_out, circle[-1]]
    return " -> ".join(circle)
