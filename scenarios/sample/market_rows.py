"""Rows of the market: providers, their lots and costs, schemes, rotas, rates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from costing.money import amount
from scenarios.sample.ids import fourths
from scenarios.sample.referrals import OPENS
from scenarios.sample.schemes import ROTA_HOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row
    from scenarios.sample.schemes import Scheme

_VOID_RULE: Final = "council 4 weeks, then provider"
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NIGHT: Final = (22, 7)
"""Nine hours, as Medway's contract has it."""


def providers(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of providers: room is what they hold, plus what they can take."""
    held = _quarters_held(district)
    bidding = {one.provider.number: one for one in district.bidders}
    for provider in district.providers:
        bidder = bidding.get(provider.number)
        quarters = sum(held[provider.number, lot] for lot in provider.lots)
        room = bidder.room if bidder else 0
        places = bidder.places if bidder else None
        yield {
            "provider": ids.provider(provider.number),
            "name": provider.name,
            "lots": provider.lots,
            "cqc_registered": provider.registered,
            "cqc_rating": provider.rating or "Not rated",
            "cqc_rating_date": provider.rated_on,
            "quality": provider.quality,
            "client_groups": provider.client_groups,
            "areas": provider.areas,
            "capacity_hours_per_week": fourths(quarters + 4 * room),
            "spare_places": places,
            "status": provider.status,
        }


def provider_lots(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of providers in lots."""
    held = _quarters_held(district)
    people = Counter((one.provider.number, one.lot) for one in district.people)
    bidding = {one.provider.number: one for one in district.bidders}
    for provider in district.providers:
        bidder = bidding.get(provider.number)
        for lot in provider.lots:
            room = bidder.room if bidder and bidder.lot == lot else 0
            yield {
                "provider": ids.provider(provider.number),
                "lot": lot,
                "capacity_hours_per_week": fourths(
                    held[provider.number, lot] + 4 * room
                ),
                "capacity_places": people[provider.number, lot] + 1
                if lot == "3" and room
                else None,
                "approved_from": provider.approved_from,
                "approved_to": provider.approved_to,
            }


def _quarters_held(district: District) -> Counter[tuple[int, str]]:
    """Count quarters of an hour that each provider holds in each lot and keeps."""
    held: Counter[tuple[int, str]] = Counter()
    for person in district.people:
        if not person.up_for_award:
            held[person.provider.number, person.lot] += person.quarters
    return held


def provider_costs(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of providers' own inputs to the cost model."""
    for cost in district.costs:
        yield {
            "provider": ids.provider(cost.provider.number),
            "input": cost.input,
            "value": cost.value,
        }


def schemes(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of schemes; those with a rota leave their cost to it."""
    for scheme in district.schemes:
        cost = None if scheme.has_rota else amount(scheme.background_pence)
        yield {
            "scheme": ids.scheme(scheme.number),
            "provider": ids.provider(scheme.provider.number),
            "area": scheme.area,
            "places": scheme.places,
            "occupied_places": scheme.occupied,
            "background_gbp_per_week": cost,
            "already_running": False if scheme.story == OPENS else None,
            "accessible": scheme.accessible,
            "household": scheme.household,
            "void_since": scheme.void_since,
            "void_rule": _VOID_RULE if scheme.voids else None,
        }


def rotas(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of the rotas: the same hours every day, and the night."""
    for scheme in district.schemes:
        if scheme.has_rota:
            for day in _DAYS:
                yield from _shifts(scheme, ids.scheme(scheme.number), day)


def _shifts(scheme: Scheme, name: str, day: str) -> Iterator[Row]:
    for start, end in ROTA_HOURS[scheme.lot]:
        yield _shift(name, day, start, end)
    if scheme.night != "none":
        kind = "sleep_in" if scheme.night == "sleep_in" else "waking"
        yield {**_shift(name, day, *_NIGHT), "kind": kind}


def _shift(name: str, day: str, start: int, end: int) -> Row:
    return {
        "scheme": name,
        "day": day,
        "start": f"{start:02d}:00",
        "end": f"{end:02d}:00",
        "staff": 1,
        "kind": "waking",
    }


def rates(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of the rate card."""
    for rate in district.rates:
        uplift = rate.uplift_per_mille
        yield {
            "provider": ids.provider(rate.provider.number),
            "service": rate.service,
            "rate_gbp": amount(rate.pence),
            "unit": rate.unit,
            "annual_hours": rate.annual_hours,
            "requested_uplift": None if uplift is None else f"0.{uplift:03d}",
            "rate_from": rate.rate_from,
        }
