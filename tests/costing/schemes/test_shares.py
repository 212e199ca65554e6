"""Shares add to the cost to the penny; offers are compared by commissioned places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.shares import evaluated_pence, place_parts, share


def test_three_places_share_a_hundred_pounds_to_the_penny():
    # 100.00 / 3 = 33.33 and a penny left, which goes to the first.
    assert share(10000, [1, 1, 1]).tolist() == [3334, 3333, 3333]


def test_the_largest_remainder_takes_the_penny_left():
    # 1.00 by hours 10:20:31 of 61: 16.39, 32.79, 50.82 pence -> 16, 32, 50 and 2 left.
    assert share(100, [10, 20, 31]).tolist() == [16, 33, 51]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**5), min_size=1, max_size=9))
def test_shares_add_to_the_amount_and_are_within_a_penny(pence, weights):
    if not sum(weights):
        weights = [*weights, 1]
    shares = share(pence, weights)
    assert shares.sum() == pence
    exact = pence * np.array(weights) / sum(weights)
    assert (np.abs(shares - exact) < 1 + 1e-6).all()


@pytest.mark.parametrize(("pence", "weights"), [(1, [0, 0]), (1, [-1, 2]), (-1, [1])])
def test_what_cannot_be_shared_is_refused(pence, weights):
    with pytest.raises(ValueError, match="one weight above 0"):
        share(pence, weights)


def test_background_is_added_by_commissioned_places_half_up():
    # 1000.00 + 500.01 / 2 = 1250.005 -> 1250.01; no places stated: nothing is added.
    given_prices = [100000, 100000, 100000, 100000]
    background = [50001, 50001, 50001, 50001]
    places = [2, np.nan, 0, 2]
    apart = [True, True, True, False]
    assert evaluated_pence(given_prices, background, places, apart).tolist() == [
        125001,
        100000,
        100000,
        100000,
    ]


@given(
    st.integers(0, 10**7) | st.integers(0, 20),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9) | st.integers(10**6, 10**12),
)
def test_parts_by_places_add_to_the_cost(pence, before, new, voids):
    if before + new + voids == 0:
        voids = 1
    found = place_parts(pence, before, new, voids)
    theirs, fresh = found.before.parts(before), found.new.parts(new)
    assert sum(theirs) + sum(fresh) + found.void_pence == pence
    assert (found.before.total(before), found.new.total(new)) == (
        sum(theirs),
        sum(fresh),
    )
    assert min([*theirs, *fresh, found.void_pence]) >= 0


def test_the_odd_pence_fall_on_voids_then_on_those_who_live_there():
    # 103 over six places: 17 half up each of two new; 69 left over four: 17 and a
    # penny, which the void has. Without a void the first who lives there has it.
    found = place_parts(103, 3, 2, 1)
    assert found.before.parts(3) == [17, 17, 17]
    assert (found.new.parts(2), found.void_pence) == ([17, 17], 18)
    assert place_parts(103, 4, 2, 0).before.parts(4) == [18, 17, 17, 17]
