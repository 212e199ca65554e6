"""Spans of days, and what is refused of them."""

from datetime import date

import pytest

from costing.errors import CareError, LawError
from costing.rota.span import span_of


def test_a_year_tells_its_bank_holidays():
    span = span_of(date(2026, 4, 1), date(2027, 3, 31))
    assert span.n_days == 365
    assert len(span.bank_holidays) == 10
    assert date(2026, 12, 26) in span.bank_holidays
    substitute = span_of(date(2026, 4, 1), date(2027, 3, 31), counting="substitute")
    assert date(2026, 12, 28) in substitute.bank_holidays
    assert len(substitute.bank_holidays) == 10


def test_with_the_average_no_day_is_one():
    span = span_of(date(2026, 4, 1), date(2027, 3, 31), counting="average")
    assert span.holidays == frozenset()


def test_the_days_around_it_are_known_as_well():
    # Boxing Day is the day before the one, Christmas Day the day after the other.
    assert date(2026, 12, 26) in span_of(*[date(2026, 12, 27)] * 2).holidays
    assert date(2026, 12, 25) in span_of(*[date(2026, 12, 24)] * 2).holidays


def test_the_last_day_that_is_known_may_be_asked_for():
    assert span_of(date(2028, 3, 31), date(2028, 3, 31)).bank_holidays == ()


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (
            date(2026, 4, 1),
            date(2026, 3, 31),
            (
                "rota: got the days 2026-04-01 to 2026-03-31, expected the earlier one "
                "first."
            ),
        ),
        (
            date(2026, 4, 1),
            date(3026, 4, 1),
            (
                "rota: got 365,243 days, 2026-04-01 to 3026-04-01, expected at most "
                "3,653. Ask for a shorter span."
            ),
        ),
        (
            date(2011, 12, 31),
            date(2012, 4, 1),
            (
                "rota: got the days 2011-12-31 to 2012-04-01, expected days from "
                "2012-01-01 to 2099-12-31."
            ),
        ),
        (
            date(9999, 12, 31),
            date(9999, 12, 31),
            (
                "rota: got the days 9999-12-31 to 9999-12-31, expected days from "
                "2012-01-01 to 2099-12-31."
            ),
        ),
    ],
)
def test_what_is_no_span_is_told(first, last, message):
    with pytest.raises(CareError) as caught:
        span_of(first, last)
    assert str(caught.value) == message


def test_days_past_the_known_bank_holidays_are_told():
    with pytest.raises(LawError) as caught:
        span_of(date(2028, 3, 1), date(2028, 4, 1))
    assert str(caught.value) == (
        "law: no bank holidays on 2028-04-01; known from 2012-01-01 to 2028-03-31. "
        "Ask within those days."
    )
    assert span_of(date(2028, 3, 1), date(2028, 4, 1), counting="average").n_days == 32
