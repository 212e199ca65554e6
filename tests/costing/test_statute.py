"""Every law file is covered: named here, known to its day, and of sound form."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from costing.dates import bank_holidays
from costing.document.units import parse_unit
from costing.errors import LawError
from costing.law import load_law

ENGLAND = load_law("england")
DOCUMENT = Path(__file__).parents[2] / "docs" / "law.md"

# Each parameter: its unit, and its value on 1 November 2025 and 1 November 2026.
REGISTER: dict[str, tuple[str, float | None, float | None]] = {
    "apprenticeship_levy_allowance_year": ("GBP/year", 15000, 15000),
    "apprenticeship_levy_rate": ("1", 0.005, 0.005),
    "bank_holidays_year": ("day/year", 8, 10),
    "employer_ni_rate": ("1", 0.15, 0.15),
    "employer_ni_threshold_week": ("GBP/week", 96, 96),
    "employer_ni_threshold_year": ("GBP/year", 5000, 5000),
    "employer_ni_upper_threshold_week": ("GBP/week", 967, 967),
    "employment_allowance_year": ("GBP/year", 10500, 10500),
    "holiday_days_cap": ("day/year", 28, 28),
    "holiday_irregular_rate": ("1", 0.1207, 0.1207),
    "holiday_weeks": ("week/year", 5.6, 5.6),
    "lower_earnings_limit_week": ("GBP/week", 125, 129),
    "mileage_allowance": ("GBP/mile", 0.45, 0.45),
    "mileage_allowance_over_10000": ("GBP/mile", 0.25, 0.25),
    "minimum_wage_18_to_20": ("GBP/h", 10.00, 10.85),
    "minimum_wage_21_to_22": ("GBP/h", None, None),
    "minimum_wage_21_to_24": ("GBP/h", None, None),
    "minimum_wage_apprentice": ("GBP/h", 7.55, 8.00),
    "minimum_wage_under_18": ("GBP/h", 7.55, 8.00),
    "national_living_wage": ("GBP/h", 12.21, 12.71),
    "national_living_wage_age": ("year", 21, 21),
    "pension_employer_rate": ("1", 0.03, 0.03),
    "pension_lower_week": ("GBP/week", 120, 120),
    "pension_lower_year": ("GBP/year", 6240, 6240),
    "pension_minimum_age": ("year", 22, 22),
    "pension_total_rate": ("1", 0.08, 0.08),
    "pension_trigger_week": ("GBP/week", 192, 192),
    "pension_trigger_year": ("GBP/year", 10000, 10000),
    "pension_upper_week": ("GBP/week", 967, 967),
    "pension_upper_year": ("GBP/year", 50270, 50270),
    "real_living_wage": ("GBP/h", 12.60, 13.45),
    "real_living_wage_london": ("GBP/h", 13.85, 14.80),
    "ssp_earnings_share": ("1", 1, 0.8),
    "ssp_lower_earnings_week": ("GBP/week", 125, 0),
    "ssp_waiting_days": ("day", 3, 0),
    "ssp_week": ("GBP/week", 118.75, 123.25),
    "ssp_weeks_most": ("week", 28, 28),
}

TOPICS = {"Holiday", "Mileage", "Pension", "Sick pay", "Wages"}
TOPICS |= {"National Insurance and levy"}

# Values nobody has seen in a document, by parameter and first day.
UNCHECKED = {
    *(("employer_ni_threshold_year", f"{year}-04-06") for year in range(2016, 2022)),
    *(("ssp_week", f"{year}-04-06") for year in range(2016, 2023)),
    *(("pension_lower_week", f"{year}-04-06") for year in (2016, 2017, 2018)),
    *(("pension_lower_week", f"{year}-04-06") for year in (2020, 2026)),
    *(("pension_trigger_week", f"{year}-04-06") for year in (2016, 2020)),
    *(("pension_upper_week", f"{year}-04-06") for year in (2020, 2021)),
    *(("pension_employer_rate", day) for day in ("2012-10-01", "2018-04-06")),
    *(("pension_total_rate", day) for day in ("2012-10-01", "2018-04-06")),
    *(("real_living_wage_london", day) for day in ("2018-05-01", "2023-05-01")),
    ("employer_ni_threshold_week", "2016-04-06"),
    ("employer_ni_upper_threshold_week", "2026-04-06"),
    ("mileage_allowance", "2016-04-06"),
    ("mileage_allowance_over_10000", "2016-04-06"),
    ("pension_minimum_age", "2016-04-06"),
}

WAGES = {
    "2016-04-01": 7.20,
    "2017-04-01": 7.50,
    "2018-04-01": 7.83,
    "2019-04-01": 8.21,
    "2020-04-01": 8.72,
    "2021-04-01": 8.91,
    "2022-04-01": 9.50,
    "2023-04-01": 10.42,
    "2024-04-01": 11.44,
    "2025-04-01": 12.21,
    "2026-04-01": 12.71,
}

THRESHOLDS = {2016: 156, 2017: 157, 2018: 162, 2019: 166, 2020: 169, 2021: 170}
THRESHOLDS |= {2022: 175, 2023: 175, 2024: 175, 2025: 96, 2026: 96}


def test_every_law_file_is_in_the_register() -> None:
    folder = files("costing") / "statute" / "england"
    stems = {file.name.removesuffix(".toml") for file in folder.iterdir()}
    assert stems == set(REGISTER) == set(ENGLAND.names)


@pytest.mark.parametrize("name", REGISTER)
def test_a_parameter_has_its_unit_and_its_values(name: str) -> None:
    unit, *values = REGISTER[name]
    assert ENGLAND.parameter(name).unit == unit
    for day, value in zip((date(2025, 11, 1), date(2026, 11, 1)), values, strict=True):
        if value is None:
            with pytest.raises(LawError):
                ENGLAND.on(day)[name]
        else:
            assert ENGLAND.on(day)[name] == value


@pytest.mark.parametrize("name", REGISTER)
def test_a_law_file_is_of_sound_form(name: str) -> None:
    parameter = ENGLAND.parameter(name)
    parse_unit(parameter.unit, "GBP")
    assert parameter.topic in TOPICS
    assert len(parameter.label) <= 80
    assert not parameter.label.endswith(".")
    assert not parameter.note or parameter.note.endswith(".")
    assert all(len(value.source) <= 140 for value in parameter.values)
    # Whatever has not ended is known to the end of this financial year at least.
    assert parameter.after or parameter.checked_to >= date(2027, 3, 31)


def test_what_was_not_seen_in_a_document_says_so() -> None:
    unchecked = {
        (name, value.start.isoformat())
        for name in ENGLAND.names
        for value in ENGLAND.parameter(name).values
        if not value.checked
    }
    assert unchecked == UNCHECKED


def test_the_minimum_wage_has_its_whole_history() -> None:
    values = ENGLAND.parameter("national_living_wage").values
    assert {value.start.isoformat(): value.value for value in values} == WAGES


def test_the_secondary_threshold_has_its_whole_history() -> None:
    values = ENGLAND.parameter("employer_ni_threshold_week").values
    assert {value.start.year: value.value for value in values} == THRESHOLDS
    assert all((value.start.month, value.start.day) == (4, 6) for value in values)


def test_bank_holidays_are_those_counted_in_the_calendar() -> None:
    for value in ENGLAND.parameter("bank_holidays_year").values:
        year = value.start, date(value.start.year + 1, 4, 1)
        assert value.value == len(bank_holidays(*year))


def test_weekly_limits_are_the_yearly_ones_over_52() -> None:
    for year in range(2016, 2027):
        law = ENGLAND.on(date(year, 11, 1))
        assert law["pension_lower_week"] * 52 == law["pension_lower_year"]
        assert int(law["pension_trigger_year"] / 52) == law["pension_trigger_week"]


def test_sick_pay_was_below_the_lower_earnings_limit_while_there_was_one() -> None:
    # So that min(rate, 1 x earnings) is the rate, for all who were paid it.
    for year in range(2016, 2026):
        law = ENGLAND.on(date(year, 11, 1))
        assert law["ssp_week"] < law["ssp_lower_earnings_week"]


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the tests stand without their docs")
def test_the_document_of_law_names_every_parameter_with_its_unit() -> None:
    text = DOCUMENT.read_text()
    for name in ENGLAND.names:
        assert f"| `{name}` | {ENGLAND.parameter(name).unit} |" in text
