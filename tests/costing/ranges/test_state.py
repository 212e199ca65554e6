"""A price is below the statutory cost, below its range, within it or above it."""

import numpy as np

from costing.ranges.state import RateState, states

LOW, HIGH = np.array([1474] * 5), np.array([2500] * 5)


def test_an_end_of_the_range_is_within_it():
    rates = np.array([1473, 1474, 2000, 2500, 2501])
    assert states(rates, LOW, HIGH, None).tolist() == [
        RateState.BELOW,
        RateState.WITHIN,
        RateState.WITHIN,
        RateState.WITHIN,
        RateState.ABOVE,
    ]


def test_below_the_statutory_cost_comes_before_all():
    floor = np.array([1200, 1200, 1600, 2600, 2600])
    rates = np.array([1199, 1200, 1500, 2500, 2550])
    assert states(rates, LOW, HIGH, floor).tolist() == [
        RateState.BELOW_STATUTORY,
        RateState.BELOW,
        RateState.BELOW_STATUTORY,
        RateState.BELOW_STATUTORY,
        RateState.BELOW_STATUTORY,
    ]


def test_part_of_a_penny_counts():
    one = np.array([2500.5])
    assert states(one, LOW[:1], HIGH[:1], None).tolist() == [RateState.ABOVE]
