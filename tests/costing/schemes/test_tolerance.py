"""Delivered hours beside authorised ones, by the ends of Maine's rule."""

from fractions import Fraction

import pytest

from costing.schemes.tolerance import Delivered, delivered


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("9.24", Delivered.BELOW),
        ("9.25", Delivered.WITHIN),
        ("10.5", Delivered.WITHIN),
        ("10.51", Delivered.ABOVE),
    ],
)
def test_both_ends_are_within(given, state):
    assert delivered(Fraction(10), Fraction(given)) == state


def test_nothing_authorised_is_no_share():
    assert delivered(Fraction(0), Fraction(3)) == Delivered.NOTHING
