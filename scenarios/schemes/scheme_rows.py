"""Rows: everything that is told of schemes as one tidy table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.money import amount
from costing.schemes.occupancy import NEWCOMER, price_factor
from scenarios.disk.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from costing.schemes.funding import Funding
    from scenarios.schemes.house import House
    from scenarios.schemes.houses import Houses

SCHEME_COLUMNS: Final = (
    "scheme",
    "part",
    "rule",
    "who",
    "start",
    "end",
    "measure",
    "value",
    "unit",
    "note",
)
"""Of the tidy table: one value a row."""

NEW: Final = "one more"
"""What the newcomer is called."""

_WEEK: Final = "GBP/week"

FUNDING: Final = ("gross", "health", "council", "own", "contribution", "net_council")
"""What is told of funding."""


def scheme_rows(houses: Houses) -> list[list[str]]:
    """Give every value of every scheme, a row each, as :data:`SCHEME_COLUMNS`."""
    return [
        [house.scheme, *row]
        for house in houses.houses
        for row in (
            *_known(house),
            *_shares(house),
            *_voids(house),
            *_absences(house),
            *_funding(house),
            *_double_pay(house),
            *_missing(house),
        )
    ]


def _row(
    part: str,
    measure: str,
    value: str,
    unit: str,
    *,
    rule: str = "",
    who: str = "",
    days: tuple[object, object] = ("", ""),
    note: str = "",
) -> list[str]:
    start, end = (str(day) for day in days)
    return [part, rule, who, start, end, measure, value, unit, note]


def _known(house: House) -> Iterator[list[str]]:
    if house.cost_pence is not None:
        cost = amount(house.cost_pence)
        yield _row("cost", "background", cost, _WEEK, note=house.cost_from)
    if house.places is not None:
        yield _row("places", "places", str(house.places), "place")
        factor = price_factor(house.places, len(house.people))
        if factor is not None:
            yield _row("places", "price_factor", plain(float(factor)), "1")
    yield _row("places", "people", str(len(house.people)), "person")
    for one in house.people:
        if one.tenant.minutes is not None:
            hours = plain(one.tenant.minutes / 60)
            yield _row("person", "assessed", hours, "h/week", who=one.person)
        if one.tenant.alone_pence is not None:
            alone = amount(one.tenant.alone_pence)
            yield _row("person", "alone", alone, _WEEK, who=one.person)


def _shares(house: House) -> Iterator[list[str]]:
    for rule, found in house.shared.items():
        now = found.now
        for person, pence in now.shares.items():
            yield _row("share", "now", amount(pence), _WEEK, rule=rule, who=person)
        yield _row("share", "void", amount(now.void_pence), _WEEK, rule=rule)
        yield _row("share", "unfunded", amount(now.unfunded_pence), _WEEK, rule=rule)
        for person, pence in found.one_more.items():
            who = NEW if person == NEWCOMER else person
            yield _row("share", "one_more", amount(pence), _WEEK, rule=rule, who=who)
        for person, after in found.one_fewer.items():
            for measure, pence in (
                ("one_fewer_low", after.low_pence),
                ("one_fewer_high", after.high_pence),
            ):
                yield _row(
                    "share", measure, amount(pence), _WEEK, rule=rule, who=person
                )


def _voids(house: House) -> Iterator[list[str]]:
    if house.voids is None:
        return
    for week in house.voids.weeks:
        days = (week.start, week.end)
        for measure, who, pence in (
            ("cost", "", week.cost_pence),
            ("tenants", "", week.tenants_pence),
            ("void", week.bearer, week.void_pence),
            *(("void_each", person, each) for person, each in week.each_pence.items()),
        ):
            yield _row("void", measure, amount(pence), "GBP", who=who, days=days)


def _absences(house: House) -> Iterator[list[str]]:
    for absence in house.absences:
        for week in absence.weeks:
            for measure, pence in (
                ("full", week.full_pence),
                ("paid", week.paid_pence),
                ("unpaid", week.unpaid_pence),
            ):
                yield _row(
                    "absence",
                    measure,
                    amount(pence),
                    "GBP",
                    who=absence.person,
                    days=(week.start, week.end),
                    note=absence.reason,
                )


def _funding(house: House) -> Iterator[list[str]]:
    funded = house.funded
    if funded is None:
        return
    told = [(who, "by_line", one) for who, one in funded.people.items()]
    told.append(("", "by_line", funded.by_line))
    told += [(who, "by_share", one) for who, one in funded.people_by_share.items()]
    if funded.by_share is not None:
        told.append(("", "by_share", funded.by_share))
    for who, rule, one in told:
        note = ";".join(funded.bases.get(who, ()))
        for measure in FUNDING:
            value = amount(funding_pence(one, measure))
            yield _row("funding", measure, value, _WEEK, rule=rule, who=who, note=note)


def funding_pence(funding: Funding, measure: str) -> int:
    """Give one of :data:`FUNDING` in pence."""
    return int(getattr(funding, f"{measure}_pence"))


def _double_pay(house: House) -> Iterator[list[str]]:
    found = house.double_pay
    if found is None:
        return
    for row in found.rows:
        unit = f"{row.unit}/week"
        for measure, quantity in (
            ("bought", row.bought),
            ("on_rota", row.on_rota),
            ("over", row.over),
        ):
            value = decimal(quantity)
            yield _row("double_pay", measure, value, unit, who=row.support)
        if row.over_pence is not None:
            value = amount(row.over_pence)
            yield _row(
                "double_pay", "over", value, _WEEK, who=row.support, note=row.tie
            )
    for measure, value, unit in (
        ("drawn_from_background", decimal(found.drawn.hours), "h/week"),
        ("drawn_from_background", amount(found.drawn.pence), _WEEK),
    ):
        yield _row("double_pay", measure, value, unit)


def _missing(house: House) -> Iterator[list[str]]:
    for one in house.missing:
        yield _row("missing", one.part, "", "", note=one.why)
        for cell in one.findings:
            yield _row("missing", one.part, "", "", note=str(cell))
    for text in house.remarks:
        yield _row("remark", "", "", "", note=text)


def decimal(number: Fraction) -> str:
    """Write an exact quantity with up to six decimals."""
    return plain(float(f"{float(number):.6f}"))
