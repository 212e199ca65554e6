"""The table of limits held against the limits that the audit works out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.audit.book import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocation.allocation import Allocation
    from allocation.audit.limits import Line

_SCALE: Final = {"hours": 60, "places": 1, "share": 60, "budget": 100}
"""Minutes, people and pence to the unit of the table."""
_NOISE: Final = 1e-6


def breaches(allocation: Allocation, lines: Sequence[Line]) -> Iterator[str]:
    """Tell of limits that the plan breaks, and of rows that do not tell the truth.

    Parameters
    ----------
    allocation : Allocation
    lines : sequence of Line
        Every limit, recomputed.

    Yields
    ------
    str
    """
    for line in lines:
        if line.used > line.room:
            scale = _SCALE[line.kind]
            yield (
                f"{_named(line)}: the plan takes {line.used / scale:g} "
                f"and {float(line.room / scale):g} were left"
            )
    told = {
        (row["kind"], row["provider"], row["lot"], row["scheme"]): row
        for row in rows(allocation.limits)
    }
    for line in lines:
        row = told.pop((line.kind, line.provider, line.lot, line.scheme), None)
        if row is None:
            yield f"{_named(line)}: the table of limits leaves it out"
            continue
        scale = _SCALE[line.kind]
        for name, right in (
            ("before", line.before / scale),
            ("used", line.used / scale),
            ("left", float((line.room - line.used) / scale)),
        ):
            if not abs(row[name] - right) <= _NOISE:
                yield f"{_named(line)}: {name} is {row[name]:g}, recomputed {right:g}"
    for kind, provider, lot, scheme in told:
        names = " ".join(part for part in (kind, provider, lot, scheme) if part)
        yield f"limits: {names} is not a limit"


def _named(line: Line) -> str:
    whose = [line.provider, f"lot {line.lot}" if line.lot else "", line.scheme]
    return " of ".join([line.kind, " in ".join(part for part in whose if part)])
