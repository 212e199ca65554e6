"""Days, years and spans; a span is [start, end): its end is not in it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from costing.errors import LawError

if TYPE_CHECKING:
    from collections.abc import Iterable

Nation = Literal["england", "wales", "scotland", "northern_ireland"]

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH: Final = re.compile(
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII
)
HOLIDAYS_KNOWN: Final = (date(2012, 1, 1), date(2028, 4, 1))
_SUBDIVISION: Final[dict[str, str]] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern_ireland": "NIR",
}
_OBSERVED: Final = " (observed)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a span.

    Parameters
    ----------
    start, end : date
        [start, end).
    share : float
        Its days over the days of the whole span.
    """

    start: date
    end: date
    share: float


def parse_date(text: str) -> date:
    """Read a day written ``2026-11-01`` or ``01/11/2026``, the day first.

    Raises
    ------
    ValueError
        If it is written otherwise, or there is no such day.
    """
    given = text.strip()
    try:
        if found := _ISO.fullmatch(given):
            return date(*(int(part) for part in found.groups()))
        if found := _BRITISH.fullmatch(given):
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        msg = f'there is no day "{given}"'
        raise ValueError(msg) from None
    msg = "expected a day like 2026-11-01 or 01/11/2026"
    raise ValueError(msg)


def _year_name(day: date, first: tuple[int, int]) -> str:
    year = day.year if (day.month, day.day) >= first else day.year - 1
    return f"{year}/{(year + 1) % 100:02d}"


def financial_year(day: date) -> str:
    """Name the year from 1 April that holds a day: ``2026/27``."""
    return _year_name(day, (4, 1))


def tax_year(day: date) -> str:
    """Name the year from 6 April that holds a day: ``2026/27``."""
    return _year_name(day, (4, 6))


def days(start: date, end: date) -> int:
    """Count the days of [start, end).

    Raises
    ------
    ValueError
        If the span is empty or runs backwards.
    """
    count = (end - start).days
    if count <= 0:
        msg = f"a span must end after it starts, got {start} to {end}"
        raise ValueError(msg)
    return count


def split(start: date, end: date, also: Iterable[date] = ()) -> tuple[Piece, ...]:
    """Cut [start, end) at each 1 April and 6 April, where law changes.

    A minimum wage starts on 1 April, tax-year items on 6 April. Weighting by days is
    accrual by day, a convention: a wage bites from the first pay period that starts
    then, and National Insurance follows the day of payment.

    Parameters
    ----------
    start, end : date
    also : iterable of date
        Further days to cut at, such as the first of a forecast.

    Returns
    -------
    tuple of Piece
        In order, not overlapping; their shares add to 1.

    Raises
    ------
    ValueError
        If the span is empty or runs backwards.
    """
    total = days(start, end)
    aprils = {
        date(year, 4, day) for year in range(start.year, end.year + 1) for day in (1, 6)
    }
    marks = sorted(day for day in aprils.union(also) if start < day < end)
    edges = [start, *marks, end]
    return tuple(
        Piece(first, last, days(first, last) / total)
        for first, last in itertools.pairwise(edges)
    )


def bank_holidays(
    start: date,
    end: date,
    nation: Nation = "england",
    *,
    fall: Literal["substitute", "actual"] = "substitute",
) -> tuple[date, ...]:
    """List the bank holidays of [start, end).

    Parameters
    ----------
    start, end : date
    nation : {"england", "wales", "scotland", "northern_ireland"}
    fall : {"substitute", "actual"}
        Where a holiday falls on a weekend: the substitute day that is proclaimed, or
        the day itself (25 and 26 December, 1 January), as many contracts have it.

    Returns
    -------
    tuple of date
        In order, each once.

    Raises
    ------
    LawError
        Outside the days for which the official list is known.
    ValueError
        If the span is empty or runs backwards.

    Source: Banking and Financial Dealings Act 1971, and proclamations under it.
    """
    days(start, end)
    known_from, known_end = HOLIDAYS_KNOWN
    if start < known_from or end > known_end:
        beyond = start if start < known_from else end - timedelta(days=1)
        msg = (
            f"law: no bank holidays on {beyond}; known from {known_from} to "
            f"{known_end - timedelta(days=1)}. Ask within those days."
        )
        raise LawError(msg)
    import holidays  # noqa: PLC0415 - slow to import, seldom needed

    years = range(start.year, end.year + 1)
    listed = holidays.country_holidays("GB", _SUBDIVISION[nation], years)
    named = [(day, name) for day in listed for name in listed.get_list(day)]
    # The package lists a holiday on a weekend twice: as it falls, and "(observed)".
    moved = {
        (day.year, name.removesuffix(_OBSERVED))
        for day, name in named
        if name.endswith(_OBSERVED)
    }
    if fall == "substitute":
        kept = {day for day, name in named if (day.year, name) not in moved}
    else:
        kept = {day for day, name in named if not name.endswith(_OBSERVED)}
    return tuple(sorted(day for day in kept if start <= day < end))
