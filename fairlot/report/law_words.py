"""Values of law in words: in their unit, as people read them."""

from __future__ import annotations

import math

from fairlot.report.figures import pounds
from fairlot.report.words import UNITS


def law_figure(value: float, unit: str) -> str:
    """Write a value of law in its unit: ``£12.71 an hour``, ``5.6 week/year``."""
    currency, _, per = unit.partition("/")
    if currency != "GBP":
        return f"{value:.12g} {UNITS.get(unit, unit)}".rstrip()
    money = pounds(value) if is_whole(value * 100) else f"£{value:.12g}"
    each = f" {'an' if per == 'h' else 'a'} {UNITS.get(per, per)}" if per else ""
    return f"{money}{each}"


def is_whole(number: float) -> bool:
    """Tell whether a number is whole but for the noise of binary."""
    return math.isclose(number, round(number), abs_tol=1e-9)
