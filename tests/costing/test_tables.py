"""Tables as frames: the same form from a file or from code; joins without gaps."""

import numpy as np
import pandas as pd
import pytest

from costing.columns import ColumnSpec, Kind, TableSpec
from costing.tables import common_codes, empty, frame_of, join

SPEC = TableSpec(
    "things",
    "One thing",
    (
        ColumnSpec("thing", Kind.ID, "id", needed=True),
        ColumnSpec("tags", Kind.LIST, "tags"),
        ColumnSpec("price", Kind.MONEY, "price"),
        ColumnSpec("count", Kind.COUNT, "count", default=1.0),
        ColumnSpec("on", Kind.DATE, "day"),
        ColumnSpec("good", Kind.YES_NO, "whether"),
        ColumnSpec("at", Kind.TIME, "time"),
    ),
)


def test_records_make_the_frame_that_a_file_would():
    frame = frame_of(SPEC, [{"thing": "a"}, {"tags": ("x", "y"), "on": "2026-11-01"}])
    assert frame.index.tolist() == [2, 3]
    assert frame.index.name == "row"
    assert frame["tags"].tolist() == [(), ("x", "y")]
    assert frame["count"].tolist() == [1.0, 1.0]
    assert frame["on"].isna().tolist() == [True, False]
    assert frame["good"].tolist() == [False, False]
    assert frame.dtypes.astype(str).to_dict() == {
        "thing": str(pd.Series([], dtype="str").dtype),
        "tags": "object",
        "price": "float64",
        "count": "float64",
        "on": "datetime64[s]",
        "good": "bool",
        "at": "int64",
    }


def test_an_empty_table_has_every_column_with_its_type():
    pd.testing.assert_series_equal(
        empty(SPEC).dtypes, frame_of(SPEC, [{"thing": "a"}]).dtypes
    )
    assert len(empty(SPEC)) == 0


def test_a_record_may_not_name_a_column_that_is_not_there():
    with pytest.raises(KeyError, match="things has no column colour"):
        frame_of(SPEC, [{"colour": "red"}])


LEFT = pd.DataFrame({"thing": ["b", "a", "b"], "n": [1, 2, 3]}, index=[2, 5, 9])
RIGHT = pd.DataFrame({"thing": ["a", "b"], "size": [1.5, 2.5], "is_big": [False, True]})


def test_join_keeps_rows_order_and_index_of_the_left():
    joined = join(LEFT, RIGHT, ["thing"], ["size", "is_big"])
    assert joined.index.tolist() == [2, 5, 9]
    assert joined["size"].tolist() == [2.5, 1.5, 2.5]
    assert joined["is_big"].dtype == bool
    assert LEFT.columns.tolist() == ["thing", "n"]


def test_join_refuses_a_row_without_a_match():
    with pytest.raises(ValueError, match=r"join: no match for thing = \['a'\]"):
        join(LEFT, RIGHT.iloc[1:], ["thing"], ["size"])


def test_join_fills_what_has_no_match_only_when_told_with_what():
    joined = join(LEFT, RIGHT.iloc[1:], ["thing"], ["size"], otherwise={"size": 0.0})
    assert joined["size"].tolist() == [2.5, 0.0, 2.5]


def test_join_with_an_empty_right_keeps_the_types():
    joined = join(
        LEFT,
        RIGHT.iloc[:0],
        ["thing"],
        ["size", "is_big"],
        otherwise={"size": None, "is_big": False},
    )
    assert np.isnan(joined["size"]).all()
    assert joined["is_big"].tolist() == [False, False, False]


def test_join_refuses_a_key_that_stands_twice_on_the_right():
    twice = pd.concat([RIGHT, RIGHT])
    with pytest.raises(ValueError, match="join: a key of thing stands twice"):
        join(LEFT, twice, ["thing"], ["size"])


def test_join_refuses_a_column_that_is_on_both_sides():
    with pytest.raises(ValueError, match="join: column n is on both sides"):
        join(LEFT, RIGHT.assign(n=1), ["thing"], ["n"])


def test_keys_of_two_tables_have_the_same_numbers():
    left = pd.DataFrame({"a": ["x", "x", "y"], "b": ["1", "2", "1"]})
    right = pd.DataFrame({"a": ["y", "x"], "b": ["1", "2"]})
    of_left, of_right = common_codes(left, right, ["a", "b"])
    assert len(set(of_left)) == 3
    assert of_right.tolist() == [of_left[2], of_left[1]]
