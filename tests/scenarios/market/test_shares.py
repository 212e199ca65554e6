"""Who carries a scheme's background cost adds to it, to the penny."""

from types import SimpleNamespace

import pandas as pd

from costing.tables import frame_of
from scenarios.inputs.contract.schemes import SCHEMES
from scenarios.market.shares import background_shares


def shared(schemes, placed):
    """Share for placements (referral, scheme, price holds the core)."""
    frame = frame_of(SCHEMES, [{"provider": "P1", **one} for one, _ in schemes])
    market = SimpleNamespace(
        schemes=frame.assign(background_pence=[pence for _, pence in schemes]),
        offers=pd.DataFrame({"core_included": [held for _, _, held in placed]}),
    )
    placements = pd.DataFrame(
        {
            "referral": [referral for referral, _, _ in placed],
            "scheme": [scheme for _, scheme, _ in placed],
            "offer_row": range(len(placed)),
        }
    )
    return background_shares(market, SimpleNamespace(placements=placements))


def test_tenants_new_people_and_voids_carry_a_place_each():
    # 1000.00 over 4 places: one lives there, two come, one is void: 250.00 each.
    house = {"scheme": "S1", "places": 4.0, "occupied_places": 1.0}
    shares, schemes = shared(
        [(house, 100000)], [("R1", "S1", False), ("R2", "S1", False)]
    )
    assert shares["background_share_pence"].tolist() == [25000, 25000]
    row = schemes.iloc[0]
    assert row["carried_before_pence"] == 25000
    assert row["carried_new_pence"] == 50000
    assert row["void_pence"] == 25000


def test_the_parts_add_to_the_cost_where_it_does_not_divide():
    # 100.00 over 3: 33.33 for who is new, 33.34 for who lives there, 33.33 the void.
    house = {"scheme": "S1", "places": 3.0, "occupied_places": 1.0}
    shares, schemes = shared([(house, 10000)], [("R1", "S1", False)])
    assert shares["background_share_pence"].tolist() == [3333]
    parts = ["carried_before_pence", "carried_new_pence", "in_prices_pence"]
    assert schemes[[*parts, "void_pence"]].sum(axis=1).tolist() == [10000]


def test_who_has_the_core_in_the_price_carries_it_there():
    house = {"scheme": "S1", "places": 2.0}
    shares, schemes = shared(
        [(house, 10000)], [("R1", "S1", True), ("R2", "S1", False)]
    )
    assert shares["background_share_pence"].tolist() == [0, 5000]
    assert schemes["in_prices_pence"].tolist() == [5000]


def test_without_stated_places_the_people_share_it():
    house = {"scheme": "S1", "occupied_places": 1.0}
    shares, _ = shared([(house, 10000)], [("R1", "S1", False)])
    assert shares["background_share_pence"].tolist() == [5000]


def test_homes_without_background_cost_are_no_schemes_of_the_plan():
    shares, schemes = shared(
        [({"scheme": "S1"}, 0), ({"scheme": "S2"}, 900)],
        [("R1", "S1", False), ("R2", "", False)],
    )
    assert shares["background_share_pence"].tolist() == [0, 0]
    assert schemes.empty


def test_who_is_new_carries_what_the_offer_was_compared_with():
    # 200.00 over 3 places is 66.67 half up for each of two; the void carries 66.66.
    house = {"scheme": "S1", "places": 3.0}
    shares, schemes = shared(
        [(house, 20000)], [("R1", "S1", False), ("R2", "S1", False)]
    )
    assert shares["background_share_pence"].tolist() == [6667, 6667]
    assert schemes["void_pence"].tolist() == [6666]


def test_where_all_are_new_the_odd_pence_fall_on_the_first():
    house = {"scheme": "S1", "places": 3.0}
    placed = [(name, "S1", False) for name in ("R1", "R2", "R3")]
    shares, _ = shared([(house, 10000)], placed)
    assert shares["background_share_pence"].tolist() == [3334, 3333, 3333]


def test_a_few_pence_over_many_places_are_not_shared_out_twice():
    # 0.05 over 8 places is 0.01 half up, which seven people could not carry.
    house = {"scheme": "S1", "places": 8.0}
    placed = [(f"R{name}", "S1", False) for name in range(7)]
    shares, schemes = shared([(house, 5)], placed)
    assert shares["background_share_pence"].sum() + schemes["void_pence"].sum() == 5
