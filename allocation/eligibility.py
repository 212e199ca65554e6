"""Who may serve whom: for every offer, each rule that refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.rules import Rating, Unrated
from costing.money import snap
from costing.tables import join

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    from allocation.choice import Choice
    from allocation.market import Market
    from allocation.rules import Lot
    from costing.columns import Value

RULES: Final = (
    "offer_status",
    "provider_status",
    "lot_approval",
    "personal_care",
    "lot_cqc",
    "night_support",
    "client_group",
    "area",
    "distance",
    "rating",
    "minimum_quality",
    "accessibility",
    "household",
    "veto",
    "only",
    "must_stay",
)
"""The rules in the order of refusal; the first that holds is the reason."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """Which rule refuses which offer.

    Attributes
    ----------
    matrix : bool[offer, rule]
        Rules in the order of :data:`RULES`.
    """

    matrix: NDArray[np.bool_]

    @property
    def eligible(self) -> NDArray[np.bool_]:
        """Offers that no rule refuses, bool[offer]."""
        return np.asarray(~self.matrix.any(axis=1), dtype=bool)

    @property
    def first(self) -> NDArray[np.object_]:
        """The first rule that refuses each offer, empty where none does."""
        names = np.array(RULES, dtype=object)[self.matrix.argmax(axis=1)]
        return np.where(self.eligible, "", names)

    @property
    def every(self) -> list[tuple[str, ...]]:
        """Every rule that refuses each offer, in order."""
        names = np.array(RULES, dtype=object)
        return [tuple(names[row]) for row in self.matrix]


def refusals(market: Market, choice: Choice) -> Refusals:
    """Ask every rule about every offer.

    Parameters
    ----------
    market : Market
        Every person, provider and scheme that an offer names is in its table.
    choice : Choice
        Of the same market.

    Returns
    -------
    Refusals
    """
    seen = _Seen(market)
    refused = {
        "offer_status": _text(market.offers["status"]) != "offered",
        "provider_status": _provider_status(seen),
        "lot_approval": ~_is_approved(seen),
        "personal_care": seen.person["personal_care"] & ~seen.registered,
        "lot_cqc": seen.lot_says(lambda lot: lot.requires_cqc) & ~seen.registered,
        "night_support": ~seen.lot_says(lambda lot: lot.accepts_night_support)
        & (_text(seen.person["night_support"]) != "none"),
        "client_group": seen.lacks("client_groups", "client_group"),
        "area": seen.lacks("areas", "area"),
        "distance": np.zeros(len(market.offers), dtype=bool),
        "rating": _rating(seen),
        "minimum_quality": _minimum_quality(seen),
        "accessibility": seen.is_housed
        & seen.person["accessible"]
        & ~seen.scheme["accessible"],
        "household": _household(seen),
        "veto": choice.is_vetoed,
        "only": choice.has_only & ~choice.is_only,
        "must_stay": seen.must_stay & ~seen.is_current,
    }
    columns = [np.asarray(refused[rule], dtype=bool) for rule in RULES]
    return Refusals(np.column_stack(columns))


def must_stay(market: Market) -> NDArray[np.bool_]:
    """Tell who must stay with their provider, bool[referral].

    A provider that is closed keeps nobody, so it releases them.
    """
    closed = market.providers.loc[market.providers["status"] == "closed", "provider"]
    people = market.referrals
    released = people["current_provider"].isin(closed)
    return (people["must_stay"].astype(bool) & ~released).to_numpy(dtype=bool)


def _text(column: pd.Series[Any]) -> NDArray[np.object_]:
    return column.to_numpy(dtype=object)


def _stands_in(table: pd.DataFrame, key: str, column: str) -> pd.MultiIndex:
    """Give every (key, item) of a column of lists."""
    long = table[[key, column]].explode(column)
    return pd.MultiIndex.from_frame(long)


def _among(left: Any, right: Any, pairs: pd.MultiIndex) -> NDArray[np.bool_]:
    asked = pd.MultiIndex.from_arrays([_text(left), _text(right)])
    return np.asarray(asked.isin(pairs), dtype=bool)


class _Seen:
    """The tables as each offer sees them: one row an offer."""

    def __init__(self, market: Market) -> None:
        offers = market.offers
        of_scheme: dict[str, Value] = {"accessible": False, "household": ()}
        self.market = market
        self.person = _brought(offers, market.referrals, "referral", _OF_PERSON)
        self.provider = _brought(offers, market.providers, "provider", _OF_PROVIDER)
        self.scheme = join(
            offers[["scheme"]],
            market.schemes,
            ["scheme"],
            list(of_scheme),
            otherwise=of_scheme,
        ).astype({"accessible": bool})
        self.registered = self.provider["cqc_registered"].to_numpy(dtype=bool)
        self.is_housed = _text(offers["scheme"]) != ""
        current = _text(self.person["current_provider"])
        self.is_current = current == _text(offers["provider"])
        staying = market.referrals.loc[must_stay(market), "referral"]
        self.must_stay = offers["referral"].isin(staying).to_numpy(dtype=bool)

    def lot_says(self, rule: Callable[[Lot], bool]) -> NDArray[np.bool_]:
        """Ask the lot of each offer's person."""
        said = {lot.lot: rule(lot) for lot in self.market.lots}
        return self.person["lot"].map(said).to_numpy(dtype=bool)

    def lacks(self, listed: str, asked: str) -> NDArray[np.bool_]:
        """Tell where a provider's list is given and lacks what the person needs.

        Parameters
        ----------
        listed : str
            A column of lists of providers; an empty list is all.
        asked : str
            A column of referrals; empty asks for nothing.
        """
        is_listed = self.provider[listed].map(len).to_numpy(dtype=np.int64) > 0
        wanted = _text(self.person[asked])
        pairs = _stands_in(self.market.providers, "provider", listed)
        has = _among(self.provider["provider"], self.person[asked], pairs)
        return np.asarray(is_listed & (wanted != "") & ~has, dtype=bool)


_OF_PERSON: Final = (
    "lot",
    "client_group",
    "area",
    "night_support",
    "personal_care",
    "accessible",
    "household",
    "current_provider",
)
_OF_PROVIDER: Final = (
    "status",
    "cqc_registered",
    "cqc_rating",
    "cqc_rating_date",
    "client_groups",
    "areas",
)


def _brought(
    offers: pd.DataFrame, table: pd.DataFrame, key: str, columns: tuple[str, ...]
) -> pd.DataFrame:
    return join(offers[[key]], table, [key], columns)


def _provider_status(seen: _Seen) -> NDArray[np.bool_]:
    status = _text(seen.provider["status"])
    return np.asarray(
        (status == "closed") | ((status == "no_new") & ~seen.is_current), dtype=bool
    )


def _is_approved(seen: _Seen) -> NDArray[np.bool_]:
    """Tell where the provider is approved for the person's lot, or one including it."""
    market = seen.market
    lots = [lot.lot for lot in market.lots]
    listed = market.providers["lots"]
    approved = np.column_stack(
        [listed.map(lambda own, lot=lot: not own or lot in own) for lot in lots]
    ).astype(bool)
    rows = market.provider_lots[market.provider_lots["lot"].isin(lots)]
    providers = pd.Index(market.providers["provider"])
    day = np.datetime64(market.day)
    begun = ~(rows["approved_from"].to_numpy() > day)
    ended = rows["approved_to"].to_numpy() <= day
    at_provider = providers.get_indexer(pd.Index(rows["provider"]))
    approved[at_provider, pd.Index(lots).get_indexer(pd.Index(rows["lot"]))] = (
        begun & ~ended
    )
    serves = np.array(
        [[lot in (other.lot, *other.includes) for lot in lots] for other in market.lots]
    )
    may_serve = approved.astype(np.int64) @ serves.astype(np.int64) > 0
    at_provider = providers.get_indexer(pd.Index(seen.provider["provider"]))
    at_lot = pd.Index(lots).get_indexer(pd.Index(seen.person["lot"]))
    return np.asarray(may_serve[at_provider, at_lot], dtype=bool)


def _rating(seen: _Seen) -> NDArray[np.bool_]:
    rules = seen.market.eligibility
    order = {rating.value: place for place, rating in enumerate(Rating)}
    merit = seen.provider["cqc_rating"].map(order).to_numpy(dtype=np.float64)
    is_rated = ~np.isnan(merit)
    refused = ~is_rated & (rules.unrated is Unrated.REFUSE)
    if rules.minimum_rating is not None:
        refused |= is_rated & (merit < order[rules.minimum_rating.value])
    if rules.rating_too_old_years is not None:
        oldest = pd.Timestamp(seen.market.day) - pd.DateOffset(
            years=rules.rating_too_old_years
        )
        refused |= is_rated & (seen.provider["cqc_rating_date"] < oldest).to_numpy()
    return np.asarray(refused, dtype=bool)


def _minimum_quality(seen: _Seen) -> NDArray[np.bool_]:
    market = seen.market
    least = {
        lot.lot: -np.inf if lot.minimum_quality is None else lot.minimum_quality
        for lot in market.lots
    }
    gate = seen.person["lot"].map(least).to_numpy(dtype=np.float64)
    quality = snap(market.offers["quality"].to_numpy(dtype=np.float64))
    return np.asarray((quality < snap(gate)) | _failed_question(seen), dtype=bool)


def _failed_question(seen: _Seen) -> NDArray[np.bool_]:
    """Tell where the mean mark of a question is under what the lot asks for."""
    market = seen.market
    asked = pd.DataFrame(
        [
            (lot.lot, question.question, question.minimum)
            for lot in market.lots
            for question in lot.question
            if question.minimum is not None
        ],
        columns=["lot", "question", "minimum"],
    )
    means = market.question_scores.groupby(
        ["referral", "provider", "question"], as_index=False
    )["score"].mean()
    people = market.referrals[["referral", "lot"]]
    known = means[means["referral"].isin(people["referral"])]
    marked = join(
        join(known, people, ["referral"], ["lot"]),
        asked.astype({"minimum": "float64"}),
        ["lot", "question"],
        ["minimum"],
        otherwise={"minimum": None},
    )
    failed = marked[snap(marked["score"]) < snap(marked["minimum"])]
    pairs = pd.MultiIndex.from_frame(failed[["referral", "provider"]])
    return _among(market.offers["referral"], market.offers["provider"], pairs)


def _household(seen: _Seen) -> NDArray[np.bool_]:
    needs = seen.person["household"].map(len).to_numpy(dtype=np.int64) > 0
    refused = np.asarray(seen.is_housed & needs, dtype=bool)
    at = np.flatnonzero(refused)
    wanted = seen.person["household"].iloc[at]
    offered = seen.scheme["household"].iloc[at]
    refused[at] = [
        not set(tags) <= set(has) for tags, has in zip(wanted, offered, strict=True)
    ]
    return refused
