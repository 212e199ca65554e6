"""Whole markets moved: rows in another order, other coins, somebody gone, more room."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    from allocation.market import Market
    from allocation.rules import Aims, Lot, Scoring

TABLES: Final = (
    "providers",
    "provider_lots",
    "schemes",
    "referrals",
    "offers",
    "preferences",
    "may_not_share",
    "commitments",
    "question_scores",
)
ROOM: Final = (
    ("providers", "capacity_hours_per_week"),
    ("providers", "capacity_places"),
    ("providers", "spare_hours_per_week"),
    ("providers", "spare_places"),
    ("provider_lots", "capacity_hours_per_week"),
    ("provider_lots", "capacity_places"),
    ("provider_lots", "spare_hours_per_week"),
    ("provider_lots", "spare_places"),
    ("schemes", "occupied_places"),
    ("schemes", "capacity_hours_per_week"),
)
"""Columns that state how much somebody can hold or take; or, occupied, no longer can.

A scheme's places are more than room: its background is divided by them.
"""

Changes = dict[str, Any]
R = TypeVar("R", "Aims", "Scoring", "Lot")


def shuffled(market: Market, seed: int) -> Market:
    """Give a market whose tables have their rows in another order."""
    tables: Changes = {}
    for name in TABLES:
        table: pd.DataFrame = getattr(market, name)
        order = list(range(len(table)))
        Random(seed).shuffle(order)
        tables[name] = table.iloc[order]
    return replace(market, **tables)


def repriced(market: Market) -> Market:
    """Give a market with the evaluated prices that its schemes make of its prices."""
    homes = market.schemes.set_index("scheme")
    evaluated = []
    for offer in market.offers.to_dict("records"):
        price = int(offer["price_pence"])
        if offer["scheme"] and not offer["core_included"]:
            home = homes.loc[offer["scheme"]]
            if home["places"] > 0:  # Not where they are blank.
                places = int(home["places"])
                price += (2 * int(home["background_pence"]) + places) // (2 * places)
        evaluated.append(price)
    offers = market.offers.assign(evaluated_pence=evaluated)
    return replace(market, offers=offers.astype({"evaluated_pence": "int64"}))


def even(market: Market) -> Market:
    """Give a market whose backgrounds divide by 1 to 4 places without a rest."""
    whole = market.schemes["background_pence"] // 12 * 12
    return repriced(
        replace(market, schemes=market.schemes.assign(background_pence=whole))
    )


def scaled(market: Market, times: int) -> Market:
    """Give an even market in which all money is a whole number of times as much."""
    offers = market.offers.assign(
        price_pence=market.offers["price_pence"] * times,
        evaluated_pence=market.offers["evaluated_pence"] * times,
    )
    schemes = market.schemes.assign(
        background_pence=market.schemes["background_pence"] * times,
        background_gbp_per_week=market.schemes["background_gbp_per_week"] * times,
    )
    return replace(
        market,
        offers=offers,
        schemes=schemes,
        aims=_scaled(market.aims, times),
        scoring=_scaled(market.scoring, times),
        lots=tuple(_scaled(lot, times) for lot in market.lots),
    )


def _scaled(rules: R, times: int) -> R:
    money = {
        name: round(value * times * 100) / 100
        for name, value in rules
        if value is not None and name.endswith(("gbp_per_week", "pounds_per_point"))
    }
    return rules.model_copy(update=money)


def without_person(market: Market, name: str) -> Market:
    """Give a market as if somebody had never been referred."""
    tables: Changes = {}
    for table in ("referrals", "offers", "preferences", "question_scores"):
        rows: pd.DataFrame = getattr(market, table)
        tables[table] = rows[rows["referral"] != name]
    apart = market.may_not_share
    met = (apart["referral"] == name) | (apart["other"] == name)
    return replace(market, may_not_share=apart[~met], **tables)


def widened(market: Market, table: str, column: str, by: float) -> Market:
    """Give a market with more room in every row of a column of :data:`ROOM`."""
    rows: pd.DataFrame = getattr(market, table)
    taken = column == "occupied_places"
    wider = (rows[column] - by).clip(lower=0) if taken else rows[column] + by
    tables: Changes = {table: rows.assign(**{column: wider})}
    return replace(market, **tables)
