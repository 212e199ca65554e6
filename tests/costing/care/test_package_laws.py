"""Laws of prices: they add over lines and over people, and order changes nothing."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.care.packages import priced_lines, weekly_pence
from tests.costing.care.test_packages import PRICES, packages, pairs

LINES = st.lists(
    st.tuples(
        st.sampled_from(["R1", "R2", "R3"]),
        st.sampled_from(["one_to_one", "two_to_one", "background", "sleep_in"]),
        st.integers(1, 168 * 4).map(lambda quarters: quarters / 4),
        st.sampled_from(["", "day", "night", "all_week"]),
        st.sampled_from([1.0, 2.0, 3.0, 3.5]),
    ),
    min_size=1,
    max_size=12,
)
EVERYBODY = pairs(*((f"R{number}", "P2") for number in (1, 2, 3)))
LAW = settings(deadline=None, max_examples=40)


def weekly(lines):
    found = weekly_pence(priced_lines(packages(*lines), EVERYBODY, PRICES))
    return dict(zip(found["referral"], found["price_pence"].tolist(), strict=True))


@LAW
@given(LINES)
def test_the_price_adds_over_lines(lines):
    alone = pd.Series(dtype="int64")
    for line in lines:
        alone = alone.add(pd.Series(weekly([line])), fill_value=0)
    assert alone.astype(int).to_dict() == weekly(lines)


@LAW
@given(LINES)
def test_the_price_adds_over_people(lines):
    together = weekly(lines)
    for person, price in together.items():
        assert weekly([line for line in lines if line[0] == person]) == {person: price}


@LAW
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_price(lines, random):
    turned = list(lines)
    random.shuffle(turned)
    assert weekly(turned) == weekly(lines)
