"""Providers: the market of a district, who may serve which lot, and its prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from scenarios.sample import words
from scenarios.sample.referrals import DAY

if TYPE_CHECKING:
    from scenarios.sample.draws import Draws

_LOTS: Final = (
    *(("1",),) * 34,
    *(("1", "2"),) * 42,
    *(("2",),) * 18,
    *(("2", "3"),) * 8,
    *(("3",),) * 6,
    *(("1", "2", "3"),) * 4,
)

PER_DISTRICT: Final = len(_LOTS)

_UNREGISTERED: Final[dict[tuple[str, ...], int]] = {
    ("1",): 4,
    ("1", "2"): 1,
    ("3",): 1,
}
"""How many of those in just these lots are not registered with CQC, or no more."""

_RATED: Final = ("Outstanding", "Good", "Requires improvement", "Inadequate", "")
_RATED_BY: Final = (4, 57, 10, 1, 34)
"""A third of registered locations in the community have no rating, 33.5 % published."""

_QUALITY: Final = {
    "Outstanding": (82, 96),
    "Good": (60, 88),
    "Requires improvement": (42, 62),
    "Inadequate": (28, 44),
    "": (46, 84),
}

_OLD: Final = 27
"""Of the 72 ratings, those of four years and more: 36.8 % published."""

_STATUS: Final = ("closed", "closed", "no_new", "no_new", "no_new", "no_new")


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider.

    Attributes
    ----------
    rating : str
        Empty: registered and not rated, or not registered.
    client_groups, areas : tuple of str
        Empty: all.
    approved_to : date or None
        The last day of its approval for every lot.
    rate_pence, sleep_in_pence, waking_pence : int
        Its price of an hour, a sleep-in and a waking night. Hourly rates are whole
        multiples of 4p, so that a quarter of an hour is whole pence.
    """

    number: int
    name: str
    lots: tuple[str, ...]
    registered: bool
    rating: str
    rated_on: date | None
    quality: int
    client_groups: tuple[str, ...]
    areas: tuple[str, ...]
    status: str
    approved_from: date
    approved_to: date | None
    rate_pence: int
    sleep_in_pence: int
    waking_pence: int

    @property
    def may_bid(self) -> bool:
        """Whether it is open and approved today."""
        lasts = self.approved_to is None or self.approved_to > DAY
        return self.status == "open" and lasts

    @property
    def is_usual(self) -> bool:
        """Whether it may bid, at a rate that pays what the law asks."""
        return self.may_bid and self.rate_pence >= _LEAST_RATE


_LEAST_RATE: Final = 2000


def make(draws: Draws, district: int) -> list[Provider]:
    """Draw the providers of a district."""
    names = words.providers(draws, district, PER_DISTRICT)
    unregistered = dict(_UNREGISTERED)
    years = draws.shuffled([4] * _OLD + [0] * (sum(_RATED_BY[:4]) - _OLD))
    ratings = draws.shuffled(
        [r for r, n in zip(_RATED, _RATED_BY, strict=True) for _ in range(n)]
    )
    special = draws.some([at for at in range(PER_DISTRICT) if _LOTS[at] != ("3",)], 11)
    status = dict(zip(special, _STATUS, strict=False))
    lapsed = special[len(_STATUS)]
    under_law = set(special[len(_STATUS) + 1 :])
    made = []
    for at, lots in enumerate(_LOTS):
        registered = not unregistered.get(lots)
        if not registered:
            unregistered[lots] -= 1
        rating = ratings.pop() if registered else ""
        made.append(
            Provider(
                number=0,
                name=names[at],
                lots=lots,
                registered=registered,
                rating=rating,
                rated_on=_rated_on(draws, years.pop()) if rating else None,
                quality=draws.whole(*_QUALITY[rating]),
                client_groups=_client_groups(draws, lots),
                areas=_areas(draws, district),
                status=status.get(at, "open"),
                approved_from=_approved_from(draws),
                approved_to=date(2026, 9, 30) if at == lapsed else None,
                rate_pence=_rate(draws, lots, is_under_law=at in under_law),
                sleep_in_pence=draws.bell(7600, 11800),
                waking_pence=draws.bell(15200, 19800),
            )
        )
    return _numbered(draws.shuffled(made), district)


def _numbered(made: list[Provider], district: int) -> list[Provider]:
    first = district * PER_DISTRICT
    return [replace(one, number=first + at) for at, one in enumerate(made)]


def _rated_on(draws: Draws, years: int) -> date:
    """Draw the day of a rating of so many years or up to four more."""
    return DAY - timedelta(days=365 * years + draws.whole(30, 1460))


def _client_groups(draws: Draws, lots: tuple[str, ...]) -> tuple[str, ...]:
    if draws.chance(20):
        return ()
    usual = words.CLIENT_GROUPS[:3]
    rarer = words.CLIENT_GROUPS[3:]
    chosen = [*draws.some(usual, draws.whole(2, 3)), *draws.some(rarer, 2)]
    if "3" in lots:
        chosen += ["autism", "substance use"]
    return tuple(group for group in words.CLIENT_GROUPS if group in chosen)


def _areas(draws: Draws, district: int) -> tuple[str, ...]:
    towns = words.towns(district)
    if draws.chance(25):
        return ()
    chosen = draws.some(towns, draws.whole(3, 7))
    return tuple(town for town in towns if town in chosen)


def _approved_from(draws: Draws) -> date:
    """Draw the day of approval: most at the start of the contract, others since."""
    start = date(2023, 3, 1)
    return start if draws.chance(55) else start + timedelta(days=draws.whole(30, 1200))


def _rate(draws: Draws, lots: tuple[str, ...], *, is_under_law: bool) -> int:
    if is_under_law:
        return 4 * draws.whole(385, 410)
    dearer = 100 if "3" in lots else 0
    return 4 * ((draws.bell(2120, 2640) + dearer) // 4)
