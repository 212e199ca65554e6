"""Tolerance: how far delivered hours may differ from those that were authorised.

The ends are those of Maine's rule for shared support, 92.5 % and 105 %, both within;
they are no English rule. What the rule makes of more than 105 % is not known here.

Source: Maine 10-144-101 chapter III section 21, subsections 1300 and 1400 (checked).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Final

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
