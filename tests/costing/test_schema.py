"""The schema of a table finds what lies outside its bounds, and keys that repeat."""

import pandas as pd

from costing.columns import ColumnSpec, Kind, TableSpec
from costing.schema import Failures, failures_of, schema_of
from costing.tables import empty, frame_of

SPEC = TableSpec(
    "things",
    "One thing",
    (
        ColumnSpec("thing", Kind.ID, "id", needed=True),
        ColumnSpec("share", Kind.SHARE, "share"),
        ColumnSpec("any", Kind.NUMBER, "any number", least=None),
    ),
    key=("thing",),
)


def test_the_schema_is_made_once():
    assert schema_of(SPEC) is schema_of(SPEC)


def test_bounds_are_included_and_what_is_not_given_is_within():
    frame = frame_of(SPEC, [{"thing": str(n), "share": n} for n in (0.0, 1.0, None)])
    assert failures_of(SPEC, frame) == Failures()


def test_each_cell_outside_is_named_and_each_later_row_of_a_key():
    records = [
        {"thing": "a", "share": -0.1, "any": -5.0},
        {"thing": "b", "share": 1.1},
        {"thing": "a"},
        {"thing": "a"},
    ]
    assert failures_of(SPEC, frame_of(SPEC, records)) == Failures(
        ((2, "share"), (3, "share")), (4, 5)
    )


def test_a_table_without_rows_fails_nothing():
    assert failures_of(SPEC, empty(SPEC)) == Failures()


def test_a_frame_is_not_changed():
    frame = frame_of(SPEC, [{"thing": "a", "share": 2.0}])
    before = frame.copy()
    failures_of(SPEC, frame)
    pd.testing.assert_frame_equal(frame, before)
