"""What a column is settles how its cells are kept."""

import pytest

from costing.columns import ColumnSpec, Kind, TableSpec

TABLE = TableSpec(
    "things",
    "One thing",
    (
        ColumnSpec("thing", Kind.ID, "its id", needed=True),
        ColumnSpec("size", Kind.NUMBER, "its size", default=2.0),
    ),
)


@pytest.mark.parametrize(
    ("kind", "dtype", "blank"),
    [
        (Kind.TEXT, "str", ""),
        (Kind.CHOICE, "str", ""),
        (Kind.YES_NO, "bool", False),
        (Kind.LIST, "object", ()),
        (Kind.MONEY, "float64", None),
        (Kind.DATE, "datetime64[s]", None),
        (Kind.TIME, "int64", 0),
    ],
)
def test_a_kind_settles_its_type_and_what_is_blank(kind, dtype, blank):
    assert (kind.dtype, kind.blank) == (dtype, blank)


def test_an_empty_cell_becomes_the_default_of_its_column():
    assert TABLE.column("size").fill == 2.0
    assert TABLE.column("thing").fill == ""


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [(Kind.MARK, (0.0, 100.0)), (Kind.SHARE, (0.0, 1.0)), (Kind.COUNT, (0.0, None))],
)
def test_only_marks_and_shares_have_a_most(kind, bounds):
    assert ColumnSpec("x", kind, "x").bounds == bounds


def test_a_table_has_the_name_of_its_file():
    assert TABLE.file == "things.csv"


def test_further_columns_come_last_by_name_and_leave_known_ones_alone():
    wider = TABLE.with_numbers(["b", "size", "a"], "a number")
    assert wider.names == ("thing", "size", "a", "b")
    assert wider.column("size").default == 2.0
    assert wider.column("a").bounds == (None, None)
    assert TABLE.names == ("thing", "size")
