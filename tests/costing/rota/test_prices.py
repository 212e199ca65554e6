"""What a rota costs: each day by its own law, and a span what its parts cost."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.care.pricing import unit_prices
from costing.dates import split
from costing.document.reading import read_model
from costing.errors import InputError
from costing.rota.hours import Crossing
from costing.rota.prices import DatedPrices, priced_rosters
from costing.rota.rosters import rosters_of
from costing.rota.span import span_of
from costing.tables import frame_of
from scenarios.inputs.contract.rotas import ROTAS
from tests.costing.care.test_pricing import DOCUMENT
from tests.kit.simulated_rota import WEEKDAYS, Row, played

# Weekdays 11.00 by day and 13.50 at night; Sunday 16.00; bank holidays 21.00.
BANDS = """
[band.sunday]
window = "Sun 00:00-24:00"
loading = 0.5
[band.holiday]
window = "BH 00:00-24:00"
loading = 1.0
[[line]]"""
TWO = """[component.two_to_one]
line = "price"
unit = "h"
staff = 2
[component.sleep_in]"""
TEXT = (
    DOCUMENT.replace("Mon-Sun 06:00-22:00", "Mon-Sat 06:00-22:00")
    .replace("Mon-Sun 22:00-06:00", "Mon-Sat 22:00-24:00, Mon-Sat 00:00-06:00")
    .replace("[[line]]", BANDS, 1)
    .replace("[component.sleep_in]", TWO)
)
MODEL = read_model(TEXT, "small.toml")
DAY = timedelta(days=1)
FRIDAY = date(2026, 11, 6)
NAMES = ("scheme", "kind", "component")


def prices_of(span, model=MODEL):
    """Pay is 10 an hour, and 12 from 6 April 2027."""
    pieces = split(span.first, span.last + DAY)
    later = date(2027, 4, 6)
    found = [
        unit_prices(model, None, {"pay": 12.0} if day >= later else {}, {})
        for day in (span.first - DAY, *(piece.start for piece in pieces))
    ]
    return DatedPrices(pieces, tuple(found[1:]), found[0])


def priced(rows, first, last, crossing=Crossing.MINUTE, model=MODEL):
    span = span_of(first, last)
    rosters = rosters_of(frame_of(ROTAS, rows), "rotas.csv", NAMES, "staff")
    return priced_rosters(
        rosters,
        model,
        span,
        prices_of(span, model),
        variant_of=lambda *_: 0,
        crossing=crossing,
    )


def totals(found):
    costs = {}
    for one in found:
        scheme = one.hours.roster.scheme
        costs[scheme] = costs.get(scheme, 0) + int(one.amount_pence.sum())
    return costs


def pence(rows, first, last, crossing=Crossing.MINUTE):
    return sum(totals(priced(rows, first, last, crossing)).values())


def shift(day, start, end, **more):
    times = {"start": start * 60, "end": end * 60}
    return {"scheme": "S1", "day": day, **times, "staff": 1.0, **more}


def test_hours_cost_the_price_of_their_band():
    # Friday 20 to 22 at 11.00, 22 to 24 and Saturday 0 to 2 at 13.50 = 22 + 54.
    assert pence([shift("Fri", 20, 2)], FRIDAY, FRIDAY + DAY) == 7600


def test_the_higher_of_takes_the_dearest_band_and_by_start_the_first():
    late = [shift("Sat", 20, 2)]
    saturday = FRIDAY + DAY
    # By the minute 22 + 27 + 32; all Sunday's 6 x 16; all Saturday's day 6 x 11.
    assert pence(late, saturday, saturday + DAY) == 8100
    assert pence(late, saturday, saturday + DAY, Crossing.HIGHER) == 9600
    assert pence(late, saturday, saturday + DAY, Crossing.START) == 6600


def test_each_day_is_priced_by_its_own_law():
    # 13.20 from 6 April 2027, a Tuesday; Monday the 5th is no bank holiday.
    rows = [shift(day, 8, 10) for day in WEEKDAYS]
    assert pence(rows, date(2027, 4, 5), date(2027, 4, 5)) == 2200
    assert pence(rows, date(2027, 4, 6), date(2027, 4, 6)) == 2640
    (one,) = priced(rows, date(2027, 4, 1), date(2027, 4, 7))
    assert one.unit_pence.tolist() == [
        [1100, 1350, 1600, 2100],
        [1320, 1620, 1920, 2520],
    ]


def test_a_sleep_in_is_a_night_in_the_default_band_on_the_day_it_starts():
    rows = [shift("Fri", 22, 7, kind="sleep_in")]
    (one,) = priced(rows, FRIDAY, FRIDAY)
    assert (one.component, one.unit) == ("sleep_in", "night")
    assert (one.quantity / one.parts).tolist() == [[1, 0, 0, 0]]
    assert one.amount_pence.sum() == 9701
    assert pence(rows, FRIDAY + DAY, FRIDAY + DAY) == 0


def test_two_to_one_on_a_rota_is_an_hour_of_pay_for_each_of_its_staff():
    rows = [shift("Fri", 8, 10, component="two_to_one", staff=2.0)]
    assert pence(rows, FRIDAY, FRIDAY) == 4400


def test_a_waking_night_the_model_counts_by_the_night_is_one_whatever_its_hours():
    model = read_model(
        TEXT + '[component.waking_night]\nline = "sleep"\nunit = "night"\n',
        "small.toml",
    )
    rows = [shift("Fri", 21, 23, component="waking_night")]
    (one,) = priced(rows, FRIDAY, FRIDAY, model=model)
    assert (one.quantity / one.parts).tolist() == [[1, 0, 0, 0]]


# 100.00 by night, 150.00 on Sundays and 200.00 on bank holidays.
NIGHTS = """[[line]]
name = "night_awake"
unit = "GBP/night"
formula = "nights * choose(band.loading > 0.25, band.loading + 1, 1)"
[component.waking_night]
line = "night_awake"
unit = "night"
"""
BY_NIGHT = read_model(
    TEXT.replace("97.005", "100").replace("[component.one", NIGHTS + "[component.one"),
    "small.toml",
)


@pytest.mark.parametrize(
    ("crossing", "thursday"),
    # 2 of 9 hours at 100.00 and 7 of Christmas Day at 200.00; all of it; none of it.
    [("minute", [2222, 15556]), ("higher", [0, 20000]), ("start", [10000, 0])],
)
def test_a_night_is_priced_in_the_bands_of_its_minutes(crossing, thursday):
    rows = [
        shift(day, 22, 7, component="waking_night") for day in ("Wed", "Thu", "Fri")
    ]
    eve = date(2026, 12, 24)
    (one,) = priced(rows, eve, eve, Crossing(crossing), BY_NIGHT)
    assert [one.amount_pence[0, at] for at in (1, 3)] == thursday
    # A span has whole nights, those that start in it.
    (two,) = priced(rows, eve, eve + DAY, Crossing(crossing), BY_NIGHT)
    assert (two.quantity.sum(axis=1) / two.parts).tolist() == [1, 1]
    assert two.amount_pence[0].tolist() == one.amount_pence[0].tolist()


def test_a_night_that_a_clock_leaves_out_is_one_all_the_same():
    rows = [shift("Sun", 1, 2, component="waking_night")]
    spring = date(2027, 3, 28)
    (one,) = priced(rows, spring, spring, model=BY_NIGHT)
    assert one.hours.minutes.sum() == 0
    assert one.amount_pence.tolist() == [[0, 0, 15000, 0]]


BASE = """[input.base]
unit = "GBP/h"
default = 11
[band.day]"""

# A night costs the same in all bands at a pay of 10, and not at that of 6 April 2027.
BY_LAW = read_model(
    TEXT.replace("97.005", "100.01")
    .replace("[band.day]", BASE)
    .replace(
        "[component.one",
        NIGHTS.replace("band.loading > 0.25", "pay > base") + "[component.one",
    ),
    "small.toml",
)


def test_a_night_costs_the_same_in_a_span_under_two_laws_as_in_one_under_each():
    rows = [shift(day, 22, 7, component="waking_night") for day in WEEKDAYS]
    march, may = date(2027, 3, 30), date(2027, 5, 2)
    (both,) = priced(rows, march, may, model=BY_LAW)
    cut = date(2027, 4, 6)
    (early,) = priced(rows, march, cut - DAY, model=BY_LAW)
    (late,) = priced(rows, cut, may, model=BY_LAW)
    parts = [*early.amount_pence.tolist(), *late.amount_pence.tolist()]
    assert both.amount_pence.tolist() == parts
    # By the first law whole nights in the default band; by the second they are shared.
    assert early.amount_pence[0].tolist() == [10001, 0, 0, 0]
    assert (late.amount_pence[:, 2] > 0).any()


def test_nights_that_a_model_counts_in_hours_cost_the_hours_of_each_band():
    in_hours = read_model(
        TEXT.replace("[component.one", NIGHTS + "[component.one").replace(
            'line = "night_awake"\nunit = "night"', 'line = "price"\nunit = "h"'
        ),
        "small.toml",
    )
    rows = [shift("Sat", 22, 7, component="waking_night")]
    saturday = FRIDAY + DAY
    (one,) = priced(rows, saturday, saturday + DAY, model=in_hours)
    # 2 hours at 13.50 on Saturday and 7 at 16.00 on Sunday.
    assert one.unit == "h"
    assert one.amount_pence.tolist() == [[0, 2700, 0, 0], [0, 0, 11200, 0]]


def test_the_dearest_band_of_a_shift_before_the_span_is_by_the_law_of_that_day():
    # At a pay of 10 a day is 16.00 and a night 13.50; from 6 April 13.20 and 16.20.
    turned = read_model(
        TEXT.replace("[band.day]", BASE).replace(
            "pay * (1 + band.loading)",
            "pay * (1 + choose(pay > base, band.loading, 0.5 - band.loading))",
        ),
        "small.toml",
    )
    rows = [shift("Mon", 20, 2)]
    tuesday = date(2027, 4, 6)
    (one,) = priced(rows, tuesday, tuesday, Crossing.HIGHER, turned)
    # The two hours after midnight stay hours of the day, which was dearer on Monday.
    assert one.amount_pence.tolist() == [[2640, 0, 0, 0]]


def test_an_amount_is_rounded_by_the_day():
    # 7 minutes at 11.00 is 128.33 pence: 128 a day, 256 in two.
    rows = [
        {"scheme": "S1", "day": day, "start": 480, "end": 487, "staff": 1.0}
        for day in ("Thu", "Fri")
    ]
    assert pence(rows, FRIDAY - DAY, FRIDAY) == 256


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"kind": "sleep_in"},
            (
                'rotas.csv, line 2, kind: got "sleep_in", expected a cost model with '
                "the component sleep_in. Name another model, or another component."
            ),
        ),
        (
            {"component": "visits"},
            (
                'rotas.csv, line 2, component: got "visits", expected a cost model '
                "with the component visits in h. Name another model, or another "
                "component."
            ),
        ),
    ],
)
def test_a_shift_that_the_model_cannot_price_is_told(more, message):
    text = TEXT.replace("[component.sleep_in]", "[component.nights]")
    with pytest.raises(InputError) as caught:
        priced(
            [shift("Fri", 8, 9, **more)], FRIDAY, FRIDAY, model=read_model(text, "m")
        )
    assert str(caught.value) == message


def test_more_than_can_be_counted_is_told():
    text = TEXT.replace("default = 10\n", "default = 9e10\n")
    rows = [shift("Fri", 8, 9, staff=1e6)]
    with pytest.raises(InputError) as caught:
        priced(rows, FRIDAY, FRIDAY, model=read_model(text, "m.toml"))
    assert str(caught.value) == (
        "rotas.csv, line 2, staff: expected a cost that can be counted in pence."
    )


FIRSTS = st.sampled_from(
    [date(2027, 3, 26), date(2026, 12, 23), date(2026, 10, 22), date(2027, 4, 3)]
)
ROWS = st.lists(
    st.builds(
        lambda day, start, end, staff, kind: {
            "scheme": "S1",
            "day": day,
            "start": start,
            "end": end,
            "staff": staff / 2,
            "kind": kind,
        },
        st.sampled_from([*WEEKDAYS, "BH", "2026-12-25", "2027-04-06"]),
        st.integers(0, 1439),
        st.integers(0, 1440),
        st.integers(0, 4),
        st.sampled_from(["waking", "waking", "sleep_in"]),
    ),
    min_size=1,
    max_size=5,
)


@given(ROWS, FIRSTS, st.integers(0, 11), st.sampled_from(Crossing))
@settings(deadline=None, max_examples=50)
def test_a_span_costs_what_its_parts_cost_to_the_penny(rows, first, cut, crossing):
    last = first + 12 * DAY
    parts = pence(rows, first, first + cut * DAY, crossing)
    parts += pence(rows, first + (cut + 1) * DAY, last, crossing)
    assert pence(rows, first, last, crossing) == parts


@given(ROWS, FIRSTS)
@settings(deadline=None, max_examples=30)
def test_the_higher_of_is_never_cheaper(rows, first):
    last = first + 12 * DAY
    # Up to half a penny on each day and band of the minutes.
    least = pence(rows, first, last) - 13 * 4 * 0.5
    assert pence(rows, first, last, Crossing.HIGHER) >= least
    assert pence(rows, first, last, Crossing.HIGHER) >= (
        pence(rows, first, last, Crossing.START) - 13 * 4 * 0.5
    )


@given(ROWS, FIRSTS, st.randoms())
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_changes_no_price(rows, first, random):
    mixed = list(rows)
    random.shuffle(mixed)
    last = first + 12 * DAY
    for crossing in Crossing:
        assert pence(rows, first, last, crossing) == pence(mixed, first, last, crossing)


def test_the_price_of_two_houses_is_the_sum_of_each():
    one = [shift("Fri", 20, 2)]
    other = [shift("Fri", 8, 10) | {"scheme": "S2"}]
    both = totals(priced([*one, *other], FRIDAY, FRIDAY + DAY))
    assert both == {"S1": 7600, "S2": 2200}


def band_of(day, minute, is_holiday):
    """The windows of the small model, in other words."""
    if is_holiday:
        return "holiday"
    if day.weekday() == 6:
        return "sunday"
    return "day" if 6 * 60 <= minute < 22 * 60 else "night"


@given(
    st.lists(
        st.builds(
            Row,
            st.sampled_from([*WEEKDAYS, "BH", "2027-04-06"]),
            st.integers(0, 1439),
            st.integers(0, 1440),
            st.integers(1, 2),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(deadline=None, max_examples=15)
def test_a_price_over_easter_april_and_a_short_night_is_that_of_a_simulation(rows):
    # 26 and 29 March 2027 are bank holidays, clocks change on the 28th, pay on 6 April.
    first, last = date(2027, 3, 26), date(2027, 4, 7)
    easter = [date(2027, 3, 26), date(2027, 3, 29)]
    base = {"day": 1100, "night": 1350, "sunday": 1600, "holiday": 2100}
    total = 0
    for day, counted in played(rows, first, last, easter, band_of).items():
        for band, minutes in counted.items():
            price = base[band] * (12 if day >= date(2027, 4, 6) else 10) // 10
            total += (2 * price * minutes + 60) // 120  # half up, by the day
    rota = [
        {"scheme": "S1", "day": row.day, "start": row.start, "end": row.end}
        | {"staff": float(row.staff)}
        for row in rows
    ]
    assert pence(rota, first, last) == total
