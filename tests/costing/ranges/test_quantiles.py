"""Quantiles are exact, and those of numpy and of a spreadsheet's QUARTILE.INC."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from costing.ranges.quantiles import LOWER, MEDIAN, UPPER, quantile, quantile_pence

WHOLE = st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=40)


def test_quartiles_of_four_values_stand_between_them():
    # QUARTILE.INC of 1, 2, 4, 8: places 1.75, 2.5 and 3.25.
    values = [1, 2, 4, 8]
    found = [quantile(values, share) for share in (LOWER, MEDIAN, UPPER)]
    assert found == [Fraction(7, 4), Fraction(3), Fraction(5)]


def test_a_half_penny_goes_up():
    assert quantile_pence([1999, 2000], MEDIAN) == 2000


def test_one_value_is_all_its_quantiles():
    assert [quantile([5], share) for share in (LOWER, MEDIAN, UPPER)] == [5, 5, 5]


@given(WHOLE, st.integers(0, 20))
def test_they_are_those_of_numpy(values, twentieth):
    ordered, share = sorted(values), Fraction(twentieth, 20)
    expected = np.quantile(ordered, float(share), method="linear")
    assert abs(float(quantile(ordered, share)) - expected) < 1e-6


@given(WHOLE)
def test_they_rise_and_stay_within_the_values(values):
    ordered = sorted(values)
    found = [quantile(ordered, Fraction(n, 10)) for n in range(11)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (ordered[0], ordered[-1])
