"""Laws that hold for every market, whatever its tables say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocation.allocate import allocate
from allocation.answer import Status
from tests.kit.moved import ROOM, even, scaled, shuffled, widened, without_person
from tests.kit.oracle import stuck
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.allocation import AimResult, Allocation
    from allocation.market import Market

SEEDS = st.integers(0, 1_000_000)
some = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def _solved(market: Market) -> Allocation:
    """Give the plan of a market in which nobody is stuck and no limits clash."""
    assume(not stuck(market))
    plan = allocate(market)
    assume(plan.status is not Status.INFEASIBLE)
    assert plan.status is Status.OPTIMAL
    return plan


def _placed(plan: Allocation) -> dict[str, tuple[str, str]]:
    return {p.referral: (p.provider, p.scheme) for p in plan.placements.itertuples()}


def _limits(plan: Allocation) -> list[tuple[object, ...]]:
    return sorted(plan.limits.itertuples(index=False, name=None))


def _worth(aim: AimResult) -> float:
    return aim.best if aim.sense == "most" else -aim.best


@given(seed=SEEDS, more=st.sampled_from(ROOM), by=st.sampled_from([1.0, 20.0]))
@some
def test_more_capacity_never_worsens_the_ordered_aims(
    seed: int, more: tuple[str, str], by: float
) -> None:
    market = seeded(seed)
    before = _solved(market)
    after = allocate(widened(market, *more, by))
    assert after.status is Status.OPTIMAL
    pairs = zip(before.aims, after.aims, strict=True)
    changes = [_worth(new) - _worth(old) for old, new in pairs]
    moved = [change for change in changes if abs(change) > 1e-9]
    assert not moved or moved[0] > 0


@given(seed=SEEDS)
@some
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    market = seeded(seed)
    plan, other = _solved(market), allocate(shuffled(market, seed))
    assert [aim.best for aim in other.aims] == [aim.best for aim in plan.aims]
    if "draw" in market.aims.tie_break:
        assert _placed(other) == _placed(plan)
        assert other.unplaced.to_dict("list") == plan.unplaced.to_dict("list")
        assert _limits(other) == _limits(plan)


@given(seed=SEEDS, times=st.sampled_from([2, 7]))
@some
def test_money_counted_in_smaller_coins_changes_nothing(seed: int, times: int) -> None:
    market = even(seeded(seed))
    plan, other = _solved(market), allocate(scaled(market, times))
    for aim, same in zip(plan.aims, other.aims, strict=True):
        coins = times if aim.name.endswith("cost") else 1
        assert same.best == pytest.approx(aim.best * coins, abs=1e-9)
    if "draw" in market.aims.tie_break:
        assert _placed(other) == _placed(plan)
        assert other.cost_pence == plan.cost_pence * times


@given(seed=SEEDS)
@some
def test_who_is_not_placed_is_not_missed(seed: int) -> None:
    # Without tolerances: a plan with them may have given up the best one.
    market = seeded(seed, tolerant=False)
    plan = _solved(market)
    assume(len(plan.unplaced) and "draw" in market.aims.tie_break)
    gone = plan.unplaced["referral"].iloc[0]
    other = allocate(without_person(market, gone))
    assert _placed(other) == _placed(plan)
    assert other.cost_pence == plan.cost_pence


@given(seed=SEEDS)
@some
def test_the_same_market_gives_the_same_plan(seed: int) -> None:
    market = seeded(seed)
    plan, other = _solved(market), allocate(market)
    assert _placed(other) == _placed(plan)
    assert other.aims == plan.aims
