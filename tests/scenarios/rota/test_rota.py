"""The rotas of a case on real dates."""

from datetime import date
from fractions import Fraction

import pytest

from costing.errors import CareError, InputError
from costing.rota.hours import Crossing
from scenarios.case import load_case
from scenarios.market.prices import price
from scenarios.rota.rota import rota
from scenarios.rota.rota_rows import By, gap_rows, hour_rows, rota_record
from tests.kit.folders import write

SETTINGS = """title = "One house"
price_date = 2026-11-01
{more}
[scoring.weights]
quality = 45
price = 30
choice = 15
fit = 10
"""
ROTA = "scheme,day,start,end,staff,kind,component\n"
YEAR = date(2026, 4, 1), date(2027, 3, 31)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = ROTA + "".join(f"S1,{day},07:00,07:00,1,,\n" for day in DAYS)


def house(folder, rotas=ALWAYS, more="", **tables):
    absent = dict.fromkeys(
        [
            *("lots_toml", "model_toml", "provider_lots_csv", "provider_costs_csv"),
            *("scheme_offers_csv", "commitments_csv", "referrals_csv", "packages_csv"),
            *("offers_csv", "question_scores_csv", "preferences_csv", "rates_csv"),
            *("may_not_share_csv", "decisions_csv"),
        ]
    )
    changed = absent | {
        "case_toml": SETTINGS.format(more=more),
        "providers_csv": "provider\nP1\n",
        "schemes_csv": "scheme,provider\nS1,P1\nS2,P1\n",
        "rotas_csv": rotas,
    }
    return load_case(write(folder, **{**changed, **tables}))


def test_the_financial_year_of_the_price_date_is_taken(tmp_path):
    found = rota(house(tmp_path))
    assert (found.span.first, found.span.last) == YEAR
    (one,) = found.facts
    assert one.waking_minutes == 8760 * 60_000
    # A shift of 24 hours is no night.
    assert (one.clock_minutes, one.waking_nights) == (0, 0)
    assert [piece.start for piece in found.pieces] == [YEAR[0], date(2026, 4, 6)]


def test_bank_holidays_are_paid_for_once(tmp_path):
    # An ordinary hour without their average, and 240 h with the extra pay of the day.
    case = house(tmp_path)
    found = rota(case)
    (one,) = found.priced
    names = list(found.model.bands)
    ordinary = int(one.unit_pence[1, names.index("weekday_day")])
    holiday = int(one.unit_pence[1, names.index("bank_holiday")])
    averaged = int(price(case).unit_prices.pence["background"][0, 0])
    assert ordinary < averaged < holiday
    assert "bank_holidays_averaged is 0 here" in found.notes[0]
    # 10 of 365 days at the extra price come to what the average held, within a penny
    # an hour of rounding.
    mean = (ordinary * 355 + holiday * 10) / 365
    assert abs(mean - averaged) <= 1


def test_a_waking_night_has_the_bank_holidays_of_its_minutes(tmp_path):
    # The ordinary night without their average, and at the price of the day's band.
    rotas = ROTA + "".join(f"S1,{day},22:00,07:00,1,,waking_night\n" for day in DAYS)
    found = rota(house(tmp_path, rotas), date(2026, 12, 24), date(2026, 12, 28))
    (one,) = found.priced
    names = list(found.model.bands)
    night, holiday = (
        int(one.unit_pence[0, names.index(name)])
        for name in ("weekday_night", "bank_holiday")
    )
    assert (night, holiday) == (17360, 25922)
    # 22:00 on the 24th: 2 of 9 hours before Christmas Day. 2 of 9 before the 27th, and
    # of the 28th, a substitute day that is not counted.
    days = one.amount_pence.sum(axis=1).tolist()
    assert days[0] == round(night * 2 / 9) + round(holiday * 7 / 9)
    assert days[1] == holiday
    assert found.amount_pence > 5 * night + 2 * (holiday - night) - 5


def test_with_the_average_ordinary_hours_hold_them(tmp_path):
    more = '[calendar]\nbank_holidays = "average"'
    rotas = ALWAYS + "S1,BH,09:00,10:00,1,,\n"
    found = rota(house(tmp_path, rotas, more))
    names = list(found.model.bands)
    (one,) = found.priced
    assert one.quantity[:, names.index("bank_holiday")].sum() == 0
    assert one.unit_pence[1, 0] == 2398
    first, second = found.notes
    assert first == (
        "No day is counted as a bank holiday, by calendar.bank_holidays of case.toml: "
        "what ordinary hours hold of them is all there is."
    )
    assert second == (
        "rotas.csv: rows for bank holidays are passed over, as no day is one."
    )


def test_an_average_that_is_told_is_taken_as_told(tmp_path):
    found = rota(house(tmp_path, more="[model_inputs]\nbank_holidays_averaged = 8"))
    (note,) = found.notes
    assert note == (
        "bank_holidays_averaged is told, and so is not set to 0 as for a rota: bank "
        "holidays may be paid for twice."
    )
    # 8 of 365 days rather than 10: below the hour of 23.98.
    assert 2370 < found.priced[0].unit_pence[1, 0] < 2398


def test_a_span_over_april_has_the_law_of_each_day(tmp_path):
    spring = date(2026, 3, 30), date(2026, 4, 7)
    case = house(tmp_path)
    found = rota(case, *spring)
    days = [(piece.start, piece.end) for piece in found.pieces]
    assert [start for start, _ in days] == [
        date(2026, 3, 30),
        date(2026, 4, 1),
        date(2026, 4, 6),
    ]
    wage, tax = (rota(case, one, one).amount_pence for one in spring)
    assert wage != tax
    parts = [
        rota(case, spring[0], date(2026, 4, 2)),
        rota(case, date(2026, 4, 3), spring[1]),
    ]
    assert found.amount_pence == sum(part.amount_pence for part in parts)


def test_a_forecast_cuts_the_span_and_is_told(tmp_path):
    more = (
        '[[law.forecast]]\nname = "national_living_wage"\nfrom = 2026-10-01\n'
        "value = 13.00\n"
    )
    found = rota(house(tmp_path, more=more))
    assert [piece.start for piece in found.pieces][2] == date(2026, 10, 1)
    assert found.notes[-1] == (
        "national_living_wage: 13 GBP/h from 2026-10-01 is a forecast of the council's "
        "own, not law."
    )


def test_only_one_scheme_may_be_asked_for(tmp_path):
    rotas = ALWAYS + "S2,Mon,07:00,09:00,1,,\n"
    case = house(tmp_path, rotas)
    assert [one.scheme for one in rota(case).facts] == ["S1", "S2"]
    assert [one.scheme for one in rota(case, scheme="S2").facts] == ["S2"]
    with pytest.raises(CareError) as caught:
        rota(case, scheme="S3")
    assert str(caught.value).startswith('schemes.csv, scheme: got "S3", expected a ')


def test_shifts_for_one_person_are_no_part_of_the_background(tmp_path):
    rows = "S1,Mon,07:00,17:00,1,,\nS1,Mon,09:00,11:00,1,,one_to_one\n"
    case = house(tmp_path, ROTA + rows)
    assert price(case).rotas["S1"] == 10 * 2398
    found = rota(case, date(2026, 11, 2), date(2026, 11, 2))
    assert [(one.component, one.quantity.sum()) for one in found.priced] == [
        ("background", 600_000),
        ("one_to_one", 120_000),
    ]


def test_hand_over_and_nights_are_told(tmp_path):
    rows = "S1,Mon,07:00,15:00,1,,\nS1,Mon,14:30,22:00,1,,\n"
    rows += "S1,Mon,22:00,07:00,1,sleep_in,\nS1,Tue,22:00,07:00,2,,\n"
    found = rota(house(tmp_path, ROTA + rows), date(2026, 11, 2), date(2026, 11, 8))
    (one,) = found.facts
    assert one.hand_over_minutes == 30_000
    assert (one.sleep_ins, one.waking_nights) == (1000, 2000)
    assert one.waking_minutes == (8 + 7.5 + 18) * 60_000
    assert one.asleep_minutes == 9 * 60_000


TIMES = "scheme,component,day,start,end,people\n"


def test_gaps_say_when_and_by_what(tmp_path):
    times = TIMES + "S1,background,Mon,07:00,09:00,1\nS1,two_to_one,Mon,08:00,08:15,1\n"
    case = house(tmp_path, timetables_csv=times)
    found = rota(case, date(2026, 11, 2), date(2026, 11, 2))
    assert found.timed == ("S1",)
    assert gap_rows(found.gaps) == [
        [
            *("S1", "2026-11-02", "2026-11-02", "1", "Mon", "08:00", "08:15"),
            *("waking", "1", "3", "background 1; two_to_one 2", "0.5"),
        ]
    ]
    assert found.weekly == ()


def test_a_timetable_without_a_rota_is_all_gap(tmp_path):
    times = TIMES + "S2,one_to_one,Mon,07:00,09:00,1\n"
    found = rota(house(tmp_path, timetables_csv=times), scheme="S2")
    assert found.priced == ()
    assert [gap.days for gap in found.gaps] == [52]


def test_without_a_timetable_hours_of_the_week_stand_side_by_side(tmp_path):
    lines = (
        "person,provider,scheme,component,units_per_week,unit,end\n"
        "C1,P1,S1,one_to_one,10.5,hours,\n"
        "C1,P1,S1,two_to_one,2,hours,\n"
        "C2,P1,S1,one_to_one,9,hours,2026-10-31\n"
        "C2,P1,S1,sleep_in,7,nights,\n"
    )
    (one,) = rota(house(tmp_path, commitments_csv=lines)).weekly
    assert one.scheme == "S1"
    # Two-to-one is counted in hours of staff, and C2's line has ended.
    assert [(row.support, row.on_rota, row.bought) for row in one.rows] == [
        ("background", 168, 0),
        ("one_to_one", 0, Fraction(21, 2)),
        ("two_to_one", 0, 4),
        ("sleep_in", 0, 7),
    ]


@pytest.mark.parametrize(
    ("by", "count"),
    # 2 pieces: 1 to 5 April and the rest. A month, a week and a day that are cut count
    # twice: April; no week, since Monday is the 6th; no day.
    [(By.SPAN, 2), (By.YEAR, 2), (By.MONTH, 13), (By.WEEK, 53), (By.DAY, 365)],
)
def test_rows_add_up_however_they_are_cut(tmp_path, by, count):
    found = rota(house(tmp_path))
    rows = hour_rows(found, by)
    assert len({(row[4], row[5]) for row in rows}) == count
    assert round(sum(float(row[-1]) for row in rows) * 100) == found.amount_pence
    assert sum(float(row[10]) for row in rows) == 8760.0


def test_the_record_holds_what_the_page_does(tmp_path):
    record = rota_record(rota(house(tmp_path)))
    assert record["days"] == 365
    assert len(record["bank_holidays"]) == 10
    assert record["clock_changes"] == [
        {"day": "2026-10-25", "minutes": 60},
        {"day": "2027-03-28", "minutes": -60},
    ]
    assert record["schemes"][0]["hours_per_week"] == 168.0
    assert record["cover"]["checked_in_time"] == []


def test_a_model_with_hours_that_no_band_holds_is_told(tmp_path):
    text = (
        'model = "gaps"\ntitle = "t"\ncurrency = "GBP"\nprice = "price"\n'
        '[input.pay]\nunit = "GBP/h"\ndefault = 10\n'
        '[band.day]\nwindow = "Mon-Sun 07:00-22:00"\n'
        '[[line]]\nname = "price"\nunit = "GBP/h"\nformula = "pay"\n'
        '[component.background]\nline = "price"\nunit = "h"\n'
    )
    case = house(tmp_path, more='model = "model.toml"', model_toml=text)
    with pytest.raises(InputError) as caught:
        rota(case)
    text = (
        "got hours that no band of the cost model holds, expected hours within the "
        "windows of its bands."
    )
    # Every row at once, whichever day comes first.
    assert str(caught.value).splitlines() == [
        f"rotas.csv, line {row}: {text}" for row in range(2, 9)
    ]


def test_the_dearest_band_is_of_the_day_it_starts(tmp_path):
    case = house(tmp_path, ROTA + "S1,Thu,22:00,07:00,1,,\n")
    christmas = date(2026, 12, 24), date(2026, 12, 25)
    by_minute = rota(case, *christmas)
    higher = rota(case, *christmas, crossing=Crossing.HIGHER)
    names = list(higher.model.bands)
    (one,) = higher.priced
    assert one.quantity.sum(axis=0)[names.index("bank_holiday")] == 9 * 60_000
    assert higher.amount_pence > by_minute.amount_pence


@pytest.mark.parametrize(
    ("crossing", "lines"),
    [
        # facts, worked table 09: evening 2 h at 81.07, Saturday 5 h at 103.54.
        ("minute", {"weekday_evening": ("2", "162.14"), "saturday": ("5", "517.70")}),
        ("higher", {"saturday": ("7", "724.78")}),
        ("start", {"weekday_evening": ("7", "567.49")}),
    ],
)
def test_a_published_night_from_friday_to_saturday_reproduces(
    tmp_path, crossing, lines
):
    rows = ROTA + "S1,Fri,22:00,05:00,1,,one_to_one\n"
    case = house(tmp_path, rows, more='model = "ndis-price-limits-2026-27"')
    days = date(2026, 11, 6), date(2026, 11, 7)
    found = rota(case, *days, crossing=Crossing(crossing))
    told = {row[8]: (row[10], row[12]) for row in hour_rows(found)}
    assert told == lines
