"""Cover: staff on shift beside the staff that people need."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.rota.cover import gaps, staff_words
from costing.rota.rosters import rosters_of
from costing.rota.span import span_of
from costing.tables import frame_of
from scenarios.inputs.contract.rotas import ROTAS, TIMETABLES
from tests.kit.simulated_rota import WEEKDAYS, Row, played, rows_on

STAFF = {"background": 1.0, "one_to_one": 1.0, "two_to_one": 2.0, "sleep_in": 1.0}
MONDAY, SUNDAY = date(2026, 11, 2), date(2026, 11, 8)
WEEK = span_of(MONDAY, SUNDAY)


def times(start, end):
    at = {"start": start, "end": end}
    return {name: int(text[:2]) * 60 + int(text[3:]) for name, text in at.items()}


def shift(day, start, end, staff=1, **more):
    return {"scheme": "S1", "day": day, **times(start, end), "staff": staff, **more}


def need(component, day, start, end, people=1, **more):
    named = {"scheme": "S1", "component": component, "day": day, "people": people}
    return {**named, **times(start, end), **more}


def found(rota, wanted, span=WEEK):
    names = ("scheme", "kind", "component")
    rosters = rosters_of(frame_of(ROTAS, rota), "rotas.csv", names, "staff")
    names = ("scheme", "component", "person")
    needs = rosters_of(frame_of(TIMETABLES, wanted), "timetables.csv", names, "people")
    return gaps(rosters, needs, STAFF, span)


def told(*args, **more):
    return [
        f"{gap.first} {gap.start / 60:g}-{gap.end / 60:g} {gap.kind} "
        f"{staff_words(gap.there)} of {staff_words(gap.needed)} x{gap.days}"
        for gap in found(*args, **more)
    ]


def test_background_one_to_one_and_twice_two_to_one_are_needed_at_once():
    wanted = [
        need("background", "Mon", "07:00", "22:00"),
        need("one_to_one", "Mon", "09:00", "11:00"),
        need("two_to_one", "Mon", "10:00", "12:00"),
    ]
    (gap, *others) = found([shift("Mon", "07:00", "22:00", 3)], wanted)
    # 10 to 11: 1 + 1 + 2 = 4 of 3; 11 to 12: 1 + 2 = 3 of 3.
    assert others == []
    assert (gap.scheme, gap.first, gap.start, gap.end) == ("S1", MONDAY, 600, 660)
    assert (gap.there, gap.needed, gap.short) == (3000, 4000, 1000)
    assert gap.of == (("background", 1000), ("one_to_one", 1000), ("two_to_one", 2000))
    assert gap.minutes == 60


def test_a_rota_that_covers_has_no_gap():
    assert found([shift("Mon", "07:00", "09:00")], []) == ()
    wanted = [need("one_to_one", "Mon", "07:00", "09:00")]
    assert found([shift("Mon", "07:00", "09:00")], wanted) == ()


def test_a_gap_is_found_to_the_minute_and_cut_where_numbers_change():
    rota = [shift("Mon", "07:00", "08:10"), shift("Mon", "09:05", "12:00")]
    wanted = [need("one_to_one", "Mon", "08:00", "10:00", 2)]
    assert [(gap.start, gap.end, gap.there) for gap in found(rota, wanted)] == [
        (480, 490, 1000),
        (490, 545, 0),
        (545, 600, 1000),
    ]


def test_every_shift_of_the_house_counts_whatever_it_is_for():
    rota = [shift("Mon", "07:00", "09:00")]
    rota += [shift("Mon", "07:00", "09:00", component="one_to_one")]
    wanted = [need("background", "Mon", "07:00", "09:00")]
    wanted += [need("one_to_one", "Mon", "07:00", "09:00")]
    assert found(rota, wanted) == ()


def test_people_of_one_component_add_up():
    wanted = [
        need("one_to_one", "Mon", "07:00", "09:00", person=person)
        for person in ("R1", "R2")
    ]
    assert told([shift("Mon", "07:00", "09:00")], wanted) == [
        "2026-11-02 7-9 waking 1 of 2 x1"
    ]


def test_somebody_asleep_does_not_cover_the_day_but_somebody_awake_covers_a_sleep_in():
    asleep = [shift("Mon", "22:00", "07:00", kind="sleep_in")]
    night = [need("sleep_in", "Mon", "22:00", "07:00")]
    awake = [need("one_to_one", "Mon", "22:00", "07:00")]
    watch = [shift("Mon", "22:00", "07:00")]
    assert found(asleep, night) == ()
    assert found(watch, night) == ()
    assert told(asleep, awake) == [
        "2026-11-02 22-24 waking 0 of 1 x1",
        "2026-11-03 0-7 waking 0 of 1 x1",
    ]
    # The one awake is needed by somebody else.
    assert told(watch, [*night, *awake]) == [
        "2026-11-02 22-24 sleep_in 0 of 1 x1",
        "2026-11-03 0-7 sleep_in 0 of 1 x1",
    ]


def test_a_night_runs_into_the_first_day_of_a_span():
    wanted = [need("one_to_one", "Sun", "22:00", "07:00")]
    assert told([], wanted) == [
        "2026-11-02 0-7 waking 0 of 1 x1",
        "2026-11-08 22-24 waking 0 of 1 x1",
    ]


def test_the_same_gap_on_many_days_is_told_once():
    wanted = [need("one_to_one", day, "07:00", "09:00") for day in WEEKDAYS]
    (gap,) = found([], wanted, span_of(date(2026, 4, 1), date(2027, 3, 31)))
    assert (gap.first, gap.last, gap.days) == (date(2026, 4, 1), date(2027, 3, 31), 365)
    assert gap.weekdays == (0, 1, 2, 3, 4, 5, 6)
    assert gap.minutes == 365 * 120


def test_a_house_with_fewer_staff_on_bank_holidays_is_short_on_those_days():
    rota = [shift(day, "08:00", "16:00", 2) for day in WEEKDAYS]
    rota += [shift("BH", "08:00", "16:00")]
    wanted = [need("background", day, "08:00", "16:00", 2) for day in WEEKDAYS]
    (gap,) = found(rota, wanted, span_of(date(2026, 4, 1), date(2027, 3, 31)))
    assert gap.days == 10
    assert (gap.first, gap.last) == (date(2026, 4, 3), date(2027, 3, 29))


def test_a_scheme_without_a_timetable_is_not_looked_at():
    other = [need("one_to_one", "Mon", "07:00", "09:00") | {"scheme": "S2"}]
    assert [gap.scheme for gap in found([shift("Mon", "07:00", "08:00")], other)] == [
        "S2"
    ]


def test_parts_of_staff_count():
    rota = [shift("Mon", "07:00", "09:00", 0.5)]
    wanted = [need("one_to_one", "Mon", "07:00", "09:00", 0.75)]
    assert told(rota, wanted) == ["2026-11-02 7-9 waking 0.5 of 0.75 x1"]


SHORT_NIGHT, LONG_NIGHT = date(2027, 3, 28), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "minutes"), [(SHORT_NIGHT, 6 * 60), (LONG_NIGHT, 8 * 60), (MONDAY, 7 * 60)]
)
def test_a_gap_lasts_as_long_as_the_night_on_which_clocks_change(day, minutes):
    wanted = [need("one_to_one", day.isoformat(), "00:00", "07:00")]
    (gap,) = found([], wanted, span_of(day, day))
    assert (gap.start, gap.end, gap.minutes) == (0, 7 * 60, minutes)


def test_the_hour_that_is_missing_is_no_gap():
    day = SHORT_NIGHT.isoformat()
    night = span_of(SHORT_NIGHT, SHORT_NIGHT)
    wanted = [need("one_to_one", day, "00:00", "03:00")]
    assert found([], [need("one_to_one", day, "01:00", "02:00")], night) == ()
    # Nobody until 01:30: gone by 01:00, after which the clock shows 02:00.
    (gap,) = found([shift(day, "01:30", "07:00")], wanted, night)
    assert (gap.start, gap.end, gap.minutes) == (0, 60, 60)
    # Nobody from 02:30.
    (gap,) = found([shift(day, "00:00", "02:30")], wanted, night)
    assert (gap.start, gap.end, gap.minutes) == (150, 180, 30)


def test_the_hour_that_comes_twice_is_needed_twice():
    day = LONG_NIGHT.isoformat()
    night = span_of(LONG_NIGHT, LONG_NIGHT)
    wanted = [need("one_to_one", day, "00:00", "03:00")]
    # Whoever leaves at 01:30 does so the first time round: 30 and 60 minutes are short.
    rota = [shift(day, "00:00", "01:30"), shift(day, "02:00", "03:00")]
    (gap,) = found(rota, wanted, night)
    assert (gap.start, gap.end, gap.minutes) == (90, 120, 90)


def test_the_same_gap_on_many_nights_counts_the_minutes_of_each():
    wanted = [need("one_to_one", day, "22:00", "07:00") for day in WEEKDAYS]
    year = span_of(date(2026, 4, 1), date(2027, 3, 31))
    october = span_of(date(2026, 10, 24), date(2026, 10, 26))
    for span, minutes in ((year, 365 * 9 * 60), (october, 3 * 9 * 60 + 60)):
        both = found([], wanted, span)
        assert [gap.days for gap in both] == [span.n_days] * 2
        assert sum(gap.minutes for gap in both) == minutes


def test_a_component_that_has_no_number_of_staff_is_not_taken_for_one():
    with pytest.raises(KeyError, match="visits"):
        found([], [need("visits", "Mon", "09:00", "10:00")])


ROWS = st.builds(
    Row,
    st.sampled_from([*WEEKDAYS, "BH", "2026-12-24"]),
    st.integers(0, 95).map(lambda quarter: quarter * 15),
    st.integers(0, 96).map(lambda quarter: quarter * 15),
    st.integers(0, 3),
)
CHRISTMAS = span_of(date(2026, 12, 21), date(2026, 12, 29))


def on_shift(rows, day, minute):
    """Count staff at one minute, row by row."""
    count = 0
    for back in (0, 1):
        start_day = date.fromordinal(day.toordinal() - back)
        for row in rows_on(rows, start_day, CHRISTMAS.holidays):
            end = row.end if row.end > row.start else row.end + 1440
            if row.start <= minute + 1440 * back < end:
                count += row.staff
    return count


@given(st.lists(ROWS, max_size=5), *[st.lists(ROWS, max_size=3)] * 3)
@settings(deadline=None, max_examples=40)
def test_gaps_are_where_a_count_quarter_by_quarter_has_them(rota, core, one, two):
    rows = [
        {"scheme": "S1", "day": row.day, "start": row.start, "end": row.end}
        | {"staff": row.staff}
        for row in rota
    ]
    wanted = [
        {"scheme": "S1", "component": name, "day": row.day, "people": row.staff}
        | {"start": row.start, "end": row.end}
        for name, held in (
            ("background", core),
            ("one_to_one", one),
            ("two_to_one", two),
        )
        for row in held
    ]
    short = {}
    for gap in found(rows, wanted, CHRISTMAS):
        short[gap.start, gap.end, gap.there, gap.needed, gap.of] = gap.days
    quarters = np.zeros(96, dtype=int)
    for (start, end, *_), count in short.items():
        quarters[start // 15 : end // 15] += count
    expected = np.zeros(96, dtype=int)
    for day in CHRISTMAS.days:
        for quarter in range(96):
            at = quarter * 15
            needed = on_shift(core, day, at) + on_shift(one, day, at)
            needed += 2 * on_shift(two, day, at)
            expected[quarter] += on_shift(rota, day, at) < needed
    assert quarters.tolist() == expected.tolist()


CHANGES = st.sampled_from(
    [(date(2027, 3, 27), date(2027, 3, 29)), (date(2026, 10, 24), date(2026, 10, 26))]
)
NIGHTS = st.builds(
    Row,
    st.sampled_from([*WEEKDAYS, "2027-03-28", "2026-10-25"]),
    st.integers(0, 1439),
    st.integers(0, 1440),
    st.integers(1, 2),
)


@given(st.lists(NIGHTS, min_size=1, max_size=3), CHANGES)
@settings(deadline=None, max_examples=25)
def test_without_staff_the_hours_short_are_those_of_a_simulation(rows, days):
    # What the same rows would be as a rota, played out by the time zone's own rules.
    wanted = [
        {"scheme": "S1", "component": "one_to_one", "day": row.day, "people": row.staff}
        | {"start": row.start, "end": row.end}
        for row in rows
    ]
    hours = played(rows, *days, (), lambda *_: "all")
    short = sum(gap.short * gap.minutes for gap in found([], wanted, span_of(*days)))
    assert short == 1000 * sum(counted.total() for counted in hours.values())
