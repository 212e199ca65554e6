"""Rows of the people: the caseload, referrals, packages, choices and decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from costing.money import amount
from scenarios.sample.caseload import Person, health_pence
from scenarios.sample.ids import fourths
from scenarios.sample.referrals import NOBODY, OWN_WEIGHTS, STAYS
from scenarios.sample.schemes import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.sample.choices import Preference
    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row
    from scenarios.sample.referrals import Referral


def commitments(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of the caseload, one a line of each person's package."""
    for person in district.people:
        charge = person.charge_pence
        for line in person.lines:
            yield {
                "person": ids.person(person),
                "provider": ids.provider(person.provider.number),
                "scheme": person.scheme and ids.scheme(person.scheme.number),
                "lot": person.lot,
                "component": line.component,
                "units_per_week": fourths(line.quarters),
                "unit": line.unit,
                "unit_rate_gbp": amount(line.rate_pence),
                "weekly_gross_gbp": amount(line.gross_pence),
                "client_contribution_gbp": amount(charge),
                "health_gbp": amount(health_pence(person, line)),
                "legal_basis": person.basis,
                "start": person.start,
                "end": person.end,
                "up_for_award": person.up_for_award,
                "cost_centre": f"SL-LOT{person.lot}",
                "price_from": person.price_from,
            }
            charge = 0


def referrals(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of referrals; lots 1 and 2 follow from the needs."""
    staying = {
        number: one.provider.number
        for one in district.bidders
        if one.story == STAYS
        for number in one.made_for
    }
    for referral in district.referrals:
        current = staying.get(referral.number)
        yield {
            "referral": ids.referral(referral.number),
            "lot": "3" if referral.lot == "3" else None,
            "client_group": referral.client_group,
            "area": referral.area,
            "postcode_district": referral.postcode_district,
            "priority": referral.priority,
            "night_support": referral.night,
            "personal_care": referral.personal_care,
            "accessible": referral.accessible,
            "household": referral.household,
            "published_on": referral.published_on,
            "closes_on": referral.closes_on,
            "start_by": referral.start_by,
            "current_provider": None if current is None else ids.provider(current),
            "must_stay": current is not None,
            "budget_gbp_per_week": _budget(referral),
            **(_WEIGHTS if referral.story == OWN_WEIGHTS else {}),
        }


def _budget(referral: Referral) -> int:
    """Give an indicative budget in whole tens of pounds."""
    nights = 0 if referral.night == "none" else 250
    return (24 * referral.hours + nights) // 10 * 10


_WEIGHTS: Final = {
    "quality_weight": 50,
    "price_weight": 20,
    "choice_weight": 15,
    "fit_weight": 15,
}
_NIGHTS: Final = {"sleep_in": "sleep_in", "waking": "waking_night"}
_START_UP_POUNDS: Final = 650


def packages(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of packages: what each person needs a week."""
    for referral in district.referrals:
        for component, quantity, shared_by in _components(referral):
            yield {
                "referral": ids.referral(referral.number),
                "component": component,
                "quantity": quantity,
                "shared_by": shared_by,
                "funder": "health" if component == "two_to_one" else "council",
            }


def _components(referral: Referral) -> Iterator[tuple[str, int, int]]:
    """Give component, quantity and how many share it."""
    sharing = referral.shared_by
    yield "one_to_one", referral.one_to_one, 1
    if referral.two_to_one:
        yield "two_to_one", referral.two_to_one, 1
    yield "background", referral.background * sharing, sharing
    if referral.night in _NIGHTS:
        yield _NIGHTS[referral.night], 7, sharing
    if referral.story == OWN_WEIGHTS:
        yield "one_off", _START_UP_POUNDS, 1


def preferences(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of what people prefer and refuse."""
    for one in district.preferences:
        yield {
            "referral": ids.referral(one.referral.number),
            **_about(one, ids),
            "rank": one.rank,
            "veto": one.veto,
            "only": one.only,
        }


def _about(preference: Preference, ids: Ids) -> Row:
    about = preference.about
    if isinstance(about, str):
        return {"area": about}
    if isinstance(about, Scheme):
        return {"scheme": ids.scheme(about.number)}
    return {"provider": ids.provider(about.number)}


def may_not_share(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of people who may not live together."""
    for one in district.apart:
        other = one.other
        yield {
            "referral": ids.referral(one.referral.number),
            "other": ids.person(other)
            if isinstance(other, Person)
            else ids.referral(other.number),
            "reason": one.reason,
        }


def decisions(district: District, ids: Ids) -> Iterator[Row]:
    """Give the rows of decisions: one is on hold, for want of a provider."""
    for referral in district.referrals:
        if referral.story == NOBODY:
            yield {
                "referral": ids.referral(referral.number),
                "decision": "hold",
                "by": "placements panel",
                "on": referral.closes_on + timedelta(days=1),
                "reason": "no offer meets the need: lot to be published again",
            }
