"""What one tenant more or fewer does to the price of each, by hand and by law."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.occupancy import (
    NEWCOMER,
    OneFewer,
    newcomer,
    one_fewer,
    one_more,
    price_factor,
)
from costing.schemes.sharing import Rule, Tenant, sharing

A, B, C = Tenant("A", 600, 40000), Tenant("B", 600, 40000), Tenant("C", 1200, 80000)
PEOPLE = [A, B, C]


def test_an_empty_place_in_four_makes_the_others_a_third_dearer():
    assert price_factor(4, 3) == Fraction(4, 3)
    assert price_factor(4, 4) == 1
    assert price_factor(4, 0) is None


def test_one_more_is_the_mean_of_those_who_live_there():
    # (10 + 10 + 20) / 3 hours = 800 minutes; (400 + 400 + 800) / 3 = 533.33.
    assert newcomer(PEOPLE) == Tenant(NEWCOMER, 800, 53333)
    assert newcomer([A, Tenant("D")]) == Tenant(NEWCOMER, None, None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # 900.00 over five places is 180.00, whoever moves in.
        (Rule.PLACES, [18000, 18000, 18000, 18000]),
        # 900.00 / 4.
        (Rule.TENANTS, [22500, 22500, 22500, 22500]),
        # 900.00 by 600, 600, 1200 and 800 minutes of 3,200.
        (Rule.HOURS, [16875, 16875, 33750, 22500]),
        (Rule.CAPPED, [22500, 22500, 22500, 22500]),
    ],
)
def test_one_more_lowers_the_price_but_by_places(rule, expected):
    after = one_more(rule, 90000, PEOPLE, 5)
    assert dict(after) == dict(zip(["A", "B", "C", NEWCOMER], expected, strict=True))


def test_one_more_in_a_full_house_is_one_more_place():
    # 900.00 / 3 = 300.00 before; 900.00 / 4 = 225.00 after.
    assert set(one_more(Rule.PLACES, 90000, PEOPLE, 3).values()) == {22500}


@pytest.mark.parametrize("rule", Rule)
def test_one_more_or_fewer_is_shared_alike_by_those_a_plan_has_just_placed(rule):
    placed = [A, B, replace(C, is_new=True)]
    assert one_more(rule, 90001, placed, 5) == one_more(rule, 90001, PEOPLE, 5)
    assert one_fewer(rule, 90001, placed, 5) == one_fewer(rule, 90001, PEOPLE, 5)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.PLACES, {"A": (18000, 18000), "C": (18000, 18000)}),
        (Rule.TENANTS, {"A": (45000, 45000), "C": (45000, 45000)}),
        # A pays half if C leaves, a third if B does; C two thirds either way.
        (Rule.HOURS, {"A": (30000, 45000), "C": (60000, 60000)}),
        # 450.00 each, above A's cap of 400.00; C takes on the 50.00.
        (Rule.CAPPED, {"A": (40000, 40000), "C": (50000, 50000)}),
    ],
)
def test_one_fewer_is_told_from_the_lowest_to_the_highest(rule, expected):
    after = one_fewer(rule, 90000, PEOPLE, 5)
    told = {name: OneFewer(*expected[name]) for name in expected}
    assert {name: after[name] for name in expected} == told


def test_without_stated_places_the_place_of_a_leaver_stays():
    # Three live there, so three places: 300.00 each, and 300.00 are void.
    after = one_fewer(Rule.PLACES, 90000, PEOPLE, None)
    assert after["A"] == OneFewer(30000, 30000)


def test_nobody_is_left_once_the_only_tenant_has_gone():
    assert one_fewer(Rule.TENANTS, 90000, [A], 2) == {}


def test_in_a_large_house_those_at_an_end_leave():
    # 100 people of 1 to 100 minutes: with the one of 100 gone, P001 has 1 of 4,950;
    # with the one of 1 gone, P100 has 100 of 5,049.
    people = [Tenant(f"P{at:03d}", at) for at in range(1, 101)]
    after = one_fewer(Rule.HOURS, 49_500_000, people, 100)
    assert len(after) == 100
    assert after["P001"].high_pence == 10000
    assert after["P100"].low_pence == pytest.approx(49_500_000 * 100 / 5049, abs=1)


def test_a_leaver_after_whom_nobody_has_hours_is_passed_over():
    people = [Tenant("A", 600), Tenant("B", 0)]
    assert one_fewer(Rule.HOURS, 90000, people, 2) == {"A": OneFewer(90000, 90000)}


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(0, 3))
def test_under_tenants_one_more_lowers_and_one_fewer_raises(cost, count, voids):
    people = [Tenant(f"P{at}") for at in range(count)]
    now = sharing(Rule.TENANTS, cost, people, count + voids).shares
    more = one_more(Rule.TENANTS, cost, people, count + voids)
    fewer = one_fewer(Rule.TENANTS, cost, people, count + voids)
    assert all(more[name] <= now[name] for name in now)
    assert all(fewer[name].high_pence >= now[name] for name in fewer)
