"""Schemes: the houses where people share background support, and their voids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from scenarios.sample import words
from scenarios.sample.referrals import DAY, MOVES_IN, OPENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.bidders import Bidder
    from scenarios.sample.draws import Draws
    from scenarios.sample.providers import Provider

_IN_LOT: Final = {"1": 32, "2": 47, "3": 11}
PER_DISTRICT: Final = sum(_IN_LOT.values())

_PLACES: Final = {"1": (2, 3, 3, 4, 4, 5), "2": (2, 3, 4, 4, 5, 6), "3": (2, 2, 3, 3)}
_CORE_HOURS_A_PLACE: Final = {"1": (8, 16), "2": (14, 28), "3": (20, 36)}

_WITH_A_VOID: Final = 21
"""Schemes with an empty place: 160 of 700 tenancies in Lancashire, of 90 here."""

_ROTAS: Final = 9
"""Schemes whose background cost is to be worked out from a rota."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A house with places.

    Attributes
    ----------
    core_hours : int
        Hours of background support a week.
    night : str
        none, sleep_in or waking.
    background_pence : int
        What the background costs a week, nights included.
    has_rota : bool
        The case holds its rota and not its cost.
    story : str
        MOVES_IN for the house that is mostly empty, OPENS for the one not yet open.
    """

    number: int
    provider: Provider
    lot: str
    area: str
    places: int
    occupied: int
    core_hours: int
    night: str
    background_pence: int
    accessible: bool
    household: tuple[str, ...]
    void_since: date | None
    has_rota: bool
    story: str

    @property
    def voids(self) -> int:
        """Places that are empty."""
        return self.places - self.occupied


def make(
    draws: Draws,
    district: int,
    providers: Sequence[Provider],
    bidders: Sequence[Bidder],
) -> list[Scheme]:
    """Draw the schemes of a district, with most of the voids where there is room."""
    owners = _owners_with_a_void(draws, bidders)
    numbers = iter(draws.shuffled(range(PER_DISTRICT)))
    first = district * PER_DISTRICT
    made = []
    for lot, wanted in _IN_LOT.items():
        empty = [(owner, story) for owner, at, story in owners if at == lot]
        holders = [one for one in providers if lot in one.lots and one.is_usual]
        weights = [draws.whole(1, 6) ** 2 for _ in holders]
        for at in range(wanted):
            has_void = at < len(empty)
            owner, story = (
                empty[at] if has_void else (draws.weighted(holders, weights), "")
            )
            made.append(
                _scheme(
                    draws,
                    district,
                    number=first + next(numbers),
                    owner=owner,
                    lot=lot,
                    story=story,
                    has_void=has_void,
                )
            )
    return sorted(_with_rotas(draws, made), key=lambda one: one.number)


def _owners_with_a_void(
    draws: Draws, bidders: Sequence[Bidder]
) -> list[tuple[Provider, str, str]]:
    """Give who has a house with a void, in which lot, and its story."""
    told = [one for one in bidders if one.story in (MOVES_IN, OPENS)]
    others = [one for one in bidders if one not in told]
    owners = [(one.provider, one.lot, one.story) for one in told]
    chosen = [*others, *draws.some(others, _WITH_A_VOID)][: _WITH_A_VOID - len(told)]
    return owners + [(one.provider, one.lot, "") for one in chosen]


def _scheme(
    draws: Draws,
    district: int,
    *,
    number: int,
    owner: Provider,
    lot: str,
    story: str,
    has_void: bool,
) -> Scheme:
    towns = words.towns(district)
    places = draws.pick(_PLACES[lot])
    occupied = places
    if story == OPENS:
        places, occupied = 4, 0
    elif story == MOVES_IN:
        places, occupied = 6, 2
    elif has_void:
        places = max(places, 2)
        occupied = places - 1
    core_hours = places * draws.bell(*_CORE_HOURS_A_PLACE[lot])
    night = "sleep_in" if story else _night(draws, lot)
    return Scheme(
        number=number,
        provider=owner,
        lot=lot,
        area=draws.pick(owner.areas or towns),
        places=places,
        occupied=occupied,
        core_hours=core_hours,
        night=night,
        background_pence=background_pence(owner, core_hours, night),
        accessible=draws.chance(30),
        household=(draws.pick(("women", "men")),) if draws.chance(8) else (),
        void_since=DAY - timedelta(days=draws.whole(14, 400)) if has_void else None,
        has_rota=False,
        story=story,
    )


def background_pence(owner: Provider, core_hours: int, night: str) -> int:
    """Give what a house's background costs a week at its provider's own prices."""
    nights = {"none": 0, "sleep_in": owner.sleep_in_pence, "waking": owner.waking_pence}
    return core_hours * owner.rate_pence + 7 * nights[night]


def _night(draws: Draws, lot: str) -> str:
    if lot == "1":
        return "none"
    waking = 30 if lot == "2" else 70
    return "waking" if draws.chance(waking) else "sleep_in"


def _with_rotas(draws: Draws, made: Sequence[Scheme]) -> list[Scheme]:
    """Let some houses hold a rota, which then says what their core hours are."""
    plain = [one for one in made if not one.story and one.lot != "3"]
    chosen = {one.number for one in draws.some(plain, _ROTAS)}
    return [_with_rota(one) if one.number in chosen else one for one in made]


def _with_rota(scheme: Scheme) -> Scheme:
    hours = 7 * sum(end - start for start, end in ROTA_HOURS[scheme.lot])
    return replace(
        scheme,
        core_hours=hours,
        background_pence=background_pence(scheme.provider, hours, scheme.night),
        has_rota=True,
    )


ROTA_HOURS: Final = {"1": ((7, 10), (16, 21)), "2": ((7, 22),)}
"""Hours of the day with one worker on duty, by lot, every day of the week."""
