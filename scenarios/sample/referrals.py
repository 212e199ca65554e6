"""Referrals: the people who wait for an offer, and what they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from scenarios.sample import words

if TYPE_CHECKING:
    from scenarios.sample.draws import Draws

DAY: Final = date(2026, 11, 1)
"""The price date of the case."""

NOBODY = "nobody"
STAYS = "stays"
NEAR = "near"
OWN_WEIGHTS = "own weights"
MOVES_IN = "moves in"
OPENS = "opens"

_WINDOW: Final = (10, 15)
"""Working days that an offer is open for, as Medway has it (domain/market.md)."""

_PLAN: Final = (
    ("1", 1, ""),
    ("1", 1, ""),
    ("1", 2, STAYS),
    ("1", 2, NEAR),
    ("1", 2, ""),
    ("1", 2, ""),
    ("1", 2, ""),
    ("1", 3, ""),
    ("1", 3, ""),
    ("1", 3, ""),
    ("2", 1, MOVES_IN),
    ("2", 1, ""),
    ("2", 2, NOBODY),
    ("2", 2, OPENS),
    ("2", 2, MOVES_IN),
    ("2", 2, OWN_WEIGHTS),
    ("2", 2, ""),
    ("2", 3, OPENS),
    ("2", 3, ""),
    ("3", 1, ""),
    ("3", 1, ""),
    ("3", 2, ""),
    ("3", 2, ""),
    ("3", 3, ""),
)
"""Lot, priority class and story of each person who is referred."""

PER_DISTRICT: Final = len(_PLAN)


@dataclass(frozen=True, slots=True)
class Referral:
    """One person who waits, under a reference.

    Attributes
    ----------
    story : str
        What is special about them, one of the names above or empty.
    one_to_one, two_to_one, background : int
        Hours a week; the background is the person's own share.
    shared_by : int
        How many people the background and the nights are meant for.
    night : str
        none, sleep_in or waking.
    """

    number: int
    lot: str
    priority: int
    story: str
    client_group: str
    area: str
    postcode_district: str
    one_to_one: int
    two_to_one: int
    background: int
    shared_by: int
    night: str
    personal_care: bool
    accessible: bool
    household: tuple[str, ...]
    published_on: date
    closes_on: date
    start_by: date

    @property
    def hours(self) -> int:
        """Hours of staff a week: two for each hour of two-to-one support."""
        return self.one_to_one + 2 * self.two_to_one + self.background


def make(draws: Draws, district: int) -> list[Referral]:
    """Draw the referrals of a district."""
    first = district * PER_DISTRICT
    plan = draws.shuffled(_PLAN)
    return [
        _referral(draws, district, first + at, told) for at, told in enumerate(plan)
    ]


def _referral(
    draws: Draws, district: int, number: int, told: tuple[str, int, str]
) -> Referral:
    lot, priority, story = told
    towns = words.towns(district)
    town = draws.whole(0, len(towns) - 1)
    one_to_one, two_to_one, background = _hours(draws, lot)
    night = _night(draws, lot, story)
    published = DAY - timedelta(days=draws.whole(22, 30))
    needs_care = draws.chance(35)
    needs_access = draws.chance(12)
    return Referral(
        number=number,
        lot=lot,
        priority=priority,
        story=story,
        client_group=_client_group(draws, lot),
        area=towns[town],
        postcode_district=f"ES{(district * len(towns) + town) % 99 + 1}",
        one_to_one=one_to_one,
        two_to_one=two_to_one,
        background=background,
        shared_by=draws.whole(3, 4),
        night=night,
        personal_care=needs_care or story == NOBODY,
        accessible=story == NOBODY or (needs_access and not story),
        household=("women",) if draws.chance(8) and not story else (),
        published_on=published,
        closes_on=_working_days_after(published, draws.whole(*_WINDOW)),
        start_by=DAY + timedelta(days=draws.whole(28, 100)),
    )


def _hours(draws: Draws, lot: str) -> tuple[int, int, int]:
    """Draw one-to-one, two-to-one and background hours a week."""
    if lot == "1":
        return draws.bell(8, 26), 0, draws.bell(8, 16)
    if lot == "2":
        return draws.bell(16, 42), draws.pick((0, 0, 0, 4)), draws.bell(14, 28)
    return draws.bell(40, 84), draws.pick((0, 7, 14)), draws.bell(20, 36)


def _night(draws: Draws, lot: str, story: str) -> str:
    if lot == "1":
        return "none"
    if lot == "2":
        if story in (MOVES_IN, OPENS):
            return "sleep_in"
        return "waking" if story == NOBODY or draws.chance(45) else "sleep_in"
    return draws.weighted(("waking", "sleep_in", "none"), (60, 25, 15))


def _client_group(draws: Draws, lot: str) -> str:
    weights = (20, 25, 20, 2, 3, 20, 10) if lot == "3" else (42, 20, 22, 6, 4, 2, 4)
    return draws.weighted(words.CLIENT_GROUPS, weights)


def _working_days_after(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
