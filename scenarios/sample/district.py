"""District: one council's worth of market, and how districts trade with each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from scenarios.sample import (
    bidders,
    caseload,
    choices,
    marks,
    offers,
    providers,
    rates,
    referrals,
    schemes,
)
from scenarios.sample.draws import Draws
from scenarios.sample.referrals import NOBODY, STAYS

if TYPE_CHECKING:
    from scenarios.sample.bidders import Bidder
    from scenarios.sample.caseload import Person
    from scenarios.sample.choices import Apart, Preference
    from scenarios.sample.marks import Mark
    from scenarios.sample.offers import Offer
    from scenarios.sample.providers import Provider
    from scenarios.sample.rates import Cost, Rate
    from scenarios.sample.referrals import Referral
    from scenarios.sample.schemes import Scheme

_ACROSS: Final = 4
"""Offers of a district's bidders to people of the next one."""


@dataclass(frozen=True, slots=True)
class District:
    """Everything that is drawn for one district."""

    number: int
    referrals: list[Referral]
    providers: list[Provider]
    bidders: list[Bidder]
    schemes: list[Scheme]
    people: list[Person]
    offers: list[Offer]
    marks: list[Mark]
    preferences: list[Preference]
    apart: list[Apart]
    rates: list[Rate]
    costs: list[Cost]


def make(seed: int, factor: int) -> list[District]:
    """Draw so many districts; in a ring, some bidders bid in the next one.

    Parameters
    ----------
    seed : int
        0 or more.
    factor : int
        1 or more.
    """
    alone = [_district(Draws(seed, number), number) for number in range(factor)]
    if factor == 1:
        return alone
    return [_visited(seed, one, alone[one.number - 1]) for one in alone]


def _district(draws: Draws, number: int) -> District:
    waiting = referrals.make(draws, number)
    market = providers.make(draws, number)
    bidding = bidders.choose(draws, waiting, market)
    widened = {one.provider.number: one.provider for one in bidding}
    market = [widened.get(one.number, one) for one in market]
    houses = schemes.make(draws, number, market, bidding)
    people = caseload.make(
        draws,
        number,
        providers=market,
        schemes=houses,
        bidders=bidding,
        referrals=waiting,
    )
    bids = offers.make(draws, waiting, market, houses, bidding)
    return District(
        number=number,
        referrals=waiting,
        providers=market,
        bidders=bidding,
        schemes=houses,
        people=people,
        offers=bids,
        marks=marks.make(draws, bids),
        preferences=choices.preferences(draws, waiting, bids, bidding),
        apart=choices.apart(draws, bids, people, bidding),
        rates=rates.make(draws, market),
        costs=rates.costs(draws, market),
    )


def _visited(seed: int, home: District, neighbour: District) -> District:
    """Let bidders of the neighbour that work everywhere bid for people at home."""
    draws = Draws(seed, home.number, neighbour.number)
    room = {one.number: offers.MOST for one in home.referrals}
    for offer in home.offers:
        room[offer.referral.number] -= 1
    pairs = [
        (bidder, referral)
        for bidder in neighbour.bidders
        for referral in home.referrals
        if room[referral.number] > 0
        and referral.story not in (NOBODY, STAYS)
        and bidder.lot == referral.lot
        and bidder.room >= referral.hours
        and offers.suits(bidder.provider, referral)
    ]
    visiting: list[Offer] = []
    for bidder, referral in draws.shuffled(pairs):
        if room[referral.number] and len(visiting) < _ACROSS:
            visiting.append(offers.bid(draws, bidder.provider, referral, None))
            room[referral.number] -= 1
    return replace(
        home,
        offers=[*home.offers, *visiting],
        marks=[*home.marks, *marks.make(draws, visiting)],
    )
