"""Rows of the bids: offers and the marks of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costing.money import amount
from scenarios.sample.ids import fourths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row


def offers(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of offers."""
    for offer in district.offers:
        price = offer.price_pence
        yield {
            "referral": ids.referral(offer.referral.number),
            "provider": ids.provider(offer.provider.number),
            "scheme": offer.scheme and ids.scheme(offer.scheme.number),
            "price_gbp_per_week": None if price is None else amount(price),
            "core_included": offer.core_included,
            "fit": offer.fit,
            "start": offer.start,
            "status": offer.status,
            "reason": offer.reason,
        }


def question_scores(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of marks, agreed by a panel."""
    for mark in district.marks:
        yield {
            "referral": ids.referral(mark.offer.referral.number),
            "provider": ids.provider(mark.offer.provider.number),
            "question": mark.question,
            "score": fourths(2 * mark.halves),
            "evaluator": "panel",
        }
