"""Spans: the days a rota is worked out for, and which of them are bank holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from costing.dates import HOLIDAYS_KNOWN, bank_holidays
from costing.errors import CareError

if TYPE_CHECKING:
    from costing.dates import Nation

Division = Literal["england-and-wales", "scotland", "northern-ireland"]
"""Where bank holidays are the same, as the government lists them."""

Counting = Literal["actual", "substitute", "average"]

NATIONS: Final[dict[Division, Nation]] = {
    "england-and-wales": "england",
    "scotland": "scotland",
    "northern-ireland": "northern_ireland",
}
DAY: Final = timedelta(days=1)
MOST_DAYS: Final = 3_653
"""Ten years."""

_FIRST: Final = HOLIDAYS_KNOWN[0]
_LAST: Final = date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, and the bank holidays among them.

    Parameters
    ----------
    first, last : date
        Both included.
    division : Division
    counting : {"actual", "substitute", "average"}
        Where a bank holiday falls on a weekend: as it falls, or its substitute day.
        With ``average`` no day is one: the price of ordinary hours holds them.
    holidays : frozenset of date
        Those from the day before ``first`` to the day after ``last``, on which a shift
        of the span may begin or end. Past what is known no day is taken for one.
    """

    first: date
    last: date
    division: Division
    counting: Counting
    holidays: frozenset[date]

    @property
    def n_days(self) -> int:
        """Count the days."""
        return (self.last - self.first).days + 1

    @property
    def days(self) -> tuple[date, ...]:
        """List the days."""
        return tuple(self.first + DAY * index for index in range(self.n_days))

    @property
    def bank_holidays(self) -> tuple[date, ...]:
        """List the bank holidays within the span, in order."""
        return tuple(sorted(d for d in self.holidays if self.first <= d <= self.last))


def span_of(
    first: date,
    last: date,
    division: Division = "england-and-wales",
    counting: Counting = "actual",
) -> Span:
    """Make a span.

    Parameters
    ----------
    first, last : date
        Both included.
    division : Division
    counting : {"actual", "substitute", "average"}

    Returns
    -------
    Span

    Raises
    ------
    CareError
        If it runs backwards, or is longer than ten years.
    LawError
        If bank holidays are not known on all its days.
    """
    if last < first:
        msg = f"rota: got the days {first} to {last}, expected the earlier one first."
        raise CareError(msg)
    if (last - first).days >= MOST_DAYS:
        msg = (
            f"rota: got {(last - first).days + 1:,} days, {first} to {last}, expected "
            f"at most {MOST_DAYS:,}. Ask for a shorter span."
        )
        raise CareError(msg)
    if first < _FIRST or last > _LAST:
        msg = (
            f"rota: got the days {first} to {last}, expected days from {_FIRST} to "
            f"{_LAST}."
        )
        raise CareError(msg)
    found: tuple[date, ...] = ()
    if counting != "average":
        nation, fall = NATIONS[division], counting
        bank_holidays(first, last + DAY, nation, fall=fall)  # refused if not known
        known_from, known_end = HOLIDAYS_KNOWN
        start, end = max(first - DAY, known_from), min(last + 2 * DAY, known_end)
        found = bank_holidays(start, end, nation, fall=fall)
    return Span(first, last, division, counting, frozenset(found))
