"""Voids: who bears the support side of an empty place, week by week.

Rent is another ledger: tenancy and support are separate contracts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from costing.money import divided
from costing.schemes.shares import share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Bearer(StrEnum):
    """Who bears an empty place."""

    COUNCIL = "council"
    PROVIDER = "provider"
    HOUSEMATES = "housemates"
    NOBODY = "nobody named"


_SAME: Final = {"commissioner": Bearer.COUNCIL, "survivors": Bearer.HOUSEMATES}
_STEP: Final = re.compile(r"([a-z]+)(?:\s+(\d{1,4})\s+weeks?)?")

EXPECTED: Final = (
    "council, provider or housemates, each but the last with its weeks, such as "
    '"council 4 weeks, then provider"'
)
"""What a void rule may say."""


@dataclass(frozen=True, slots=True)
class VoidStep:
    """One bearer, and for how many weeks; None: from then on."""

    bearer: Bearer
    weeks: int | None


def void_steps(text: str) -> tuple[VoidStep, ...]:
    """Read a void rule.

    Parameters
    ----------
    text : str
        Such as ``council 4 weeks, then provider`` or ``housemates``. ``commissioner``
        is the council, ``survivors`` are the housemates.

    Returns
    -------
    tuple of VoidStep
        In order; the last goes on. Nothing for an empty text.

    Raises
    ------
    ValueError
        With what was expected.
    """
    said = " ".join(text.lower().split())
    if not said:
        return ()
    parts = re.split(r"\s*[,;]\s*(?:then\s+)?|\s+then\s+", said)
    steps = []
    for at, part in enumerate(parts):
        found = _STEP.fullmatch(part)
        is_last = at == len(parts) - 1
        if (
            found is None
            or bool(found[2]) == is_last
            or (found[2] and not int(found[2]))
        ):
            raise ValueError(EXPECTED)
        bearer = _bearer(found[1])
        steps.append(VoidStep(bearer, int(found[2]) if found[2] else None))
    return tuple(steps)


def _bearer(word: str) -> Bearer:
    if word in _SAME:
        return _SAME[word]
    if word not in set(Bearer) - {Bearer.NOBODY}:
        raise ValueError(EXPECTED)
    return Bearer(word)


def bearer_in(steps: Sequence[VoidStep], week: int) -> Bearer:
    """Give who bears a void in a week, the first being 1."""
    if not steps:
        return Bearer.NOBODY
    for step in steps:
        if step.weeks is None or week <= step.weeks:
            return step.bearer
        week -= step.weeks
    return steps[-1].bearer


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
    steps: Sequence[VoidStep],
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
    steps : sequence of VoidStep
    since, until : date
        [since, until).

    Returns
    -------
    tuple of VoidWeek
    """
    weeks = []
    names = sorted(people)
    for at in range(max((until - since).days + 6, 0) // 7):
        start = since + timedelta(weeks=at)
        end = min(start + timedelta(weeks=1), until)
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
