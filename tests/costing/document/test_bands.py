"""Each minute belongs to one band: the first whose window holds it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.bands import band_minutes, bands_of_day, unclaimed
from costing.document.reading import read_model
from tests.kit.documents import document, line

WEEK = 7 * 24 * 60


def model(**windows):
    """Give a model with these bands; an empty window is none."""
    bands = [
        f"[band.{name}]\n" + (f"window = '{window}'\n" if window else "")
        for name, window in windows.items()
    ]
    return read_model(document(*bands, line("1", unit="1")), "small.toml")


COMMON = {
    "weekday_day": "Mon-Fri 06:00-20:00",
    "weekday_evening": "Mon-Fri 20:00-24:00",
    "weekday_night": "Mon-Fri 00:00-06:00",
    "saturday": "Sat 00:00-24:00",
    "sunday": "Sun 00:00-24:00",
    "bank_holiday": "BH 00:00-24:00",
}


def test_an_ordinary_week_is_shared_out_among_the_bands():
    assert band_minutes(model(**COMMON)) == {
        "weekday_day": 5 * 14 * 60,
        "weekday_evening": 5 * 4 * 60,
        "weekday_night": 5 * 6 * 60,
        "saturday": 1440,
        "sunday": 1440,
        "bank_holiday": 0,
    }
    assert unclaimed(model(**COMMON)) == ()


def test_a_model_without_bands_has_one_with_the_whole_week():
    alone = read_model(document(line("1", unit="1")), "small.toml")
    assert band_minutes(alone) == {"all": WEEK}
    assert unclaimed(alone) == ()


def test_bands_without_windows_have_no_minutes():
    assert band_minutes(model(day="", night="")) == {"day": 0, "night": 0}


def test_a_range_over_midnight_runs_into_the_next_day():
    # Friday 22:00 to Saturday 06:00, and Sunday night into Monday.
    nights = model(night="Fri 22:00-06:00, Sun 22:00-06:00", rest="Mon-Sun 00:00-24:00")
    assert band_minutes(nights)["night"] == 2 * 8 * 60
    saturday, monday, friday = (bands_of_day(nights, day) for day in (5, 0, 4))
    assert saturday[:360].tolist() == [0] * 360
    assert saturday[360] == 1
    assert monday[:360].tolist() == [0] * 360
    assert friday[1319:1321].tolist() == [1, 0]


def test_a_minute_goes_to_the_first_band_that_holds_it():
    both = model(day="Mon 06:00-20:00", long_day="Mon 00:00-24:00")
    assert band_minutes(both) == {"day": 840, "long_day": 600}


def test_bank_holidays_come_first():
    monday = bands_of_day(model(**COMMON), 0, holiday=True)
    assert set(monday.tolist()) == {5}


def test_what_a_bank_holiday_s_window_leaves_follows_the_weekday():
    some = model(day="Mon-Sun 00:00-24:00", holiday="BH 08:00-20:00")
    assert Counter(bands_of_day(some, 2, holiday=True).tolist()) == {0: 720, 1: 720}


def test_a_bank_holiday_s_night_runs_into_the_day_after():
    some = model(day="Mon-Sun 00:00-24:00", holiday="BH 20:00-06:00")
    after = bands_of_day(some, 1, after_holiday=True)
    assert Counter(after.tolist()) == {0: 1080, 1: 360}
    assert after[:360].tolist() == [1] * 360


def test_minutes_that_no_window_holds_are_named():
    some = model(day="Mon-Fri 06:00-20:00", sunday="Sun 00:00-24:00")
    assert band_minutes(some) == {"day": 4200, "sunday": 1440}
    assert unclaimed(some) == (
        "Mon-Fri 00:00-06:00",
        "Mon-Fri 20:00-24:00",
        "Sat 00:00-24:00",
    )


def test_days_that_are_apart_are_named_apart():
    some = model(day="Mon 00:00-24:00, Wed 00:00-24:00, Fri-Sun 00:00-24:00")
    assert unclaimed(some) == ("Tue 00:00-24:00", "Thu 00:00-24:00")


DAY = st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
TIME = st.integers(0, 23).map("{:02d}:00".format)
WINDOW = (
    st.tuples(DAY, DAY, TIME, TIME)
    .filter(lambda part: part[2] != part[3])
    .map(lambda part: f"{part[0]}-{part[1]} {part[2]}-{part[3]}")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WINDOW, min_size=1, max_size=4))
def test_every_minute_has_one_band_or_none(windows):
    some = model(**{f"b{place}": window for place, window in enumerate(windows)})
    minutes = band_minutes(some)
    free = sum((bands_of_day(some, day) == -1).sum() for day in range(7))
    assert sum(minutes.values()) + free == WEEK
    assert (free == 0) == (unclaimed(some) == ())


@pytest.mark.parametrize("weekday", range(7))
def test_a_day_has_1440_minutes(weekday):
    assert len(bands_of_day(model(**COMMON), weekday)) == 1440
