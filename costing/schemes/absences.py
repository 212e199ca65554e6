"""Absences: what is paid for support while a person is away, week by week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import divided, nearest
from costing.schemes.steps import step_on, steps_of, weeks_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from costing.schemes.steps import Step

_SHARE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%")

EXPECTED: Final = (
    "shares of the price of 100 % or less, each but the last with its days, such as "
    '"100 % 14 days, then 50 %"'
)
"""What a retainer may say."""


def retainer_steps(text: str) -> tuple[Step[Fraction], ...]:
    """Read a retainer.

    Parameters
    ----------
    text : str
        Such as ``100 % 14 days, then 50 % 4 weeks, then 0 %``.

    Returns
    -------
    tuple of Step
        In order; the last goes on. Nothing for an empty text.

    Raises
    ------
    ValueError
        With what was expected.
    """
    return steps_of(text, _share, EXPECTED)


def _share(text: str) -> Fraction:
    found = _SHARE.fullmatch(text)
    if found is None or Fraction(found[1]) > 100:
        raise ValueError(EXPECTED)
    return Fraction(found[1]) / 100


def share_on(steps: Sequence[Step[Fraction]], day: int) -> Fraction:
    """Give the share of the price on a day away, the first being 1; all without steps.

    Nothing is held back unless a rule says so.
    """
    return step_on(steps, day, Fraction(1))


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
    weekly_pence: int, steps: Sequence[Step[Fraction]], start: date, until: date
) -> tuple[AbsentWeek, ...]:
    """Tell week by week what is paid while a person is away.

    Parameters
    ----------
    weekly_pence : int
        What the person's support costs, 0 or more.
    steps : sequence of Step
    start, until : date
        First day away, and the day of return: [start, until).

    Returns
    -------
    tuple of AbsentWeek
        Paid and unpaid add to the full cost in each; half up to the penny.
    """
    weeks = []
    for at, (first, last) in enumerate(weeks_of(start, until)):
        days = (last - first).days
        shares = sum(
            (share_on(steps, 7 * at + day) for day in range(1, days + 1)), Fraction(0)
        )
        full = int(divided(weekly_pence * days, 7))
        paid = nearest(Fraction(weekly_pence, 7) * shares)
        weeks.append(AbsentWeek(at + 1, first, last, full, paid, full - paid))
    return tuple(weeks)
