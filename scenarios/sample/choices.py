"""Choices: what people prefer, who may not live together, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from scenarios.sample.referrals import MOVES_IN, NEAR, OPENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.bidders import Bidder
    from scenarios.sample.caseload import Person
    from scenarios.sample.draws import Draws
    from scenarios.sample.offers import Offer
    from scenarios.sample.providers import Provider
    from scenarios.sample.referrals import Referral
    from scenarios.sample.schemes import Scheme

_RANKS_OF_100: Final = 70
"""People who say what they would like."""

_VETOES: Final = 3


@dataclass(frozen=True, slots=True)
class Preference:
    """What one person says of one provider, scheme or area.

    Attributes
    ----------
    about : Provider, Scheme or str
        A text is an area.
    """

    referral: Referral
    about: Provider | Scheme | str
    rank: int | None = None
    veto: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """A person who waits, and one who may not share a house with them."""

    referral: Referral
    other: Referral | Person
    reason: str


def preferences(
    draws: Draws,
    referrals: Sequence[Referral],
    offers: Sequence[Offer],
    bidders: Sequence[Bidder],
) -> list[Preference]:
    """Draw what people rank, what a few refuse, and who wants only their own town."""
    made = []
    vetoes = 0
    meant = _meant(bidders)
    for referral in referrals:
        bids = [one for one in offers if one.referral is referral]
        if referral.story == NEAR:
            made.append(Preference(referral, referral.area, rank=1, only=True))
        elif referral.story in (MOVES_IN, OPENS):
            made += _would_share(referral, bids)
        elif not referral.story and draws.chance(_RANKS_OF_100):
            ranked = _ranked(draws, referral, bids)
            made += ranked
            refused = _refused(draws, bids, ranked, meant.get(referral.number))
            if refused is not None and vetoes < _VETOES:
                made.append(Preference(referral, refused, veto=True))
                vetoes += 1
    return made


def _would_share(referral: Referral, bids: Sequence[Offer]) -> list[Preference]:
    """Give what somebody prefers who has seen the house with room for several."""
    return [
        Preference(referral, one.scheme, rank=1)
        for one in bids
        if one.scheme is not None and one.scheme.story == referral.story
    ]


def _ranked(
    draws: Draws, referral: Referral, bids: Sequence[Offer]
) -> list[Preference]:
    houses = {one.scheme.number: one.scheme for one in bids if one.scheme is not None}
    known = [one.provider for one in bids if one.status == "offered"]
    about: list[Provider | Scheme | str] = [
        *draws.some(list(houses.values()), draws.whole(0, 2)),
        *draws.some(known, draws.whole(0, 1)),
        referral.area,
    ]
    return [
        Preference(referral, one, rank=at)
        for at, one in enumerate(draws.some(about, draws.whole(1, 3)), start=1)
    ]


def _refused(
    draws: Draws,
    bids: Sequence[Offer],
    ranked: Sequence[Preference],
    meant: int | None,
) -> Provider | None:
    """Choose whom a person refuses where that leaves others enough."""
    liked = [one.about for one in ranked]
    left = [
        one.provider
        for one in bids
        if one.status == "offered"
        and one.provider.number != meant
        and one.provider not in liked
        and one.scheme not in liked
    ]
    return draws.pick(left) if len(left) > 4 else None


def apart(
    draws: Draws,
    offers: Sequence[Offer],
    people: Sequence[Person],
    bidders: Sequence[Bidder],
) -> list[Apart]:
    """Draw who may not share: people who bid for one house, and people and tenants."""
    meant = _meant(bidders)
    made: list[Apart] = []
    for scheme in _shared_houses(offers):
        asked = [one.referral for one in offers if one.scheme is scheme]
        owner = scheme.provider.number
        pairs = [
            (one, other)
            for one, other in combinations(asked, 2)
            if meant.get(one.number) != meant.get(other.number)
            and all((one, other) != (told.referral, told.other) for told in made)
        ]
        made += [Apart(*pair, draws.pick(_REASONS)) for pair in draws.some(pairs, 1)]
        tenants = [one for one in people if one.scheme is scheme]
        strangers = [one for one in asked if meant.get(one.number) != owner]
        if tenants and strangers:
            pair = draws.pick(strangers), draws.pick(tenants)
            made.append(Apart(*pair, draws.pick(_REASONS)))
    return made


_REASONS: Final = (
    "assessed as not compatible",
    "known to each other from an earlier home",
    "conflicting routines at night",
)


def _meant(bidders: Sequence[Bidder]) -> dict[int, int]:
    """Give the provider whose room was made for each person, by their numbers."""
    return {number: one.provider.number for one in bidders for number in one.made_for}


def _shared_houses(offers: Sequence[Offer]) -> list[Scheme]:
    """Give the houses with more than one void that somebody is offered, in order."""
    houses = {
        one.scheme.number: one.scheme
        for one in offers
        if one.scheme is not None and one.scheme.voids > 1
    }
    return [houses[number] for number in sorted(houses)]
