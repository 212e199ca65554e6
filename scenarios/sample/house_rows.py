"""Rows of houses: when support is needed in one, and who of another is away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from scenarios.sample.schemes import ROTA_HOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.sample.caseload import Person
    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_OUT: Final = ("Wed", "17:00", "19:00")
"""When one person has support alone, and the rota has nobody for it."""

_AWAY: Final = (date(2026, 10, 5), date(2026, 10, 29))


def timetables(district: District, ids: Ids) -> Iterator[Row]:
    """Give when support is needed in the first house with a rota."""
    house = next(one for one in district.schemes if one.has_rota)
    scheme = ids.scheme(house.number)
    for day in _DAYS:
        for start, end in ROTA_HOURS[house.lot]:
            yield {
                "scheme": scheme,
                "component": "background",
                "day": day,
                "start": f"{start:02d}:00",
                "end": f"{end:02d}:00",
            }
    tenant = next(one for one in _tenants(district) if one.scheme == house)
    yield {
        "scheme": scheme,
        "component": "one_to_one",
        **dict(zip(("day", "start", "end"), _OUT, strict=True)),
        "person": ids.person(tenant),
    }


def absences(district: District, ids: Ids) -> Iterator[Row]:
    """Give the one absence of a district: three weeks and more in hospital."""
    tenant = next(_tenants(district))
    yield {
        "person": ids.person(tenant),
        "start": _AWAY[0],
        "end": _AWAY[1],
        "reason": "hospital",
        "retainer": "100 % 14 days, then 50 %",
    }


def _tenants(district: District) -> Iterator[Person]:
    """Give who lives in a house and stays there."""
    return (one for one in district.people if one.scheme and not one.up_for_award)
