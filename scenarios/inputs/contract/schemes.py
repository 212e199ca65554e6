"""Tables about schemes: the houses, and rival bids to support one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.columns import ColumnSpec, Kind, TableSpec

if TYPE_CHECKING:
    import pandas as pd

    from costing.sheets.frames import Table

SCHEMES: Final = TableSpec(
    "schemes",
    "One scheme: a house or a block where people share support",
    (
        ColumnSpec("scheme", Kind.ID, "its id", needed=True),
        ColumnSpec(
            "provider",
            Kind.ID,
            "who supports it; empty: the house is let as a whole, see scheme_offers",
        ),
        ColumnSpec("area", Kind.ID, "area it lies in"),
        ColumnSpec("postcode", Kind.TEXT, "where it is"),
        ColumnSpec(
            "places", Kind.COUNT, "places commissioned in all", default_says="no limit"
        ),
        ColumnSpec(
            "capacity_hours_per_week",
            Kind.HOURS,
            "hours of support it can hold",
            default_says="no limit",
        ),
        ColumnSpec("occupied_places", Kind.COUNT, "places taken", default=0.0),
        ColumnSpec(
            "background_gbp_per_week",
            Kind.MONEY,
            "cost of its shared background support",
            default_says="from its rota, else 0",
        ),
        ColumnSpec(
            "already_running",
            Kind.YES_NO,
            "its background support is paid for already",
            default_says="yes if occupied_places is above 0, else no",
        ),
        ColumnSpec("accessible", Kind.YES_NO, "fit for a wheelchair"),
        ColumnSpec("household", Kind.LIST, "tags of the household"),
        ColumnSpec("void_since", Kind.DATE, "day since which a place is empty"),
        ColumnSpec(
            "void_rule",
            Kind.TEXT,
            "who bears an empty place: council, provider or housemates, each but the "
            "last with its weeks, such as council 4 weeks, then provider",
        ),
    ),
    key=("scheme",),
)

SCHEME_OFFERS: Final = TableSpec(
    "scheme_offers",
    "One provider's bid to support a whole house",
    (
        ColumnSpec("scheme", Kind.ID, "id of the scheme", needed=True),
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec(
            "background_gbp_per_week",
            Kind.MONEY,
            "price of the shared background support",
            default_says="the scheme's",
        ),
        ColumnSpec(
            "one_to_one_gbp_per_hour",
            Kind.MONEY,
            "price of an hour of one-to-one support",
            default_says="from the model",
        ),
        ColumnSpec(
            "sleep_in_gbp_per_night",
            Kind.MONEY,
            "price of a sleep-in",
            default_says="from the model",
        ),
        ColumnSpec(
            "waking_night_gbp_per_night",
            Kind.MONEY,
            "price of a waking night",
            default_says="from the model",
        ),
        ColumnSpec(
            "quality", Kind.MARK, "mark of the bid", default_says="the provider's"
        ),
    ),
    key=("scheme", "provider"),
)


def with_running(schemes: Table) -> pd.DataFrame:
    """Fill in which schemes run already: those with somebody in them, unless stated.

    Parameters
    ----------
    schemes : Table

    Returns
    -------
    DataFrame
        A new one.
    """
    frame = schemes.frame
    stated = ~schemes.is_blank("already_running")
    running = frame["already_running"].where(stated, frame["occupied_places"] > 0)
    return frame.assign(already_running=running.astype(bool))
