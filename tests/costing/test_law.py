"""Law by day: what is in force, what changes, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.errors import LawError
from costing.law import Forecast, Law, load_law

ENGLAND = load_law("england")


def value(name: str, day: str) -> float:
    return ENGLAND.on(date.fromisoformat(day))[name]


def refusal(law: Law, name: str, day: str) -> str:
    with pytest.raises(LawError) as error:
        law.on(date.fromisoformat(day))[name]
    return str(error.value)


def test_a_value_runs_until_the_next() -> None:
    assert value("national_living_wage", "2025-04-01") == 12.21
    assert value("national_living_wage", "2026-03-31") == 12.21
    assert value("national_living_wage", "2026-04-01") == 12.71


def test_minimum_wage_starts_on_the_1st_and_tax_items_on_the_6th_of_april() -> None:
    # Payetools dates minimum wages at 6 April; PolicyEngine the 15 % at 1 January.
    assert value("national_living_wage", "2025-04-05") == 12.21
    assert value("employer_ni_rate", "2025-04-05") == 0.138
    assert value("employer_ni_threshold_week", "2025-04-05") == 175
    assert value("employer_ni_rate", "2025-04-06") == 0.15
    assert value("employer_ni_threshold_week", "2025-04-06") == 96


def test_the_wage_of_april_2023_is_there() -> None:
    # PolicyEngine UK has no row and carries 9.50 to April 2024.
    assert value("national_living_wage", "2023-03-31") == 9.50
    assert value("national_living_wage", "2023-04-01") == 10.42


def test_the_levy_year_of_2022_has_its_higher_rate_for_seven_months() -> None:
    # PolicyEngine UK omits it: 15.05 % from 6 April to 5 November 2022.
    assert value("employer_ni_rate", "2022-04-05") == 0.138
    assert value("employer_ni_rate", "2022-04-06") == 0.1505
    assert value("employer_ni_rate", "2022-11-05") == 0.1505
    assert value("employer_ni_rate", "2022-11-06") == 0.138


def test_the_secondary_threshold_of_2016_is_not_the_primary_one() -> None:
    # PolicyEngine UK has 155, the primary threshold; 156 is not checked with HMRC.
    record = ENGLAND.on(date(2016, 4, 6)).record("employer_ni_threshold_week")
    assert record.value == 156
    assert not record.checked


def test_the_lower_earnings_limit_of_2025_is_there() -> None:
    # PolicyEngine UK jumps from 123 to 129.
    assert value("lower_earnings_limit_week", "2025-04-05") == 123
    assert value("lower_earnings_limit_week", "2025-04-06") == 125
    assert value("lower_earnings_limit_week", "2026-04-06") == 129


def test_ages_18_to_20_do_not_have_the_rate_of_21_and_22() -> None:
    # A public tax-year table prints 10.18 for 18 to 20 in 2023/24.
    assert value("minimum_wage_18_to_20", "2023-04-01") == 7.49
    assert value("minimum_wage_21_to_22", "2023-04-01") == 10.18


def test_the_real_living_wage_is_dated_from_when_employers_must_pay_it() -> None:
    # Announced 22 October 2025, to be paid by 1 May 2026.
    assert value("real_living_wage", "2026-04-30") == 12.60
    assert value("real_living_wage", "2026-05-01") == 13.45
    assert value("real_living_wage", "2026-11-01") == 13.45
    assert value("real_living_wage_london", "2026-11-01") == 14.80


def test_a_record_has_unit_first_day_source_and_whether_it_was_checked() -> None:
    record = ENGLAND.on(date(2026, 11, 1)).record("national_living_wage")
    assert record.value == 12.71
    assert record.unit == "GBP/h"
    assert record.start == date(2026, 4, 1)
    assert "Homecare Association" in record.source
    assert record.checked
    assert record.start_checked
    assert not record.derived
    assert record.flag == ""


def test_a_value_and_its_first_day_are_checked_apart() -> None:
    record = ENGLAND.on(date(2019, 4, 6)).record("pension_employer_rate")
    assert record.value == 0.03
    assert record.checked
    assert not record.start_checked


def test_a_day_before_the_first_value_is_refused() -> None:
    assert refusal(ENGLAND, "apprenticeship_levy_rate", "2014-05-01") == (
        "law: no value for apprenticeship_levy_rate on 2014-05-01; known from "
        "2017-04-06. Add an earlier value with its source."
    )


def test_a_day_past_what_is_known_is_refused() -> None:
    assert value("national_living_wage", "2027-03-31") == 12.71
    assert refusal(ENGLAND, "national_living_wage", "2027-04-01") == (
        "law: no value for national_living_wage on 2027-04-01; known from 2016-04-01 "
        "to 2027-03-31. Add a later value with its source."
    )


def test_tax_year_items_are_known_to_5_april_2027() -> None:
    assert value("employer_ni_rate", "2027-04-05") == 0.15
    assert "known from 2016-04-06 to 2027-04-05" in refusal(
        ENGLAND, "employer_ni_rate", "2027-04-06"
    )


def test_a_wage_for_ages_that_law_no_longer_has_says_what_to_ask_for() -> None:
    assert value("minimum_wage_21_to_24", "2021-03-31") == 8.20
    assert refusal(ENGLAND, "minimum_wage_21_to_24", "2021-04-01") == (
        "law: no value for minimum_wage_21_to_24 on 2021-04-01; known from 2016-04-01 "
        "to 2021-03-31. From 2021-04-01 it is for ages 21 and 22: ask for "
        "minimum_wage_21_to_22."
    )
    assert refusal(ENGLAND, "minimum_wage_21_to_22", "2021-03-31") == (
        "law: no value for minimum_wage_21_to_22 on 2021-03-31; known from 2021-04-01. "
        "Before that it was for ages 21 to 24: ask for minimum_wage_21_to_24."
    )


def test_a_day_on_which_something_is_unknown_fails_only_for_that() -> None:
    law = ENGLAND.on(date(2016, 5, 1))
    assert law["national_living_wage"] == 7.20
    with pytest.raises(LawError):
        law["apprenticeship_levy_rate"]


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    assert refusal(ENGLAND, "national_livng_wage", "2026-11-01") == (
        'law: no parameter "national_livng_wage". Did you mean "national_living_wage"?'
    )


def test_a_name_like_no_other_is_refused() -> None:
    assert refusal(ENGLAND, "moon_tax", "2026-11-01") == (
        'law: no parameter "moon_tax". fairlot law lists them.'
    )


@pytest.mark.parametrize("folder", ["France", "", "../statute", ".."])
def test_a_folder_of_law_that_is_not_there_is_refused(folder: str) -> None:
    with pytest.raises(LawError) as error:
        load_law(folder)
    assert str(error.value) == f'law: got folder "{folder}", expected one of england.'


def test_changes_of_a_span_are_listed_by_day_and_name() -> None:
    changes = ENGLAND.changes(date(2025, 4, 1), date(2025, 4, 7))
    told = [
        (str(change.day), change.name, change.old.value, change.new.value)
        for change in changes
        if change.name in {"national_living_wage", "employer_ni_rate", "ssp_week"}
    ]
    assert told == [
        ("2025-04-01", "national_living_wage", 11.44, 12.21),
        ("2025-04-06", "employer_ni_rate", 0.138, 0.15),
        ("2025-04-06", "ssp_week", 116.75, 118.75),
    ]


def test_the_end_of_a_span_is_not_in_it() -> None:
    day = date(2025, 4, 1)
    assert not ENGLAND.changes(date(2025, 3, 1), day)
    assert ENGLAND.changes(day, date(2025, 4, 2))


def test_a_value_that_is_confirmed_is_no_change() -> None:
    # The employer's rate was confirmed at 15 % on 6 April 2026.
    changes = ENGLAND.changes(date(2026, 4, 1), date(2026, 5, 1))
    assert "employer_ni_rate" not in {change.name for change in changes}


def test_held_law_goes_on_past_its_time_and_says_so() -> None:
    held = ENGLAND.held()
    record = held.on(date(2029, 6, 1)).record("national_living_wage")
    assert (record.value, record.flag) == (12.71, "held")
    assert held.on(date(2026, 6, 1)).record("national_living_wage").flag == ""


def test_held_law_does_not_reach_back_nor_past_an_end() -> None:
    held = ENGLAND.held()
    assert "known from 2017-04-06" in refusal(
        held, "apprenticeship_levy_rate", "2017-04-05"
    )
    assert "to 2021-03-31" in refusal(held, "minimum_wage_21_to_24", "2026-11-01")


def test_a_forecast_stands_from_its_day_and_says_so() -> None:
    forecast = Forecast("national_living_wage", date(2027, 4, 1), 13.20)
    law = ENGLAND.with_forecasts([forecast])
    record = law.on(date(2027, 4, 1)).record("national_living_wage")
    assert (record.value, record.flag, record.checked) == (13.20, "forecast", False)
    assert record.unit == "GBP/h"
    assert law.on(date(2027, 3, 31)).record("national_living_wage").flag == ""
    assert law.on(date(2029, 1, 1))["national_living_wage"] == 13.20
    changes = law.changes(date(2027, 4, 1), date(2027, 4, 2))
    told = {change.name: (change.old.value, change.new.value) for change in changes}
    assert told["national_living_wage"] == (12.71, 13.20)


def test_a_forecast_changes_a_new_law_only() -> None:
    forecast = Forecast("national_living_wage", date(2027, 4, 1), 13.20)
    assert ENGLAND.with_forecasts([forecast]) != ENGLAND
    assert "to 2027-03-31" in refusal(ENGLAND, "national_living_wage", "2027-04-01")


def test_days_between_what_is_known_and_a_forecast_are_refused() -> None:
    forecast = Forecast("national_living_wage", date(2027, 6, 1), 13.20)
    law = ENGLAND.with_forecasts([forecast])
    assert "to 2027-03-31" in refusal(law, "national_living_wage", "2027-05-31")


def test_a_forecast_stands_in_place_of_the_known_value_of_its_day() -> None:
    # A what-if on the wage of April 2025, until the known one of April 2026.
    law = ENGLAND.with_forecasts(
        [Forecast("national_living_wage", date(2025, 4, 1), 12.0)]
    )
    assert law.on(date(2025, 4, 1))["national_living_wage"] == 12.0
    assert law.on(date(2026, 4, 1))["national_living_wage"] == 12.71


def test_two_forecasts_of_one_day_are_refused() -> None:
    forecast = Forecast("ssp_week", date(2027, 4, 6), 125.0)
    with pytest.raises(LawError) as error:
        ENGLAND.with_forecasts([forecast, forecast])
    assert str(error.value) == (
        "law: two forecasts of ssp_week from 2027-04-06. Keep one."
    )


def test_a_forecast_that_is_not_a_finite_number_is_refused() -> None:
    with pytest.raises(LawError) as error:
        ENGLAND.with_forecasts([Forecast("ssp_week", date(2027, 4, 6), float("nan"))])
    assert str(error.value) == (
        "law: forecast of ssp_week from 2027-04-06: got nan, expected a finite number "
        "in GBP/week."
    )


def test_a_forecast_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(LawError, match='Did you mean "ssp_week"'):
        ENGLAND.with_forecasts([Forecast("ssp_weak", date(2027, 4, 6), 125.0)])


@given(st.sampled_from(ENGLAND.names), st.dates(date(2010, 1, 1), date(2032, 1, 1)))
@settings(deadline=None, max_examples=200)
def test_law_answers_within_what_is_known_and_nowhere_else(
    name: str, day: date
) -> None:
    known = ENGLAND.parameter(name)
    if known.values[0].start <= day <= known.checked_to:
        record = ENGLAND.on(day).record(name)
        later = [value for value in known.values if value.start > record.start]
        assert record.start <= day
        assert all(day < value.start for value in later)
    else:
        with pytest.raises(LawError, match=f"no value for {name} on {day}; known from"):
            ENGLAND.on(day)[name]
