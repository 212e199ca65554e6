"""What binds a plan, and what commitments take of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from allocation.limits import present, stated_limits
from allocation.rules import Aims, Lot
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market
    from tests.kit.frames import Row


def market(provider: Row, *commitments: Row, **tables: Any) -> Market:
    return make_market(
        providers=[{"provider": "P1", **provider}, {"provider": "P2"}],
        referrals=[{"referral": "R1"}],
        offers=[],
        commitments=[{"person": "C1", "provider": "P1", **row} for row in commitments],
        **tables,
    )


def rooms(given: Market) -> list[tuple[Any, ...]]:
    found = stated_limits(given).rooms
    names = ["kind", "provider", "lot", "scheme", "limit", "before", "room"]
    return [tuple(row) for row in found[names].to_numpy().tolist()]


def test_a_blank_is_no_limit_and_0_is_0() -> None:
    assert rooms(market({})) == []
    assert rooms(market({"capacity_places": 0.0})) == [
        ("places", "P1", "", "", 0, 0, 0)
    ]


def test_capacity_is_less_the_commitments() -> None:
    # 40 hours less 7.25 and 2.5.
    given = market(
        {"capacity_hours_per_week": 40.0},
        {"units_per_week": 7.25},
        {"units_per_week": 2.5, "person": "C2"},
        {"units_per_week": 30.0, "provider": "P2"},
    )
    assert rooms(given) == [("hours", "P1", "", "", 2400, 585, 1815)]


@pytest.mark.parametrize(
    "row",
    [
        {"up_for_award": True},
        {"unit": "nights"},
        {"units_per_week": float("nan")},
        {"start": "2026-11-02"},
        {"end": "2026-11-01"},
    ],
)
def test_what_is_up_for_award_or_tells_no_hours_or_is_not_now_takes_none(
    row: Row,
) -> None:
    given = market({"capacity_hours_per_week": 40.0}, {"units_per_week": 9.0, **row})
    assert rooms(given) == [("hours", "P1", "", "", 2400, 0, 2400)]


def test_a_commitment_holds_from_its_start_until_before_its_end() -> None:
    given = make_market(
        providers=[{"provider": "P1"}],
        referrals=[],
        offers=[],
        day=date(2026, 11, 1),
        commitments=[
            {"person": "C1", "start": "2026-11-01", "end": "2026-11-02"},
            {"person": "C2", "start": "2026-10-01", "end": "2026-11-01"},
            {"person": "C3", "start": "2026-11-02"},
            {"person": "C4"},
        ],
    )
    assert present(given)["person"].tolist() == ["C1", "C4"]


def test_places_count_people_once() -> None:
    given = market(
        {"capacity_places": 3.0},
        {"component": "one_to_one"},
        {"component": "sleep_in", "unit": "nights"},
        {"person": "C2"},
    )
    assert rooms(given) == [("places", "P1", "", "", 3, 2, 1)]


def test_what_is_spare_is_spare_whatever_the_commitments() -> None:
    given = market({"spare_hours_per_week": 5.0}, {"units_per_week": 9.0})
    assert rooms(given) == [("hours", "P1", "", "", 840, 540, 300)]


def test_capacity_and_spare_both_bind() -> None:
    both = {"capacity_hours_per_week": 20.0, "spare_hours_per_week": 5.0}
    assert rooms(market(both, {"units_per_week": 9.0})) == [
        ("hours", "P1", "", "", 840, 540, 300)
    ]
    assert rooms(market(both, {"units_per_week": 18.0})) == [
        ("hours", "P1", "", "", 1200, 1080, 120)
    ]


def test_room_in_a_lot_counts_commitments_in_that_lot() -> None:
    given = market(
        {},
        {"units_per_week": 4.0, "lot": "1"},
        {"units_per_week": 5.0, "lot": "2"},
        {"units_per_week": 6.0},
        lots=[Lot(lot="1"), Lot(lot="2")],
        provider_lots=[{"provider": "P1", "lot": "2", "capacity_hours_per_week": 10.0}],
    )
    assert rooms(given) == [("hours", "P1", "2", "", 600, 300, 300)]


def test_a_commitment_without_a_lot_is_in_the_only_lot() -> None:
    given = market(
        {},
        {"units_per_week": 6.0},
        provider_lots=[{"provider": "P1", "lot": "1", "capacity_hours_per_week": 10.0}],
    )
    assert rooms(given) == [("hours", "P1", "1", "", 600, 360, 240)]


def test_a_scheme_has_its_places_less_those_occupied() -> None:
    given = market(
        {},
        {"units_per_week": 6.0, "scheme": "S1"},
        schemes=[
            {
                "scheme": "S1",
                "places": 4.0,
                "occupied_places": 1.0,
                "capacity_hours_per_week": 10.0,
            }
        ],
    )
    assert rooms(given) == [
        ("hours", "", "", "S1", 600, 360, 240),
        ("places", "", "", "S1", 4, 1, 3),
    ]


def test_room_below_zero_is_zero_and_a_note() -> None:
    given = market(
        {"capacity_hours_per_week": 5.0, "capacity_places": 1.0},
        {"units_per_week": 7.5},
        {"person": "C2"},
    )
    assert [row[-1] for row in rooms(given)] == [0, 0]
    assert stated_limits(given).notes == (
        "provider P1: 7.5 hours are taken of 5 hours, so none are left",
        "provider P1: 2 places are taken of 1 place, so none are left",
    )


def shares(given: Market) -> list[tuple[Any, ...]]:
    found = stated_limits(given).shares
    names = ["provider", "lot", "top", "bottom", "before", "before_all", "is_over"]
    return [tuple(row) for row in found[names].to_numpy().tolist()]


def test_a_share_cap_is_an_exact_fraction_of_all_or_of_a_lot() -> None:
    given = market(
        {"share_cap": 0.35},
        {"units_per_week": 3.0, "lot": "2"},
        {"units_per_week": 9.0, "provider": "P2"},
        lots=[Lot(lot="1"), Lot(lot="2", share_cap=0.4)],
    )
    assert shares(given) == [
        ("P1", "", 7, 20, 180, 720, False),
        ("P1", "2", 2, 5, 180, 180, True),
        ("P2", "2", 2, 5, 0, 180, False),
    ]
    assert stated_limits(given).notes == (
        (
            "provider P1 in lot 2: commitments alone are above its share of hours "
            "(1.000 of a cap of 0.4), so it is given no more hours"
        ),
    )


def test_a_share_of_no_hours_is_a_note() -> None:
    given = market({"share_cap": 0.5})
    assert stated_limits(given).notes == (
        (
            "all lots: no hours are committed, so a share cap binds on the plan's own "
            "hours alone, and not at all while the plan has none"
        ),
    )


def test_budgets_are_whole_pence() -> None:
    given = market(
        {},
        aims=Aims(budget_gbp_per_week=20000.29),
        lots=[Lot(lot="1"), Lot(lot="2", budget_gbp_per_week=0)],
    )
    expected = pd.DataFrame({"lot": ["", "2"], "limit": [2000029, 0]})
    pd.testing.assert_frame_equal(stated_limits(given).budgets, expected)
