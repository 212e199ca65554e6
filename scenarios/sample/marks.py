"""Marks: how the questions of quality are scored, bid by bid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.sample.rules import OUT_OF, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.draws import Draws
    from scenarios.sample.offers import Offer


@dataclass(frozen=True, slots=True)
class Mark:
    """One agreed mark of one question for one bid, in half marks."""

    offer: Offer
    question: str
    halves: int


def make(draws: Draws, offers: Sequence[Offer]) -> list[Mark]:
    """Mark every bid that stands, about as well as its provider is known to be."""
    return [
        Mark(offer, question, _halves(draws, offer))
        for offer in offers
        if offer.status == "offered"
        for question, _ in QUESTIONS.get(offer.referral.lot, ())
    ]


def _halves(draws: Draws, offer: Offer) -> int:
    usual = 2 * OUT_OF * offer.provider.quality // 100
    return min(max(usual + draws.whole(-1, 2), 2), 2 * OUT_OF)
