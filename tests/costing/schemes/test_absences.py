"""What is paid while a person is away, by hand and by law."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.absences import (
    EXPECTED,
    absence_ledger,
    retainer_steps,
    share_on,
)
from costing.schemes.steps import Step

FIRST = date(2026, 10, 1)


def test_a_retainer_is_read_in_days_and_weeks():
    assert retainer_steps("100 % 14 days, then 62.5% for 4 weeks; 0 %") == (
        Step(Fraction(1), 14),
        Step(Fraction(5, 8), 28),
        Step(Fraction(0), None),
    )
    assert retainer_steps("  ") == ()


@pytest.mark.parametrize(
    "text",
    [
        "100",
        "101 %",
        "100 % 14 days",
        "100 %, then 50 %",
        "50 % 0 days, then 0 %",
        "-5 %",
        "1e9 %",
        "100 % 14 nights, then 50 %",
    ],
)
def test_a_retainer_that_cannot_be_read_says_what_was_expected(text):
    with pytest.raises(ValueError, match="shares of the price") as error:
        retainer_steps(text)
    assert str(error.value) == EXPECTED


def test_the_share_changes_on_the_day_after_the_last():
    steps = retainer_steps("100 % 14 days, then 50 %")
    assert [share_on(steps, day) for day in (1, 14, 15, 300)] == [1, 1, 0.5, 0.5]
    assert share_on((), 99) == 1


def test_an_absence_is_paid_in_full_and_then_in_part():
    # 700.00 a week is 100.00 a day: ten days away, in full for eight, then half.
    steps = retainer_steps("100 % 8 days, then 50 %")
    weeks = absence_ledger(70000, steps, FIRST, FIRST + timedelta(days=10))
    assert [(one.full_pence, one.paid_pence, one.unpaid_pence) for one in weeks] == [
        (70000, 70000, 0),
        (30000, 20000, 10000),
    ]


@given(
    st.integers(0, 10**7),
    st.integers(-3, 200),
    st.sampled_from(["", "100 % 14 days, then 50 %", "33.33 % 1 week, then 0 %"]),
)
def test_paid_and_unpaid_add_to_the_cost_of_the_days(weekly, days, rule):
    weeks = absence_ledger(
        weekly, retainer_steps(rule), FIRST, FIRST + timedelta(days=days)
    )
    assert sum((one.end - one.start).days for one in weeks) == max(days, 0)
    for one in weeks:
        assert one.paid_pence + one.unpaid_pence == one.full_pence
        assert min(one.paid_pence, one.unpaid_pence) >= 0
