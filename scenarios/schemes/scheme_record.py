"""Record: everything that is told of schemes as JSON shows it, money in pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costing.schemes.funding import health_share
from costing.schemes.occupancy import NEWCOMER, price_factor
from costing.schemes.voids import borne
from scenarios.schemes.scheme_rows import FUNDING, NEW, funding_pence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costing.schemes.double_pay import Compared
    from costing.schemes.funding import Funding
    from scenarios.schemes.house import House
    from scenarios.schemes.houses import Houses


def houses_record(houses: Houses) -> dict[str, Any]:
    """Give everything as a record for JSON, money in pounds."""
    share = houses.health_share
    return {
        "on": str(houses.day),
        "to": str(houses.until),
        "with_plan": houses.with_plan,
        "health_share": None if share is None else float(share),
        "schemes": [_house(one) for one in houses.houses],
        "notes": list(houses.notes),
    }


def _house(house: House) -> dict[str, Any]:
    factor = (
        None if house.places is None else price_factor(house.places, len(house.people))
    )
    cost = house.cost_pence
    return {
        "scheme": house.scheme,
        "provider": house.provider,
        "background_gbp_per_week": None if cost is None else cost / 100,
        "background_from": house.cost_from,
        "places": house.places,
        "empty_places": house.empty_places,
        "price_factor": None if factor is None else float(factor),
        "people": [
            {
                "person": one.person,
                "is_newly_placed": one.tenant.is_new,
                "assessed_hours_per_week": _over(one.tenant.minutes, 60),
                "alone_gbp_per_week": _over(one.tenant.alone_pence, 100),
            }
            for one in house.people
        ],
        "shares": {str(rule): _shared(house, rule) for rule in house.shared},
        "void": _void(house),
        "absences": _away(house),
        "funding": _funded(house),
        "double_pay": _paid(house),
        "missing": [
            {
                "part": one.part,
                "why": one.why,
                "findings": [cell.record() for cell in one.findings],
            }
            for one in house.missing
        ],
        "remarks": list(house.remarks),
    }


def compared_records(rows: Sequence[Compared]) -> list[dict[str, Any]]:
    """Give what is bought beside a rota as records for JSON."""
    return [
        {
            "support": str(row.support),
            "unit": row.unit,
            "bought": float(row.bought),
            "on_rota": float(row.on_rota),
            "over": float(row.over),
            "over_gbp_per_week": _over(row.over_pence, 100),
            "paid_gbp_per_week": row.paid_pence / 100,
            "tie": str(row.tie),
        }
        for row in rows
    ]


def _over(number: int | None, parts: int) -> float | None:
    return None if number is None else number / parts


def _shared(house: House, rule: Any) -> dict[str, Any]:
    found = house.shared[rule]
    return {
        "gbp_per_week": {name: one / 100 for name, one in found.now.shares.items()},
        "void_gbp_per_week": found.now.void_pence / 100,
        "unfunded_gbp_per_week": found.now.unfunded_pence / 100,
        "one_more": {
            NEW if name == NEWCOMER else name: one / 100
            for name, one in found.one_more.items()
        },
        "one_fewer": {
            name: {"low": one.low_pence / 100, "high": one.high_pence / 100}
            for name, one in found.one_fewer.items()
        },
    }


def _void(house: House) -> dict[str, Any] | None:
    if house.voids is None:
        return None
    return {
        "since": str(house.voids.since),
        "to": str(house.voids.until),
        "rule": house.voids.rule,
        "borne_gbp": {
            str(bearer): pence / 100
            for bearer, pence in borne(house.voids.weeks).items()
        },
        "weeks": [
            {
                "week": week.week,
                "start": str(week.start),
                "end": str(week.end),
                "cost_gbp": week.cost_pence / 100,
                "tenants_gbp": week.tenants_pence / 100,
                "void_gbp": week.void_pence / 100,
                "bearer": str(week.bearer),
                "each_gbp": {who: one / 100 for who, one in week.each_pence.items()},
            }
            for week in house.voids.weeks
        ],
    }


def _away(house: House) -> list[dict[str, Any]]:
    return [
        {
            "person": one.person,
            "start": str(one.start),
            "end": str(one.end),
            "reason": one.reason,
            "retainer": one.retainer,
            "weeks": [
                {
                    "week": week.week,
                    "start": str(week.start),
                    "end": str(week.end),
                    "full_gbp": week.full_pence / 100,
                    "paid_gbp": week.paid_pence / 100,
                    "unpaid_gbp": week.unpaid_pence / 100,
                }
                for week in one.weeks
            ],
        }
        for one in house.absences
    ]


def _split(funding: Funding) -> dict[str, float]:
    return {f"{one}_gbp_per_week": funding_pence(funding, one) / 100 for one in FUNDING}


def _funded(house: House) -> dict[str, Any] | None:
    found = house.funded
    if found is None:
        return None
    share = health_share(found.by_line)
    fixed = found.by_share
    return {
        "by_line": _split(found.by_line),
        "by_share": None if fixed is None else _split(fixed),
        "health_share_by_line": None if share is None else float(share),
        "people": {
            name: {
                "legal_bases": list(found.bases[name]),
                "by_line": _split(one),
                "by_share": _split(found.people_by_share[name])
                if name in found.people_by_share
                else None,
            }
            for name, one in found.people.items()
        },
    }


def _paid(house: House) -> dict[str, Any] | None:
    found = house.double_pay
    if found is None:
        return None
    return {
        "rows": compared_records(found.rows),
        "rota_names_other_than_background": found.names_others,
        "drawn_from_background": {
            "hours_per_week": float(found.drawn.hours),
            "gbp_per_week": found.drawn.pence / 100,
        },
        "on_rota_share_of_bought": None if found.share is None else float(found.share),
        "maine_tolerance": str(found.delivered),
    }
