"""Far from the rest is beyond 1.5 times the distance of the quartiles."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from costing.ranges.fences import fences, is_far, quartiles

# Quartiles of 10, 20, 30, 40, 50 are 20 and 40: fences at -10 and 70.
VALUES = [50, 10, 40, 20, 30]


def test_fences_stand_one_and_a_half_distances_beyond_the_quartiles():
    assert fences(VALUES) == (Fraction(-10), Fraction(70))


def test_a_value_on_a_fence_is_not_far():
    limits = fences(VALUES)
    assert [is_far(value, limits) for value in (-11, -10, 70, 71)] == [
        *(True, False, False, True)
    ]


def test_few_values_have_no_fences():
    assert fences(VALUES[:4]) is None
    assert not is_far(800, None)


def test_beside_values_that_are_all_the_same_any_other_is_far():
    limits = fences([700] * 9 + [80_000])
    assert [is_far(value, limits) for value in (700, 80_000)] == [False, True]


def test_quartiles_are_whole_pence():
    assert quartiles([1, 2, 4, 8]) == (2, 3, 5)


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=30), st.randoms())
def test_order_changes_nothing(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert fences(shuffled) == fences(values)
    assert quartiles(shuffled) == quartiles(values)
