"""Hours of a rota by band and day, beside a simulation minute by minute."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.dates import bank_holidays
from costing.document.reading import read_model
from costing.errors import CareError, InputError
from costing.model import load_model
from costing.rota.hours import Crossing, hours_by_band
from costing.rota.rosters import Roster, Shifts, rosters_of
from costing.rota.span import span_of
from costing.tables import frame_of
from scenarios.inputs.contract.rotas import ROTAS
from tests.costing.care.test_pricing import DOCUMENT
from tests.kit.simulated_rota import WEEKDAYS, Row, played

MODEL = load_model("supported-living-england")
BANDS = list(MODEL.bands)
DAY = timedelta(days=1)
ORDER = ["bank_holiday", "sunday", "saturday"]
ORDER += ["weekday_night", "weekday_evening", "weekday_day"]
RANK = np.array([ORDER.index(band) for band in BANDS])


def band_of(day, minute, is_holiday):
    """The windows of the model, in other words."""
    if is_holiday:
        return "bank_holiday"
    if day.weekday() >= 5:
        return "saturday" if day.weekday() == 5 else "sunday"
    if minute < 7 * 60 or minute >= 22 * 60:
        return "weekday_night"
    return "weekday_day" if minute < 20 * 60 else "weekday_evening"


def minute(text):
    return int(text[:2]) * 60 + int(text[3:])


def shift(day, start, end, staff=1, **more):
    times = {"start": minute(start), "end": minute(end)}
    return {"scheme": "S1", "day": day, **times, "staff": float(staff), **more}


def rosters(*shifts):
    names = ("scheme", "kind", "component")
    return rosters_of(frame_of(ROTAS, shifts), "rotas.csv", names, "staff")


def hours(shifts, first, last, crossing=Crossing.MINUTE, counting="actual", **more):
    """Hours by band of one roster over a span."""
    found = worked(shifts, first, last, crossing, counting, **more)
    total = found.minutes.sum(axis=0) / 60_000
    return {band: hours for band, hours in zip(BANDS, total, strict=True) if hours}


def worked(shifts, first, last, crossing=Crossing.MINUTE, counting="actual", **more):
    span = span_of(first, last, counting=counting, **more)
    (roster,) = rosters(*shifts)
    ranks = {roster.name: np.tile(RANK, (span.n_days + 1, 1))}
    (found,) = hours_by_band([roster], MODEL, span, crossing, ranks)
    return found


FRIDAY = date(2026, 11, 6)
LATE = [shift("Fri", "20:00", "05:00")]


def test_a_shift_over_midnight_is_counted_minute_by_minute():
    # Friday 20 to 22 evening, 22 to 24 night, then 5 h of Saturday.
    assert hours(LATE, FRIDAY, FRIDAY + DAY) == {
        "weekday_evening": 2.0,
        "weekday_night": 2.0,
        "saturday": 5.0,
    }


def test_a_shift_may_take_the_band_in_which_it_starts():
    found = hours(LATE, FRIDAY, FRIDAY + DAY, Crossing.START)
    assert found == {"weekday_evening": 9.0}


def test_a_shift_may_take_the_band_with_the_highest_price_of_those_it_touches():
    found = hours(LATE, FRIDAY, FRIDAY + DAY, Crossing.HIGHER)
    assert found == {"saturday": 9.0}


def test_the_minutes_of_a_shift_stay_on_their_days_whatever_band_they_take():
    found = worked(LATE, FRIDAY, FRIDAY + DAY, Crossing.HIGHER)
    assert (found.minutes.sum(axis=1) / 60_000).tolist() == [4.0, 5.0]


def test_a_span_counts_the_end_of_a_shift_that_began_the_evening_before():
    assert hours(LATE, FRIDAY + DAY, FRIDAY + DAY) == {"saturday": 5.0}
    assert hours(LATE, FRIDAY, FRIDAY) == {"weekday_evening": 2.0, "weekday_night": 2.0}


def test_a_published_edge_case_splits_at_midnight():
    # facts, worked table 09: Friday 22:00 to Saturday 05:00 is evening 2 h and Saturday
    # 5 h, at 81.07 and 103.54; by the higher limit the whole shift is Saturday's.
    text = DOCUMENT
    for old, new in (
        ("Mon-Sun 06:00-22:00", "Mon-Fri 06:00-24:00"),
        ("Mon-Sun 22:00-06:00", "Sat 00:00-24:00"),
    ):
        text = text.replace(old, new)
    model = read_model(text, "small.toml")
    (roster,) = rosters(shift("Fri", "22:00", "05:00"))
    span = span_of(FRIDAY, FRIDAY + DAY)
    ranks = {roster.name: np.tile([1, 0], (3, 1))}
    by = {
        crossing: hours_by_band([roster], model, span, crossing, ranks)[0]
        .minutes.sum(axis=0)
        .tolist()
        for crossing in Crossing
    }
    assert by == {
        Crossing.MINUTE: [2 * 60_000, 5 * 60_000],
        Crossing.HIGHER: [0, 7 * 60_000],
        Crossing.START: [7 * 60_000, 0],
    }
    assert 2 * 8107 + 5 * 10354 == 16214 + 51770


ALWAYS = [shift(day, "00:00", "00:00") for day in WEEKDAYS]


@pytest.mark.parametrize(
    ("first", "hours_of_it"),
    # 24 h on 365 days; 2027/28 has a 29 February. Each financial year has a night of
    # 23 h (its last Sunday of March) and one of 25 h; but 2027/28: 28 March 2027 is in
    # the year before, and 26 March 2028 in it, as 25 October 2026 is in 2026/27.
    [(date(2026, 4, 1), 8760), (date(2027, 4, 1), 8784), (date(2025, 4, 1), 8760)],
)
def test_a_post_round_the_clock_works_all_hours_of_the_year(first, hours_of_it):
    last = date(first.year + 1, 3, 31)
    found = worked(ALWAYS, first, last)
    assert found.minutes.sum() == hours_of_it * 60_000
    assert found.by_clock.sum() == found.minutes.sum()  # the two nights cancel


def test_a_span_with_one_clock_change_has_an_hour_more_or_less():
    spring = worked(ALWAYS, date(2026, 3, 29), date(2026, 3, 29))
    autumn = worked(ALWAYS, date(2026, 10, 25), date(2026, 10, 25))
    assert spring.minutes.sum() == 23 * 60_000
    assert autumn.minutes.sum() == 25 * 60_000
    assert spring.by_clock.sum() == autumn.by_clock.sum() == 24 * 60_000


NIGHT = [shift("Sat", "22:00", "07:00")]


@pytest.mark.parametrize(
    ("saturday", "length"),
    [(date(2026, 3, 28), 8), (date(2026, 10, 24), 10), (date(2026, 10, 31), 9)],
)
def test_a_night_shift_is_an_hour_shorter_or_longer_when_clocks_change(
    saturday, length
):
    found = hours(NIGHT, saturday, saturday + DAY)
    assert found == {"saturday": 2.0, "sunday": length - 2.0}


def test_a_shift_within_the_hour_that_is_missing_takes_no_time():
    gone = [shift("Sun", "01:15", "01:45")]
    for crossing in Crossing:
        assert hours(gone, date(2026, 3, 29), date(2026, 3, 29), crossing) == {}


def test_a_bank_holiday_comes_before_its_weekday_also_on_a_sunday():
    # 26 December 2027 is a Sunday; Monday 27 and Tuesday 28 are the substitute days.
    sunday = date(2027, 12, 26)
    day = [shift(day, "08:00", "16:00") for day in WEEKDAYS]
    assert hours(day, sunday, sunday) == {"bank_holiday": 8.0}
    assert hours(day, sunday, sunday, counting="substitute") == {"sunday": 8.0}
    assert hours(day, sunday + 2 * DAY, sunday + 2 * DAY) == {"weekday_day": 8.0}
    substitute = hours(day, sunday + 2 * DAY, sunday + 2 * DAY, counting="substitute")
    assert substitute == {"bank_holiday": 8.0}
    assert hours(day, sunday, sunday, counting="average") == {"sunday": 8.0}


def test_the_night_before_a_bank_holiday_ends_in_it():
    # Thursday 24 December 2026 22:00 to 07:00.
    night = [shift("Thu", "22:00", "07:00")]
    found = hours(night, date(2026, 12, 24), date(2026, 12, 25))
    assert found == {"weekday_night": 2.0, "bank_holiday": 7.0}


@pytest.mark.parametrize(
    ("year", "days"), [(2024, 7), (2025, 8), (2026, 10), (2027, 6)]
)
def test_bank_holiday_hours_are_those_of_the_year(year, days):
    found = hours(ALWAYS, date(year, 4, 1), date(year + 1, 3, 31))
    assert found["bank_holiday"] == 24.0 * days


def test_a_fixed_eight_misprices_a_round_the_clock_post_at_double_time_by_610():
    # domain/costing.md, 3.3: 2 days x 24 h x 12.71 extra = 610.08, up and down.
    by_year = {
        year: hours(ALWAYS, date(year, 4, 1), date(year + 1, 3, 31))["bank_holiday"]
        for year in (2026, 2027)
    }
    extra = {year: (found - 8 * 24) * 12.71 for year, found in by_year.items()}
    assert extra == {2026: pytest.approx(610.08), 2027: pytest.approx(-610.08)}


@pytest.mark.parametrize(
    ("division", "days"),
    # gov.uk's list; Scotland has 15 June 2026 by proclamation.
    [("england-and-wales", 10), ("scotland", 11), ("northern-ireland", 12)],
)
def test_each_nation_has_its_own(division, days):
    for counting in ("actual", "substitute"):
        found = hours(
            ALWAYS,
            date(2026, 4, 1),
            date(2027, 3, 31),
            counting=counting,
            division=division,
        )
        assert found["bank_holiday"] == 24.0 * days


def test_a_bank_holiday_row_stands_in_place_of_the_weekday():
    rows = [shift("Mon", "08:00", "16:00"), shift("BH", "09:00", "12:00")]
    # Monday 31 August 2026 is a bank holiday, the 24th is not.
    assert hours(rows, date(2026, 8, 31), date(2026, 8, 31)) == {"bank_holiday": 3.0}
    assert hours(rows, date(2026, 8, 24), date(2026, 8, 24)) == {"weekday_day": 8.0}
    average = hours(rows, date(2026, 8, 31), date(2026, 8, 31), counting="average")
    assert average == {"weekday_day": 8.0}


def test_a_date_stands_in_place_of_both_and_may_close_the_house():
    monday = date(2026, 8, 31)
    rows = [shift("Mon", "08:00", "16:00"), shift("BH", "09:00", "12:00")]
    other = [*rows, shift("2026-08-31", "10:00", "11:00")]
    assert hours(other, monday, monday) == {"bank_holiday": 1.0}
    closed = [*rows, shift("2026-08-31", "10:00", "11:00", staff=0)]
    assert hours(closed, monday, monday) == {}


def test_minutes_that_are_no_quarter_hours_are_counted():
    rows = [shift("Fri", "08:07", "09:20", staff=1.5)]
    found = worked(rows, FRIDAY, FRIDAY)
    assert found.minutes.sum() == 73 * 1500


def test_nights_are_counted_on_the_day_they_start():
    rows = [shift(day, "22:00", "07:00") for day in WEEKDAYS]
    rows += [shift(day, "07:00", "22:00") for day in WEEKDAYS]
    asleep = [shift(day, "22:00", "07:00", kind="sleep_in") for day in WEEKDAYS]
    year = date(2026, 4, 1), date(2027, 3, 31)
    assert worked(rows, *year).nights.sum() == 365_000
    assert worked(asleep, *year).nights.sum() == 365_000


@pytest.mark.parametrize(
    ("start", "end", "nights"),
    # At least three hours between 23:00 and 06:00, and twelve at the most.
    [
        *(("20:00", "02:00", 1), ("20:00", "01:59", 0), ("03:00", "12:00", 1)),
        *(("03:01", "12:00", 0), ("07:00", "23:59", 0), ("07:00", "07:00", 0)),
    ],
)
def test_a_night_holds_three_hours_of_the_dark(start, end, nights):
    rows = [shift("Fri", start, end)]
    assert worked(rows, FRIDAY, FRIDAY).nights.sum() == nights * 1000


def test_hours_that_no_band_holds_are_told():
    text = DOCUMENT.replace("Mon-Sun 22:00-06:00", "Mon-Sat 22:00-06:00")
    model = read_model(text, "small.toml")
    (roster,) = rosters(shift("Sun", "20:00", "21:00"), shift("Sun", "21:00", "23:00"))
    sunday = date(2026, 11, 8)
    with pytest.raises(InputError) as caught:
        hours_by_band([roster], model, span_of(sunday, sunday))
    assert str(caught.value) == (
        "rotas.csv, line 3: got hours that no band of the cost model holds, expected "
        "hours within the windows of its bands."
    )


def test_more_staff_than_can_be_is_told():
    with pytest.raises(InputError) as caught:
        rosters(shift("Mon", "08:00", "09:00", staff=1e300))
    assert str(caught.value) == (
        "rotas.csv, line 2, staff: got 1e+300, expected at most 1,000,000."
    )


def test_too_many_rotas_for_too_long_are_told():
    shifts = Shifts(*(np.array([value]) for value in (2, 0, 60, 1000)))
    many = [
        Roster((f"S{n}", "waking", "background"), {"Mon": shifts}) for n in range(1000)
    ]
    with pytest.raises(CareError) as caught:
        hours_by_band(many, MODEL, span_of(date(2014, 1, 1), date(2023, 12, 31)))
    assert str(caught.value) == (
        "rota: got 1,000 rotas over 3,652 days, more than can be worked out at once. "
        "Ask for one scheme, or for a shorter span."
    )


# Days around Christmas, Easter, both clock changes and both ends of a year.
FIRSTS = [
    *(date(2026, 12, 20), date(2027, 3, 22), date(2026, 3, 24), date(2026, 10, 20)),
    *(date(2026, 3, 30), date(2028, 2, 26), date(2027, 12, 22), date(2026, 4, 30)),
]
TIMES = st.integers(0, 1439) | st.integers(0, 95).map(lambda quarter: quarter * 15)
ROWS = st.builds(
    Row,
    st.sampled_from([*WEEKDAYS, *WEEKDAYS, "BH", "2026-12-25", "2026-10-25"]),
    TIMES,
    TIMES | st.just(1440),
    st.integers(0, 3),
)


def as_rota(rows):
    return [
        {"scheme": "S1", "day": row.day, "start": row.start, "end": row.end}
        | {"staff": float(row.staff)}
        for row in rows
    ]


def whole_shift(crossing):
    def choose(bands):
        if crossing is Crossing.MINUTE or not bands:
            return bands
        if crossing is Crossing.START:
            return [bands[0]] * len(bands)
        return [min(bands, key=ORDER.index)] * len(bands)

    return choose


@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.sampled_from(FIRSTS),
    st.integers(1, 9),
    st.sampled_from(Crossing),
    st.sampled_from(["actual", "substitute", "average"]),
)
@settings(deadline=None, max_examples=60)
def test_hours_are_those_of_a_simulation_minute_by_minute(
    rows, first, length, crossing, counting
):
    last = first + DAY * (length - 1)
    around = first - 2 * DAY, min(last + 3 * DAY, date(2028, 4, 1))
    known = () if counting == "average" else bank_holidays(*around, fall=counting)
    simulated = played(rows, first, last, known, band_of, choose=whole_shift(crossing))
    found = worked(as_rota(rows), first, last, crossing, counting)
    for place in range(length):
        by_band = {
            band: count
            for band, count in zip(BANDS, found.minutes[place] / 1000, strict=True)
            if count
        }
        expected = simulated[first + DAY * place]
        assert by_band == {band: count for band, count in expected.items() if count}


@given(st.lists(ROWS, min_size=1, max_size=6), st.sampled_from(FIRSTS))
@settings(deadline=None, max_examples=30)
def test_hours_by_band_add_up_to_the_hours_on_shift_whatever_the_rule(rows, first):
    last = first + DAY * 8
    by_day = [
        worked(as_rota(rows), first, last, crossing).minutes.sum(axis=1).tolist()
        for crossing in Crossing
    ]
    assert by_day[0] == by_day[1] == by_day[2]


@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.sampled_from(FIRSTS),
    st.integers(0, 7),
    st.sampled_from(Crossing),
)
@settings(deadline=None, max_examples=40)
def test_the_hours_of_a_span_are_those_of_its_parts(rows, first, cut, crossing):
    last, rota = first + DAY * 8, as_rota(rows)
    whole = worked(rota, first, last, crossing)
    parts = [
        worked(rota, first, first + DAY * cut, crossing),
        worked(rota, first + DAY * (cut + 1), last, crossing),
    ]
    for name in ("minutes", "by_clock", "nights"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert (joined == getattr(whole, name)).all()


@given(st.lists(ROWS, min_size=2, max_size=6, unique=True), st.randoms())
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_changes_nothing(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    first, last = FIRSTS[0], FIRSTS[0] + DAY * 13
    for crossing in Crossing:
        one = worked(as_rota(rows), first, last, crossing)
        other = worked(as_rota(mixed), first, last, crossing)
        assert (one.minutes == other.minutes).all()
