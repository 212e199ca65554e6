"""Clock changes, beside the time zone's own rules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from costing.rota.clocks import (
    ClockChange,
    clock_change,
    clock_changes,
    elapsed,
    on_clock,
    passed,
)

LONDON = ZoneInfo("Europe/London")


def midnight(day):
    local = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    return local.astimezone(UTC)


def test_days_are_as_long_as_the_time_zone_has_them():
    day = date(2012, 1, 1)
    while day < date(2037, 1, 1):
        after = day + timedelta(days=1)
        length = (midnight(after) - midnight(day)) // timedelta(minutes=1)
        assert clock_change(day) == length - 1440
        day = after


def test_the_changes_of_a_span_are_listed():
    assert clock_changes(date(2026, 3, 29), date(2027, 3, 27)) == (
        ClockChange(date(2026, 3, 29), -60),
        ClockChange(date(2026, 10, 25), 60),
    )


def test_every_financial_year_has_one_of_each_so_that_its_hours_are_whole_days():
    for year in range(2012, 2099):
        found = clock_changes(date(year, 4, 1), date(year + 1, 3, 31))
        assert [one.minutes for one in found] == [60, -60]


@pytest.mark.parametrize(
    ("change", "minutes"),
    # 00:59, 01:00, 01:30, 02:00 and 24:00 of an ordinary, a short and a long day.
    [
        (0, [59, 60, 90, 120, 1440]),
        (-60, [59, 60, 60, 60, 1380]),
        (60, [59, 60, 90, 180, 1500]),
    ],
)
def test_times_of_the_clock_are_minutes_passed(change, minutes):
    clock = np.array([59, 60, 90, 120, 1440])
    assert elapsed(clock, change).tolist() == minutes


def test_a_day_holds_each_minute_that_passes():
    clock = np.arange(1440)
    short, long = passed(clock, -60), passed(clock, 60)
    assert (len(short), len(long)) == (1380, 1500)
    assert short[58:62].tolist() == [58, 59, 120, 121]
    assert long[118:122].tolist() == [118, 119, 60, 61]
    assert long[178:182].tolist() == [118, 119, 120, 121]


def test_minutes_that_pass_show_on_the_clock():
    for change in (0, -60, 60):
        shown = [on_clock(minute, change) for minute in range(1440 + change)]
        assert shown == passed(np.arange(1440), change).tolist()
