"""Twice: payments that are an earlier one again, and were not taken back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.reconciliation.extract import Payment


def parted(payments: Sequence[Payment]) -> tuple[list[Payment], list[Payment]]:
    """Part payments into those that stand once and those that stand again.

    A payment that another takes back, the same below 0, may stand once more.
    """
    back = Counter(one.reversed_key for one in payments if one.paid_pence < 0)
    seen: set[tuple[object, ...]] = set()
    once, again = [], []
    for one in payments:
        if one.key not in seen or not one.paid_pence:
            once.append(one)
        elif back[one.key]:
            back[one.key] -= 1
            once.append(one)
        else:
            again.append(one)
        seen.add(one.key)
    return once, again


def twice(payments: Sequence[Payment], again: Sequence[Payment]) -> str:
    """Say of each that stands again which it is the same as."""
    first = {one.key: one.row for one in reversed(payments)}
    return "; ".join(
        f"line {one.row} is the same as line {first[one.key]}" for one in again
    )
