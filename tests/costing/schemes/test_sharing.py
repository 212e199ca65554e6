"""Each rule's shares add to the cost; who is asked first or last changes nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.sharing import Rule, Sharing, Tenant, sharing, why_not

A, B, C = (
    Tenant("A", 600, 30000),
    Tenant("B", 1200, 60000),
    Tenant("C", 1800, 20000),
)


def test_by_places_the_empty_place_is_void_and_takes_the_odd_pence():
    # 1000.03 / 4 = 250.0075: three pay 250.00, and three pence too many to split by
    # four go to the void first, then by name: void 250.01, A and B 250.01, C 250.00.
    found = sharing(Rule.PLACES, 100003, [C, A, B], 4)
    assert found.shares == {"A": 25001, "B": 25001, "C": 25000}
    assert found.void_pence == 25001


def test_by_places_a_newcomer_pays_what_their_offer_was_compared_with():
    # 100.00 / 3 = 33.33 half up for the new; 66.67 left for one place let, one empty.
    new = Tenant("N", is_new=True)
    found = sharing(Rule.PLACES, 10000, [new, Tenant("A")], 3)
    assert found.shares == {"A": 3333, "N": 3333}
    assert found.void_pence == 3334


def test_by_tenants_the_void_is_carried_by_those_who_live_there():
    # 1000.03 / 3 = 333.34 and 1 penny: the first by name has it.
    found = sharing(Rule.TENANTS, 100003, [C, B, A], 4)
    assert found.shares == {"A": 33335, "B": 33334, "C": 33334}
    assert (found.void_pence, found.unfunded_pence) == (0, 0)


def test_by_hours_each_pays_by_what_was_assessed():
    # 10, 20 and 30 hours of 60: a sixth, a third, a half of 600.00.
    found = sharing(Rule.HOURS, 60000, [A, B, C], 4)
    assert found.shares == {"A": 10000, "B": 20000, "C": 30000}


def test_capped_the_others_take_on_what_is_above_a_cap():
    # 900.00: 300.00 each; C is capped at 200.00, A at 300.00. The 700.00 left are
    # 350.00 each: A pays 300.00, B the 400.00 that are left, under the cap of 600.00.
    found = sharing(Rule.CAPPED, 90000, [A, B, C], 4)
    assert found.shares == {"A": 30000, "B": 40000, "C": 20000}
    assert found.unfunded_pence == 0


def test_what_is_above_all_caps_is_unfunded():
    # Caps of 300, 600 and 200 are 1,100.00 in all; the scheme costs 1,250.00.
    found = sharing(Rule.CAPPED, 125000, [A, B, C], 4)
    assert found.shares == {"A": 30000, "B": 60000, "C": 20000}
    assert found.unfunded_pence == 15000


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("places", [None, 0, 4])
def test_a_house_without_anybody_is_all_void(rule, places):
    assert sharing(rule, 100, [], places) == Sharing(rule, 100, {}, void_pence=100)


def test_without_stated_places_the_people_share_it():
    assert sharing(Rule.PLACES, 100, [A, B], None).shares == {"A": 50, "B": 50}


def test_what_a_rule_lacks_is_said():
    unknown = [Tenant("E"), Tenant("D"), Tenant("G"), Tenant("F")]
    assert why_not(Rule.PLACES, unknown) == ""
    assert why_not(Rule.TENANTS, unknown) == ""
    lacks = "no assessed background hours of D, E, F and 1 more"
    assert why_not(Rule.HOURS, unknown) == lacks
    zero = [Tenant("A", 0), Tenant("B", 0)]
    lacks = "nobody has assessed background hours above 0"
    assert why_not(Rule.HOURS, zero) == lacks
    lacks = "not known what the same support costs A, B alone"
    assert why_not(Rule.CAPPED, zero) == lacks


@pytest.mark.parametrize(
    ("rule", "cost", "people", "places", "wants"),
    [
        (Rule.PLACES, -1, [A], 1, "a cost of 0 or more"),
        (Rule.PLACES, 1, [A, A], 2, "each person once"),
        (Rule.PLACES, 1, [A, B], 1, "at least as many places as people"),
        (Rule.HOURS, 1, [Tenant("A", -1), B], 2, "assessed hours of 0 or more"),
        (Rule.CAPPED, 1, [Tenant("A", 1, -1)], 2, "caps of 0 or more"),
        (Rule.HOURS, 1, [Tenant("A")], 2, "no assessed background hours of A"),
    ],
)
def test_what_cannot_be_shared_is_refused(rule, cost, people, places, wants):
    with pytest.raises(ValueError, match=f"^sharing: {wants}$"):
        sharing(rule, cost, people, places)


@st.composite
def houses(draw):
    count = draw(st.integers(1, 7))
    people = [
        Tenant(
            f"P{at}",
            draw(st.integers(0, 10**5)),
            draw(st.integers(0, 10**6)),
            is_new=draw(st.booleans()),
        )
        for at in range(count)
    ]
    if not any(one.minutes for one in people):
        people[0] = Tenant("P0", 60, people[0].alone_pence)
    cost = draw(st.integers(0, 10**6) | st.integers(0, 12))
    return cost, people, count + draw(st.integers(0, 3))


@given(houses(), st.sampled_from(Rule))
def test_shares_void_and_what_is_unfunded_add_to_the_cost(house, rule):
    cost, people, places = house
    found = sharing(rule, cost, people, places)
    parts = [*found.shares.values(), found.void_pence, found.unfunded_pence]
    assert sum(parts) == cost
    assert min(parts) >= 0
    assert list(found.shares) == sorted(one.person for one in people)


@given(houses(), st.sampled_from(Rule), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(house, rule, shuffler: random.Random):
    cost, people, places = house
    mixed = list(people)
    shuffler.shuffle(mixed)
    assert sharing(rule, cost, mixed, places) == sharing(rule, cost, people, places)


@given(houses(), st.sampled_from(Rule))
def test_equal_people_pay_the_same_within_a_penny(house, rule):
    cost, people, places = house
    alike = [Tenant(one.person, 90, 5000) for one in people]
    shares = sharing(rule, cost, alike, places).shares.values()
    assert max(shares) - min(shares) <= 1


@given(houses())
def test_nobody_pays_above_their_cap(house):
    cost, people, places = house
    found = sharing(Rule.CAPPED, cost, people, places)
    caps = {one.person: one.alone_pence for one in people}
    assert all(found.shares[name] <= caps[name] for name in caps)
    assert found.unfunded_pence == max(cost - sum(caps.values()), 0)


@given(houses(), st.text("AZa~", max_size=3))
def test_by_tenants_one_more_never_raises_anybodys_price(house, name):
    cost, people, places = house
    before = sharing(Rule.TENANTS, cost, people, places).shares
    more = [*people, Tenant(name)]
    after = sharing(Rule.TENANTS, cost, more, places + 1).shares
    assert all(after[person] <= before[person] for person in before)


@given(houses())
def test_by_places_a_void_is_not_carried_by_those_who_live_there(house):
    cost, people, places = house
    settled = [Tenant(one.person) for one in people]
    found = sharing(Rule.PLACES, cost, settled, places)
    assert all(abs(part - cost / places) <= 1 for part in found.shares.values())
