"""The page about rates names every column and state, and its rows hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from costing.ranges.state import RateState
from scenarios.case import load_case
from scenarios.rates.rate_rows import (
    PROVIDER_COLUMNS,
    RATE_COLUMNS,
    UPLIFT_COLUMNS,
    rate_rows,
    uplift_rows,
)
from scenarios.rates.rates import rate_check
from scenarios.rates.return_checks import Check
from scenarios.rates.return_rows import TABLE_COLUMNS
from scenarios.rates.uplifts import uplifts
from scenarios.sample import write_sample

PAGE = Path(__file__).parents[2] / "docs" / "rates.md"
UPLIFTS = PAGE.with_name("uplifts.md")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rates") / "sample"
    write_sample(folder)
    return load_case(folder)


def _row(columns, rows, provider):
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    (row,) = [
        one
        for one in records
        if (one["provider"], one["service"]) == (provider, "one_to_one")
    ]
    return row


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
@pytest.mark.parametrize(
    ("page", "columns"),
    [
        (PAGE, RATE_COLUMNS),
        *((PAGE, columns) for columns in TABLE_COLUMNS.values()),
        (UPLIFTS, UPLIFT_COLUMNS),
        (UPLIFTS, PROVIDER_COLUMNS),
    ],
)
def test_the_page_names_every_column(page, columns):
    words = set(re.findall(r"[a-z0-9_]+", page.read_text(encoding="utf-8")))
    assert [name for name in columns if name not in words] == []


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_page_explains_every_state():
    page = PAGE.read_text(encoding="utf-8")
    assert [state for state in RateState if f"| `{state}` |" not in page] == []


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_page_explains_every_check():
    page = PAGE.read_text(encoding="utf-8")
    assert [check for check in Check if f"| `{check}` |" not in page] == []


def test_the_row_of_rates_that_the_page_works_by_hand(sample):
    row = _row(RATE_COLUMNS, rate_rows(rate_check(sample)), "P075")
    assert row["state"] == "below statutory employment cost"
    assert (row["rate_gbp"], row["annual_hours"]) == ("15.40", "19500")
    ends = row["low_gbp"], row["expected_gbp"], row["high_gbp"]
    assert ends == ("19.27", "23.98", "32.43")
    assert row["statutory_employment_cost_gbp"] == "17.06"
    assert (row["gap_to_range_gbp"], row["gap_to_expected_gbp"]) == ("-3.87", "-8.58")
    assert row["gap_to_range_gbp_per_year"] == "-75465.00"
    told = [(row[f"line_{n}"], row[f"line_{n}_gbp"]) for n in (1, 2, 3)]
    assert told == [
        ("Central costs", "-0.79"),
        ("Surplus", "-0.56"),
        ("Time delivered and not billed", "-0.38"),
    ]
    assert row["other_gbp"] == "-6.85"


def test_the_row_of_uplifts_that_the_page_works_by_hand(sample):
    found = uplifts(sample, date(2025, 11, 1), date(2026, 11, 1), cpi=0.034)
    row = _row(UPLIFT_COLUMNS, uplift_rows(found), "P002")
    assert (row["rate_gbp"], row["annual_hours"]) == ("22.80", "11300")
    assert (row["pay_from_gbp"], row["pay_to_gbp"]) == ("12.5", "12.71")
    assert (row["price_from_gbp"], row["price_to_gbp"]) == ("23.04", "23.47")
    parts = row["law_gbp"], row["pay_part_gbp"], row["other_law_gbp"]
    assert parts == ("0.38", "0.31", "0.07")
    assert row["calendar_gbp"] == "0.05"
    assert (row["implied_a"], row["formula_share"]) == ("0.814925", "0.039664")
    assert (row["formula_gbp"], row["requested_gbp"]) == ("0.90", "1.41")
    assert row["difference_gbp_per_year"] == "5876.00"
    assert (row["exact_a"], row["asked_less_law_gbp"]) == ("-2.494005", "1.03")


def test_the_changelog_has_what_the_sample_rises_by(sample):
    found = uplifts(sample, date(2025, 11, 1), date(2026, 11, 1))
    by_law, by_calendar = (
        found.summary[f"{name}_pence_per_year"] for name in ("law", "calendar")
    )
    assert (by_law, by_calendar) == (103295120, 14167330)
    assert found.summary["not_in_force"] == 0
