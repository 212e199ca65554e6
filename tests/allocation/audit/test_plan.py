"""The audit as a whole: people, placements, cost, and who must stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from allocation.answer import Status
from allocation.audit import audit
from tests.kit.changes import changed, told, without

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market

R1 = {"referral": "R1", "provider": "P1"}
R2 = {"referral": "R2", "provider": "P1"}


def test_a_correct_allocation_passes(market: Market, plan: Allocation) -> None:
    assert plan.status is Status.OPTIMAL
    assert audit(market, plan) == ()


PLACEMENTS: list[tuple[str, object, str]] = [
    ("price_pence", 49999, "R1 with P1 in S1: placed, price_pence is 49999, not 50000"),
    ("points", 82.19, "R1 with P1 in S1: placed, points are 82.19, recomputed 82.18"),
    ("rank", 2, "R1 with P1 in S1: placed, rank is 2, recomputed 1"),
    (
        "hours_per_week",
        5.0,
        "R1 with P1 in S1: placed, hours_per_week is 5.0, not 20.0",
    ),
    ("offer_row", 3, "R1 with P1 in S1: placed, offer_row is 3, not 2"),
    ("provider", "P9", "R1 with P9 in S1: placed, and there is no such offer"),
    ("scheme", "", "R1 with P1: placed, and there is no such offer"),
    ("referral", "R9", "R9 is not a referral"),
]


@pytest.mark.parametrize(("column", "lie", "breach"), PLACEMENTS)
def test_a_lie_about_a_placement_is_seen(
    market: Market, plan: Allocation, column: str, lie: object, breach: str
) -> None:
    assert breach in audit(market, told(plan, "placements", R1, **{column: lie}))


def test_every_column_of_placements_has_a_mutant(plan: Allocation) -> None:
    assert {column for column, *_ in PLACEMENTS} == set(plan.placements.columns)


def test_a_person_in_no_table_is_seen(market: Market, plan: Allocation) -> None:
    nowhere = without(plan, "unplaced", {"referral": "R6"})
    assert audit(market, nowhere) == (
        "R6 stands nowhere in placements and unplaced, and not once",
    )


def test_a_person_placed_twice_is_seen(market: Market, plan: Allocation) -> None:
    twice = pd.concat([plan.placements, plan.placements.iloc[[0]]])
    breaches = audit(market, replace(plan, placements=twice))
    assert "R1 stands 2 times in placements and unplaced, and not once" in breaches


def test_a_person_placed_and_unplaced_is_seen(market: Market, plan: Allocation) -> None:
    both = told(plan, "unplaced", {"referral": "R6"}, referral="R1")
    breaches = audit(market, both)
    assert breaches == (
        "R1 stands 2 times in placements and unplaced, and not once",
        "R6 stands nowhere in placements and unplaced, and not once",
    )


def test_a_pair_left_out_is_seen(market: Market, plan: Allocation) -> None:
    fewer = without(plan, "pairs", {"referral": "R5"})
    breach = "pairs: they are not the offers, each once and in their order"
    assert audit(market, fewer) == (breach,)


def test_a_lie_about_the_cost_is_seen(market: Market, plan: Allocation) -> None:
    breaches = audit(market, replace(plan, cost_pence=196237))
    assert breaches == ("cost is 196237 pence a week, recomputed 196238",)


def test_a_background_is_paid_once_and_not_where_the_scheme_runs(
    market: Market, plan: Allocation
) -> None:
    running = changed(market, "schemes", {"scheme": "S1"}, already_running=True)
    assert "cost is 196238 pence a week, recomputed 176238" in audit(running, plan)


def test_a_background_is_paid_for_offers_without_the_core_only(
    market: Market, plan: Allocation
) -> None:
    # R2's offer holds the core in its price; R1's does not. Once, whoever asks.
    both = changed(market, "offers", R2, core_included=False)
    assert not any("cost is" in text for text in audit(both, plan))
    neither = changed(market, "offers", R1, core_included=True)
    assert "cost is 196238 pence a week, recomputed 176238" in audit(neither, plan)
