"""Days, years, spans and bank holidays."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.dates import (
    Nation,
    Piece,
    bank_holidays,
    days,
    financial_year,
    parse_date,
    split,
    tax_year,
)
from costing.errors import LawError

DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "text", ["2026-11-01", "01/11/2026", "1/11/2026", " 2026-11-01 "]
)
def test_a_day_is_read_in_both_forms_the_day_before_the_month(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "20261101", "2026-W44-7", "01/11/26", "2026-1-1", "nan"),
        *("1 Nov 2026", "2026-11-01 00:00", "01.11.2026", "\u0662026-11-01"),
    ],
)
def test_a_day_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected") as error:
        parse_date(text)
    assert str(error.value) == "expected a day like 2026-11-01 or 01/11/2026"


@pytest.mark.parametrize(
    "text", ["2026-02-29", "31/04/2026", "11/13/2026", "0000-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="there is") as error:
        parse_date(text)
    assert str(error.value) == f'there is no day "{text}"'


@given(DAYS)
@settings(deadline=None, max_examples=50)
def test_a_day_written_either_way_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d/%m/%Y}") == day


def test_the_financial_year_starts_on_1_april() -> None:
    assert financial_year(date(2026, 3, 31)) == "2025/26"
    assert financial_year(date(2026, 4, 1)) == "2026/27"
    assert financial_year(date(1999, 12, 31)) == "1999/00"


def test_the_tax_year_starts_on_6_april() -> None:
    assert tax_year(date(2026, 4, 5)) == "2025/26"
    assert tax_year(date(2026, 4, 6)) == "2026/27"


def test_a_financial_year_has_its_own_days() -> None:
    # 29 February 2028 is in 2027/28.
    assert days(date(2026, 4, 1), date(2027, 4, 1)) == 365
    assert days(date(2027, 4, 1), date(2028, 4, 1)) == 366


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="span") as error:
        split(date(2026, 4, 1), date(2026, 4, 1))
    assert str(error.value) == (
        "a span must end after it starts, got 2026-04-01 to 2026-04-01"
    )


def test_a_span_is_split_at_1_and_6_april_by_days() -> None:
    # 30 March to 8 April 2026 is 10 days: 2 before, 5 between, 3 from the 6th.
    assert split(date(2026, 3, 30), date(2026, 4, 9)) == (
        Piece(date(2026, 3, 30), date(2026, 4, 1), 0.2),
        Piece(date(2026, 4, 1), date(2026, 4, 6), 0.5),
        Piece(date(2026, 4, 6), date(2026, 4, 9), 0.3),
    )


def test_a_span_that_starts_or_ends_on_a_mark_is_not_split_there() -> None:
    whole = Piece(date(2026, 4, 1), date(2026, 4, 6), 1.0)
    assert split(date(2026, 4, 1), date(2026, 4, 6)) == (whole,)


def test_a_span_is_split_at_further_days_too() -> None:
    # 1 and 2 November are a half each; what lies outside is passed over.
    also = (date(2026, 11, 2), date(2026, 11, 1), date(2027, 1, 1))
    assert split(date(2026, 11, 1), date(2026, 11, 3), also) == (
        Piece(date(2026, 11, 1), date(2026, 11, 2), 0.5),
        Piece(date(2026, 11, 2), date(2026, 11, 3), 0.5),
    )


@given(DAYS, st.integers(1, 2000))
@settings(deadline=None, max_examples=100)
def test_pieces_join_up_and_their_shares_add_to_one(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    pieces = split(start, end)
    assert pieces[0].start == start
    assert pieces[-1].end == end
    joins = itertools.pairwise(pieces)
    assert all(first.end == second.start for first, second in joins)
    assert math.isclose(math.fsum(piece.share for piece in pieces), 1.0)
    # Nowhere inside a piece does a tax or a financial year begin.
    for piece in pieces:
        last = piece.end - timedelta(days=1)
        assert financial_year(piece.start) == financial_year(last)
        assert tax_year(piece.start) == tax_year(last)


OFFICIAL: dict[Nation, str] = {
    "england": BankHolidays.ENGLAND_AND_WALES,
    "wales": BankHolidays.ENGLAND_AND_WALES,
    "scotland": BankHolidays.SCOTLAND,
    "northern_ireland": BankHolidays.NORTHERN_IRELAND,
}


@pytest.mark.parametrize("nation", OFFICIAL)
def test_bank_holidays_are_those_of_the_official_list(nation: Nation) -> None:
    official = BankHolidays(use_cached_holidays=True).get_holidays(OFFICIAL[nation])
    start, end = date(2018, 1, 1), date(2028, 4, 1)
    expected = {entry["date"] for entry in official if start <= entry["date"] < end}
    if nation == "scotland":
        # Proclaimed in February 2026; older copies of the list do not have it.
        expected.add(date(2026, 6, 15))
    assert bank_holidays(start, end, nation) == tuple(sorted(expected))


@pytest.mark.parametrize(
    ("year", "count"),
    # Counted from gov.uk's list for England and Wales: it is seldom 8.
    [
        *((2016, 6), (2017, 9), (2018, 7), (2019, 8), (2020, 8), (2021, 8)),
        *((2022, 10), (2023, 10), (2024, 7), (2025, 8), (2026, 10), (2027, 6)),
    ],
)
def test_a_financial_year_has_its_own_number_of_bank_holidays(
    year: int, count: int
) -> None:
    span = date(year, 4, 1), date(year + 1, 4, 1)
    assert len(bank_holidays(*span)) == count


def test_a_holiday_on_a_weekend_is_listed_once() -> None:
    # 26 December 2026 is a Saturday, its substitute Monday the 28th.
    span = date(2026, 12, 20), date(2027, 1, 2)
    new_year = date(2027, 1, 1)
    assert bank_holidays(*span) == (
        date(2026, 12, 25),
        date(2026, 12, 28),
        new_year,
    )
    assert bank_holidays(*span, fall="actual") == (
        date(2026, 12, 25),
        date(2026, 12, 26),
        new_year,
    )


def test_bank_holidays_past_the_known_are_refused() -> None:
    with pytest.raises(LawError) as error:
        bank_holidays(date(2028, 1, 1), date(2028, 4, 2))
    assert str(error.value) == (
        "law: no bank holidays on 2028-04-01; known from 2012-01-01 to 2028-03-31. "
        "Ask within those days."
    )


def test_bank_holidays_before_the_known_are_refused() -> None:
    with pytest.raises(LawError, match="no bank holidays on 2011-12-31"):
        bank_holidays(date(2011, 12, 31), date(2012, 4, 2))
