"""The table of limits held against the limits that the audit works out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.audit.book import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocation.allocation import Allocation
    from allocation.audit.book import Key
    from allocation.audit.limits import Line
    from allocation.audit.points import Mark
    from allocation.audit.swaps import Swaps

_UNITS: Final = {
    "hours": (60, "hours"),
    "places": (1, "places"),
    "share": (60, "hours"),
    "budget": (100, "GBP/week"),
}
"""Minutes, people and pence to the unit of the table, and its name."""
_NOISE: Final = 1e-6


def breaches(
    allocation: Allocation, swaps: Swaps, marks: Mapping[Key, Mark]
) -> Iterator[str]:
    """Tell of limits that the plan breaks, and of rows that do not tell the truth.

    Parameters
    ----------
    allocation : Allocation
    swaps : Swaps
        Of the plan.
    marks : mapping of Key to Mark
        Of the eligible offers.

    Yields
    ------
    str
    """
    lines = [line for owned in swaps.lines.values() for line in owned]
    binding = _binding(swaps, marks)
    told = {
        (row["kind"], row["provider"], row["lot"], row["scheme"]): row
        for row in rows(allocation.limits)
    }
    if len(told) < len(allocation.limits):
        yield "limits: one stands twice"
    for line in lines:
        scale, unit = _UNITS[line.kind]
        if line.used > line.room:
            yield (
                f"{_named(line)}: the plan takes {line.used / scale:.12g} "
                f"and {float(line.room) / scale:.12g} were left"
            )
        row = told.pop((line.kind, line.provider, line.lot, line.scheme), None)
        if row is None:
            yield f"{_named(line)}: the table of limits leaves it out"
            continue
        if row["unit"] != unit:
            yield f"{_named(line)}: unit is {row['unit']}, and should be {unit}"
        binds = line in binding
        if row["binds"] != binds:
            yield f"{_named(line)}: binds is {row['binds']}, recomputed {binds}"
        for name, exactly in (
            ("limit", line.limit),
            ("before", line.before),
            ("used", line.used),
            ("left", line.room - line.used),
        ):
            said, right = row[name], float(exactly) / scale
            if not abs(said - right) <= _NOISE:  # So that a blank is told too.
                yield f"{_named(line)}: {name} is {said:.12g}, recomputed {right:.12g}"
    for kind, provider, lot, scheme in told:
        names = " ".join(part for part in (kind, provider, lot, scheme) if part)
        yield f"limits: {names} is not a limit"


def _binding(swaps: Swaps, marks: Mapping[Key, Mark]) -> set[Line]:
    """Give the limits that keep somebody from an offer better than what they have."""
    binding = set()
    for key, mark in marks.items():
        has = swaps.has.get(key[0])
        if has is None or mark.rank < marks[has].rank:
            binding |= {short.line for short in swaps.shorts(key)}
    return binding


def _named(line: Line) -> str:
    whose = [line.provider, f"lot {line.lot}" if line.lot else "", line.scheme]
    named = " in ".join(part for part in whose if part)
    return f"{line.kind} of {named or 'all'}"
