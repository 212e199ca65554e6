"""Limits that contradict each other, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.clash import clash_of
from allocation.pulp_door import PulpDoor
from allocation.pursuit import Deadline
from allocation.rules import Aims, Lot
from tests.allocation.golden_lp import problem_of
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market
    from tests.kit.frames import Row


def staying(
    *, provider: Row | None = None, schemes: list[Row] | None = None, **more: Any
) -> Market:
    """Make R1 and R2 stay with P1, R3 free, each with an offer of P1 and R3 of P2."""
    scheme = {"scheme": "S1"} if schemes else {}
    return make_market(
        providers=[{"provider": "P1", **(provider or {})}, {"provider": "P2"}],
        schemes=schemes or [],
        referrals=[
            {
                "referral": name,
                "hours_per_week": 10.0,
                "must_stay": True,
                "current_provider": "P1",
            }
            for name in ("R1", "R2")
        ]
        + [{"referral": "R3", "hours_per_week": 1.0}],
        offers=[
            {"referral": name, "provider": "P1", "price": 50.0, **scheme}
            for name in ("R1", "R2", "R3")
        ]
        + [{"referral": "R3", "provider": "P2"}],
        **more,
    )


BOTH_STAY = (
    "R1 must stay with the current provider",
    "R2 must stay with the current provider",
)


def clash(market: Market) -> tuple[str, ...]:
    allocation = allocate(market)
    assert allocation.status is Status.INFEASIBLE
    assert allocation.audit == "no plan"
    assert allocation.placements.empty
    assert allocation.aims == ()
    assert len(allocation.unplaced) == 3
    return allocation.clash


def test_hours_clash_with_who_must_stay() -> None:
    room = {"spare_hours_per_week": 19.5, "capacity_places": 9.0}
    assert clash(staying(provider=room)) == (
        *BOTH_STAY,
        "provider P1: room for 19.5 more hours a week",
    )


def test_one_person_alone_can_clash() -> None:
    market = staying(provider={"spare_hours_per_week": 9.0})
    found = clash(market)
    assert len(found) == 2
    assert found[1] == "provider P1: room for 9 more hours a week"


def test_places_clash_in_a_lot_and_in_a_scheme() -> None:
    in_lot = [{"provider": "P1", "lot": "1", "spare_places": 1.0}]
    assert clash(staying(provider_lots=in_lot)) == (
        *BOTH_STAY,
        "provider P1 in lot 1: room for 1 more people",
    )
    assert clash(staying(schemes=[{"scheme": "S1", "places": 1.0}])) == (
        *BOTH_STAY,
        "scheme S1: room for 1 more people",
    )


def test_people_who_may_not_share_clash() -> None:
    apart = [{"referral": "R1", "other": "R2"}]
    market = staying(schemes=[{"scheme": "S1"}], may_not_share=apart)
    assert clash(market) == (*BOTH_STAY, "R1 and R2 may not share scheme S1")


def test_a_share_cap_clashes() -> None:
    # 20 of at most 21 hours is 0.952; 10 of 11 would be 0.909.
    assert clash(staying(provider={"share_cap": 0.92})) == (
        *BOTH_STAY,
        "provider P1: the cap on its share of hours",
    )


def test_budgets_clash() -> None:
    assert clash(staying(aims=Aims(budget_gbp_per_week=99.99))) == (
        *BOTH_STAY,
        "case: a budget of 99.99 pounds a week",
    )
    assert clash(staying(lots=[Lot(lot="1", budget_gbp_per_week=60)])) == (
        *BOTH_STAY,
        "lot 1: a budget of 60.00 pounds a week",
    )


def test_each_part_of_a_clash_is_needed_for_it() -> None:
    market = staying(provider={"spare_hours_per_week": 19.5, "share_cap": 0.99})
    problem = problem_of(market)
    found = clash_of(
        problem, lambda rows: PulpDoor(problem, rows=rows), Deadline.after(None)
    )
    names = [problem.rows.name(row) for row in range(len(problem.rows))]
    parts = ["stay[R1]", "stay[R2]", "hours[P1]"]
    meaning = np.array([name.startswith(("assign", "total")) for name in names])
    nothing = np.zeros(len(problem.columns), dtype=np.int64)

    def status(held: list[str]) -> Status:
        rows = meaning | np.isin(names, held)
        return PulpDoor(problem, rows=rows).least(nothing).status

    assert found.is_smallest
    assert len(found.rows) == 3
    assert status(parts) is Status.INFEASIBLE
    for part in parts:
        rest = [name for name in parts if name != part]
        assert status(rest) is Status.FEASIBLE


def test_without_time_the_clash_is_said_to_hold_more_than_it_needs() -> None:
    problem = problem_of(staying(provider={"spare_hours_per_week": 19.5}))
    found = clash_of(
        problem, lambda rows: PulpDoor(problem, rows=rows), Deadline.after(0)
    )
    assert not found.is_smallest
    assert set(found.rows) >= set(BOTH_STAY)
