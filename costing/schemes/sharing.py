"""Sharing: one background cost under each rule that is in use, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from costing.schemes.shares import place_parts, share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Rule(StrEnum):
    """How a scheme's background cost is shared."""

    PLACES = "places"
    TENANTS = "tenants"
    HOURS = "hours"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class Tenant:
    """One person who lives in a scheme.

    Parameters
    ----------
    person : str
        Each once in a scheme; the order of these settles who pays an odd penny.
    minutes : int or None
        Assessed background support a week; None where it is not known.
    alone_pence : int or None
        What the same support would cost this person alone, a week; None where it is
        not known.
    is_new : bool
        Placed by a plan, and so pays what their offer was compared with.
    """

    person: str
    minutes: int | None = None
    alone_pence: int | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Sharing:
    """A background cost shared by one rule.

    Parameters
    ----------
    rule : Rule
    cost_pence : int
    shares : mapping of person to int
        In the order of their names.
    void_pence : int
        Of places that nobody lives in.
    unfunded_pence : int
        Above what all caps let anybody be asked for. Shares, void and this add to the
        cost.
    """

    rule: Rule
    cost_pence: int
    shares: Mapping[str, int]
    void_pence: int = 0
    unfunded_pence: int = 0


def sharing(
    rule: Rule, cost_pence: int, tenants: Sequence[Tenant], places: int | None
) -> Sharing:
    """Share a background cost by one rule, to the penny.

    An odd penny goes to the largest remainder, and to the first by name where they
    are equal, so that the order in which people are given changes nothing. Where
    nobody lives there, all of it is void.

    Parameters
    ----------
    rule : Rule
        ``places``: cost / commissioned places; the others are void. ``tenants``: cost
        / people. ``hours``: by assessed hours. ``capped``: equal, but nobody above
        what the same support would cost them alone; the others take that on up to
        their own caps, and what is left is unfunded.
    cost_pence : int
        0 or more.
    tenants : sequence of Tenant
    places : int or None
        Commissioned places, at least one a tenant; None: as many as people.

    Returns
    -------
    Sharing

    Raises
    ------
    ValueError
        If what the rule needs is not known (see :func:`why_not`), there are more
        people than places, one stands twice, or the cost or a cap is below 0.
    """
    people = sorted(tenants, key=lambda one: one.person)
    _refuse(rule, cost_pence, people, places)
    if not people:
        return Sharing(rule, cost_pence, {}, void_pence=cost_pence)
    parts, void, unfunded = _RULES[rule](cost_pence, people, places or len(people))
    return Sharing(rule, cost_pence, parts, void, unfunded)


def why_not(rule: Rule, tenants: Sequence[Tenant]) -> str:
    """Say what a rule lacks to be used for these people; nothing if it can be."""
    if rule == Rule.HOURS:
        without = [one.person for one in tenants if one.minutes is None]
        if without:
            return f"no assessed background hours of {_some(without)}"
        if tenants and not any(one.minutes for one in tenants):
            return "nobody has assessed background hours above 0"
    if rule == Rule.CAPPED:
        without = [one.person for one in tenants if one.alone_pence is None]
        if without:
            return f"not known what the same support costs {_some(without)} alone"
    return ""


def _some(people: Sequence[str]) -> str:
    first = ", ".join(sorted(people)[:3])
    return f"{first} and {len(people) - 3} more" if len(people) > 3 else first


def _refuse(
    rule: Rule, cost_pence: int, people: Sequence[Tenant], places: int | None
) -> None:
    wrong = why_not(rule, people)
    if cost_pence < 0:
        wrong = "a cost of 0 or more"
    elif len({one.person for one in people}) < len(people):
        wrong = "each person once"
    elif places is not None and len(people) > places:
        wrong = "at least as many places as people"
    elif any((one.alone_pence or 0) < 0 for one in people):
        wrong = "caps of 0 or more"
    elif any((one.minutes or 0) < 0 for one in people):
        wrong = "assessed hours of 0 or more"
    if wrong:
        msg = f"sharing: {wrong}"
        raise ValueError(msg)


_Parts = tuple[dict[str, int], int, int]


def _by_places(cost: int, people: Sequence[Tenant], places: int) -> _Parts:
    before = [one.person for one in people if not one.is_new]
    new = [one.person for one in people if one.is_new]
    found = place_parts(cost, len(before), len(new), places - len(people))
    parts = [*found.before.parts(len(before)), *found.new.parts(len(new))]
    by_person = dict(zip([*before, *new], parts, strict=True))
    shares = {one.person: by_person[one.person] for one in people}
    return shares, found.void_pence, 0


def _by_tenants(cost: int, people: Sequence[Tenant], places: int) -> _Parts:
    del places
    return _weighted(cost, {one.person: 1 for one in people}), 0, 0


def _by_hours(cost: int, people: Sequence[Tenant], places: int) -> _Parts:
    del places
    weights = {one.person: one.minutes or 0 for one in people}
    return _weighted(cost, weights), 0, 0


def _capped(cost: int, people: Sequence[Tenant], places: int) -> _Parts:
    """Share equally; who is above their cap pays it, and the rest is shared again."""
    del places
    caps = {one.person: one.alone_pence or 0 for one in people}
    shares: dict[str, int] = {}
    left, open_people = cost, dict.fromkeys(caps, 1)
    while open_people:
        tried = _weighted(left, open_people)
        over = [name for name, part in tried.items() if part > caps[name]]
        if not over:
            shares |= tried
            left = 0
            break
        for name in over:
            shares[name] = caps[name]
            left -= caps[name]
            del open_people[name]
    return {name: shares[name] for name in caps}, 0, left


def _weighted(cost: int, weights: Mapping[str, int]) -> dict[str, int]:
    parts = share(cost, list(weights.values())).tolist()
    return dict(zip(weights, parts, strict=True))


_RULES: dict[Rule, Callable[[int, Sequence[Tenant], int], _Parts]] = {
    Rule.PLACES: _by_places,
    Rule.TENANTS: _by_tenants,
    Rule.HOURS: _by_hours,
    Rule.CAPPED: _capped,
}
