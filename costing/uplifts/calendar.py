"""Calendars: what is dated beside law, and goes up and down with the year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from costing.law import LawOnDay

CALENDAR: Final = frozenset({"bank_holidays_year"})
"""Dated parameters that no law raises: eight bank holidays in a year, then ten."""


def with_calendar_of(
    first: LawOnDay | None, second: LawOnDay | None
) -> LawOnDay | None:
    """Give the law of a second day with the calendar of the first.

    Parameters
    ----------
    first, second : LawOnDay or None
        Of the same folder; None for a model that reads no law.

    Returns
    -------
    LawOnDay or None
        What the first day's law does not know of the calendar fails when it is asked
        for, as it does on the first day.
    """
    if first is None or second is None:
        return second
    known = dict(second.law.parameters)
    for name in CALENDAR & set(known):
        past = [one for one in known[name].values if one.start <= first.day]
        one = known[name]
        if past:
            last = one.checked_to
            if first.day <= last or first.law.hold or past[-1].flag == "forecast":
                last = max(last, second.day)
            known[name] = replace(one, values=(past[-1],), checked_to=last)
    return replace(second, law=replace(second.law, parameters=known))
