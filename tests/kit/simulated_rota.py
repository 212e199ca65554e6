"""A rota played out minute by minute with the time zone's own rules: an oracle.

It knows nothing of the code it checks: real minutes come from zoneinfo, bands from a
function of the day and the minute, and each minute is looked at by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

LONDON: Final = ZoneInfo("Europe/London")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a rota, staff as a whole number."""

    day: str
    start: int
    end: int
    staff: int = 1


def instant(day: date, minute: int) -> datetime:
    """Give the moment at which a clock in London first shows a time.

    A time that it never shows, since clocks go forward, is the moment of the change.
    """
    day += _DAY * (minute // 1440)
    hour, left = divmod(minute % 1440, 60)
    local = datetime(day.year, day.month, day.day, hour, left, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    while moment.astimezone(LONDON).replace(fold=0) != local:
        local += _MINUTE
        moment = local.astimezone(UTC)
    return moment


def rows_on(
    rows: Sequence[Row], day: date, holidays: Collection[date]
) -> Iterator[Row]:
    """Give the rows that hold on a day: its own, else a bank holiday's, else plain."""
    kinds = [day.isoformat()]
    if day in holidays:
        kinds.append("BH")
    kinds.append(WEEKDAYS[day.weekday()])
    for kind in kinds:
        held = [row for row in rows if row.day == kind]
        if held:
            yield from held
            return


def played(
    rows: Sequence[Row],
    first: date,
    last: date,
    holidays: Collection[date],
    band_of: Callable[[date, int, bool], str],
    *,
    choose: Callable[[Sequence[str]], Sequence[str]] = lambda bands: bands,
) -> Mapping[date, Counter[str]]:
    """Count staff minutes by day and band.

    Parameters
    ----------
    rows : sequence of Row
    first, last : date
    holidays : collection of date
    band_of : function of day, minute and whether it is a bank holiday to band
    choose : function of a shift's bands, minute by minute, to those it is paid at
    """
    counted: dict[date, Counter[str]] = defaultdict(Counter)
    day = first - _DAY
    while day <= last:
        for row in rows_on(rows, day, holidays):
            end = row.end if row.end > row.start else row.end + 1440
            now, stop = instant(day, row.start), instant(day, end)
            shown = []
            while now < stop:
                local = now.astimezone(LONDON)
                shown.append((local.date(), local.hour * 60 + local.minute))
                now += _MINUTE
            bands = [band_of(one, at, one in holidays) for one, at in shown]
            for (one, _), band in zip(shown, choose(bands), strict=True):
                if first <= one <= last:
                    counted[one][band] += row.staff
        day += _DAY
    return counted
