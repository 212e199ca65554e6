"""Voids: who bears the support side of an empty place, week by week.

Rent is another ledger: tenancy and support are separate contracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from costing.money import divided
from costing.schemes.shares import share
from costing.schemes.steps import step_on, steps_of, weeks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from costing.schemes.steps import Step


class Bearer(StrEnum):
    """Who bears an empty place."""

    COUNCIL = "council"
    PROVIDER = "provider"
    HOUSEMATES = "housemates"
    NOBODY = "nobody named"


_SAME: Final = {"commissioner": Bearer.COUNCIL, "survivors": Bearer.HOUSEMATES}

EXPECTED: Final = (
    "council, provider or housemates, each but the last with its weeks, such as "
    '"council 4 weeks, then provider"'
)
"""What a void rule may say."""


def void_steps(text: str) -> tuple[Step[Bearer], ...]:
    """Read a void rule.

    Parameters
    ----------
    text : str
        Such as ``council 4 weeks, then provider`` or ``housemates``. ``commissioner``
        is the council, ``survivors`` are the housemates.

    Returns
    -------
    tuple of Step
        In order; the last goes on. Nothing for an empty text.

    Raises
    ------
    ValueError
        With what was expected.
    """
    steps = steps_of(text, _bearer, EXPECTED)
    if any(step.days is not None and step.days % 7 for step in steps):
        raise ValueError(EXPECTED)
    return steps


def _bearer(word: str) -> Bearer:
    if word in _SAME:
        return _SAME[word]
    if word not in set(Bearer) - {Bearer.NOBODY}:
        raise ValueError(EXPECTED)
    return Bearer(word)


def bearer_in(steps: Sequence[Step[Bearer]], week: int) -> Bearer:
    """Give who bears a void in a week, the first being 1."""
    return step_on(steps, 7 * week, Bearer.NOBODY)


@dataclass(frozen=True, slots=True)
class VoidWeek:
    """A week of a scheme with empty places.

    Parameters
    ----------
    week : int
        Since the place is empty, the first being 1.
    start, end : date
        [start, end); the last may be a part of a week.
    cost_pence : int
        Of the whole background support in these days.
    tenants_pence : int
        For the places that are let.
    void_pence : int
        For the empty ones. With the tenants' it adds to the cost.
    bearer : Bearer
    each_pence : mapping of person to int
        Where housemates bear the void, what each takes on.
    """

    week: int
    start: date
    end: date
    cost_pence: int
    tenants_pence: int
    void_pence: int
    bearer: Bearer
    each_pence: Mapping[str, int]


def void_ledger(
    cost_pence: int,
    void_pence: int,
    people: Sequence[str],
    *,
    steps: Sequence[Step[Bearer]],
    since: date,
    until: date,
) -> tuple[VoidWeek, ...]:
    """Tell week by week who bears the empty places of a scheme.

    All that is empty is taken to be so since the one day. A part of a week costs its
    days of seven, half up to the penny.

    Parameters
    ----------
    cost_pence, void_pence : int
        A week; the void by commissioned places.
    people : sequence of str
        Who lives there; where nobody does, housemates bear nothing and the provider
        is left with it.
    steps : sequence of Step
    since, until : date
        [since, until).

    Returns
    -------
    tuple of VoidWeek
    """
    weeks = []
    names = sorted(people)
    for at, (start, end) in enumerate(weeks_of(since, until)):
        days = (end - start).days
        cost = int(divided(cost_pence * days, 7))
        void = int(divided(void_pence * days, 7))
        bearer = bearer_in(steps, at + 1)
        each: dict[str, int] = {}
        if bearer == Bearer.HOUSEMATES and not names:
            bearer = Bearer.PROVIDER
        if bearer == Bearer.HOUSEMATES:
            parts = share(void, [1] * len(names)).tolist()
            each = dict(zip(names, parts, strict=True))
        weeks.append(
            VoidWeek(at + 1, start, end, cost, cost - void, void, bearer, each)
        )
    return tuple(weeks)


def borne(weeks: Sequence[VoidWeek]) -> dict[Bearer, int]:
    """Add up what each bears of the voids of a ledger, in pence."""
    totals: dict[Bearer, int] = {}
    for week in weeks:
        totals[week.bearer] = totals.get(week.bearer, 0) + week.void_pence
    return totals
