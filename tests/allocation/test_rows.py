"""Sparse rows of whole numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from allocation.rows import NO_LOWER, at_most, matched, stacked


def whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def family(kind: str, upper: list[int], entries: list[tuple[int, int, int]]):
    row, column, value = (whole(*part) for part in zip(*entries, strict=True))
    keys = pd.DataFrame({"provider": [f"P{n}" for n in range(len(upper))], "lot": ""})
    return at_most(kind, keys, whole(*upper), (row, column, value))


ROWS = stacked(
    [
        family("hours", [10, 20], [(1, 2, 7), (0, 1, 5), (1, 0, 9)]),
        family("places", [1, 1], [(1, 0, 1), (0, 0, 0)]),
    ]
)


def test_rows_stand_one_after_the_other_and_columns_go_up() -> None:
    assert len(ROWS) == 3
    assert ROWS.start.tolist() == [0, 1, 3, 4]
    assert ROWS.column.tolist() == [1, 0, 2, 0]
    assert ROWS.value.tolist() == [5, 9, 7, 1]
    assert ROWS.lower.tolist() == [NO_LOWER] * 3


def test_a_row_without_entries_is_left_out() -> None:
    # The first row of places has but a 0.
    assert ROWS.name(2) == "places[P1]"


def test_rows_are_named_on_demand() -> None:
    assert [ROWS.name(row) for row in range(3)] == [
        "hours[P0]",
        "hours[P1]",
        "places[P1]",
    ]
    assert ROWS.kind(1) == "hours"
    assert ROWS.key(1) == {"provider": "P1"}
    with pytest.raises(IndexError, match="no row 3"):
        ROWS.name(3)


def test_activity_is_exact_in_whole_numbers() -> None:
    plan = whole(1, 2, 2**53)
    assert ROWS.activity(plan).tolist() == [10, 9 + 7 * 2**53, 1]
    assert ROWS.keeps(plan).tolist() == [True, False, True]


def test_tables_are_matched_where_they_agree() -> None:
    left = pd.DataFrame({"provider": ["P1", "P2", "P1"], "lot": ["1", "1", "2"]})
    right = pd.DataFrame({"provider": ["P1", "P3", "P1"], "lot": ["2", "1", "1"]})
    both = matched(left, right, ["provider", "lot"])
    assert [part.tolist() for part in both] == [[0, 2], [2, 0]]
    one = matched(left, right, ["provider"])
    assert [part.tolist() for part in one] == [[0, 0, 2, 2], [0, 2, 0, 2]]
    none = matched(left, right.iloc[:0], ["provider"])
    assert [part.tolist() for part in none] == [[], []]
