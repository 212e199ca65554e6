"""Absences: what is paid for support while a person is away, week by week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import divided, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_STEP: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?)\s*%(?:\s+(?:for\s+)?(\d{1,4})\s+(days?|weeks?))?"
)

EXPECTED: Final = (
    "shares of the price of 100 % or less, each but the last with its days, such as "
    '"100 % 14 days, then 50 %"'
)
"""What a retainer may say."""


@dataclass(frozen=True, slots=True)
class RetainerStep:
    """A share of the price, and for how many days; None: from then on."""

    share: Fraction
    days: int | None


def retainer_steps(text: str) -> tuple[RetainerStep, ...]:
    """Read a retainer.

    Parameters
    ----------
    text : str
        Such as ``100 % 14 days, then 50 % 4 weeks, then 0 %``.

    Returns
    -------
    tuple of RetainerStep
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
        if found is None or bool(found[2]) == is_last:
            raise ValueError(EXPECTED)
        part_of_price = Fraction(found[1]) / 100
        days = None
        if found[2]:
            days = int(found[2]) * (7 if found[3].startswith("week") else 1)
        if part_of_price > 1 or days == 0:
            raise ValueError(EXPECTED)
        steps.append(RetainerStep(part_of_price, days))
    return tuple(steps)


def share_on(steps: Sequence[RetainerStep], day: int) -> Fraction:
    """Give the share of the price on a day away, the first being 1; all without steps.

    Nothing is held back unless a rule says so.
    """
    for step in steps:
        if step.days is None or day <= step.days:
            return step.share
        day -= step.days
    return steps[-1].share if steps else Fraction(1)


@dataclass(frozen=True, slots=True)
class AbsentWeek:
    """A week, or the rest of one, in which a person is away.

    Parameters
    ----------
    week : int
        Since the person left, the first being 1.
    start, end : date
        [start, end).
    full_pence : int
        What these days cost as agreed.
    paid_pence : int
        What the retainer pays of it.
    unpaid_pence : int
        What the provider is left with: the rest.
    """

    week: int
    start: date
    end: date
    full_pence: int
    paid_pence: int
    unpaid_pence: int


def absence_ledger(
    weekly_pence: int, steps: Sequence[RetainerStep], start: date, until: date
) -> tuple[AbsentWeek, ...]:
    """Tell week by week what is paid while a person is away.

    Parameters
    ----------
    weekly_pence : int
        What the person's support costs, 0 or more.
    steps : sequence of RetainerStep
    start, until : date
        First day away, and the day of return: [start, until).

    Returns
    -------
    tuple of AbsentWeek
        Paid and unpaid add to the full cost in each; half up to the penny.
    """
    weeks = []
    for at in range(max((until - start).days + 6, 0) // 7):
        first = start + timedelta(weeks=at)
        last = min(first + timedelta(weeks=1), until)
        days = (last - first).days
        shares = sum(
            (share_on(steps, 7 * at + day) for day in range(1, days + 1)), Fraction(0)
        )
        full = int(divided(weekly_pence * days, 7))
        paid = min(nearest(Fraction(weekly_pence, 7) * shares), full)
        weeks.append(AbsentWeek(at + 1, first, last, full, paid, full - paid))
    return tuple(weeks)
