"""Each aim and each of its proofs, lied about once; the audit sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from allocation.answer import Status
from allocation.audit import audit

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market
    from tests.kit.frames import Row


def _claiming(plan: Allocation, name: str, **lies: Any) -> Allocation:
    aims = tuple(replace(aim, **lies) if aim.name == name else aim for aim in plan.aims)
    return replace(plan, aims=aims)


VALUES: list[tuple[str, float, str]] = [
    ("placed:1", 2.0, "value is 2, recomputed 3"),
    ("placed:2", 0.0, "value is 0, recomputed 1"),
    ("points", 285.87, "value is 285.87, recomputed 285.88"),
    ("cost", 1962.39, "value is 1962.39, recomputed 1962.38"),
    # 285.88 - 1962.38 / 20.
    ("balance", 187.76, "value is 187.76, recomputed 187.761"),
    ("quality", 276.71, "value is 276.71, recomputed 276.716666667"),
    ("choice", 225.0, "value is 225, recomputed 250"),
    ("moves", 2.0, "value is 2, recomputed 1"),
    ("tie_break:quality", 276.0, "value is 276, recomputed 276.716666667"),
    ("tie_break:cost", 1963.0, "value is 1963, recomputed 1962.38"),
    ("tie_break:draw", 2052059.0, "value is 2052059, recomputed 2052058"),
    ("tie_break:draw", float("nan"), "value is nan, recomputed 2052058"),
]


@pytest.mark.parametrize(("name", "lie", "breach"), VALUES)
def test_a_lie_about_the_value_of_an_aim_is_seen(
    market: Market, plan: Allocation, name: str, lie: float, breach: str
) -> None:
    assert f"aim {name}: {breach}" in audit(market, _claiming(plan, name, value=lie))


def test_every_aim_has_a_mutant(plan: Allocation) -> None:
    told_of = {name for name, *_ in VALUES} | {"placed:3"}
    assert told_of == {aim.name for aim in plan.aims}


CLAIMS: list[tuple[str, Row, str]] = [
    ("points", {"sense": "least"}, "aim points: sense is least, and should be most"),
    ("points", {"unit": "people"}, "aim points: unit is people, and should be points"),
    ("points", {"gap": 0.1}, "aim points: gap is 0.1, recomputed 0"),
    (
        "points",
        {"bound": 285.0, "gap": 0.88 / 285.88},
        "aim points: bound 285 is passed by the plan or by the best",
    ),
    (
        "cost",
        {"bound": 2000.0, "gap": 37.62 / 1962.38},
        "aim cost: bound 2000 is passed by the plan or by the best",
    ),
    (
        "points",
        {"best": 286.0, "bound": 286.0, "gap": 0.12 / 285.88},
        "aim points: value 285.88 gives up more than its tolerance of the best",
    ),
    (
        "cost",
        {"best": 1900.0, "bound": 1900.0, "gap": 62.38 / 1962.38},
        "aim cost: value 1962.38 gives up more than its tolerance of the best",
    ),
    (
        "cost",
        {"bound": 1900.0, "gap": 62.38 / 1962.38},
        "aim cost: said to be proved, with bound 1900 away from the best",
    ),
    ("cost", {"proved_by": ""}, "status is optimal, the proofs say feasible"),
    ("tie_break:draw", {"proved_by": ""}, "tie_settled is True, the proofs say False"),
]


@pytest.mark.parametrize(("name", "lies", "breach"), CLAIMS)
def test_a_lie_about_the_proof_of_an_aim_is_seen(
    market: Market, plan: Allocation, name: str, lies: Row, breach: str
) -> None:
    assert breach in audit(market, _claiming(plan, name, **lies))


def test_an_aim_left_out_is_seen(market: Market, plan: Allocation) -> None:
    breaches = audit(market, replace(plan, aims=plan.aims[:-1]))
    names = [aim.name for aim in plan.aims]
    assert breaches == (
        f"aims: the rules ask for {names}, the allocation tells of {names[:-1]}",
    )


def test_a_status_below_its_proofs_is_seen(market: Market, plan: Allocation) -> None:
    modest = replace(plan, status=Status.FEASIBLE)
    assert audit(market, modest) == ("status is feasible, the proofs say optimal",)


def test_ties_below_their_proofs_are_seen(market: Market, plan: Allocation) -> None:
    modest = replace(plan, tie_settled=False)
    assert audit(market, modest) == ("tie_settled is False, the proofs say True",)


def test_a_bound_that_nothing_is_known_of_is_no_breach(
    market: Market, plan: Allocation
) -> None:
    unknown = {"bound": float("-inf"), "gap": float("inf"), "proved_by": ""}
    open_ended = replace(_claiming(plan, "cost", **unknown), status=Status.FEASIBLE)
    assert audit(market, open_ended) == ()
