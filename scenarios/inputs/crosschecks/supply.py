"""Rules on supply: providers, their lots and schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.inputs.crosschecks.draft import finding, rows_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft


def provider_hours(draft: Draft) -> Iterator[Finding]:
    """Find providers whose least hours are above the most that they can hold."""
    frame = draft.frame("providers")
    over = frame["minimum_hours_per_week"] > frame["capacity_hours_per_week"]
    for row in rows_where(over):
        expected = "at most capacity_hours_per_week"
        yield finding(draft, "providers", row, "minimum_hours_per_week", expected)


def approvals(draft: Draft) -> Iterator[Finding]:
    """Find approvals that end before they begin."""
    frame = draft.frame("provider_lots")
    for row in rows_where(frame["approved_to"] < frame["approved_from"]):
        expected = "a day not before approved_from"
        yield finding(draft, "provider_lots", row, "approved_to", expected)


def occupied(draft: Draft) -> Iterator[Finding]:
    """Find schemes with more people than places."""
    frame = draft.frame("schemes")
    for row in rows_where(frame["occupied_places"] > frame["places"]):
        yield finding(draft, "schemes", row, "occupied_places", "at most places")
