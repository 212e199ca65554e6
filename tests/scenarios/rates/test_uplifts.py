"""Each rate's uplift by law stands beside the council's formula and what is asked."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from costing.engine.pay import Differential
from costing.errors import CareError, InputError
from scenarios.case import load_case
from scenarios.rates.rate_rows import UPLIFT_COLUMNS, uplift_record, uplift_rows
from scenarios.rates.uplifts import uplifts
from scenarios.sample import write_sample
from tests.kit.ranges import FAIR, PAID, rate_case

PAST, AUTUMN = date(2025, 11, 1), date(2026, 11, 1)
HEAD = "provider,service,rate_gbp,unit,annual_hours,requested_uplift\n"


def found(folder, rows, *, head=HEAD, start=PAST, end=AUTUMN, model=PAID, **more):
    options = {name: more.pop(name) for name in ("cpi", "differential") if name in more}
    case = load_case(rate_case(folder, head + rows, model=model, **more))
    return uplifts(case, start, end, **options)


def only(folder, rows, **more):
    (row,) = found(folder, rows, **more).rows.to_dict("records")
    return row


def test_one_rate_worked_by_hand(tmp_path):
    # tests/kit/ranges.py: 17.90 to 18.09. a = 13.8975 / 17.90 = 0.776397, growth
    # 0.04095; 0.776397 x 0.04095 + 0.223603 x 0.034 = 0.039396; of 20.00 is 0.79.
    row = only(tmp_path, "P1,one_to_one,20,,1000,0.05\n", cpi=0.034)
    assert (row["price_from_pence"], row["price_to_pence"]) == (1790, 1809)
    assert (row["law_pence"], row["law_share"]) == (19, 0.010615)
    assert (row["pay_part_pence"], row["other_law_pence"]) == (15, 4)
    assert (row["pay_from_gbp"], row["pay_to_gbp"]) == (12.51, 12.71)
    assert (row["implied_a"], row["wage_growth_share"]) == (0.776397, 0.04095)
    assert (row["formula_share"], row["formula_pence"]) == (0.039396, 79)
    assert row["requested_pence"] == 100
    assert row["difference_pence"] == 60
    yearly = {name: row[f"{name}_pence_per_year"] for name in ("law", "difference")}
    assert yearly == {"law": 19000, "difference": 60000}
    assert row["formula_pence_per_year"] == 79000
    assert row["requested_pence_per_year"] == 100000


HOLIDAYS = """model = "days"
title = "t"
currency = "GBP"
law = "england"
price = "price"
[input.pay]
unit = "GBP/h"
default = "law.national_living_wage"
pay_floor = "law.national_living_wage"
[input.days]
unit = "day/year"
default = "law.bank_holidays_year"
[[line]]
name = "price"
unit = "GBP/h"
formula = "pay * (1 + days / days_of_year)"
rounding = { step = 0.01, mode = "half_up" }
[input.days_of_year]
unit = "day/year"
default = 100
[component.one_to_one]
line = "price"
unit = "h"
"""


@pytest.mark.parametrize(
    ("start", "end", "law", "calendar"),
    # 12.21 x 1.08 = 13.19; 12.71 x 1.08 = 13.73, and x 1.10 = 13.98.
    # From ten to six in 2027/28, its wage not known and held: law adds nothing.
    [
        (PAST, AUTUMN, 54, 25),
        (date(2026, 4, 1), date(2027, 4, 1), 0, -51),
    ],
)
def test_bank_holidays_of_a_year_are_no_law(tmp_path, start, end, law, calendar):
    case = 'title = "x"\nprice_date = 2026-11-01\nmodel = "model.toml"\n'
    case += '[law]\nbeyond_known = "hold"\n'
    row = "P1,one_to_one,20,,1000,\n"
    answer = found(tmp_path, row, model=HOLIDAYS, start=start, end=end, case=case)
    (row,) = answer.rows.to_dict("records")
    assert (row["law_pence"], row["calendar_pence"]) == (law, calendar)
    assert row["pay_part_pence"] + row["other_law_pence"] == law
    assert row["price_to_pence"] - row["price_from_pence"] == law + calendar
    assert sum(step.pence_per_year for step in answer.steps) == law * 1000
    assert answer.summary["calendar_pence_per_year"] == calendar * 1000


def test_differentials_that_are_kept_cost_more(tmp_path):
    row = only(tmp_path, "P1,one_to_one,20,,,\n", differential=Differential.KEEP)
    assert (row["law_pence"], row["pay_to_gbp"]) == (54, 13.01)


def test_without_cpi_the_formula_is_empty(tmp_path):
    answer = found(tmp_path, "P1,one_to_one,20,,1000,\n")
    (row,) = answer.rows.to_dict("records")
    assert pd.isna(row["formula_pence"])
    assert np.isnan(row["formula_share"])
    assert answer.summary["formula_pence_per_year"] is None
    assert answer.summary["difference_pence_per_year"] is None
    assert answer.summary["law_pence_per_year"] == 19000


def test_a_cpi_of_nothing_is_a_cpi(tmp_path):
    # 0.776397 x 0.04095 = 0.031793.
    assert only(tmp_path, "P1,one_to_one,20,,,\n", cpi=0.0)["formula_share"] == 0.031793


def test_the_providers_own_pay_counts(tmp_path):
    # 13.00 is above the new minimum: by law only sick pay rises, 4p or 5p.
    row = only(
        tmp_path, "P1,one_to_one,20,,,\n", costs="provider,input,value\nP1,pay,13\n"
    )
    assert (row["pay_from_gbp"], row["pay_to_gbp"]) == (13.0, 13.0)
    assert (row["pay_part_pence"], row["law_pence"]) == (0, row["other_law_pence"])


def test_pay_below_the_minimum_of_the_first_day_is_told(tmp_path):
    answer = found(
        tmp_path, "P1,one_to_one,20,,9,\n", costs="provider,input,value\nP1,pay,11\n"
    )
    assert answer.rows["note"].tolist() == [
        "pay told is below the legal minimum of 2025-11-01 and taken at it"
    ]
    assert answer.summary["raised"] == 1


def test_a_component_without_marks_has_no_formula_and_says_why(tmp_path):
    row = only(tmp_path, "P1,sleep_in,30,night,,\n", cpi=0.034)
    assert (row["law_pence"], row["note"]) == (
        0,
        "no formula: the model marks no line of sleep_in as pay; no annual_hours",
    )


def test_a_rate_of_another_day_says_so_in_its_row(tmp_path):
    head = "provider,service,rate_gbp,annual_hours,rate_from\n"
    rows = "P1,one_to_one,20,1,2025-04-06\nP1,one_to_one,21,1,2026-04-06\n"
    rows += "P1,one_to_one,22,1,2027-04-06\n"
    assert found(tmp_path, rows, head=head).rows["note"].tolist() == [
        "replaced by the rate from 2026-04-06",
        "",
        "not yet in force on 2026-11-01",
    ]


def test_a_wage_beyond_what_is_known_is_told_with_the_rest(tmp_path):
    case = load_case(rate_case(tmp_path, HEAD + "P1,one_to_one,20,,,\n", model=PAID))
    with pytest.raises(InputError) as caught:
        uplifts(case, PAST, date(2027, 11, 1), wage="real_living_wage")
    told = [one.got.split(" on ")[0] for one in caught.value.findings]
    assert told == [
        "no value for national_living_wage",
        "no value for real_living_wage",
        "no value for ssp_week",
    ]


def test_a_forecast_of_each_is_enough(tmp_path):
    text = "".join(
        f'[[law.forecast]]\nname = "{name}"\nfrom = {day}\nvalue = {value}\n'
        for name, day, value in (
            ("national_living_wage", "2027-04-01", 13.2),
            ("ssp_week", "2027-04-06", 126),
        )
    )
    case = f'title = "T"\nprice_date = 2026-11-01\nmodel = "model.toml"\n{text}'
    later = date(2027, 11, 1)
    answer = found(tmp_path, "P1,one_to_one,20,,,\n", end=later, case=case)
    assert set(answer.law.values()) == {"forecast"}


def test_no_sum_holds_a_rate_of_another_day(tmp_path):
    head = "provider,service,rate_gbp,annual_hours,requested_uplift,rate_from\n"
    paid = "P1,one_to_one,20,1000,0.05,2026-04-06\n"
    others = "P1,one_to_one,19,1000,0.05,2025-04-06\n"
    others += "P1,one_to_one,22,1000,0.05,2027-04-06\nP2,one_to_one,9,9,,2027-01-01\n"
    costs = "provider,input,value\nP2,pay,11\n"
    more = {"head": head, "costs": costs, "cpi": 0.034}
    alone = found(tmp_path, paid, **more)
    answer = found(tmp_path, paid + others, **more)
    assert answer.summary == {**alone.summary, "rates": 4, "not_in_force": 3}
    assert answer.steps == alone.steps
    assert answer.providers.equals(alone.providers)
    assert answer.rows["law_pence"].tolist()[:3] == [19, 19, 19]


def test_what_cannot_be_compared_says_why(tmp_path):
    answer = found(tmp_path, "P1,one_off,30,,,\nP1,one_to_one,30,week,,\n", cpi=0.03)
    assert answer.rows["note"].tolist() == [
        "a one-off is an amount in pounds and has no price of one",
        "the rate is for one week, the model counts one_to_one by the hour",
    ]
    assert answer.rows["law_pence"].isna().all()
    assert answer.summary["comparable"] == 0


def test_changes_of_law_between_the_days_are_listed_with_their_source(tmp_path):
    changes = found(tmp_path, "P1,one_to_one,20,,,\n").changes
    assert [(one.name, one.day.isoformat(), one.new.value) for one in changes] == [
        ("national_living_wage", "2026-04-01", 12.71),
        ("ssp_week", "2026-04-06", 123.25),
    ]
    assert all(one.new.source for one in changes)


def test_a_change_on_the_last_day_counts_and_on_the_first_day_does_not(tmp_path):
    rows = "P1,one_to_one,20,,,\n"
    day = date(2026, 4, 1)
    upto = found(tmp_path, rows, end=day)
    assert [one.name for one in upto.changes] == ["national_living_wage"]
    after = found(tmp_path, rows, start=day)
    assert [one.name for one in after.changes] == ["ssp_week"]


def test_the_same_day_changes_nothing(tmp_path):
    answer = found(tmp_path, "P1,one_to_one,20,,1000,\n", start=AUTUMN, cpi=0.0)
    (row,) = answer.rows.to_dict("records")
    assert answer.changes == ()
    assert (row["law_pence"], row["formula_pence"]) == (0, 0)


def test_days_in_the_wrong_order_are_refused(tmp_path):
    with pytest.raises(CareError) as caught:
        found(tmp_path, "", start=AUTUMN, end=PAST)
    assert str(caught.value) == (
        "uplift: got the days 2026-11-01 to 2025-11-01, expected the earlier one first."
    )


def test_an_uplift_beyond_counting_is_a_finding(tmp_path):
    with pytest.raises(InputError) as caught:
        found(tmp_path, "P1,one_to_one,20,,,0.1\nP2,one_to_one,20,,,1e300\n")
    assert str(caught.value) == (
        "rates.csv, line 3, requested_uplift: got more than can be counted, expected a "
        "share such as 0.05."
    )


def test_law_that_is_not_known_is_refused_unless_the_case_says_hold(tmp_path):
    later = date(2027, 11, 1)
    with pytest.raises(InputError) as caught:
        found(tmp_path, "P1,one_to_one,20,,,\n", end=later)
    assert str(caught.value) == (
        "case.toml, law.forecast: got no value for national_living_wage on 2027-11-01, "
        "expected one, since law is known to 2027-03-31. Write [[law.forecast]] with "
        'name = "national_living_wage", from = 2027-04-01, value = ..., or '
        'beyond_known = "hold" under [law], and the last value goes on.\n'
        "case.toml, law.forecast: got no value for ssp_week on 2027-11-01, expected "
        "one, since law is known to 2027-04-05. Write [[law.forecast]] with name = "
        '"ssp_week", from = 2027-04-06, value = ..., or beyond_known = "hold" under '
        "[law], and the last value goes on."
    )
    case = 'title = "T"\nprice_date = 2026-11-01\nmodel = "model.toml"\n'
    held = found(
        tmp_path,
        "P1,one_to_one,20,,,\n",
        end=later,
        case=f'{case}[law]\nbeyond_known = "hold"\n',
    )
    assert held.law == {"national_living_wage": "held", "ssp_week": "held"}
    assert held.notes[0] == (
        "national_living_wage: 12.71 GBP/h from 2026-04-01 is held beyond what is "
        "known, which is to 2027-03-31."
    )


def test_a_model_without_law_changes_nothing(tmp_path):
    row = only(tmp_path, "P1,one_to_one,20,,,\n", model=FAIR, cpi=0.03)
    assert row["law_pence"] == 0
    assert row["note"].startswith("no formula: the model marks no line of one_to_one")


def test_the_formula_of_a_council_that_published_it(tmp_path):
    # Cardiff 2024/25: 0.60 of pay, the real Living Wage from 10.90 to 12.00, CPI 3.0 %.
    # Published: 0.60 x 10.1 + 0.40 x 3.0 = 7.26 %, the growth rounded to 10.1 first;
    # unrounded 10.0917 gives 7.255 %.
    model = """\
model = "cardiff"
law = "england"
price = "price"
[input.pay]
unit = "GBP/h"
default = 12
pay_floor = "law.real_living_wage"
[input.other]
unit = "GBP/h"
default = 8
[[line]]
name = "wages"
heading = "Pay"
role = "pay"
unit = "GBP/h"
formula = "pay"
[[line]]
name = "price"
unit = "GBP/h"
formula = "wages + other"
[component.one_to_one]
line = "price"
unit = "h"
"""
    days = {"start": date(2023, 9, 1), "end": date(2024, 6, 1)}
    row = only(tmp_path, "P1,one_to_one,20,,,\n", model=model, cpi=0.03, **days)
    assert row["implied_a"] == 0.6
    assert row["wage_growth_share"] == 0.100917
    assert row["formula_share"] == 0.07255


def test_two_steps_add_up_to_the_one(tmp_path):
    rows = "P1,one_to_one,20,,1000,\nP1,two_to_one,40,,500,\n"
    costs = "provider,input,value\nP1,pay,12\nP1,premium,0\n"
    earlier = date(2024, 11, 1)
    first, second, whole = (
        found(tmp_path, rows, start=start, end=end, costs=costs).rows
        for start, end in ((earlier, PAST), (PAST, AUTUMN), (earlier, AUTUMN))
    )
    for name in ("law_pence", "law_pence_per_year"):
        assert (first[name] + second[name] == whole[name]).all()


def test_rows_as_text_and_as_records_hold_the_same(tmp_path):
    answer = found(tmp_path, "P1,one_to_one,20,,1000,0.05\n", cpi=0.034)
    (row,) = uplift_rows(answer)
    as_text = dict(zip(UPLIFT_COLUMNS, row, strict=True))
    assert as_text["law_gbp"] == "0.19"
    assert as_text["implied_a"] == "0.776397"
    assert as_text["pay_from_gbp"] == "12.51"
    record = uplift_record(answer)
    assert record["rates"][0]["law_gbp"] == 0.19
    assert record["summary"]["difference_gbp_per_year"] == 600.0
    assert record["changes"][0] == {
        "from": "2026-04-01",
        "name": "national_living_wage",
        "old": 12.21,
        "new": 12.71,
        "unit": "GBP/h",
        "source": answer.changes[0].new.source,
        "flag": "",
    }


def test_every_rate_of_the_sample_ties(tmp_path):
    write_sample(tmp_path)
    rows = uplifts(load_case(tmp_path), PAST, AUTUMN, cpi=0.034).rows
    law = rows["law_pence"]
    rise = rows["price_to_pence"] - rows["price_from_pence"]
    assert (rise == law + rows["calendar_pence"]).all()
    # Ten bank holidays after eight.
    assert (rows["calendar_pence"] >= 0).all()
    assert (rows["calendar_pence"] > 0).any()
    assert (rows["pay_part_pence"] + rows["other_law_pence"] == law).all()
    assert (rows["formula_pence"] - law == rows["difference_pence"]).all()
    assert (law >= 0).all()
    assert (rows["pay_to_gbp"] == np.maximum(rows["pay_from_gbp"], 12.71)).all()


DECLARED = """\
title = "Rates"
price_date = 2026-11-01
model = "model.toml"
[uplift]
cpi = 0.034
pay_share = 0.6
hour_step_gbp = 0.04
"""


def test_the_formula_that_the_case_declares_counts_and_rounds_up(tmp_path):
    # 0.6 x 0.04095 + 0.4 x 0.034 is 0.03817; 20.00 becomes 20.7634, up to 20.80 by
    # whole 4p; a night is half up to the penny.
    rows = "P1,one_to_one,20,hour,1000,\nP1,sleep_in,30,night,,\n"
    answer = found(tmp_path, rows, case=DECLARED)
    hour, night = answer.rows.to_dict("records")
    assert (answer.cpi, hour["formula_a"], hour["implied_a"]) == (0.034, 0.6, 0.776397)
    assert (hour["formula_share"], hour["formula_pence"]) == (0.03817, 80)
    assert answer.formula.steps == (("hour", 4),)
    assert night["note"] == (
        "no formula: no input of sleep_in has a legal minimum in the model; "
        "no annual_hours"
    )


def test_what_is_asked_for_comes_before_what_is_declared(tmp_path):
    case = load_case(
        rate_case(tmp_path, HEAD + "P1,one_to_one,20,,,\n", model=PAID, case=DECLARED)
    )
    answer = uplifts(case, PAST, AUTUMN, cpi=0.02, pay_share=1.0)
    assert answer.rows["formula_share"].tolist() == [0.04095]
    assert answer.cpi == 0.02


def test_the_growth_may_be_that_of_another_wage(tmp_path):
    # 12.60 to 13.45 is 6.746 %; also where the model has no pay to look at.
    rows = HEAD + "P1,one_to_one,20,,,\nP1,sleep_in,30,night,,\n"
    case = load_case(rate_case(tmp_path, rows, model=PAID))
    answer = uplifts(
        case, PAST, AUTUMN, cpi=0.03, pay_share=0.6, wage="real_living_wage"
    )
    assert answer.rows["wage_growth_share"].tolist() == [0.06746, 0.06746]
    assert answer.rows["formula_share"].tolist() == [0.052476, 0.052476]
    assert answer.rows["formula_pence"].tolist() == [105, 157]
    assert "real_living_wage" in [one.name for one in answer.changes]


@pytest.mark.parametrize(
    ("wage", "told"),
    [
        (
            "ssp_week",
            "uplift: got the wage ssp_week in GBP/week, expected one in GBP/h.",
        ),
        (
            "national_living_wag",
            """\
law: no parameter "national_living_wag". Did you mean "national_living_wage"?""",
        ),
    ],
)
def test_a_wage_that_is_none_is_refused(tmp_path, wage, told):
    case = load_case(rate_case(tmp_path, HEAD + "P1,one_to_one,20,,,\n", model=PAID))
    with pytest.raises(CareError) as caught:
        uplifts(case, PAST, AUTUMN, wage=wage)
    assert str(caught.value) == told


def test_a_model_without_law_has_no_wage_to_grow(tmp_path):
    case = load_case(rate_case(tmp_path, HEAD + "P1,one_to_one,20,,,\n"))
    with pytest.raises(CareError) as caught:
        uplifts(case, PAST, AUTUMN, wage="real_living_wage")
    assert str(caught.value) == (
        "uplift: got the wage real_living_wage, but the model of the case reads no law."
    )


def test_the_exact_a_gives_laws_pounds(tmp_path):
    # (0.19 / 20 - 0.034) / (0.04095 - 0.034): law asks for less than prices alone.
    row = only(tmp_path, "P1,one_to_one,20,,,\n", cpi=0.034)
    assert row["exact_a"] == -3.52518
    a, growth = row["exact_a"], row["wage_growth_share"]
    assert round(20 * (a * growth + (1 - a) * 0.034), 2) == 0.19


def test_a_rate_of_nothing_has_no_exact_a(tmp_path):
    assert np.isnan(only(tmp_path, "P1,one_to_one,0,,,\n", cpi=0.034)["exact_a"])


def test_what_is_asked_for_stands_beside_law(tmp_path):
    row = only(tmp_path, "P1,one_to_one,20,,1000,0.05\n")
    assert (row["asked_less_law_pence"], row["requested_pence"]) == (81, 100)
    assert row["asked_less_law_pence_per_year"] == 81000


def test_law_is_split_by_the_day_on_which_it_changes(tmp_path):
    # 1 April: pay 12.51 to 12.71, the senior's premium 0.80 to 0.60, 0.15 an hour, so
    # 18.0475 is 18.05; 6 April: sick pay, 18.09.
    answer = found(tmp_path, "P1,one_to_one,20,,1000,\nP2,two_to_one,40,,,\n")
    told = [(str(one.day), one.names, one.pence_per_year) for one in answer.steps]
    assert told == [
        ("2026-04-01", ("national_living_wage",), 15000),
        ("2026-04-06", ("ssp_week",), 4000),
    ]


def test_between_1_and_6_april_the_new_wage_meets_the_old_rest(tmp_path):
    first, fifth, sixth = (date(2026, 4, day) for day in (1, 5, 6))
    rows = "P1,one_to_one,20,,1000,\n"
    assert found(tmp_path, rows, end=date(2026, 3, 31)).steps == ()
    upto = found(tmp_path, rows, end=fifth)
    assert upto.summary["law_pence_per_year"] == 15000
    between = found(tmp_path, rows, start=first, end=fifth)
    assert between.summary["law_pence_per_year"] == 0
    on_from = found(tmp_path, rows, start=fifth, end=sixth)
    assert [one.names for one in on_from.steps] == [("ssp_week",)]


@pytest.mark.parametrize("kind", list(Differential))
@pytest.mark.parametrize("start", [date(2021, 4, 1), date(2024, 3, 31)])
def test_the_steps_add_up_to_the_whole(tmp_path, kind, start):
    rows = "P1,one_to_one,20,,1001,\nP2,one_to_one,21,,37,\n"
    costs = "provider,input,value\nP2,pay,12.4\n"
    answer = found(tmp_path, rows, start=start, differential=kind, costs=costs)
    whole = answer.summary["law_pence_per_year"]
    assert sum(one.pence_per_year for one in answer.steps) == whole
    assert len([one for one in answer.steps if one.day]) >= 4


def test_providers_add_up_to_the_summary(tmp_path):
    rows = "P2,one_to_one,20,,1000,0.05\nP1,one_to_one,21,,500,\nP2,one_off,9,,,\n"
    rows += "P2,two_to_one,40,,100,0.01\nP3,one_to_one,20,,,\n"
    answer = found(tmp_path, rows, cpi=0.034)
    told = answer.providers.to_dict("records")
    assert [one["provider"] for one in told] == ["P2", "P1", "P3"]
    assert [one["rates"] for one in told] == [3, 1, 1]
    assert [one["comparable"] for one in told] == [2, 1, 1]
    assert [one["without_annual"] for one in told] == [0, 0, 1]
    for name in ("law", "formula", "requested", "difference", "asked_less_law"):
        column = answer.providers[f"{name}_pence_per_year"]
        assert column.sum() == answer.summary[f"{name}_pence_per_year"]
    assert pd.isna(told[2]["law_pence_per_year"])
    assert pd.isna(told[1]["requested_pence_per_year"])


def test_the_record_has_providers_days_and_the_formula(tmp_path):
    answer = found(tmp_path, "P1,one_to_one,20,,1000,0.05\n", case=DECLARED)
    record = uplift_record(answer)
    assert (record["pay_share"], record["wage"]) == (0.6, None)
    assert record["rounded_up_to_gbp"] == {"hour": 0.04}
    assert [one["day"] for one in record["by_day"]] == ["2026-04-01", "2026-04-06"]
    (provider,) = record["providers"]
    assert (provider["provider"], provider["law_gbp_per_year"]) == ("P1", 190.0)
