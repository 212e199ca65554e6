"""Who pays adds to the gross cost, by line and by a fixed share."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.funding import (
    FundedLine,
    Funding,
    by_line,
    by_share,
    health_share,
)

LINES = (
    # A: aftercare, one-to-one half by health; nights by the council.
    FundedLine("A", "one_to_one", "s117", 60000, 30000),
    FundedLine("A", "sleep_in", "s117", 20000, 0),
    # B: Care Act, pays 45.50 a week towards it.
    FundedLine("B", "one_to_one", "care_act", 50000, None, contribution_pence=4550),
    # C: continuing healthcare says nothing of who pays, and needs to say nothing.
    FundedLine("C", "one_to_one", "chc", 70001),
    # D buys 50.00 beside.
    FundedLine("D", "one_to_one", "joint", 25000, 10000, own_pence=5000),
)


def test_each_line_is_funded_as_it_says():
    # Health 300.00 + 700.01 + 100.00; council 300 + 200 + 500 + 100.
    assert by_line(LINES) == Funding(225001, 110001, 110000, 5000, 4550)


def test_one_share_holds_for_section_117_and_joint_only():
    # 60 % of 800.00 and of 200.00 that D does not buy, and all of C's 700.01.
    found = by_share(LINES, Fraction(3, 5))
    assert found == Funding(225001, 48000 + 12000 + 70001, 90000, 5000, 4550)


def test_the_contribution_lowers_what_the_council_is_left_with():
    assert by_line(LINES).net_council_pence == 110000 - 4550


def test_the_share_of_health_is_of_what_public_funders_pay():
    assert health_share(by_line(LINES)) == Fraction(110001, 220001)
    assert health_share(Funding()) is None


@pytest.mark.parametrize("health", [-1, 101])
def test_a_health_part_above_the_gross_is_refused(health):
    line = FundedLine("A", "one_to_one", "joint", 100, health)
    with pytest.raises(ValueError, match="do not pass the gross cost"):
        by_line([line])


def test_own_parts_above_the_gross_are_refused_by_either_rule():
    line = FundedLine("A", "one_to_one", "s117", 100, own_pence=200)
    with pytest.raises(ValueError, match="do not pass the gross cost"):
        by_line([line])
    with pytest.raises(ValueError, match="do not pass the gross cost"):
        by_share([line], Fraction(1, 2))


@pytest.mark.parametrize("part", [Fraction(-1, 9), Fraction(10, 9)])
def test_a_share_outside_nothing_and_all_is_refused(part):
    with pytest.raises(ValueError, match="a share of health from 0 to 1"):
        by_share(LINES, part)


@given(
    st.lists(
        st.builds(
            FundedLine,
            st.sampled_from("AB"),
            st.just("one_to_one"),
            st.sampled_from(["", "care_act", "s117", "chc", "joint"]),
            st.integers(1000, 10**6),
            st.none() | st.integers(0, 500),
            st.integers(0, 500),
            st.integers(0, 500),
        ),
        max_size=6,
    ),
    st.fractions(0, 1),
)
def test_the_funders_parts_add_to_the_gross(lines, part):
    for found in (by_line(lines), by_share(lines, part)):
        assert found.gross_pence == sum(line.gross_pence for line in lines)
        parts = (found.health_pence, found.council_pence, found.own_pence)
        assert sum(parts) == found.gross_pence
        assert min(parts) >= 0
