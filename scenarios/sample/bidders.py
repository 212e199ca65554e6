"""Bidders: the few providers with room, and for how many hours of whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from scenarios.sample import words
from scenarios.sample.referrals import MOVES_IN, NOBODY, OPENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.draws import Draws
    from scenarios.sample.providers import Provider
    from scenarios.sample.referrals import Referral

_TWO_AT_ONCE: Final = frozenset({MOVES_IN, OPENS})
_GROWS_FROM: Final = 45
"""The quality below which no provider is asked to grow."""

_HOUSES_FROM: Final = 60
"""The quality below which no provider is asked to fill a house."""

_SHORT_OF: Final = 2
"""People of lot 3 for whom no provider has room."""


@dataclass(frozen=True, slots=True)
class Bidder:
    """A provider that can take somebody, and so bids.

    A bidder's room is made to fit one or two of the people who wait, with little to
    spare: what a provider says when it is asked how many it could start if it won
    several. Whom it was made for stays unsaid in the case.

    Attributes
    ----------
    lot : str
        The lot it has room in.
    serves : str
        The lot it bids in: the same, or lot 1 which lot 2 includes.
    room : int
        Hours a week that it can still take.
    places : int or None
        People whom it can still take; None is no limit but the hours.
    made_for : tuple of int
        Numbers of the referrals that its room was made for, whose story it shares.
    """

    provider: Provider
    lot: str
    serves: str
    room: int
    places: int | None
    made_for: tuple[int, ...]
    story: str


def choose(
    draws: Draws, referrals: Sequence[Referral], providers: Sequence[Provider]
) -> list[Bidder]:
    """Choose who has room, and give each the areas and client groups to use it."""
    free = [
        one
        for one in draws.shuffled(providers)
        if one.is_usual and one.registered and one.quality >= _GROWS_FROM
    ]
    bidders = []
    for lot in ("3", "2", "1"):
        for basket in _baskets(draws, lot, referrals):
            least = _HOUSES_FROM if len(basket) > 1 else _GROWS_FROM
            provider = next(
                one for one in free if lot in one.lots and one.quality >= least
            )
            free.remove(provider)
            bidders.append(_bidder(draws, provider, basket, referrals))
    below = next(one for one in free if one.lots == ("2",))
    bidders.append(_bidder(draws, below, [_smallest(referrals)], referrals))
    free.remove(below)
    spare = next(one for one in free if "2" in one.lots)
    return [*bidders, _unmeant(draws, spare, referrals)]


def _baskets(
    draws: Draws, lot: str, referrals: Sequence[Referral]
) -> list[list[Referral]]:
    """Share out the people of a lot whom somebody can take, one or two together."""
    people = [one for one in referrals if one.lot == lot and one.story != NOBODY]
    if lot == "3":
        people = draws.some(people, len(people) - _SHORT_OF)
    if lot == "1":
        people.remove(_smallest(referrals))
    together = [
        [one for one in people if one.story == story] for story in sorted(_TWO_AT_ONCE)
    ]
    single = [[one] for one in people if one.story not in _TWO_AT_ONCE]
    return [basket for basket in (*together, *single) if basket]


def _smallest(referrals: Sequence[Referral]) -> Referral:
    """Give the person of lot 1 whom only a provider of lot 2 has room for."""
    plain = [one for one in referrals if one.lot == "1" and not one.story]
    return min(plain, key=lambda one: one.hours)


def _bidder(
    draws: Draws,
    provider: Provider,
    basket: Sequence[Referral],
    referrals: Sequence[Referral],
) -> Bidder:
    lot = basket[0].lot if basket[0].lot in provider.lots else provider.lots[0]
    needed = sum(one.hours for one in basket)
    exact = len(basket) > 1 or draws.chance(40)
    room = needed if exact else -(-needed // 5) * 5
    one_only = len(basket) == 1 and (lot == "3" or draws.chance(50))
    return Bidder(
        provider=_widened(draws, provider, basket, referrals),
        lot=lot,
        serves=basket[0].lot,
        room=room,
        places=1 if one_only else None,
        made_for=tuple(one.number for one in basket),
        story=basket[0].story,
    )


def _unmeant(draws: Draws, provider: Provider, referrals: Sequence[Referral]) -> Bidder:
    """Give a bidder in lot 2 whose room was made for nobody."""
    hours = sorted(one.hours for one in referrals if one.lot == "2")
    return Bidder(
        provider=_widened(draws, provider, (), referrals),
        lot="2",
        serves="2",
        room=hours[len(hours) // 2],
        places=None,
        made_for=(),
        story="",
    )


def _widened(
    draws: Draws,
    provider: Provider,
    basket: Sequence[Referral],
    referrals: Sequence[Referral],
) -> Provider:
    """Let a provider serve whom its room is for, and the usual people elsewhere."""
    groups = {*words.CLIENT_GROUPS[:4], *(one.client_group for one in basket)}
    areas = {one.area for one in (*basket, *draws.some(referrals, 8))}
    return replace(
        provider,
        client_groups=_with(provider.client_groups, groups),
        areas=_with(provider.areas, areas),
    )


def _with(held: tuple[str, ...], wanted: set[str]) -> tuple[str, ...]:
    """Add what is wanted to a list of which none means all."""
    return (*held, *sorted(wanted - set(held))) if held else held
