"""What a strict ranking would have cost, in words and numbers."""

from dataclasses import replace

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.strict_price import strict_price
from tests.allocation.test_strict import CHEAPEST, dear_and_good

NOBODY = {"capacity": 0, "housemates": 0, "share_cap": 0, "budget": 0, "choice": 0}


def test_the_price_is_the_difference_of_the_plans_on_each_aim():
    # Both with P2 for 200; strictly both with P1 for 240.
    market = dear_and_good(aims=CHEAPEST)
    price = strict_price(market, allocate(market))
    assert price.record() == {
        "asked": False,
        "departures": {**NOBODY, "plan": 2},
        "aims": [
            {"name": "placed", "value": 2.0, "strict_value": 2.0},
            {"name": "cost", "value": 200.0, "strict_value": 240.0},
        ],
        "words": "a strict ranking would give the plan £40.00 a week more",
    }


def test_a_plan_without_departures_of_its_own_is_strict_already():
    market = dear_and_good({"spare_places": 0.0}, aims=CHEAPEST)
    price = strict_price(market, allocate(market))
    assert price.record() == {
        "asked": False,
        "departures": {**NOBODY, "capacity": 2, "plan": 0},
        "aims": [],
        "words": "nobody has less than a better offer that would fit, so the plan is "
        "strict already",
    }


def test_a_strict_plan_is_told_as_one():
    price = strict_price(dear_and_good(), allocate(dear_and_good()))
    assert (price.asked, price.aims) == (True, ())
    assert price.words == (
        "the ranking is strict: nobody has less than a better offer that fits"
    )


def test_a_plan_without_proof_and_a_search_without_time_are_told():
    market = dear_and_good(aims=CHEAPEST)
    plan = allocate(market)
    unproven = strict_price(market, replace(plan, status=Status.FEASIBLE))
    assert unproven.words == (
        "not worked out: above 300 people, or the plan is not proven"
    )
    hurried = strict_price(market, plan, seconds=1e-9)
    assert hurried.words == "not worked out: no proof came in time"


def test_without_a_plan_none_is_called_strict():
    stays = {"current_provider": "P1", "must_stay": True}
    none = dear_and_good(
        {"spare_places": 1.0},
        referrals=[
            {"referral": r, "hours_per_week": 30.0, **stays} for r in ("R1", "R2")
        ],
        aims=CHEAPEST,
    )
    plan = allocate(none)
    assert plan.status is Status.INFEASIBLE
    price = strict_price(none, plan)
    assert (price.aims, price.words) == ((), "not worked out: there is no plan")
