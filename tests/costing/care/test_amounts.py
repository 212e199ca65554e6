"""Amounts are exact, whatever their size, and halves go away from zero."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.care import amounts as module
from costing.care.amounts import Rates, amounts, rates_of
from costing.money import nearest
from tests.costing.care.test_packages import PRICES

WHOLE = st.integers(-(10**6), 10**9)
LINE = st.tuples(WHOLE, st.integers(1, 10**7), st.integers(0, 10**8), st.integers(1, 9))


def priced(lines):
    top, bottom, quantity, shared_by = np.array(lines, dtype=np.int64).T
    rates = Rates(top, bottom, (1, 1, 1, len(top)))
    return amounts(rates, np.arange(len(top)), quantity, shared_by).tolist()


@given(st.lists(LINE, min_size=1, max_size=20))
def test_an_amount_is_the_exact_quotient_half_away_from_zero(lines):
    assert priced(lines) == [
        nearest(Fraction(top * quantity, bottom * shared_by))
        for top, bottom, quantity, shared_by in lines
    ]


@given(st.integers(0, 2**26), st.integers(1, 2**23), st.sampled_from([-1, 0, 1]))
def test_a_half_and_what_is_just_beside_it_round_apart(whole, half, off):
    # whole + 1/2, or a part of 2 x half below or above it.
    top = 2 * half * whole + half + off
    assert priced([(top, 2 * half, 1, 1)]) == [nearest(Fraction(top, 2 * half))]


def test_the_size_of_a_block_changes_nothing(monkeypatch):
    lines = [(2398, 60, minutes, 1 + minutes % 7) for minutes in range(100)]
    at_once = priced(lines)
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    assert priced(lines) == at_once


def test_a_product_past_64_bits_is_refused():
    with pytest.raises(OverflowError, match="too large to be counted in whole pence"):
        priced([(10**12 + 1, 1, 10**7 + 1, 1)])


def test_a_place_holds_price_staff_and_unit_in_lowest_terms():
    rates = rates_of(PRICES)
    # P2 by night, two to one: 26.00 x 2 staff x 1000 / 60 minutes.
    at = rates.place([0], [1], [1], [1])[0]
    assert Fraction(int(rates.top[at]), int(rates.bottom[at])) == Fraction(
        2600 * 100, 3
    )
    # The case's own by day, of a line over all the week: 16 of 24 hours.
    at = rates.place([1], [0], [0], [0])[0]
    assert rates.top[at] / rates.bottom[at] == pytest.approx(2398 * 1000 / 60 * 16 / 24)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 5)), min_size=2))
def test_what_people_pay_adds_up_in_any_order(lines):
    asked = [(2398, 60, minutes, people) for minutes, people in lines]
    assert sum(priced(asked)) == sum(priced(asked[:1])) + sum(priced(asked[1:]))
    assert priced(asked[::-1]) == priced(asked)[::-1]
