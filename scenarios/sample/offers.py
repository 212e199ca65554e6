"""Offers: what providers bid for each person, and how the bids are marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from scenarios.sample import words
from scenarios.sample.referrals import DAY, MOVES_IN, NOBODY, OPENS, STAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from scenarios.sample.bidders import Bidder
    from scenarios.sample.draws import Draws
    from scenarios.sample.providers import Provider
    from scenarios.sample.referrals import Referral
    from scenarios.sample.schemes import Scheme

FEWEST, MOST = 3, 14
"""Offers for one person."""

_UNPRICED_OF_100: Final = 27
"""Offers that hold all of the support, whose price is left to the cost model."""

_INTO_A_SCHEME_OF_100: Final = 70
_BIDS_OF_100: Final = {
    "fits": 95,
    "stretches": 75,
    "breaks a rule": 20,
}
"""How often a bidder bids for somebody whom its room was not made for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One bid.

    Attributes
    ----------
    price_pence : int or None
        A week; None is left to the cost model.
    core_included : bool or None
        None without a scheme.
    """

    referral: Referral
    provider: Provider
    scheme: Scheme | None
    price_pence: int | None
    core_included: bool | None
    fit: int
    start: date
    status: str = "offered"
    reason: str = ""


def make(
    draws: Draws,
    referrals: Sequence[Referral],
    providers: Sequence[Provider],
    schemes: Sequence[Scheme],
    bidders: Sequence[Bidder],
) -> list[Offer]:
    """Draw every offer to the people of a district, by referral."""
    houses: dict[int, list[Scheme]] = {}
    for scheme in schemes:
        if scheme.voids:
            houses.setdefault(scheme.provider.number, []).append(scheme)
    found = []
    for referral in referrals:
        if referral.story == NOBODY:
            bids = _refused_by_all(draws, referral, providers, schemes)
        else:
            bids = _bids(draws, referral, bidders, houses)
            others = _others(draws, referral, providers, bids)
            wanted = max(FEWEST - len(bids), draws.whole(0, 5))
            bids = [*bids, *others[: min(wanted, MOST - len(bids))]]
        found += draws.shuffled(bids)
    return found


def suits(provider: Provider, referral: Referral) -> bool:
    """Tell whether the rules of the case let a provider of the lot serve somebody."""
    return (
        provider.may_bid
        and referral.area in (provider.areas or (referral.area,))
        and referral.client_group
        in (provider.client_groups or (referral.client_group,))
        and (provider.registered or not referral.personal_care)
    )


def bid(
    draws: Draws, provider: Provider, referral: Referral, scheme: Scheme | None
) -> Offer:
    """Draw one bid: the provider's own prices, give or take, times what is needed."""
    rate = provider.rate_pence + draws.bell(-60, 60)
    price = rate * (referral.one_to_one + 2 * referral.two_to_one)
    included = None
    if scheme is None:
        price += rate * referral.background
        price += 7 * _night_pence(provider, referral.night) // referral.shared_by
    else:
        included = not scheme.story and not scheme.has_rota and draws.chance(60)
        price += scheme.background_pence // scheme.places if included else 0
    meant_to_share = scheme is not None and scheme.story == referral.story != ""
    asks = included is False or not draws.chance(_UNPRICED_OF_100)
    return Offer(
        referral=referral,
        provider=provider,
        scheme=scheme,
        price_pence=price if asks else None,
        core_included=included,
        fit=5 * draws.bell(16 if meant_to_share else 6, 20),
        start=DAY + timedelta(days=draws.whole(14, (referral.start_by - DAY).days)),
    )


def _night_pence(provider: Provider, night: str) -> int:
    prices = {"sleep_in": provider.sleep_in_pence, "waking": provider.waking_pence}
    return prices.get(night, 0)


def _bids(
    draws: Draws,
    referral: Referral,
    bidders: Sequence[Bidder],
    houses: dict[int, list[Scheme]],
) -> list[Offer]:
    """Draw the bids of those with room; the one whose room fits always bids."""
    made = []
    for bidder in draws.shuffled(bidders):
        provider = bidder.provider
        is_meant = referral.number in bidder.made_for
        if not is_meant and not _would_bid(draws, bidder, referral):
            continue
        own = houses.get(provider.number, [])
        house = _house(draws, referral, own, is_meant=is_meant)
        made.append(bid(draws, provider, referral, house))
    return sorted(made, key=lambda one: one.provider.number)[: MOST - 1]


def _would_bid(draws: Draws, bidder: Bidder, referral: Referral) -> bool:
    if referral.lot != bidder.serves:
        return False
    if not suits(bidder.provider, referral):
        return draws.chance(_BIDS_OF_100["breaks a rule"])
    if bidder.room >= referral.hours:
        return draws.chance(_BIDS_OF_100["fits"])
    near = 10 * bidder.room >= 6 * referral.hours
    return near and draws.chance(_BIDS_OF_100["stretches"])


def _house(
    draws: Draws, referral: Referral, houses: Sequence[Scheme], *, is_meant: bool
) -> Scheme | None:
    """Choose the house that a bid is for, if it is for one."""
    nights = ("none", "sleep_in", "waking")
    own = [
        one
        for one in houses
        if one.lot == referral.lot
        and nights.index(one.night) >= nights.index(referral.night)
        and (_fits(one, referral) or (not is_meant and draws.chance(40)))
    ]
    if not own or referral.story == STAYS:
        return None
    always = own[0].story in (MOVES_IN, OPENS)
    return own[0] if always or draws.chance(_INTO_A_SCHEME_OF_100) else None


def _fits(house: Scheme, referral: Referral) -> bool:
    reachable = house.accessible or not referral.accessible
    return reachable and set(referral.household) <= set(house.household)


def _others(
    draws: Draws,
    referral: Referral,
    providers: Sequence[Provider],
    bids: Sequence[Offer],
) -> list[Offer]:
    """Draw offers that come to nothing: declined, late, withdrawn or against a rule."""
    known = {one.provider.number for one in bids}
    left = [
        one
        for one in draws.shuffled(providers)
        if one.number not in known and referral.lot in one.lots
    ]
    able = [one for one in left if one.is_usual and suits(one, referral)]
    unable = [one for one in left if not suits(one, referral)]
    # Those who may not bid at all come last, and so are taken first.
    unable.sort(key=lambda one: not one.may_bid or not one.registered)
    made = []
    for _ in range(MOST):
        kind = draws.weighted(("declined", "late", "withdrawn", "offered"), _KINDS)
        pool = unable if kind == "offered" else able
        if pool:
            provider = pool.pop()
            made.append(_spoilt(draws, bid(draws, provider, referral, None), kind))
    return made


_KINDS: Final = (50, 15, 15, 20)


def _spoilt(draws: Draws, offer: Offer, kind: str) -> Offer:
    if kind == "declined":
        return replace(offer, status=kind, reason=draws.pick(words.DECLINED))
    if kind == "withdrawn":
        return replace(offer, status=kind, reason=draws.pick(words.WITHDRAWN))
    if kind == "late":
        return replace(offer, status=kind, reason="came after the window had closed")
    return offer


def _refused_by_all(
    draws: Draws,
    referral: Referral,
    providers: Sequence[Provider],
    schemes: Sequence[Scheme],
) -> list[Offer]:
    """Draw offers to somebody whom nobody can serve: each breaks another rule."""
    usual = [one for one in draws.shuffled(providers) if one.is_usual]
    able = [one for one in usual if "2" in one.lots and suits(one, referral)]
    below = [one for one in usual if "2" not in one.lots and suits(one, referral)]
    unable = [one for one in usual if "2" in one.lots and not suits(one, referral)]
    made = [_spoilt(draws, bid(draws, able.pop(), referral, None), "late")]
    made += [
        bid(draws, able.pop(able.index(one.provider)), referral, one)
        for one in schemes
        if one.lot == "2" and one.voids and not one.accessible and one.provider in able
    ][:2]
    made += [bid(draws, one, referral, None) for one in (*below[:1], *unable[:2])]
    wanted = max(FEWEST - len(made), 1)
    return made + [
        _spoilt(draws, bid(draws, one, referral, None), "declined")
        for one in able[:wanted]
    ]
