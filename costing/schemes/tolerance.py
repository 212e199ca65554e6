"""Tolerance: how far delivered hours may differ from those that were authorised.

The ends are those of Maine's rule for shared support, 92.5 % and 105 %, both within;
they are no English rule. What the rule makes of more than 105 % is not known here.

Source: Maine 10-144-101 chapter III section 21, subsections 1300 and 1400 (checked).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

LOW: Final = Fraction(925, 1000)
HIGH: Final = Fraction(105, 100)


class Delivered(StrEnum):
    """How delivered hours stand to those that were authorised."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    NOTHING = "nothing authorised"


def delivered(authorised: Fraction, given: Fraction) -> Delivered:
    """Tell how delivered hours stand to authorised ones; both ends are within."""
    if authorised <= 0:
        return Delivered.NOTHING
    share = given / authorised
    if share < LOW:
        return Delivered.BELOW
    return Delivered.ABOVE if share > HIGH else Delivered.WITHIN


def per_diem_pence(
    authorised: Sequence[Fraction], given: Fraction, rate_pence: int
) -> int:
    """Give what is paid a day for each of those who share a house's hours.

    ``hours x rate / 7 / people``, half up to the penny: on authorised hours, or on
    those delivered where they are below the tolerance.

    Parameters
    ----------
    authorised : sequence of Fraction
        Hours a week of each person, at least one.
    given : Fraction
        Hours delivered to all of them in the week.
    rate_pence : int

    Returns
    -------
    int
    """
    hours = sum(authorised, Fraction(0))
    if delivered(hours, given) == Delivered.BELOW:
        hours = given
    return nearest(hours * rate_pence / 7 / len(authorised))
