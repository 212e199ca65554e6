"""What-ifs of the invented council: the scenario files beside its case."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from scenarios.sample.ids import fourths
from scenarios.sample.referrals import MOVES_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids
    from scenarios.sample.offers import Offer
    from scenarios.sample.schemes import Scheme

PASSED_ON: Final = "1.031"
"""What the shipped model makes of an hour with the wage of April: 23.98 to 24.73."""

_APRIL: Final = """\
# A piece, no scenario by itself: other files name it under use.
price_date = 2027-04-05                 # the last day that other law is known for

[[change]]
type = "law"                            # a forecast of the council's own: not law yet
name = "national_living_wage"
from = 2027-04-01
multiply = 1.041
"""

_LIVING_WAGE: Final = f"""\
scenario = "living-wage"
title = "National Living Wage up 4.1 % in April"
use = ["april-2027.toml"]

# Offers without a price and backgrounds from a rota follow the law by the cost model.
# Prices that were stated at this year's wage are raised by what the same model makes
# of an hour of support: 3.1 %.
[[change]]
type = "price"
table = "offers"
multiply = {{ price_gbp_per_week = {PASSED_ON} }}

[[change]]
type = "price"
table = "schemes"
multiply = {{ background_gbp_per_week = {PASSED_ON} }}

# The caseload too: its unit prices, and weekly amounts that follow from them.
[[change]]
type = "price"
table = "commitments"
multiply = {{ unit_rate_gbp = {PASSED_ON} }}

[[change]]
type = "price"
table = "commitments"
set = {{ weekly_gross_gbp = "" }}
"""

_CLOSES: Final = """\
scenario = "largest-provider-closes"
title = "{provider}, the largest provider, closes"

[[change]]
type = "supply"
table = "providers"
where = {{ provider = "{provider}" }}     # {hours} hours a week of the caseload
set = {{ status = "closed" }}
"""

_PRICE_FIRST: Final = """\
scenario = "price-before-quality"
title = "Quality to price from 65/35 to 40/60"

# Choice and fit keep their 15 and 10, so that quality and price share 75 as 40 to 60.
# Lots 1 and 3 have weights of their own; lot 2 has those of the case.
[[change]]
type = "rule"
key = "scoring.weights"
set = { quality = 30, price = 45 }

[[change]]
type = "rule"
key = "lots.1.weights"
set = { quality = 30, price = 45 }

[[change]]
type = "rule"
key = "lots.3.weights"
set = { quality = 30, price = 45 }
"""

_FEWER_HOURS: Final = """\
scenario = "lot-3-hours"
title = "Ten per cent of the hours of lot 3 lost"

[[change]]
type = "supply"
table = "provider_lots"
where = { lot = "3" }
multiply = { capacity_hours_per_week = 0.9 }
"""

_FILLED: Final = """\
scenario = "fill-the-voids"
title = "The {voids} voids of {scheme} are filled first"

# Those who may live there are offered nothing else.
[[change]]
type = "supply"
table = "offers"
where = {{ referral = {people} }}
unless = {{ scheme = "{scheme}" }}
set = {{ status = "withdrawn", reason = "the voids of {scheme} are filled first" }}

# Their support is staffed: {provider} finds {hours} hours more than it has room for.
[[change]]
type = "supply"
table = "providers"
where = {{ provider = "{provider}" }}
add = {{ capacity_hours_per_week = {hours} }}

[[change]]
type = "supply"
table = "provider_lots"
where = {{ provider = "{provider}", lot = "{lot}" }}
add = {{ capacity_hours_per_week = {hours} }}
"""


def scenario_files(districts: Sequence[District], ids: Ids) -> dict[str, str]:
    """Write the scenario files of a sample, by name.

    Parameters
    ----------
    districts : sequence of District
    ids : Ids

    Returns
    -------
    dict of str to str
        Five scenarios and a piece that one of them uses; no scenario of voids where no
        house has several of them.
    """
    files = {
        "april-2027.toml": _APRIL,
        "fill-the-voids.toml": _voids(districts[0], ids),
        "largest-provider-closes.toml": _largest(districts, ids),
        "living-wage.toml": _LIVING_WAGE,
        "lot-3-hours.toml": _FEWER_HOURS,
        "price-before-quality.toml": _PRICE_FIRST,
    }
    return {name: text for name, text in files.items() if text}


def _largest(districts: Sequence[District], ids: Ids) -> str:
    """Close the provider with the most hours of the caseload."""
    held: Counter[int] = Counter()
    for district in districts:
        for person in district.people:
            held[person.provider.number] += person.quarters
    number = min(held, key=lambda one: (-held[one], one))
    return _CLOSES.format(provider=ids.provider(number), hours=fourths(held[number]))


def _voids(district: District, ids: Ids) -> str:
    """Fill the house with the most voids: those meant for it, then the nearest fits."""
    houses = [one for one in district.schemes if one.story == MOVES_IN]
    if not houses:
        return ""
    house = max(houses, key=lambda one: (one.voids, -one.number))
    chosen = sorted(_movers(district, house)[: house.voids], key=_number)
    meant = [one for one in chosen if one.referral.story == MOVES_IN]
    more = sum(one.referral.hours for one in chosen if one not in meant)
    if len(chosen) == len(meant):
        return ""
    people = ", ".join(f'"{ids.referral(_number(one))}"' for one in chosen)
    return _FILLED.format(
        voids=house.voids,
        scheme=ids.scheme(house.number),
        people=f"[{people}]",
        provider=ids.provider(house.provider.number),
        lot=house.lot,
        hours=more,
    )


def _movers(district: District, house: Scheme) -> list[Offer]:
    """Give the offers into a house that no rule refuses, best first."""
    apart = {one.referral.number for one in district.apart}
    bound = {
        one.referral.number for one in district.preferences if one.veto or one.only
    }
    bids = [
        one
        for one in district.offers
        if one.scheme is house
        and one.status == "offered"
        and (house.accessible or not one.referral.accessible)
        and set(one.referral.household) <= set(house.household)
        and one.referral.number not in apart | bound
    ]
    return sorted(
        bids, key=lambda one: (one.referral.story != MOVES_IN, -one.fit, _number(one))
    )


def _number(offer: Offer) -> int:
    return offer.referral.number
