"""The council's formula, held to published uplifts.

Sources: Cardiff decision 2131 for 2024/25; City of Wolverhampton, fees of 2022/23; CCPS
Scotland on the uplift of 1 December 2021; ARC England's fee rate maps. All of them in
the project's facts, tables 04 to 07.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.money import round_to
from costing.uplifts.formula import exact_share, formula_share, raised_by


def test_cardiff_2024_reproduces():
    # 0.60 x (12.00 / 10.90 - 1) + 0.40 x 3.0 %: published as 7.26 %.
    share = formula_share(0.60, 12.00 / 10.90 - 1, 0.03)
    assert round_to(share, 0.0001) == 0.0726
    # And with the growth as it was published, 10.1 %.
    assert formula_share(0.60, 0.101, 0.03) == 0.0726


@pytest.mark.parametrize(("a", "told"), [(0.86, 0.0471), (0.71, 0.0389)])
def test_scotland_2021_is_the_share_of_pay_times_its_growth(a, told):
    # 9.50 to 10.02; the percentages are worked out, not published.
    assert round_to(formula_share(a, 10.02 / 9.50 - 1, 0.0), 0.0001) == told


def test_arc_2019_reproduces_and_2022_does_not():
    assert round_to(formula_share(0.85, 8.21 / 7.83 - 1, 0.0), 0.0001) == 0.0413
    # Published as 8.23 %, which 0.85 x 6.62 % is not: 5.63 %.
    assert round_to(formula_share(0.85, 9.50 / 8.91 - 1, 0.0), 0.0001) == 0.0563


@pytest.mark.parametrize(
    ("old", "share", "new"),
    [
        (1584, 0.063, 1684),
        (1744, 0.032, 1800),
        (1512, 0.063, 1608),
        (1076, 0.063, 1144),
    ],
)
def test_wolverhampton_2022_rounds_the_raised_rate_up_to_four_pence(old, share, new):
    assert old + raised_by(np.array([old]), share, 4)[0] == new


def test_a_rate_that_is_whole_already_is_not_rounded_further():
    assert raised_by(np.array([1600]), 0.05, 4).tolist() == [80]
    assert raised_by(np.array([70000]), 0.05, 7).tolist() == [3500]
    assert raised_by(np.array([70000]), 0.0501, 7).tolist() == [3507]


def test_without_a_step_the_uplift_is_half_up_to_the_penny():
    assert raised_by(np.array([1250, 1250]), [0.0396, -0.0396]).tolist() == [50, -50]


def test_where_wage_and_prices_rise_alike_every_share_gives_the_same():
    assert np.isnan(exact_share([0.02, 0.04], 0.04, 0.04)).all()


@given(
    a=st.integers(-2_000_000, 3_000_000).map(lambda n: n / 1e6),
    growth=st.integers(-50, 150).map(lambda n: n / 1000),
    cpi=st.integers(-50, 150).map(lambda n: n / 1000),
)
def test_the_exact_share_is_the_one_the_formula_comes_from(a, growth, cpi):
    if growth == cpi:
        return
    share = formula_share(a, growth, cpi)
    # The uplift is kept to a millionth, so the share is that over their distance.
    apart = abs(float(exact_share(share, growth, cpi)) - a)
    assert apart <= 0.6e-6 / abs(growth - cpi) + 1e-6


@given(
    rate=st.integers(0, 100_000),
    share=st.integers(0, 300).map(lambda n: n / 1000),
    step=st.sampled_from([1, 4, 7]),
)
def test_rounding_up_gives_whole_steps_and_less_than_one_too_much(rate, share, step):
    new = rate + int(raised_by(np.array([rate]), share, step)[0])
    assert new % step == 0
    assert 0 <= new - rate * (1 + share) + 1e-6 < step + 1e-3
