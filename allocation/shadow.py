"""Shadow prices: what one hour or place more, or less, would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.limits import MINUTES_PER_HOUR
from allocation.posed import NOT_SOLVED, ROOMS, is_small

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.posed import Posed

COLUMNS: Final = (
    "kind",
    "provider",
    "lot",
    "scheme",
    "unit",
    "limit",
    "left",
    "one_more",
    "one_less",
)

_KEYS: Final = ["kind", "provider", "lot", "scheme"]


def shadow_prices(posed: Posed, allocation: Allocation) -> pd.DataFrame:
    """Solve the plan again with one more and one fewer hour or place of each limit.

    Of the limits that bind: to the others one more changes nothing. Not the dual of a
    linear programme, which can be wrong where limits meet, but the plan itself.

    Parameters
    ----------
    posed : Posed
        The market that was shared out.
    allocation : Allocation

    Returns
    -------
    DataFrame
        :data:`COLUMNS`; ``one_more`` and ``one_less`` in words on the first aim that
        changes, such as ``1 person more placed``; where the plan is not proven, or
        large, they say that it was not solved again.
    """
    limits = allocation.limits
    binding = limits[limits["binds"] & limits["kind"].isin(ROOMS)]
    row_of = _rows_by_key(posed)
    known: dict[tuple[tuple[int, ...], int], str] = {}

    def change(row: int, more: int) -> str:
        key = posed.solved.twins(row), more
        if key not in known:
            known[key] = _change(posed, row, more)
        return known[key]

    told = []
    for limit in binding.to_dict("records"):
        row = row_of.get(tuple(limit[name] for name in _KEYS))
        if row is None or not is_small(allocation):
            told.append((NOT_SOLVED, NOT_SOLVED))
            continue
        step = MINUTES_PER_HOUR if limit["kind"] == "hours" else 1
        # Where the plan leaves one free, one less keeps the plan, and so its proof.
        less = "nothing" if limit["left"] >= 1 else change(row, -step)
        told.append((change(row, step), less))
    prices = binding.assign(
        one_more=[more for more, _ in told], one_less=[less for _, less in told]
    )
    return prices[list(COLUMNS)].reset_index(drop=True)


def _change(posed: Posed, row: int, more: int) -> str:
    if not posed.can_move(row, more):
        return "nothing"
    moved = posed.with_room(row, more)
    return moved.moved() or "nothing"


def _rows_by_key(posed: Posed) -> dict[tuple[str, ...], int]:
    rows = posed.problem.rows
    found = {}
    for row in range(len(rows)):
        kind = rows.kind(row)
        if kind in ROOMS:
            key = rows.key(row)
            names = (key.get(name, "") for name in ("provider", "lot", "scheme"))
            found[(kind, *names)] = row
    return found
