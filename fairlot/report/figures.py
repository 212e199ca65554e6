"""Figures as the report prints them: pounds, hours, points, shares, days."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from costing.money import amount, pence, round_to

if TYPE_CHECKING:
    from datetime import date

TIMES: Final = "\N{MULTIPLICATION SIGN}"
MINUS: Final = "\N{MINUS SIGN}"
NOTHING: Final = "\N{EN DASH}"
"""What stands in a cell that has no figure."""


def gbp(whole_pence: float) -> str:
    """Write pence as pounds: ``£1,234.50``."""
    text = amount(abs(int(whole_pence)))
    whole, _, rest = text.partition(".")
    sign = MINUS if whole_pence < 0 else ""
    return f"{sign}£{int(whole):,}.{rest}"


def gbp_more_or_less(whole_pence: float) -> str:
    """Write a difference in pence in words: ``£5.22 more``, ``the same``."""
    if whole_pence == 0:
        return "the same"
    return f"{gbp(abs(whole_pence))} {'more' if whole_pence > 0 else 'less'}"


def pounds(value: float) -> str:
    """Write pounds, half up to the penny: ``£1,234.50``."""
    return gbp(int(pence(value)))


def more_or_fewer(number: float) -> str:
    """Write a difference of counts or points in words: ``2 fewer``, ``the same``."""
    size = plain(abs(number))
    if size == "0":
        return "the same"
    return f"{size} {'more' if number > 0 else 'fewer'}"


def decimal(value: float, places: int = 2) -> str:
    """Write a number with a fixed count of decimals, half up: ``1,234.50``."""
    if not math.isfinite(value):
        return NOTHING
    return f"{float(round_to(value, 10.0**-places)):,.{places}f}".replace("-", MINUS)


def plain(value: float) -> str:
    """Write a number with no more decimals than it needs, two at most: ``28.5``."""
    text = decimal(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(value: float) -> str:
    """Write a whole number: ``1,234``."""
    return decimal(value, 0)


def percent(share: float) -> str:
    """Write a share in [0, 1] as a whole percentage: ``87%``."""
    return f"{count(share * 100)}%" if math.isfinite(share) else NOTHING


def day(on: date) -> str:
    """Write a day: ``1 November 2026``."""
    return f"{on.day} {on:%B %Y}"


def several(number: float, one: str, many: str = "") -> str:
    """Write a number with its noun: ``1 person``, ``22 people``."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """Write items as a list in words: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
