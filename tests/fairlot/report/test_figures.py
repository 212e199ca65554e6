"""Figures as people read them."""

from __future__ import annotations

import datetime as dt

import pytest

from fairlot.report import figures


@pytest.mark.parametrize(
    ("pence", "text"),
    [
        (0, "£0.00"),
        (5, "£0.05"),
        (123450, "£1,234.50"),
        (123456789012, "£1,234,567,890.12"),
        (-522, "\N{MINUS SIGN}£5.22"),
    ],
)
def test_money_has_two_decimals_and_commas(pence: int, text: str) -> None:
    assert figures.gbp(pence) == text


@pytest.mark.parametrize(
    ("pence", "text"), [(522, "£5.22 more"), (-522, "£5.22 less"), (0, "the same")]
)
def test_a_difference_is_said_in_words(pence: int, text: str) -> None:
    assert figures.gbp_more_or_less(pence) == text


def test_decimals_round_half_up() -> None:
    # 0.125 is exact in binary; half to even would give 0.12.
    assert figures.decimal(0.125) == "0.13"
    assert figures.decimal(-1234.5) == "\N{MINUS SIGN}1,234.50"


def test_a_number_that_is_not_there_is_a_dash() -> None:
    assert figures.decimal(float("nan")) == "\N{EN DASH}"
    assert figures.percent(float("nan")) == "\N{EN DASH}"


@pytest.mark.parametrize(
    ("value", "text"),
    [(28.0, "28"), (28.5, "28.5"), (56.25, "56.25"), (1000.0, "1,000")],
)
def test_a_plain_number_has_no_idle_noughts(value: float, text: str) -> None:
    assert figures.plain(value) == text


def test_a_share_is_a_whole_percentage() -> None:
    assert figures.percent(0.875) == "88%"


def test_a_day_is_written_out() -> None:
    assert figures.day(dt.date(2026, 11, 1)) == "1 November 2026"


def test_one_is_not_many() -> None:
    assert figures.several(1, "person", "people") == "1 person"
    assert figures.several(1200, "person", "people") == "1,200 people"
    assert figures.several(0, "limit") == "0 limits"


def test_a_list_ends_with_and() -> None:
    assert figures.listed([]) == ""
    assert figures.listed(["a"]) == "a"
    assert figures.listed(["a", "b", "c"]) == "a, b and c"
