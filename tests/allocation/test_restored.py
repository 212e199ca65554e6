"""A stored plan comes back as it was, is audited again, and is refused if it is not."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.restored import restored
from allocation.rules import Aims
from costing.errors import AllocationError, InputError
from tests.allocation.hard import hard_market
from tests.kit.changes import changed
from tests.kit.markets import make_market
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market


def record(plan: Allocation) -> dict[str, Any]:
    """Give what allocation.json holds, written and read."""
    aims = [
        {k: v if v not in (math.inf, -math.inf) else None for k, v in asdict(a).items()}
        for a in plan.aims
    ]
    told = {
        "status": str(plan.status),
        "aims": aims,
        "tie_settled": plan.tie_settled,
        "solver": plan.solver,
        "clash": list(plan.clash),
        "notes": ["a note of the case", *plan.notes],
    }
    read: dict[str, Any] = json.loads(json.dumps(told, allow_nan=False))
    return read


def chosen(plan: Allocation) -> list[tuple[str, str, str]]:
    keys = plan.placements[["referral", "provider", "scheme"]]
    return [tuple(key) for key in keys.to_numpy().tolist()]


def assert_same(one: Allocation, other: Allocation) -> None:
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, pd.DataFrame):
            pd.testing.assert_frame_equal(mine, theirs)
        else:
            assert mine == theirs, field.name


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_a_stored_plan_comes_back_as_it_was(first: int) -> None:
    for seed in range(first, first + 10):
        market = seeded(seed)
        try:
            plan = allocate(market)
        except InputError:
            continue
        assert_same(restored(market, chosen(plan), record(plan)), plan)


def test_a_plan_without_proof_comes_back_with_its_gap() -> None:
    market = hard_market()
    plan = allocate(market, gap=0.5)
    assert plan.status is Status.FEASIBLE
    assert_same(restored(market, chosen(plan), record(plan)), plan)


def test_a_bound_that_is_not_known_comes_back_as_no_bound() -> None:
    market, plan = found()
    told = record(plan)
    for aim in told["aims"]:
        aim |= {"bound": None, "gap": None, "proved_by": ""}
    told["status"] = "feasible"
    aims = {aim.name: aim for aim in restored(market, chosen(plan), told).aims}
    assert (aims["placed"].bound, aims["cost"].bound) == (math.inf, -math.inf)
    assert aims["cost"].gap == math.inf


def test_a_clash_comes_back_with_its_words() -> None:
    market = make_market(
        providers=[{"provider": "P1", "spare_places": 0.0}],
        referrals=[{"referral": "R1", "must_stay": True, "current_provider": "P1"}],
        offers=[{"referral": "R1", "provider": "P1"}],
    )
    plan = allocate(market)
    assert plan.clash
    assert_same(restored(market, [], record(plan)), plan)


def found() -> tuple[Market, Allocation]:
    """Give a market of one person with offers of 72.5 and 69.5 points, and its plan."""
    market = make_market(
        aims=Aims(tie_break=()),
        providers=[
            {"provider": "P1", "quality": 80.0},
            {"provider": "P2", "quality": 60.0, "status": "closed"},
            {"provider": "P3", "quality": 60.0},
        ],
        referrals=[{"referral": "R1", "hours_per_week": 30.0}],
        offers=[
            {"referral": "R1", "provider": "P1", "price": 500.0},
            {"referral": "R1", "provider": "P2", "price": 400.0},
            {"referral": "R1", "provider": "P3", "price": 400.0},
        ],
    )
    return market, allocate(market)


def refused(market: Market, offers: Any, told: Any) -> str:
    with pytest.raises(AllocationError) as caught:
        restored(market, offers, told)
    return str(caught.value)


def test_offers_that_are_not_of_this_case_are_told() -> None:
    market, plan = found()
    offers = [("R1", "P1", "S1"), ("R1", "P2", ""), ("R9", "P1", "")]
    assert refused(market, offers, record(plan)) == (
        "the stored plan is not one of this case:\n"
        "placements.csv: R1 is placed 2 times\n"
        "placements.csv: R1 with P1 in S1, an offer that is not in the case\n"
        "placements.csv: R1 with P2, an offer that a rule refuses\n"
        "placements.csv: R9 with P1, an offer that is not in the case"
    )


def test_another_plan_than_the_stored_one_fails_its_audit() -> None:
    # P3 gives 69.5 points and costs 400, P1 72.5 and 500.
    market, plan = found()
    assert refused(market, [("R1", "P3", "")], record(plan)) == (
        "the stored plan failed its audit, so it is not shown:\n"
        "aim points: value is 72.5, recomputed 69.5\n"
        "aim cost: value is 500, recomputed 400"
    )


def test_a_plan_of_another_price_fails_its_audit() -> None:
    market, plan = found()
    dearer = changed(
        market, "offers", {"provider": "P1"}, price_pence=50001, evaluated_pence=50001
    )
    assert refused(dearer, chosen(plan), record(plan)) == (
        "the stored plan failed its audit, so it is not shown:\n"
        "aim cost: value is 500, recomputed 500.01"
    )


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (
            {"status": None},
            'allocation.json: status is "None", which no stored plan has',
        ),
        (
            {"status": "best"},
            (
                'allocation.json: status is "best", expected one of optimal, feasible, '
                "infeasible, stopped, failed"
            ),
        ),
        (
            {"status": "stopped"},
            "allocation.json: status is stopped, and placements are stored with it",
        ),
        ({"aims": "3"}, 'allocation.json: aims is "3", which no stored plan has'),
        ({"aims": [7]}, 'allocation.json: name is "None", which no stored plan has'),
        (
            {"tie_settled": False},
            "allocation.json: tie_settled is not what the proofs of the aims say",
        ),
    ],
)
def test_a_record_that_cannot_be_read_is_told(cells: Any, text: str) -> None:
    market, plan = found()
    assert refused(market, chosen(plan), {**record(plan), **cells}) == text


def test_an_aim_without_a_value_is_told() -> None:
    market, plan = found()
    told = record(plan)
    told["aims"][1]["value"] = None
    assert refused(market, chosen(plan), told) == (
        'allocation.json: value is "None", which no stored plan has'
    )
