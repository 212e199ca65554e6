"""Maine's tolerance; the vectors are synthetic, made for the rule and not published."""

from fractions import Fraction

import pytest

from costing.schemes.tolerance import Delivered, delivered, per_diem_pence

HOURS = [Fraction(84), Fraction(56), Fraction(28)]


@pytest.mark.parametrize(
    ("given", "pence"),
    [
        # 168 h x 30.00 / 7 / 3.
        ("168", 24000),
        # 92.5 % of 168 is 155.4: within.
        ("155.4", 24000),
        # 155.3 h x 30.00 / 7 / 3 = 221.857.
        ("155.3", 22186),
    ],
)
def test_the_synthetic_vectors_of_the_tolerance(given, pence):
    assert per_diem_pence(HOURS, Fraction(given), 3000) == pence


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
