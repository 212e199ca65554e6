"""Payments: four weeks of what finance paid, with a difference of most kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from costing.money import amount, divided
from scenarios.sample.caseload import health_pence
from scenarios.sample.referrals import OWN_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scenarios.sample.caseload import Person
    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row
    from scenarios.sample.schemes import Scheme

FIRST: Final = date(2026, 9, 7)
LAST: Final = date(2026, 10, 4)
"""A Monday to a Sunday, 28 days."""

COLUMNS: Final = (
    "person",
    "provider",
    "scheme",
    "cost_centre",
    "amount_gbp",
    "start",
    "last_day",
    "reason",
    "days_not_paid",
)

_DAYS: Final = (LAST - FIRST).days + 1
_HOSPITAL: Final = 9
"""Days on which one person was in hospital and support was not paid."""

_ONE_OFF_PENCE: Final = 65000
_TOO_MUCH_PENCE: Final = 2500
_NOBODY: Final = "C9999999"


@dataclass(frozen=True, slots=True)
class Paid:
    """What finance paid for one person."""

    person: str
    provider: str
    scheme: str
    cost_centre: str
    pence: int
    reason: str = ""
    days_not_paid: int | None = None

    def row(self) -> Row:
        """Give it as a row of the extract."""
        return {
            "person": self.person,
            "provider": self.provider,
            "scheme": self.scheme,
            "cost_centre": self.cost_centre,
            "amount_gbp": amount(self.pence),
            "start": FIRST,
            "last_day": LAST,
            "reason": self.reason,
            "days_not_paid": self.days_not_paid,
        }


def explained(district: District, ids: Ids) -> Iterator[Row]:
    """Give an extract in which every difference can be explained."""
    return (one.row() for one in _explained(district, ids))


def with_faults(district: District, ids: Ids) -> Iterator[Row]:
    """Give the same extract with faults: most nothing explains, one is too much."""
    rows = _explained(district, ids, _all_days)
    plain = [at for at, one in enumerate(rows) if not one.reason][40:]
    unpaid, doubled, wrong, much = plain[:4]
    other = next(one.provider for one in rows if one.provider != rows[wrong].provider)
    for at, one in enumerate(rows):
        if at == unpaid:
            continue
        if at == wrong:
            yield replace(one, provider=other).row()
        elif at == much:
            yield replace(one, pence=one.pence + _TOO_MUCH_PENCE).row()
        else:
            yield one.row()
        if at == doubled:
            yield one.row()
    yield replace(rows[much], person=_NOBODY).row()


def _whole_weeks(person: Person, paid: Paid) -> Paid:
    """Leave out the part week in which support started."""
    return replace(paid, pence=_owed(person, _days(person) // 7 * 7))


def _all_days(person: Person, paid: Paid) -> Paid:
    """Pay for the days before support started as well."""
    return replace(paid, pence=_owed(person, _DAYS))


def _explained(
    district: District,
    ids: Ids,
    first_begun: Callable[[Person, Paid], Paid] = _whole_weeks,
) -> list[Paid]:
    """Give the payments; ``first_begun`` is what the first who started is paid."""
    told = _changes(district, first_begun)
    rows = []
    for person in sorted(district.people, key=ids.person):
        change = told.get(id(person))
        paid = _as_agreed(person, ids)
        if change is not None:
            changed = change(person, paid)
            if changed is None:
                continue
            paid = changed
        rows.append(paid)
    return [*rows, *_apart(district, ids)]


def _as_agreed(person: Person, ids: Ids) -> Paid:
    return Paid(
        person=ids.person(person),
        provider=ids.provider(person.provider.number),
        scheme="",
        cost_centre=f"SL-LOT{person.lot}",
        pence=_owed(person, _days(person)),
    )


def _days(person: Person) -> int:
    return max((LAST - max(person.start, FIRST)).days + 1, 0)


def _owed(person: Person, days: int) -> int:
    return sum(int(divided(line.gross_pence * days, 7)) for line in person.lines)


def _changes(
    district: District, first_begun: Callable[[Person, Paid], Paid]
) -> dict[int, Callable[[Person, Paid], Paid | None]]:
    """Choose one person for each kind of difference."""
    settled = [one for one in district.people if one.start <= FIRST]
    settled = [one for one in settled if not one.up_for_award]
    begun = [one for one in district.people if FIRST < one.start <= LAST]
    begun = [one for one in begun if _days(one) % 7]

    def net(person: Person, paid: Paid) -> Paid:
        return replace(paid, pence=paid.pence - 4 * person.charge_pence)

    def less_health(person: Person, paid: Paid) -> Paid:
        health = sum(health_pence(person, line) for line in person.lines)
        return replace(paid, pence=paid.pence - 4 * health)

    def in_hospital(person: Person, paid: Paid) -> Paid:
        pence = _owed(person, _DAYS - _HOSPITAL)
        return replace(paid, pence=pence, reason="hospital", days_not_paid=_HOSPITAL)

    def not_at_all(person: Person, paid: Paid) -> None:
        del person, paid

    wanted: list[
        tuple[Sequence[Person], str, Callable[[Person, Paid], Paid | None]]
    ] = [
        ([one for one in settled if one.charge_pence], "care_act", net),
        (settled, "joint", less_health),
        (settled, "s117", less_health),
        (settled, "chc", not_at_all),
        (settled[len(settled) // 2 :], "care_act", in_hospital),
        (begun[:1], "", first_begun),
        (begun[1:], "", _whole_weeks),
    ]
    chosen: dict[int, Callable[[Person, Paid], Paid | None]] = {}
    for people, basis, change in wanted:
        for one in people:
            if id(one) not in chosen and basis in ("", one.basis):
                chosen[id(one)] = change
                break
    return chosen


def _is_paid_void(house: Scheme) -> bool:
    """Tell whether a house has had an empty place whose share of a cost is stated."""
    since = house.void_since
    is_empty = since is not None and since <= LAST and house.voids > 0
    return is_empty and bool(house.occupied) and not house.has_rota


def _apart(district: District, ids: Ids) -> Iterator[Paid]:
    """Give payments beside the weekly ones: for an empty place, and once."""
    void = next((one for one in district.schemes if _is_paid_void(one)), None)
    if void is not None and void.void_since is not None:
        days = (LAST - max(FIRST, void.void_since)).days + 1
        yield Paid(
            person="",
            provider=ids.provider(void.provider.number),
            scheme=ids.scheme(void.number),
            cost_centre=f"SL-LOT{void.lot}",
            pence=int(divided(void.background_pence * days, 7 * void.places)),
            reason="void",
        )
    for one in district.referrals:
        if one.story == OWN_WEIGHTS:
            yield Paid(
                person=ids.referral(one.number),
                provider=ids.provider(district.providers[0].number),
                scheme="",
                cost_centre=f"SL-LOT{one.lot}",
                pence=_ONE_OFF_PENCE,
                reason="one-off",
            )
