"""Caseload: the people supported today, and what the council pays for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from scenarios.sample.referrals import DAY, STAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.bidders import Bidder
    from scenarios.sample.draws import Draws
    from scenarios.sample.providers import Provider
    from scenarios.sample.referrals import Referral
    from scenarios.sample.schemes import Scheme

PER_DISTRICT: Final = 373
"""People in supported living that Medway Council publishes."""

_QUARTERS: Final = {"1": (24, 112), "2": (60, 220), "3": (160, 400)}
"""Least and most quarters of an hour of one-to-one support a week, by lot."""

_BASES: Final = ("care_act", "s117", "joint", "chc")
_BASES_OF_100: Final = (72, 14, 10, 4)

_HEALTH_OF_100: Final = {"care_act": 0, "s117": 50, "joint": 40, "chc": 100}

_LAST_YEAR_OF_100: Final = 18
"""People whose price was not raised this April."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a person's package as it is paid.

    Attributes
    ----------
    quarters : int
        Quarters of a unit a week.
    rate_pence : int
        Of one unit; a multiple of 4 where quarters are bought.
    """

    component: str
    quarters: int
    unit: str
    rate_pence: int

    @property
    def gross_pence(self) -> int:
        """What the line costs a week, exact."""
        return self.quarters * self.rate_pence // 4


@dataclass(frozen=True, slots=True)
class Person:
    """One person supported today.

    Attributes
    ----------
    number : int
        Of the person; of the referral where ``up_for_award``.
    charge_pence : int
        What the person pays a week towards it.
    """

    number: int
    provider: Provider
    scheme: Scheme | None
    lot: str
    lines: tuple[Line, ...]
    basis: str
    charge_pence: int
    start: date
    end: date | None
    price_from: date
    up_for_award: bool

    @property
    def quarters(self) -> int:
        """Quarters of an hour of support a week."""
        return sum(line.quarters for line in self.lines if line.unit == "hours")


def health_pence(person: Person, line: Line) -> int:
    """Give what the NHS pays of a line a week."""
    return line.gross_pence * _HEALTH_OF_100[person.basis] // 100


def make(
    draws: Draws,
    district: int,
    *,
    providers: Sequence[Provider],
    schemes: Sequence[Scheme],
    bidders: Sequence[Bidder],
    referrals: Sequence[Referral],
) -> list[Person]:
    """Draw the caseload of a district: everyone housed, others at home, 373 in all."""
    staying = [one for one in bidders if one.story == STAYS]
    waiting = {one.number: one for one in referrals}
    people = [_staying(draws, one, waiting[one.made_for[0]]) for one in staying]
    homes: list[tuple[Provider, Scheme | None, str]] = [
        (one.provider, one, one.lot) for one in schemes for _ in range(one.occupied)
    ]
    known = [one for one in providers if one.status != "closed"]
    while len(homes) + len(people) < PER_DISTRICT:
        provider = draws.pick(known)
        homes.append((provider, None, provider.lots[0]))
    first = district * PER_DISTRICT
    for at, (provider, scheme, lot) in enumerate(homes):
        people.append(_person(draws, first + at, provider, scheme, lot))
    return people


def _staying(draws: Draws, bidder: Bidder, referral: Referral) -> Person:
    """Give somebody whose own agreement ends and is put up for award."""
    person = _person(draws, referral.number, bidder.provider, None, referral.lot)
    line = Line("one_to_one", 4 * referral.hours, "hours", bidder.provider.rate_pence)
    return replace(
        person,
        lines=(line,),
        end=date(2027, 1, 31),
        up_for_award=True,
        basis="care_act",
    )


def _person(
    draws: Draws, number: int, provider: Provider, scheme: Scheme | None, lot: str
) -> Person:
    last_year = draws.chance(_LAST_YEAR_OF_100)
    rate = provider.rate_pence - (92 if last_year else 0)
    basis = draws.weighted(_BASES, _BASES_OF_100)
    start = DAY - timedelta(days=draws.whole(30, 4200))
    return Person(
        number=number,
        provider=provider,
        scheme=scheme,
        lot=lot,
        lines=tuple(_lines(draws, provider, scheme, lot, rate)),
        basis=basis,
        charge_pence=(
            100 * draws.whole(12, 96)
            if basis in ("care_act", "joint") and draws.chance(80)
            else 0
        ),
        start=start,
        end=DAY + timedelta(days=draws.whole(60, 500)) if draws.chance(3) else None,
        price_from=max(start, date(2025 if last_year else 2026, 4, 6)),
        up_for_award=False,
    )


def _lines(
    draws: Draws, provider: Provider, scheme: Scheme | None, lot: str, rate: int
) -> list[Line]:
    lines = [Line("one_to_one", draws.bell(*_QUARTERS[lot]), "hours", rate)]
    if lot == "3" and draws.chance(40):
        lines.append(Line("two_to_one", 4 * draws.whole(4, 16), "hours", 2 * rate))
    if scheme is None:
        return lines
    lines.append(
        Line("background", 4 * scheme.core_hours // scheme.places, "hours", rate)
    )
    night = {"sleep_in": provider.sleep_in_pence, "waking": provider.waking_pence}
    if scheme.night in night:
        name = {"sleep_in": "sleep_in", "waking": "waking_night"}[scheme.night]
        lines.append(Line(name, 28, "nights", night[scheme.night] // scheme.places))
    return lines
