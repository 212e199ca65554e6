"""Money is whole pence; halves go away from zero, as a spreadsheet's ROUND."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.money import _by_digits, amount, divided, pence, pounds, round_to, snap


def test_an_eighth_rounds_up_where_python_goes_to_even():
    assert round_to(0.125, 0.01) == 0.13
    assert round(0.125, 2) == 0.12


def test_a_value_is_snapped_before_it_is_rounded():
    # 121.605 is stored as 121.60499999999999; it must round as it is written.
    assert round_to(121.605, 0.01) == 121.61
    assert round_to(1.005, 0.01) == 1.01
    assert round_to(2.675, 0.01) == 2.68


def test_negative_halves_go_away_from_zero():
    assert round_to(-0.125, 0.01) == -0.13


def test_each_mode_rounds_in_its_own_way():
    values = [2.5, -2.5, 2.4, 2.6]
    assert round_to(values, 1, "half_up").tolist() == [3, -3, 2, 3]
    assert round_to(values, 1, "half_even").tolist() == [2, -2, 2, 3]
    assert round_to(values, 1, "truncate").tolist() == [2, -2, 2, 2]
    assert round_to(values, 1, "ceil").tolist() == [3, -2, 3, 3]


def test_steps_of_fourpence_round_up():
    # Wolverhampton rounds hourly fees to multiples of 4p.
    assert round_to([20.69, 20.72, 20.7201], 0.04, "ceil").tolist() == [
        20.72,
        20.72,
        20.76,
    ]


def test_minus_zero_is_zero():
    assert str(round_to(-0.001, 0.01)) == "0.0"


def test_snap_keeps_what_is_not_finite():
    assert snap([0.0, np.inf, 0.1 + 0.2]).tolist() == [0.0, np.inf, 0.3]
    assert np.isnan(snap(np.nan))


def test_pence_are_exact():
    assert pence([0.29, 1.15, 9999999.99]).tolist() == [29, 115, 999999999]


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e15])
def test_pence_refuse_what_cannot_be_counted(value):
    with pytest.raises(ValueError, match="not finite, or too large"):
        pence(value)


def test_division_is_exact_and_half_away_from_zero():
    assert divided([5, -5, 4, 7], [2, 2, 3, 7]).tolist() == [3, -3, 1, 1]


def test_amounts_are_written_with_two_decimals():
    assert [amount(value) for value in (0, 5, -5, 123450)] == [
        "0.00",
        "0.05",
        "-0.05",
        "1234.50",
    ]


@given(st.decimals(-99999, 99999, places=3))
def test_rounding_agrees_with_decimal_on_every_third_decimal(value):
    wanted = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert round_to(float(value), 0.01) == float(wanted)


@given(st.integers(-(10**11), 10**11))
def test_pence_and_pounds_are_a_round_trip(whole):
    assert pence(pounds(whole)) == whole


STEPS = [1, 0.01, 0.04, 0.05, 0.001, 0.25, 0.0625, 0.07, 5, 1e-6]
NEAR = st.sampled_from([0, 1e-13, -1e-13, 1e-12, -1e-12, 1e-11, 4e-11, 1e-6, 0.3])


@given(
    st.sampled_from(STEPS),
    st.sampled_from(["half_up", "half_even", "truncate", "ceil"]),
    st.lists(st.tuples(st.integers(-(10**12), 10**12), NEAR), min_size=1, max_size=9),
)
def test_the_short_way_of_rounding_gives_what_the_long_way_gives(step, mode, places):
    # At every half of a step and a little beside it, few digits and many.
    values = np.array([whole * step / 2 * (1 + off) for whole, off in places])
    found = round_to(values, step, mode)
    assert found.tobytes() == _by_digits(values, step, mode).tobytes()
    alone = [round_to(value, step, mode) for value in values]
    assert np.array(alone).tobytes() == found.tobytes()
