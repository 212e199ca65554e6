"""Rules on returns: a stated sum says what it is the sum of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.inputs.crosschecks.draft import finding, rows_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft


def stated_sums(draft: Draft) -> Iterator[Finding]:
    """Find subtotals of no heading, and second totals of one return."""
    frame = draft.frame("returns")
    for row in rows_where((frame["kind"] == "subtotal") & (frame["heading"] == "")):
        expected = "the heading that this is the subtotal of"
        yield finding(draft, "returns", row, "heading", expected)
    totals = frame[frame["kind"] == "total"]
    again = totals.duplicated(["provider", "service", "location"])
    for row in rows_where(again):
        expected = "one total for each return"
        yield finding(draft, "returns", row, "kind", expected)
