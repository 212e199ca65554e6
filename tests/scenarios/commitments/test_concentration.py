"""How concentrated a market is: shares, the index, and the largest three."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.commitments.concentration import concentration_of


def test_the_index_is_the_sum_of_squared_shares_in_hundredths():
    # 50, 30 and 20 per cent: 2500 + 900 + 400 = 3800.
    found = concentration_of(["P1", "P2", "P3"], [500, 300, 200])
    assert found.hhi == 3800
    assert found.shares == {"P1": 0.5, "P2": 0.3, "P3": 0.2}


def test_one_provider_with_all_is_ten_thousand():
    found = concentration_of(["P1", "P2"], [7, 0])
    assert found.hhi == 10_000
    assert found.shares == {"P1": 1.0}


def test_the_index_is_rounded_half_up():
    # Of 400: 19, 1 and 380: (361 + 1 + 144400) / 160000 x 10000 = 9047.625.
    assert concentration_of(["P1", "P2", "P3"], [19, 1, 380]).hhi == 9048


def test_the_largest_three_are_those_with_most():
    found = concentration_of(["P1", "P2", "P3", "P4"], [1, 4, 3, 2])
    assert found.largest_three_share == 0.9
    assert list(found.shares) == ["P2", "P3", "P4", "P1"]


def test_of_nothing_there_is_no_concentration():
    assert concentration_of([], []) is None
    assert concentration_of(["P1"], [0]) is None


def test_squares_of_large_sums_do_not_overflow():
    assert concentration_of(["P1", "P2"], [10**17, 10**17]).hhi == 5000


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=40).filter(any))
def test_shares_add_up_and_the_index_lies_between_equal_and_all(amounts):
    names = [f"P{at}" for at in range(len(amounts))]
    found = concentration_of(names, amounts)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert list(found.shares.values()) == sorted(found.shares.values(), reverse=True)
    equal = 10_000 / len(found.shares)
    assert equal - 0.5 <= found.hhi <= 10_000
    assert 0 < found.largest_three_share <= 1
