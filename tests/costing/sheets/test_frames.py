"""Sheets made into typed frames: matching of columns, bounds, keys, defaults."""

import csv
import io
import string

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.columns import ColumnSpec, Kind, TableSpec
from costing.sheets.frames import absent, read_table
from costing.sheets.sheet import read_sheet

SPEC = TableSpec(
    "things",
    "One thing",
    (
        ColumnSpec("thing", Kind.ID, "id", needed=True),
        ColumnSpec("scheme", Kind.ID, "scheme"),
        ColumnSpec("price_gbp", Kind.MONEY, "price"),
        ColumnSpec("hours", Kind.HOURS, "hours"),
        ColumnSpec("rank", Kind.COUNT, "rank", least=1.0),
        ColumnSpec("weight", Kind.NUMBER, "weight", most=100.0),
        ColumnSpec("mark", Kind.MARK, "mark", default=50.0),
        ColumnSpec("share", Kind.SHARE, "share"),
        ColumnSpec("good", Kind.YES_NO, "whether"),
        ColumnSpec("on", Kind.DATE, "day"),
    ),
    key=("thing", "scheme"),
)
KEYLESS = TableSpec("shifts", "One shift", SPEC.columns)
ONE_KEY = TableSpec("ones", "One", SPEC.columns, key=("thing",))


def read(text, spec=SPEC):
    return read_table(read_sheet(spec.file, text.encode()), spec)


def told(text, spec=SPEC):
    return [str(finding) for finding in sorted(read(text, spec).findings)]


def test_a_day_in_a_repeated_key_is_told_as_a_day_and_none_not_at_all():
    dated = TableSpec("dated", "One", SPEC.columns, key=("thing", "on"))
    rows = "thing,on\na,\na,2026-11-01\na,\na,01/11/2026\n"
    found = read(rows, dated).findings
    assert [one.got for one in sorted(found)] == [
        '"a", as in line 2',
        '"a 2026-11-01", as in line 3',
    ]


def test_columns_come_in_the_order_of_the_contract_with_defaults_filled_in():
    frame = read("price_gbp,THING , x_Note,other\n5,a, hm ,1\n").frame
    assert frame.columns.tolist() == [*SPEC.names, "x_note"]
    assert frame.loc[2, ["thing", "mark", "x_note"]].tolist() == ["a", 50.0, "hm"]
    assert frame["share"].isna().all()


def test_the_index_is_the_row_that_its_owner_sees():
    assert read("thing\na\n\nb\n").frame.index.tolist() == [2, 4]


def test_hours_are_kept_to_the_minute_half_up():
    # 37.33 h is 2,239.8 minutes: 2,240. 0.025 h is 1.5 minutes: 2. 0.0083 h: 0.498: 0.
    hours = read("thing,hours\na,37.33\nb,0.025\nc,0.0083\n").frame["hours"]
    assert hours.tolist() == [2240 / 60, 2 / 60, 0.0]


def test_a_column_that_is_not_known_is_ignored_and_named():
    assert read("thing,Postbox\na,1\n").ignored == ("Postbox",)


def test_a_table_that_is_absent_has_the_form_of_one_without_rows():
    pd.testing.assert_frame_equal(absent(SPEC).frame, read("thing\n").frame)


def test_blank_cells_are_told_from_those_that_hold_the_default():
    table = read("thing,good\na,no\nb,\n")
    assert table.is_blank("good").tolist() == [False, True]
    assert table.is_blank("on").tolist() == [True, True]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "thing,price_gpb\na,1\n",
            [
                (
                    "things.csv, line 1, price_gpb: got a column name that is not "
                    "known, expected one of the names in docs/case.md. "
                    'Did you mean "price_gbp"? If not, call it x_price_gpb.'
                )
            ],
        ),
        (
            "thing,things\na,1\n",
            [
                (
                    "things.csv, line 1, things: got a column name that is not "
                    "known, expected one of the names in docs/case.md. "
                    'Did you mean "thing"? If not, call it x_things.'
                )
            ],
        ),
        (
            "mark\n1\n",
            [
                (
                    "things.csv, line 1, thing: got no such column, expected a column "
                    "thing, which is needed. Add it."
                )
            ],
        ),
        (
            "thing,mark\n ,1\n",
            [
                (
                    "things.csv, line 2, thing: got an empty cell, expected a thing. "
                    "Fill it in."
                )
            ],
        ),
        (
            "thing,price_gbp\na,-1\n",
            [
                (
                    'things.csv, line 2, price_gbp: got "-1", expected 0 or more. '
                    "Write an amount that is not below it."
                )
            ],
        ),
        (
            "thing,rank\na,0\n",
            [
                (
                    'things.csv, line 2, rank: got "0", expected 1 or more. '
                    "Write an amount that is not below it."
                )
            ],
        ),
        (
            "thing,weight\na,101\n",
            [
                (
                    'things.csv, line 2, weight: got "101", expected from 0 to 100. '
                    "Write a number between them."
                )
            ],
        ),
        (
            "thing,mark\na,100.5\n",
            ['things.csv, line 2, mark: got "100.5", expected a mark from 0 to 100.'],
        ),
        (
            "thing,share\na,40\n",
            [
                (
                    'things.csv, line 2, share: got "40", expected a share from 0 to 1 '
                    "such as 0.4. Write 40 % as 0.4."
                )
            ],
        ),
        (
            "thing,scheme\na,s\nb,s\na,s\na,s\n",
            [
                (
                    'things.csv, line 4, thing: got "a s", as in line 2, expected each '
                    "thing and scheme once. Take one of the rows away."
                ),
                (
                    'things.csv, line 5, thing: got "a s", as in line 2, expected each '
                    "thing and scheme once. Take one of the rows away."
                ),
            ],
        ),
    ],
)
def test_what_does_not_fit_is_told(text, messages):
    assert told(text) == messages


def test_a_key_of_one_column_may_stand_once():
    assert told("thing\na\na\n", ONE_KEY) == [
        (
            'ones.csv, line 3, thing: got "a", as in line 2, expected each thing once. '
            "Take one of the rows away."
        )
    ]


def test_without_a_key_the_same_row_may_not_stand_twice():
    assert told("thing,mark\na,1\na,2\na,1\n", KEYLESS) == [
        (
            "shifts.csv, line 4: got the same as line 2, expected each row once. "
            "Take one away, or put both into one row."
        )
    ]


def test_an_empty_key_is_told_as_empty_and_not_as_repeated():
    assert told("thing,mark\n,1\n,2\n") == [
        "things.csv, line 2, thing: got an empty cell, expected a thing. Fill it in.",
        "things.csv, line 3, thing: got an empty cell, expected a thing. Fill it in.",
    ]


def test_a_cell_at_fault_is_told_once_and_all_others_too():
    assert told("thing,mark,share,on\na,x,2,1/13/2026\nb,200,,\n") == [
        (
            'things.csv, line 2, mark: got "x", expected a mark from 0 to 100. '
            "Write the number alone."
        ),
        (
            'things.csv, line 2, on: got "1/13/2026", expected a day that exists. '
            "Look at the day and the month."
        ),
        (
            'things.csv, line 2, share: got "2", expected a share from 0 to 1 such as '
            "0.4. Write 40 % as 0.4."
        ),
        'things.csv, line 3, mark: got "200", expected a mark from 0 to 100.',
    ]


def test_a_file_that_is_no_table_gives_no_rows_and_says_so():
    table = read("a;b\n1;2\n")
    assert (len(table.frame), table.is_whole) == (0, False)


CELLS = st.fixed_dictionaries(
    {
        "thing": st.text(string.ascii_letters + "0123456789é", min_size=1, max_size=8),
        "price_gbp": st.none() | st.integers(0, 10**10).map(lambda pence: pence / 100),
        "mark": st.floats(0, 100).map(lambda mark: round(mark, 3)),
        "good": st.booleans(),
        "on": st.none() | st.dates().map(str),
    }
)


@given(st.lists(CELLS, max_size=20, unique_by=lambda row: row["thing"]))
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_back_the_same(rows):
    head = "thing,price_gbp,mark,good,on"
    lines = [
        ",".join(
            "" if row[name] is None else str(row[name]) for name in head.split(",")
        )
        for row in rows
    ]
    table = read("\n".join([head, *lines]))
    assert table.findings == ()
    frame = table.frame
    assert frame["thing"].tolist() == [row["thing"] for row in rows]
    assert [None if pd.isna(p) else p for p in frame["price_gbp"]] == [
        row["price_gbp"] for row in rows
    ]
    assert frame["mark"].tolist() == [row["mark"] for row in rows]
    assert frame["good"].tolist() == [row["good"] for row in rows]
    assert [None if pd.isna(d) else str(d.date()) for d in frame["on"]] == [
        row["on"] for row in rows
    ]


@given(
    st.lists(
        st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=6
    ),
    st.sampled_from([SPEC, KEYLESS]),
)
@settings(max_examples=60, deadline=None)
def test_any_cells_are_read_or_told_and_never_raise(rows, spec):
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["thing", "price_gbp", "share", "on"])
    writer.writerows(rows)
    text = stream.getvalue().encode("utf-8", "surrogatepass")
    table = read_table(read_sheet(spec.file, text), spec)
    assert len(table.frame) <= len(rows)
