"""The contract's rules about single offers, by plain loops over a market's tables.

Written from the contract (CASE.md, "Meanings that must not vary"), not from the code
that it judges. Numbers are exact: minutes, pence and fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocation.market import Market
    from allocation.rules import Lot

Row = dict[str, Any]

RATINGS = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
CHOICE = {1: 100, 2: 75, 3: 50, 4: 25}


def exact(number: float) -> Fraction:
    """Read a float as the simple ratio that it stands for."""
    return Fraction(number).limit_denominator(10**6)


def given(cell: object) -> bool:
    """Is a number or a day stated?"""
    return not pd.isna(cell)  # type: ignore[call-overload]  # any cell, not an array


def half_up(number: Fraction) -> int:
    """Round a number that is not negative, half up."""
    return int(number + Fraction(1, 2))


def minutes(hours: float) -> int:
    """Give hours as whole minutes."""
    return half_up(exact(hours) * 60)


def pence(pounds: float) -> int:
    """Give pounds as whole pence."""
    return half_up(exact(pounds) * 100)


def total(amounts: Iterable[int | Fraction]) -> Fraction:
    """Add, exactly."""
    return sum((Fraction(amount) for amount in amounts), Fraction(0))


class Tables:
    """A market's tables as plain rows, and the contract's rules over them."""

    def __init__(self, market: Market) -> None:
        def rows(table: pd.DataFrame) -> list[Row]:
            return [
                {str(name): value for name, value in row.items()}
                for row in table.to_dict("records")
            ]

        self.market = market
        self.day = pd.Timestamp(market.day)
        self.lots = {lot.lot: lot for lot in market.lots}
        self.providers = {row["provider"]: row for row in rows(market.providers)}
        self.provider_lots = rows(market.provider_lots)
        self.schemes = {row["scheme"]: row for row in rows(market.schemes)}
        self.referrals = {row["referral"]: row for row in rows(market.referrals)}
        self.offers = rows(market.offers)
        self.preferences = rows(market.preferences)
        self.apart = rows(market.may_not_share)
        self.scores = rows(market.question_scores)
        self.living = [
            row
            for row in rows(market.commitments)
            if self.holds(row["start"], row["end"])
        ]
        self.committed = [row for row in self.living if not row["up_for_award"]]
        for row in self.committed:
            in_hours = row["unit"] == "hours" and given(row["units_per_week"])
            row["minutes"] = minutes(row["units_per_week"]) if in_hours else 0
            if len(self.lots) == 1:
                row["lot"] = row["lot"] or market.lots[0].lot
        self.points = self._points()

    def holds(self, first: Any, end: Any) -> bool:
        """Is the day in a span, which may be open at either end?"""
        started = not given(first) or first <= self.day
        return bool(started and (not given(end) or self.day < end))

    # Who may serve whom.

    def must_stay(self, referral: Row) -> bool:
        """Is the person bound to the provider they have?"""
        if not referral["must_stay"]:
            return False
        return bool(self.providers[referral["current_provider"]]["status"] != "closed")

    def approved(self, provider: Row, lot: str) -> bool:
        """Is the provider approved for the lot itself, on the day?"""
        for row in self.provider_lots:
            if (row["provider"], row["lot"]) == (provider["provider"], lot):
                return self.holds(row["approved_from"], row["approved_to"])
        return not provider["lots"] or lot in provider["lots"]

    def lot(self, offer: Row) -> str:
        """Give the lot of an offer's person."""
        return str(self.referrals[offer["referral"]]["lot"])

    def area(self, offer: Row) -> str:
        """Give the area an offer is in."""
        if offer["scheme"] and self.schemes[offer["scheme"]]["area"]:
            return str(self.schemes[offer["scheme"]]["area"])
        return str(self.referrals[offer["referral"]]["area"])

    def matches(self, preference: Row, offer: Row) -> bool:
        """Is it this offer's provider, scheme or area that the preference names?"""
        if preference["provider"]:
            return bool(preference["provider"] == offer["provider"])
        if preference["scheme"]:
            return bool(preference["scheme"] == offer["scheme"])
        return bool(preference["area"] == self.area(offer))

    def wishes(self, offer: Row) -> list[Row]:
        """Give what the person of an offer prefers."""
        return [p for p in self.preferences if p["referral"] == offer["referral"]]

    def refusal(self, offer: Row) -> str:  # noqa: PLR0911, PLR0912  # one list, read from the top
        """Give the first rule that refuses an offer, or nothing."""
        referral = self.referrals[offer["referral"]]
        provider = self.providers[offer["provider"]]
        lot = self.lots[referral["lot"]]
        wishes = self.wishes(offer)
        if offer["status"] != "offered":
            return "offer_status"
        if provider["status"] == "closed":
            return "provider_status"
        stays = referral["current_provider"] == offer["provider"]
        if provider["status"] == "no_new" and not stays:
            return "provider_status"
        wider = [other.lot for other in self.lots.values() if lot.lot in other.includes]
        if not any(self.approved(provider, name) for name in [lot.lot, *wider]):
            return "lot_approval"
        if referral["personal_care"] and not provider["cqc_registered"]:
            return "personal_care"
        if lot.requires_cqc and not provider["cqc_registered"]:
            return "lot_cqc"
        if referral["night_support"] != "none" and not lot.accepts_night_support:
            return "night_support"
        groups = provider["client_groups"]
        if groups and referral["client_group"] not in ("", *groups):
            return "client_group"
        if provider["areas"] and referral["area"] not in ("", *provider["areas"]):
            return "area"
        if self._rating_refuses(provider):
            return "rating"
        if self._quality_refuses(offer, lot):
            return "minimum_quality"
        if offer["scheme"]:
            scheme = self.schemes[offer["scheme"]]
            if referral["accessible"] and not scheme["accessible"]:
                return "accessibility"
            if any(tag not in scheme["household"] for tag in referral["household"]):
                return "household"
        if any(p["veto"] and self.matches(p, offer) for p in wishes):
            return "veto"
        only = [p for p in wishes if p["only"]]
        if only and not any(self.matches(p, offer) for p in only):
            return "only"
        if self.must_stay(referral) and not stays:
            return "must_stay"
        return ""

    def _rating_refuses(self, provider: Row) -> bool:
        rules = self.market.eligibility
        rating = provider["cqc_rating"]
        if rating not in RATINGS:
            return rules.unrated == "refuse"
        least = rules.minimum_rating or RATINGS[0]
        if RATINGS.index(rating) < RATINGS.index(least):
            return True
        years = rules.rating_too_old_years
        if years is None or not given(provider["cqc_rating_date"]):
            return False
        oldest = self.day - pd.DateOffset(years=years)
        return bool(provider["cqc_rating_date"] < oldest)

    def _quality_refuses(self, offer: Row, lot: Lot) -> bool:
        if exact(offer["quality"]) < exact(lot.minimum_quality or 0.0):
            return True
        for question in lot.question:
            marks = [
                exact(row["score"])
                for row in self.scores
                if row["referral"] == offer["referral"]
                and row["provider"] == offer["provider"]
                and row["question"] == question.question
            ]
            least = exact(question.minimum or 0.0)
            if marks and total(marks) / len(marks) < least:
                return True
        return False

    # Points.

    def key(self, offer: Row) -> tuple[str, str, str]:
        """Give what names an offer."""
        return offer["referral"], offer["provider"], offer["scheme"]

    def choice(self, offer: Row) -> int:
        """Give the choice points of an offer."""
        ranked = [p for p in self.wishes(offer) if given(p["rank"])]
        if not ranked:
            return 50
        hits = [p for p in ranked if self.matches(p, offer)]
        return max((CHOICE.get(int(p["rank"]), 0) for p in hits), default=0)

    def weights(self, referral: Row) -> dict[str, Fraction]:
        """Give the weights that hold for a person."""
        lot = self.lots[referral["lot"]]
        weights = lot.weights or self.market.scoring.weights
        return {
            part: exact(
                referral[f"{part}_weight"]
                if given(referral[f"{part}_weight"])
                else getattr(weights, part)
            )
            for part in ("quality", "price", "choice", "fit")
        }

    def _points(self) -> dict[tuple[str, str, str], int]:
        """Give hundredths of points of each eligible offer."""
        points = {}
        eligible = [offer for offer in self.offers if not self.refusal(offer)]
        for offer in eligible:
            referral = self.referrals[offer["referral"]]
            prices = [
                int(other["evaluated_pence"])
                for other in eligible
                if other["referral"] == offer["referral"]
            ]
            weights = self.weights(referral)
            parts = {
                "quality": exact(offer["quality"]),
                "price": self.price_points(
                    int(offer["evaluated_pence"]), prices, referral
                ),
                "choice": Fraction(self.choice(offer)),
                "fit": exact(offer["fit"]),
            }
            mean = total(weights[p] * parts[p] for p in parts) / total(weights.values())
            points[self.key(offer)] = half_up(mean * 100)
        return points

    def price_points(self, price: int, prices: list[int], referral: Row) -> Fraction:
        """Give price points of an evaluated price among a person's eligible offers."""
        lot = self.lots[referral["lot"]]
        scoring = self.market.scoring
        if (lot.price_formula or scoring.price_formula) == "lowest_ratio":
            return Fraction(100 * min(prices), price)
        floor = lot.floor_gbp_per_week
        ceiling = lot.ceiling_gbp_per_week
        floor = scoring.floor_gbp_per_week if floor is None else floor
        ceiling = scoring.ceiling_gbp_per_week if ceiling is None else ceiling
        assert floor is not None
        assert ceiling is not None
        low, high = pence(floor), pence(ceiling)
        share = Fraction(high - price, high - low)
        return 100 * max(Fraction(0), min(Fraction(1), share))
