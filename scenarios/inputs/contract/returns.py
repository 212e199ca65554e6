"""The table of returns: what providers say that their services cost, line by line."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

RETURNS: Final = TableSpec(
    "returns",
    "One line of a provider's return of its costs, or a sum that it states",
    (
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("service", Kind.ID, "component of the cost model", needed=True),
        ColumnSpec(
            "line", Kind.ID, "name of the line, the same in every return", needed=True
        ),
        ColumnSpec("gbp", Kind.MONEY, "pounds for one unit", needed=True, least=None),
        ColumnSpec("location", Kind.ID, "where a provider returns several"),
        ColumnSpec(
            "heading", Kind.ID, "heading that the line stands under; a subtotal has one"
        ),
        ColumnSpec(
            "kind",
            Kind.CHOICE,
            "a line, the sum of a heading as stated, or of all lines as stated",
            default="line",
            choices=("line", "subtotal", "total"),
        ),
    ),
    key=("provider", "service", "location", "line"),
)
