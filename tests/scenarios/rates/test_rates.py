"""Every rate stands beside its range, in words, to the penny."""

from __future__ import annotations

import pandas as pd
import pytest

from costing.errors import InputError
from costing.ranges.state import RateState
from scenarios.case import load_case
from scenarios.rates.rate_rows import RATE_COLUMNS, rate_record, rate_rows
from scenarios.rates.rates import rate_check
from scenarios.sample import write_sample
from tests.kit.ranges import FAIR, PAID, rate_case

HEAD = "provider,service,rate_gbp,unit,annual_hours\n"

# tests/kit/ranges.py: low 14.74, expected 18.24, high 25.00, minimum 12.00.


def check(folder, rows, head=HEAD, **files):
    return rate_check(load_case(rate_case(folder, head + rows, **files)))


def only(folder, rows, head=HEAD, **files):
    (row,) = check(folder, rows, head, **files).rows.to_dict("records")
    return row


@pytest.mark.parametrize(
    ("rate", "state", "gap"),
    [
        ("11.99", RateState.BELOW_STATUTORY, -275),
        ("12.00", RateState.BELOW, -274),
        ("14.73", RateState.BELOW, -1),
        ("14.74", RateState.WITHIN, 0),
        ("18.24", RateState.WITHIN, 0),
        ("25.00", RateState.WITHIN, 0),
        ("25.01", RateState.ABOVE, 1),
    ],
)
def test_states_turn_at_the_very_penny(tmp_path, rate, state, gap):
    row = only(tmp_path, f"P1,one_to_one,{rate},,\n")
    assert (row["state"], row["gap_to_range_pence"]) == (state, gap)


def test_words_follow_the_documents_ends_and_no_percentage(tmp_path):
    # The same rate, 30 % below the expected price: below a narrow range, within a wide
    # one. Pay of 6 as the low end: 6 + 1.20 + 1.20 = 8.40, times 1.1 is 9.24.
    rows = "P1,one_to_one,12.77,,\n"
    assert only(tmp_path, rows)["state"] == RateState.BELOW
    wide = FAIR.replace("low = 11\n", "low = 6\n")
    assert only(tmp_path, rows, model=wide)["state"] == RateState.WITHIN


def test_a_row_of_its_own_inputs_comes_over_the_providers_over_the_cases(tmp_path):
    # Pay 13: expected 19.56; margin 0: pay 13, cost 16.30; pay 10: 10 + 1 + 2, x 1.2.
    head = "provider,service,rate_gbp,margin,pay\n"
    rows = "P1,one_to_one,20,,\nP1,background,20,0,\nP2,one_to_one,20,,\n"
    case_toml = 'title = "T"\nprice_date = 2026-11-01\nmodel = "model.toml"\n'
    found = check(
        tmp_path,
        rows + "P2,background,20,,9\n",
        head,
        model=FAIR + '[component.background]\nline = "price"\nunit = "h"\n',
        case=f"{case_toml}[model_inputs]\npay = 10\n",
        costs="provider,input,value\nP1,pay,13\n",
    )
    # Pay 9: 9 + 0.90 + 2 = 11.90, times 1.2 is 14.28.
    assert found.rows["expected_pence"].tolist() == [1956, 1630, 1560, 1428]


def test_gaps_a_year_are_gap_times_hours_to_the_whole_penny(tmp_path):
    # 14.74 - 14.73 = 1p x 1,000.5 h = 1,000.5p, half up; 18.24 - 14.73 = 3.51.
    row = only(tmp_path, "P1,one_to_one,14.73,,1000.5\n")
    assert row["gap_to_range_pence_per_year"] == -1001
    assert row["gap_to_expected_pence_per_year"] == -351176


def test_nights_a_year_are_hours_over_the_hours_that_the_model_declares(tmp_path):
    # A night is 12 x 8 = 96, low 88, high 112. 80 is 8.00 short, 16 short of expected;
    # 2,920 h at 8 are 365 nights.
    row = only(tmp_path, "P1,waking_night,80,night,2920\n")
    assert row["gap_to_range_pence"] == -800
    assert row["gap_to_range_pence_per_year"] == -800 * 365
    assert row["gap_to_expected_pence_per_year"] == -1600 * 365


def test_without_declared_hours_no_yearly_money_is_guessed(tmp_path):
    row = only(tmp_path, "P1,sleep_in,80,night,2920\n")
    assert row["gap_to_range_pence"] == -800
    assert pd.isna(row["gap_to_range_pence_per_year"])
    assert row["note"] == (
        "no statutory cost line for sleep_in in the model; "
        "the model does not say how many hours one night has"
    )


def test_a_rate_of_another_day_says_so_in_its_row(tmp_path):
    # The price date is 2026-11-01.
    head = "provider,service,rate_gbp,annual_hours,rate_from\n"
    rows = "P1,one_to_one,20,1,2025-04-06\nP1,one_to_one,21,1,2026-04-06\n"
    rows += "P1,one_to_one,22,1,2027-04-06\nP2,one_to_one,20,1,2025-04-06\n"
    rows += "P1,one_to_one,19,1,\nP1,one_off,5,1,2026-11-02\n"
    found = check(tmp_path, rows, head).rows
    assert found["note"].tolist() == [
        "replaced by the rate from 2026-04-06",
        "",
        "not yet in force on 2026-11-01",
        "",
        "replaced by the rate from 2026-04-06",
        (
            "not yet in force on 2026-11-01; a one-off is an amount in pounds and has "
            "no price of one"
        ),
    ]


def test_a_rate_without_annual_hours_says_so(tmp_path):
    found = check(tmp_path, "P1,one_to_one,20,,\n")
    assert found.rows["note"].tolist() == ["no annual_hours"]
    assert found.summary["without_annual"] == 1


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (
            "P1,one_to_one,20,week,",
            "the rate is for one week, the model counts one_to_one by the hour",
        ),
        (
            "P1,waking_night,20,hour,",
            "the rate is for one hour, the model counts waking_night by the night",
        ),
        (
            "P1,one_off,20,,",
            "a one-off is an amount in pounds and has no price of one",
        ),
    ],
)
def test_what_cannot_be_compared_says_why(tmp_path, row, note):
    found = only(tmp_path, f"{row}\n")
    assert (found["state"], found["note"]) == (RateState.NOT_COMPARABLE, note)
    assert pd.isna(found["low_pence"])
    assert pd.isna(found["gap_to_range_pence"])


def test_the_three_lines_and_the_rest_add_up_to_the_gap(tmp_path):
    # Widths down: all else 1.70, wages 1.00, management 0.80; the gap is 4.24.
    row = only(tmp_path, "P1,one_to_one,14.00,,\n")
    told = [(row[f"line_{n}"], row[f"line_{n}_pence"]) for n in (1, 2, 3)]
    assert told == [("All else in price", -170), ("Wages", -100), ("Management", -80)]
    assert row["other_pence"] == -424 + 350


def test_the_summary_counts_every_state_and_adds_up_money(tmp_path):
    rows = "P1,one_to_one,11.99,,100\nP2,one_to_one,14.73,,100\nP3,one_to_one,20,,9\n"
    rows += "P1,two_to_one,50.02,,10\nP1,one_off,5,,\n"
    assert check(tmp_path, rows).summary == {
        "rates": 5,
        "not_in_force": 0,
        "states": {
            "below statutory employment cost": 1,
            "below range": 1,
            "within": 1,
            "above range": 1,
            "not comparable": 1,
        },
        "below_pence_per_year": -27600,
        "above_pence_per_year": 20,
        "without_annual": 0,
    }


def test_a_rate_of_another_day_is_counted_apart(tmp_path):
    # P1 is paid 14.73 since April 2026: 0.01 below the range, 100 hours a year.
    head = "provider,service,rate_gbp,annual_hours,rate_from\n"
    paid = "P1,one_to_one,14.73,100,2026-04-06\n"
    others = "P1,one_to_one,11,100,2025-04-06\nP1,one_to_one,60,100,2027-04-06\n"
    alone = check(tmp_path, paid, head)
    found = check(tmp_path, paid + others, head)
    assert found.summary == {**alone.summary, "rates": 3, "not_in_force": 2}
    assert found.summary["below_pence_per_year"] == -100
    assert found.rows["in_force"].tolist() == [True, False, False]
    assert found.rows["state"].tolist()[1:] == [
        "below statutory employment cost",
        "above range",
    ]


def test_rows_as_text_and_as_records_hold_the_same(tmp_path):
    found = check(tmp_path, "P1,one_to_one,14.73,,1000\nP1,one_off,5,,\n")
    first, second = rate_rows(found)
    as_text = dict(zip(RATE_COLUMNS, first, strict=True))
    assert as_text["rate_gbp"] == "14.73"
    assert as_text["gap_to_range_gbp_per_year"] == "-10.00"
    assert dict(zip(RATE_COLUMNS, second, strict=True))["low_gbp"] == ""
    record = rate_record(found)
    assert record["rates"][0]["gap_to_range_gbp_per_year"] == -10.0
    assert record["rates"][0]["row"] == 2
    assert record["rates"][1]["low_gbp"] is None
    assert set(record["rates"][0]) == {"row", *RATE_COLUMNS}


def test_no_rates_give_no_rows(tmp_path):
    found = check(tmp_path, "")
    assert found.rows.empty
    assert found.summary["rates"] == 0


def test_law_that_is_held_is_flagged(tmp_path):
    settings = 'title = "T"\nprice_date = 2035-11-01\n[law]\nbeyond_known = "hold"\n'
    found = check(tmp_path, "P1,one_to_one,24,,\n", case=settings)
    assert found.law["national_living_wage"] == "held"


def test_a_broken_end_is_told_with_the_provider(tmp_path):
    text = FAIR.replace("high = 0.25\n", 'high = "margin * hours / hours + 0.8"\n')
    with pytest.raises(InputError) as caught:
        check(tmp_path, "P1,one_to_one,24,,\n", model=text)
    assert str(caught.value) == (
        "model.toml, line 33, margin: got 1 for P1, expected a number up to 0.9, the "
        "max."
    )


def test_pay_told_below_its_legal_minimum_is_noted(tmp_path):
    found = check(
        tmp_path,
        "P1,one_to_one,20,,1\nP2,one_to_one,20,,1\n",
        model=PAID,
        costs="provider,input,value\nP1,pay,12.70\nP2,pay,12.71\n",
    )
    assert found.rows["note"].tolist() == [
        (
            "pay told is below its legal minimum; no statutory cost line for "
            "one_to_one in the model"
        ),
        "no statutory cost line for one_to_one in the model",
    ]


def test_hours_that_make_more_money_than_can_be_counted_are_a_finding(tmp_path):
    with pytest.raises(InputError) as caught:
        check(tmp_path, "P1,one_to_one,24,,5\nP2,one_to_one,10,,1e300\n")
    assert str(caught.value) == (
        "rates.csv, line 3, annual_hours: got more than can be counted, expected the "
        "hours of a year."
    )


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rates") / "sample"
    write_sample(folder)
    return rate_check(load_case(folder))


def test_the_samples_rates_below_statutory_cost_are_found(sample):
    # docs/sample.md: four hourly rates below 17.06; three of their providers have a
    # background rate too, 0.40 lower.
    low = sample.rows[sample.rows["state"] == RateState.BELOW_STATUTORY]
    assert (low["service"] == "one_to_one").sum() == 4
    assert set(low["service"]) == {"one_to_one", "background"}
    assert (low["rate_pence"] < 1706).all()


def test_every_rate_of_the_sample_ties(sample):
    rows = sample.rows
    lines = rows[["line_1_pence", "line_2_pence", "line_3_pence"]].fillna(0)
    total = lines.sum(axis=1) + rows["other_pence"]
    assert (total == rows["gap_to_expected_pence"]).all()
    assert (rows["low_pence"] <= rows["expected_pence"]).all()
    assert (rows["expected_pence"] <= rows["high_pence"]).all()
    assert (rows["low_pence"] <= rows["all_low_pence"]).all()
    assert (rows["all_high_pence"] <= rows["high_pence"]).all()


def test_the_order_of_rates_changes_nothing_but_their_order(tmp_path):
    rows = ["P1,one_to_one,20,,5", "P2,two_to_one,30,,6", "P3,waking_night,80,night,9"]
    there = check(tmp_path, "\n".join(rows) + "\n").rows
    back = check(tmp_path, "\n".join(reversed(rows)) + "\n").rows
    pd.testing.assert_frame_equal(
        there.reset_index(drop=True), back.iloc[::-1].reset_index(drop=True)
    )
