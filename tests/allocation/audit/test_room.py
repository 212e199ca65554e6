"""Each column of the table of limits, lied about once; the audit sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allocation.audit import audit
from tests.kit.changes import told

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market


TABLE: list[tuple[str, object, str]] = [
    ("limit", 81.0, "hours of P1: limit is 81, recomputed 80"),
    ("before", 11.0, "hours of P1: before is 11, recomputed 10.5"),
    ("used", 34.0, "hours of P1: used is 34, recomputed 35"),
    ("left", 35.0, "hours of P1: left is 35, recomputed 34.5"),
    ("left", float("nan"), "hours of P1: left is nan, recomputed 34.5"),
    ("binds", False, "hours of P1: binds is False, recomputed True"),
    ("unit", "days", "hours of P1: unit is days, and should be hours"),
    ("provider", "P3", "limits: hours P3 is not a limit"),
    ("lot", "2", "limits: hours P1 2 is not a limit"),
    ("scheme", "S1", "hours of P1: the table of limits leaves it out"),
    ("kind", "places", "limits: one stands twice"),
]


@pytest.mark.parametrize(("column", "lie", "breach"), TABLE)
def test_a_lie_about_a_limit_is_seen(
    market: Market, plan: Allocation, column: str, lie: object, breach: str
) -> None:
    where = {"kind": "hours", "provider": "P1", "lot": ""}
    assert breach in audit(market, told(plan, "limits", where, **{column: lie}))


def test_every_column_of_limits_has_a_mutant(plan: Allocation) -> None:
    assert {column for column, *_ in TABLE} == set(plan.limits.columns)
