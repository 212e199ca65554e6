"""What an offer is worth: points out of 100 from quality, price, choice and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.rules import PriceFormula
from costing.money import pence, round_to
from costing.tables import join

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from allocation.choice import Choice
    from allocation.market import Market
    from allocation.rules import Scoring

PARTS: Final = ("quality", "price", "choice", "fit")
"""The parts of an offer's points, in the order of the weights."""


def weights_of(market: Market) -> NDArray[np.float64]:
    """Give the weights that hold for each person.

    Returns
    -------
    float64[referral, part]
        The person's own, else the lot's, else the case's; parts as in :data:`PARTS`.
    """
    people = market.referrals
    columns = []
    for part in PARTS:
        in_lot = {
            lot.lot: getattr(market.scoring.within(lot).weights, part)
            for lot in market.lots
        }
        own = people[f"{part}_weight"].to_numpy(dtype=np.float64)
        otherwise = people["lot"].map(in_lot).to_numpy(dtype=np.float64)
        columns.append(np.where(np.isnan(own), otherwise, own))
    return np.column_stack(columns)


def scored(market: Market, choice: Choice, eligible: NDArray[np.bool_]) -> pd.DataFrame:
    """Score every eligible offer.

    The points are the weighted mean of quality, price points, choice and fit, to two
    decimals, half up.

    Parameters
    ----------
    market : Market
    choice : Choice
    eligible : bool[offer]
        Prices are compared among the person's eligible offers only.

    Returns
    -------
    DataFrame
        With the index of the offers: quality, price_points, choice, fit, points, rank.
        Where refused, price_points and points are NaN and the rank is 0.
    """
    offers = market.offers
    price_points = _price_points(market, eligible)
    parts = np.column_stack(
        [
            offers["quality"].to_numpy(dtype=np.float64),
            price_points,
            choice.points,
            offers["fit"].to_numpy(dtype=np.float64),
        ]
    )
    people = pd.Index(market.referrals["referral"])
    weights = weights_of(market)[people.get_indexer(pd.Index(offers["referral"]))]
    mean = (weights * parts).sum(axis=1) / 100.0
    points = np.full(len(offers), np.nan)
    points[eligible] = round_to(mean[eligible], 0.01)
    made = pd.DataFrame(
        {
            "quality": parts[:, 0],
            "price_points": price_points,
            "choice": choice.points,
            "fit": parts[:, 3],
            "points": points,
        },
        index=offers.index,
    )
    return made.assign(rank=_ranks(offers, made, eligible))


def _price_points(market: Market, eligible: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Turn evaluated prices into points by the formula of each person's lot."""
    offers = market.offers
    price = offers["evaluated_pence"].to_numpy(dtype=np.int64)
    people = offers["referral"].astype("object")
    lowest = (
        pd.Series(np.where(eligible, price, np.iinfo(np.int64).max))
        .groupby(people.to_numpy())
        .transform("min")
        .to_numpy(dtype=np.int64)
    )
    lot = join(offers[["referral"]], market.referrals, ["referral"], ["lot"])["lot"]
    points = np.full(len(offers), np.nan)
    for rules in market.lots:
        here = eligible & (lot == rules.lot).to_numpy(dtype=bool)
        scoring = market.scoring.within(rules)
        points[here] = _FORMULAS[scoring.price_formula](
            price[here], lowest[here], scoring
        )
    return points


def lowest_ratio(
    price: NDArray[np.int64], lowest: NDArray[np.int64], scoring: Scoring
) -> NDArray[np.float64]:
    """``100 * lowest / price``.

    A price of nothing, allowed only where price has no weight, gives 100.

    Parameters
    ----------
    price, lowest : int64[offer]
        Evaluated, in pence; the lowest of the person's eligible offers.
    scoring : Scoring

    Returns
    -------
    float64[offer]

    Source: domain/market.md, section 4, F1.
    """
    del scoring
    safe = np.where(price == 0, 1, price)
    return np.where(price == 0, 100.0, 100.0 * lowest / safe)


def absolute_linear(
    price: NDArray[np.int64], lowest: NDArray[np.int64], scoring: Scoring
) -> NDArray[np.float64]:
    """``100 * (ceiling - price) / (ceiling - floor)``, held within 0 and 100.

    Parameters
    ----------
    price, lowest : int64[offer]
        Evaluated, in pence. The lowest has no part in it.
    scoring : Scoring
        With a floor and a ceiling.

    Returns
    -------
    float64[offer]

    Source: domain/market.md, section 4, F6.
    """
    del lowest
    if scoring.floor_gbp_per_week is None or scoring.ceiling_gbp_per_week is None:
        msg = "absolute_linear: a floor and a ceiling are needed"
        raise ValueError(msg)
    floor = pence(scoring.floor_gbp_per_week)
    ceiling = pence(scoring.ceiling_gbp_per_week)
    return np.clip(100.0 * (ceiling - price) / (ceiling - floor), 0.0, 100.0)


_FORMULAS: Final[
    dict[
        PriceFormula,
        Callable[[NDArray[np.int64], NDArray[np.int64], Scoring], NDArray[np.float64]],
    ]
] = {
    PriceFormula.LOWEST_RATIO: lowest_ratio,
    PriceFormula.ABSOLUTE_LINEAR: absolute_linear,
}


def _ranks(
    offers: pd.DataFrame, worth: pd.DataFrame, eligible: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Rank each person's eligible offers: points, quality, then the lower price."""
    person, _ = pd.factorize(offers["referral"])
    keys = np.column_stack(
        [
            person,
            -worth["points"].to_numpy(dtype=np.float64),
            -worth["quality"].to_numpy(dtype=np.float64),
            offers["evaluated_pence"].to_numpy(dtype=np.float64),
        ]
    )[eligible]
    order = np.lexsort(keys.T[::-1])
    ordered = keys[order]
    place = np.arange(len(order))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = ordered[1:, 0] != ordered[:-1, 0]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    first_of_person = np.maximum.accumulate(np.where(starts, place, 0))
    first_of_equals = np.maximum.accumulate(np.where(is_new, place, 0))
    ranks = np.zeros(len(offers), dtype=np.int64)
    at = np.flatnonzero(eligible)[order]
    ranks[at] = first_of_equals - first_of_person + 1
    return ranks
