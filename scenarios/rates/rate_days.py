"""Days of rates: whether a rate is the one that is paid on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from datetime import date

_SAME: Final = ("provider", "service", "area", "unit")
"""What two rates share if the later one replaces the other."""


def not_in_force(rates: pd.DataFrame, day: date) -> list[str]:
    """Say of each rate why it is not the one of a day; "" where it is.

    Parameters
    ----------
    rates : DataFrame
        Of rates.csv; without ``rate_from`` a rate has always held.
    day : date
    """
    at = pd.Timestamp(day)
    keys = list(zip(*(rates[name] for name in _SAME), strict=True))
    latest: dict[tuple[Any, ...], Any] = {}
    for key, start in zip(keys, rates["rate_from"], strict=True):
        # A rate without a day is older than every other: no comparison with it holds.
        if start <= at and not latest.get(key, start) > start:
            latest[key] = start
    return [
        _why(start, latest.get(key), at)
        for key, start in zip(keys, rates["rate_from"], strict=True)
    ]


def _why(start: Any, latest: Any, day: pd.Timestamp) -> str:
    if start > day:
        return f"not yet in force on {day.date()}"
    if pd.isna(latest) or start == latest:
        return ""
    return f"replaced by the rate from {latest.date()}"
