"""Occupancy: what empty places and a tenant more or fewer do to everybody's price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import nearest
from costing.schemes.sharing import Rule, Tenant, sharing, why_not

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEWCOMER: Final = "\uffff"
"""The name of one tenant more: after every other, so that odd pence stay in place."""

MANY: Final = 60
"""Tenants of a house above whom not everybody is tried as the one who leaves."""


@dataclass(frozen=True, slots=True)
class OneFewer:
    """What somebody pays once one of the others has left, by who it is that leaves.

    Parameters
    ----------
    low_pence, high_pence : int
        The lowest and the highest of them.
    """

    low_pence: int
    high_pence: int


def price_factor(places: int, tenants: int) -> Fraction | None:
    """Give how many times dearer a place is where tenants carry the voids.

    ``places / tenants``: the cost over places x occupancy, beside the cost over places.

    Parameters
    ----------
    places, tenants : int

    Returns
    -------
    Fraction or None
        1 where the house is full; None where nobody lives there.
    """
    return Fraction(places, tenants) if tenants else None


def newcomer(tenants: Sequence[Tenant]) -> Tenant:
    """Give one tenant more, with the mean hours and the mean cost alone of the others.

    Parameters
    ----------
    tenants : sequence of Tenant
        At least one.

    Returns
    -------
    Tenant
        Means are half up; None where one of them is not known.
    """
    return Tenant(
        NEWCOMER,
        _mean([one.minutes for one in tenants]),
        _mean([one.alone_pence for one in tenants]),
    )


def _mean(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return nearest(Fraction(sum(known), len(known)))


def one_more(
    rule: Rule, cost_pence: int, tenants: Sequence[Tenant], places: int | None
) -> Mapping[str, int]:
    """Give what everybody would pay if one more person moved in, the cost the same.

    Where all places are taken, the scheme is taken to have one more.

    Parameters
    ----------
    rule : Rule
        One that these people can be shared by.
    cost_pence : int
    tenants : sequence of Tenant
        At least one.
    places : int or None

    Returns
    -------
    mapping of person to int
        With :data:`NEWCOMER`.
    """
    people = [*tenants, newcomer(tenants)]
    room = None if places is None else max(places, len(people))
    return sharing(rule, cost_pence, _settled(people), room).shares


def one_fewer(
    rule: Rule, cost_pence: int, tenants: Sequence[Tenant], places: int | None
) -> Mapping[str, OneFewer]:
    """Give what everybody would pay if one of the others left, the cost the same.

    Parameters
    ----------
    rule : Rule
        One that these people can be shared by.
    cost_pence : int
    tenants : sequence of Tenant
    places : int or None
        None: the place of who leaves stays, and is void under ``places``.

    Returns
    -------
    mapping of person to OneFewer
        Nobody where there is one tenant. Under ``hours`` a leaver after whom nobody
        has hours left is passed over. In a house of more than :data:`MANY` only those
        at an end leave: by name, by hours, and by what they cost alone.
    """
    room = len(tenants) if places is None else places
    after: dict[str, list[int]] = {}
    for leaver in _leavers(tenants):
        rest = [one for one in tenants if one.person != leaver.person]
        if not rest or why_not(rule, rest):
            continue
        for person, pence in sharing(
            rule, cost_pence, _settled(rest), room
        ).shares.items():
            after.setdefault(person, []).append(pence)
    return {
        person: OneFewer(min(pence), max(pence))
        for person, pence in sorted(after.items())
    }


def _leavers(tenants: Sequence[Tenant]) -> list[Tenant]:
    """Give who might leave: everybody, or in a large house those at an end."""
    if len(tenants) <= MANY:
        return list(tenants)
    ends: dict[str, Tenant] = {}
    for key in (
        lambda one: one.person,
        lambda one: (one.minutes or 0, one.person),
        lambda one: (one.alone_pence or 0, one.person),
    ):
        for end in (min(tenants, key=key), max(tenants, key=key)):
            ends[end.person] = end
    return list(ends.values())


def _settled(people: Sequence[Tenant]) -> list[Tenant]:
    """Leave out who is new: every part is then by the same rule."""
    return [replace(one, is_new=False) for one in people]
