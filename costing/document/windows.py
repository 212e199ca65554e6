"""Windows of time bands: ``Mon-Fri 06:00-20:00, BH 00:00-24:00``."""

from __future__ import annotations

import re
from typing import Final

from costing.document.fault import FaultError
from costing.document.parts import Range
from costing.errors import quoted

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BANK_HOLIDAY: Final = 7
"""The day of a range that is any bank holiday."""

DAY_MINUTES: Final = 1440

_RANGE: Final = re.compile(
    r"\s*(?P<first>[A-Za-z]+)(?:\s*-\s*(?P<last>[A-Za-z]+))?"
    r"\s+(?P<start>\d{1,2}:\d{2})\s*-\s*(?P<end>\d{1,2}:\d{2})\s*",
    re.ASCII,
)
_DAYS_ALONE: Final = re.compile(r"\s*[A-Za-z]+(?:\s*-\s*[A-Za-z]+)?\s*")


def parse_window(text: str) -> tuple[Range, ...]:
    """Read a window: ranges of days and times, parted by commas.

    Days may run over the end of a week (``Fri-Mon``) and times over midnight
    (``20:00-06:00``, into the next day). ``BH`` alone is the whole of each bank
    holiday; other days need times, since ``Sat, Sun 06:00-20:00`` could be either.

    Raises
    ------
    FaultError
        At the first range that is not one.
    """
    return tuple(_range(part) for part in text.split(","))


def _range(text: str) -> Range:
    found = _RANGE.fullmatch(text)
    if found is None and text.strip().lower() == "bh":
        return Range((BANK_HOLIDAY,), 0, DAY_MINUTES)
    if found is None:
        fix = "A whole day is 00:00-24:00" if _DAYS_ALONE.fullmatch(text) else ""
        expected = "days and times such as Mon-Fri 06:00-20:00"
        raise FaultError(quoted(text), expected, fix)
    start, end = _minute(found["start"], text), _minute(found["end"], text)
    if start in (DAY_MINUTES, end):
        raise FaultError(
            quoted(text),
            "times that hold some minutes",
            "Write a whole day 00:00-24:00",
        )
    if end < start:
        end += DAY_MINUTES
    return Range(_days(found["first"], found["last"], text), start, end)


def _minute(text: str, whole: str) -> int:
    hours, minutes = (int(part) for part in text.split(":"))
    minute = hours * 60 + minutes
    if minutes > 59 or minute > DAY_MINUTES:
        raise FaultError(quoted(whole), "times from 00:00 to 24:00")
    return minute


def _days(first: str, last: str | None, text: str) -> tuple[int, ...]:
    if first.lower() == "bh" and last is None:
        return (BANK_HOLIDAY,)
    try:
        start = DAYS.index(first.lower())
        end = DAYS.index((last or first).lower())
    except ValueError:
        raise FaultError(quoted(text), "days Mon to Sun, or BH alone") from None
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))
