"""Tables about providers: who they are, their approvals, the costs they state."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

RATINGS: Final = (
    "Outstanding",
    "Good",
    "Requires improvement",
    "Inadequate",
    "Not rated",
)

_CAPACITY: Final = (
    ColumnSpec(
        "capacity_hours_per_week",
        Kind.HOURS,
        "hours it can hold in all, less its commitments that are not up for award",
        default_says="no limit",
    ),
    ColumnSpec(
        "capacity_places",
        Kind.COUNT,
        "people it can hold in all, less its commitments that are not up for award",
        default_says="no limit",
    ),
    ColumnSpec(
        "spare_hours_per_week",
        Kind.HOURS,
        "hours it can still take",
        default_says="no limit",
    ),
    ColumnSpec(
        "spare_places",
        Kind.COUNT,
        "people it can still take",
        default_says="no limit",
    ),
)

PROVIDERS: Final = TableSpec(
    "providers",
    "One provider on the framework",
    (
        ColumnSpec("provider", Kind.ID, "its id", needed=True),
        ColumnSpec("name", Kind.TEXT, "its name, for people"),
        ColumnSpec("lots", Kind.LIST, "lots it is approved for", default_says="all"),
        ColumnSpec(
            "cqc_registered",
            Kind.YES_NO,
            "registered for personal care at a location that serves here",
        ),
        ColumnSpec(
            "cqc_rating",
            Kind.CHOICE,
            "overall rating of that location",
            default="Not rated",
            choices=RATINGS,
        ),
        ColumnSpec("cqc_rating_date", Kind.DATE, "day the rating was published"),
        ColumnSpec("quality", Kind.MARK, "its mark for quality", default_says="none"),
        ColumnSpec(
            "client_groups", Kind.LIST, "client groups it serves", default_says="all"
        ),
        ColumnSpec("areas", Kind.LIST, "areas it serves", default_says="all"),
        ColumnSpec("postcode", Kind.TEXT, "where it works from"),
        *_CAPACITY,
        ColumnSpec(
            "minimum_hours_per_week",
            Kind.HOURS,
            "least hours that are worth its while",
            default=0.0,
        ),
        ColumnSpec(
            "share_cap",
            Kind.SHARE,
            "most it may hold of all hours, commitments and new together",
            default_says="none",
        ),
        ColumnSpec(
            "status",
            Kind.CHOICE,
            "open; no_new keeps its people and takes none; closed keeps nobody",
            default="open",
            choices=("open", "no_new", "closed"),
        ),
    ),
    key=("provider",),
)

PROVIDER_LOTS: Final = TableSpec(
    "provider_lots",
    "What one provider may do in one lot",
    (
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("lot", Kind.ID, "id of the lot", needed=True),
        *_CAPACITY,
        ColumnSpec("approved_from", Kind.DATE, "first day of its approval"),
        ColumnSpec("approved_to", Kind.DATE, "day from which it is approved no more"),
    ),
    key=("provider", "lot"),
)

PROVIDER_COSTS: Final = TableSpec(
    "provider_costs",
    "One input of the cost model as one provider has it",
    (
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("input", Kind.ID, "input of the cost model", needed=True),
        ColumnSpec(
            "value",
            Kind.NUMBER,
            "its value, in the input's unit",
            needed=True,
            least=None,
        ),
    ),
    key=("provider", "input"),
)
