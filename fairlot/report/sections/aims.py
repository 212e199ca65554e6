"""The aims in order: what each reached, what no plan can pass, and what proves it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fairlot.report.figures import NOTHING, count, decimal, pounds
from fairlot.report.parts import Column, Table
from fairlot.report.words import aim, first_upper

if TYPE_CHECKING:
    from scenarios.outcome import Outcome


def aims(outcome: Outcome) -> Table | None:
    """Show the aims of an outcome, tie-breaks last; nothing where there are none."""
    results = outcome.allocation.aims
    if not results:
        return None
    rows = tuple(
        (
            f"{place}. {first_upper(aim(one.name))}",
            figure(one.value, one.unit),
            figure(one.best, one.unit),
            figure(one.bound, one.unit),
            gap(one.gap),
            one.proved_by or "not proven",
        )
        for place, one in enumerate(results, start=1)
    )
    return Table(
        "aims",
        "The aims, in order",
        (
            Column("Aim"),
            Column("This plan", "number"),
            Column("Best reached", "number"),
            Column("No plan passes", "number"),
            Column("Gap", "number"),
            Column("Proved by"),
        ),
        rows,
        note="Each aim is pursued among the plans that are best on all aims before it. "
        "Where the best reached meets what no plan passes, it is proven.",
    )


def figure(value: float, unit: str) -> str:
    """Write a value of an aim in its unit."""
    if not math.isfinite(value):
        return "not known"
    if unit == "GBP/week":
        return pounds(value)
    if unit in ("people", "draw"):
        return count(value)
    return decimal(value)


def gap(share: float) -> str:
    """Write a gap as a percentage; 0 is ``none``."""
    if not math.isfinite(share):
        return NOTHING
    return f"{decimal(share * 100, 3)}%" if share > 0 else "none"
