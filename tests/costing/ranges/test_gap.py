"""A gap is accounted for by the widest lines first, and adds up to the penny."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from costing.ranges.gap import accounted

LOW = np.array([[-100, -80, -170, 5]])
HIGH = np.array([[380, 100, 196, -5]])


def told(gap, low=LOW, high=None, most=3):
    high = low if high is None else high
    found = accounted(np.array([gap]), low, high, most)
    return found.parts[0].tolist(), found.amounts[0].tolist(), int(found.rest[0])


def test_the_widest_part_takes_what_its_range_allows_then_the_next():
    assert told(-300) == ([2, 0, 1], [-170, -100, -30], 0)


def test_a_gap_that_one_part_can_account_for_names_that_part_alone():
    assert told(-120) == ([2, -1, -1], [-120, 0, 0], 0)


def test_what_lies_beyond_the_ranges_is_the_rest():
    assert told(-500) == ([2, 0, 1], [-170, -100, -80], -150)


def test_a_rate_above_is_held_against_the_high_ends():
    assert told(700, HIGH) == ([0, 2, 1], [380, 196, 100], 24)


def test_no_gap_needs_no_account():
    assert told(0) == ([-1, -1, -1], [0, 0, 0], 0)


def test_parts_of_the_same_width_come_in_the_order_of_the_document():
    assert told(-3, low=np.array([[-2, -2, -2]]))[0] == [0, 1, -1]


def test_fewer_parts_than_places_leave_places_empty():
    assert told(-9, np.array([[-4]])) == (
        [0, -1, -1],
        [-4, 0, 0],
        -5,
    )


_WIDTHS = st.lists(st.integers(-500, 500), min_size=4, max_size=4)


@given(st.integers(-2000, 2000), _WIDTHS, _WIDTHS)
def test_amounts_and_rest_add_up_to_the_gap(gap, low, high):
    parts, amounts, rest = told(gap, np.array([low]), np.array([high]))
    assert sum(amounts) + rest == gap
    assert all(amount * gap >= 0 for amount in amounts)
    assert [part < 0 for part in parts] == [amount == 0 for amount in amounts]
